// Closing: thanks, and how much the room has shared; what stands when the day is closed.
import { countOf, theDay, thePrompts } from "../shared/reading.js";
import { say } from "./context.js";
import { Sea } from "./sea.jsx";

/** @param {{feed: import("../shared/feed.js").Feed}} props */
export function Closing({ feed }) {
  const day = theDay(feed);
  const notes = thePrompts(feed).reduce((sum, prompt) => sum + countOf(feed, prompt.id), 0);
  return (
    <>
      <main class="sky opening closing">
        <h1 class="great">{say("board.closing")}</h1>
        <p class="say from">{day?.title}</p>
      </main>
      <Sea
        feed={feed}
        sun={false}
        right={<span />}
        left={notes > 0 && say("board.closing_notes", { n: notes })}
      >
        <span class="sun sun--set" aria-hidden="true" />
      </Sea>
    </>
  );
}
