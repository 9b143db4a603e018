// Freeze the board, or let it follow again; letting go asks first, since it may show text.
import { Icon } from "../shared/icon.jsx";
import { say } from "./context.js";
import { act, ask } from "./steps.js";

/** @param {{day: import("../shared/reading.js").Day}} props */
export function Freeze({ day }) {
  const isFrozen = day.frozen === true;
  return (
    <button
      type="button"
      class="button desk__freeze"
      aria-pressed={isFrozen}
      onClick={() => (isFrozen ? letGo() : act("board.freeze"))}
    >
      <Icon name="frys" />
      <span class="sea__word">{say(isFrozen ? "desk.frozen" : "desk.freeze")}</span>
    </button>
  );
}

function letGo() {
  ask({
    title: say("desk.release_title"),
    lines: [say("desk.release_help")],
    yes: say("desk.release_board"),
    onYes: () => act("board.release"),
  });
}
