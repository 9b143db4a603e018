// How the desk acts: at once or not at all, says what was refused, and asks before what it must.
import { signal } from "@preact/signals";
import { feed, say } from "./context.js";

/** @typedef {import("../shared/feed.js").Done} Done */
/** @typedef {{title: string, lines: string[], texts?: {id: string, text: string, signed: string, q?: number}[],
 *   yes: string, onYes: () => void}} Question */

/** What the desk says in its calm line. */
export const said = signal(/** @type {{text: string, refused: boolean} | null} */ (null));
/** What it asks before it acts. */
export const question = signal(/** @type {Question | null} */ (null));

/** @param {Question} asked */
export function ask(asked) {
  question.value = asked;
}

/**
 * Carry out a step and say what came of it when it was refused.
 * @param {string} verb
 * @param {Record<string, any>} [payload]
 * @returns {Promise<Done>}
 */
export async function act(verb, payload) {
  const done = await feed.perform(verb, payload);
  said.value = done.ok ? null : { text: whyNot(done), refused: true };
  return done;
}

/** The sentence for a refusal. @param {Done} done */
export function whyNot(done) {
  if (done.code === "offline") return say("desk.not_done");
  if (done.code === "not_answered") return say("desk.not_answered");
  const { who } = done.data ?? {};
  const places = who ? { ...done.data, who: say(`desk.who_${who}`) } : done.data;
  return say(`refusals.${done.code}`, places);
}

/** Take back the own last step; asks first when that would show text. */
export async function undo() {
  const done = await feed.perform("step.undo", {});
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

/** @param {Done | Promise<Done>} undone */
async function tell(undone) {
  const done = await undone;
  said.value = done.ok
    ? { text: say("desk.undone"), refused: false }
    : { text: whyNot(done), refused: true };
}
