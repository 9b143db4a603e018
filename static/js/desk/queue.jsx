// The queue for the board: first in, first out; the next one is shown in one tap.
import { Icon } from "../shared/icon.jsx";
import { slot } from "../shared/reading.js";
import { feed, say } from "./context.js";
import { nextInLine } from "./hand.jsx";
import { act } from "./steps.js";
import { queue } from "./work.js";

export function Queue() {
  const waiting = queue.value;
  const next = nextInLine();
  if (waiting.length === 0) return null;
  return (
    <section class="queue" aria-labelledby="queue">
      <div class="pane__head">
        <h2 id="queue">{say("desk.in_queue", { n: waiting.length })}</h2>
        {next && (
          <button
            type="button"
            class="button button--low"
            onClick={() => act("note.show", { note: next.id })}
          >
            {say("desk.show_next")}
            <Icon name="frem" />
          </button>
        )}
      </div>
      <ol>
        {waiting.map((note) => (
          <li key={note.id} data-q={slot(feed.get("prompt", note.prompt))}>
            <span class="voice">{note.text}</span>
            <button
              type="button"
              class="button button--plain button--icon"
              aria-label={`${say("desk.unqueue")}: ${note.text}`}
              onClick={() => act("note.unqueue", { note: note.id })}
            >
              <Icon name="kryds" />
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
