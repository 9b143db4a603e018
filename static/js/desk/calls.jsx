// Tables that call for help: seen at once, answered in a tap; and the break and the thanks on the board.
import { signal } from "@preact/signals";
import { theDay } from "../shared/reading.js";
import { feed, say } from "./context.js";
import { act } from "./steps.js";
import { isKeeper } from "./views.jsx";

const minutes = signal(15);

/** Which tables ask for somebody; above every view, so that no call is missed. */
export function Calls() {
  const round = theDay(feed)?.round;
  const calling = feed
    .all("group")
    .filter((group) => group.round === round && group.help)
    .sort((one, other) => one.table - other.table);
  return (
    <div class="desk__calls" role="status">
      {calling.map((group) => (
        <p
          key={group.id}
          class={`strip strip--calls${group.help === "called" ? "" : " strip--calm"}`}
          data-calls={group.table}
        >
          <b>{say(`calls.${group.help}`, { table: group.table })}</b>
          {group.help === "called" && !isKeeper && (
            <button
              type="button"
              class="button button--low push"
              onClick={() => act("help.answer", { group: group.id })}
            >
              {say("calls.answer")}
            </button>
          )}
        </p>
      ))}
    </div>
  );
}

/** A break of so many minutes, and the thanks. */
export function Pauses() {
  const day = theDay(feed);
  if (!day) return null;
  return (
    <form
      class="row desk__pauses"
      onSubmit={(event) => {
        event.preventDefault();
        act("scene.set", { scene: "break", minutes: minutes.value });
      }}
    >
      <input
        class="field desk__minutes num"
        type="number"
        min="1"
        max="600"
        required
        aria-label={say("calls.break_minutes")}
        value={minutes.value}
        onInput={(event) => {
          minutes.value = event.currentTarget.valueAsNumber;
        }}
      />
      <button
        type="submit"
        class="button button--low scene-button"
        aria-pressed={day.scene === "break"}
      >
        {say("calls.break")}
      </button>
      <button
        type="button"
        class="button button--low scene-button"
        aria-pressed={day.scene === "closing"}
        onClick={() => act("scene.set", { scene: "closing" })}
      >
        {say("calls.closing")}
      </button>
    </form>
  );
}
