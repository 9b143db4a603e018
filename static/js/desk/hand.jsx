// The remote: what stands on the board, what comes next, and big buttons for one thumb.
import { Icon } from "../shared/icon.jsx";
import { onTheBoard, signature, slot, theDay } from "../shared/reading.js";
import { useDayPlan } from "./agenda.jsx";
import { feed, language, say } from "./context.js";
import { Freeze } from "./freeze.jsx";
import { Tv } from "./stage.jsx";
import { act } from "./steps.js";
import { notes, queue } from "./work.js";

/** @typedef {import("../shared/reading.js").Note} Note */

const NEWEST = 3;

/** The next note in line that is not the one on the board. */
export function nextInLine() {
  const day = theDay(feed);
  return queue.value.find((note) => day?.scene !== "quote" || note.id !== day.scene_note);
}

export function Hand() {
  const day = theDay(feed);
  const { late, begun, next } = useDayPlan();
  const note = nextInLine();
  const newest = note ? [] : newestOnes();
  if (!day) return null;
  return (
    <section class="hand" aria-labelledby="in-hand">
      <h2 id="in-hand">{say("desk.on_board")}</h2>
      <Tv day={day} />
      <Freeze day={day} />
      <div class="hand__next">
        <p class="quiet">
          {say(
            note ? "desk.next_note" : newest.length ? "desk.queue_empty" : "desk.nothing_in_line",
          )}
        </p>
        {note && <Quote note={note} />}
        <Newest found={newest} />
      </div>
      {note && (
        <button
          type="button"
          class="button button--main hand__go"
          onClick={() => act("note.show", { note: note.id })}
        >
          {say("desk.show_next")}
          <Icon name="frem" />
        </button>
      )}
      {next && (
        <button
          type="button"
          class="button hand__begin"
          onClick={() => act("agenda.begin", { item: next.id })}
        >
          <span class="num">{next.at.replace(/^0/, "")}</span>
          {say("desk.begin")}: {next.title}
        </button>
      )}
      {begun && late > 0 && <p class="quiet">{say("desk.late", { n: late })}</p>}
    </section>
  );
}

function newestOnes() {
  return notes.value
    .filter((note) => onTheBoard(note, feed.get("prompt", note.prompt)))
    .slice(0, NEWEST);
}

/**
 * Nothing stands in line: the newest that the board may show, each shown in one tap.
 * @param {{found: Note[]}} props
 */
function Newest({ found }) {
  return found.map((note) => (
    <div class="row hand__newest" key={note.id}>
      <Quote note={note} />
      <button
        type="button"
        class="button push"
        aria-label={`${say("desk.pick")}: ${note.text}`}
        onClick={() => act("note.show", { note: note.id })}
      >
        {say("desk.pick")}
      </button>
    </div>
  ));
}

/** @param {{note: Note}} props */
export function Quote({ note }) {
  return (
    <blockquote class="quote" data-q={slot(feed.get("prompt", note.prompt))}>
      <p class="voice">{note.text}</p>
      <p class="small quiet">{signature(note.signed, say, language)}</p>
    </blockquote>
  );
}
