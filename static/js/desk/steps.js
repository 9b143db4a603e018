// How the desk acts: on the stage at once or not at all; on notes and themes now or when it can.
import { signal } from "@preact/signals";
import { feed, say } from "./context.js";
import { MAY_WAIT } from "./waiting.js";
import { outbox } from "./work.js";

/** @typedef {import("../shared/feed.js").Done} Done */
/** @typedef {{title: string, lines: string[], texts?: {id: string, text: string, signed: string, q?: number}[],
 *   yes: string, onYes: () => void, field?: {label: string, value: string, rows?: number,
 *   onInput: (value: string) => void}}} Question */

/** @type {Done} */
const NOT_KNOWN = { ok: false, code: "not_answered", data: {} };

/** What the desk says in its calm line. */
export const said = signal(/** @type {{text: string, refused: boolean} | null} */ (null));
/** What it asks before it acts. */
export const question = signal(/** @type {Question | null} */ (null));

/** @param {Question} asked */
export function ask(asked) {
  question.value = asked;
}

/** @param {string} text */
export function tellDone(text) {
  said.value = { text, refused: false };
}

/**
 * Carry out a step and say what came of it when it was refused. Work that may wait goes to the
 * outbox, which keeps it; its id is that of what it makes.
 * @param {string} verb
 * @param {Record<string, any>} [payload]
 * @returns {Promise<Done>}
 */
export async function act(verb, payload = {}) {
  if (MAY_WAIT.has(verb)) {
    const id = outbox.add(verb, payload);
    said.value = null;
    return { ok: true, data: { id } };
  }
  const done = await feed.perform(verb, payload);
  said.value = done.ok ? null : { text: whyNot(done), refused: true };
  return done;
}

/** The sentence for a refusal. @param {Done} done */
export function whyNot(done) {
  if (done.code === "offline") return say("desk.not_done");
  if (done.code === "not_answered") return say("desk.not_answered");
  const { who, step } = done.data ?? {};
  const places = { ...done.data };
  if (who) places.who = say(`desk.who_${who}`);
  if (step) places.what = say(`steps.kind_${step.replace(".", "_")}`);
  return say(`refusals.${done.code}`, places);
}

/** Take back the own last step; asks first when that would show text. What still waits is taken
 * back where it waits; what may have reached the server is answered first, lest it comes after. */
export async function undo() {
  if (outbox.takeBack()) {
    tellDone(say("desk.undone"));
    return;
  }
  await outbox.go();
  const done = outbox.unsent() ? NOT_KNOWN : await feed.perform("step.undo", {});
  if (done.code === "undo_shows_text") {
    ask({
      title: say("desk.undo_title"),
      lines: [say("desk.undo_help")],
      yes: say("desk.undo_yes"),
      onYes: () => tell(feed.perform("step.undo", { confirm: true })),
    });
    return;
  }
  await tell(done);
}

/** @param {string} [verb] that took it back */
function whatWasUndone(verb = "") {
  const words = say(`steps.undid_${verb.replace(".", "_")}`);
  return words.startsWith("steps.") ? say("desk.undone") : `${say("desk.undone")} ${words}`;
}

/** @param {Done | Promise<Done>} undone */
async function tell(undone) {
  const done = await undone;
  said.value = done.ok
    ? { text: whatWasUndone(done.data?.undid), refused: false }
    : { text: whyNot(done), refused: true };
}
