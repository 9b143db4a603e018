// What waits for a connection, and what was refused meanwhile: nothing is lost silently.
import { Icon } from "../shared/icon.jsx";
import { say } from "./context.js";
import { whyNot } from "./steps.js";
import { namesSeen, noteById, outbox, refusedLater, unsent } from "./work.js";

/** @typedef {import("./outbox.js").Kept} Kept */

export function Left() {
  const n = unsent.value;
  const refused = refusedLater.value;
  return (
    <>
      <div role="status">
        {n > 0 && (
          <p class="strip strip--calm">
            <Icon name="vent" />
            <span>{say("steps.unsent", { n })}</span>
          </p>
        )}
      </div>
      {refused.length > 0 && (
        <ul class="desk__refused" aria-label={say("steps.refused")}>
          {refused.map((one) => (
            <Refused key={one.id} one={one} />
          ))}
        </ul>
      )}
    </>
  );
}

/** @param {{one: Kept}} props */
function Refused({ one }) {
  const why = whyNot({ ok: false, ...one.no, data: one.no?.data ?? {} });
  const notes = /** @type {string[]} */ (one.payload.notes ?? []);
  const left = notes.filter((id) => noteById.value.has(id));
  return (
    <li>
      <Icon name="advarsel" />
      <span>
        <b>{say(`steps.did_${one.verb.replace(".", "_")}`, { n: notes.length })}</b> {why}
      </span>
      <span class="row push">
        {one.verb === "theme.put" && left.length > 0 && (
          <button type="button" class="button button--low" onClick={() => makeAgain(one, left)}>
            {say("themes.make_again", { n: left.length })}
          </button>
        )}
        <button type="button" class="button button--low" onClick={() => outbox.drop(one.id)}>
          {say("steps.let_go")}
        </button>
      </span>
    </li>
  );
}

/** The theme is gone, its notes are not: they get one of their own. @param {Kept} one
 * @param {string[]} notes */
function makeAgain(one, notes) {
  outbox.add("theme.add", {
    name: namesSeen.get(one.payload.theme) ?? say("themes.unnamed"),
    notes,
  });
  outbox.drop(one.id);
}
