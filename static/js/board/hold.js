// What the board shows while it is held: what stood there when the hold began, and no new text.
// It is held when the desk freezes it, and when no desk is there to watch it. Pure.

/** @typedef {import("../shared/picture.js").AnyRecord} AnyRecord */
/** @typedef {{scene: Record<string, any>, notes: Record<string, number>, alone?: boolean}} Marks what is kept over a reload:
 *  the scene, and of each note a number of its words, not the words */

const SCENE = ["scene", "scene_prompt", "scene_theme", "scene_note", "scene_vote", "break_ends_at"];

/** @param {AnyRecord[]} records @returns {Map<string, AnyRecord>} */
export function keep(records) {
  return new Map(records.map((one) => [`${one.type} ${one.id}`, one]));
}

/** @param {Map<string, AnyRecord>} kept @returns {Marks} */
export function marksOf(kept) {
  const day = kept.get("day day") ?? {};
  const notes = [...kept.values()].filter((one) => one.type === "note");
  return {
    scene: Object.fromEntries(SCENE.map((name) => [name, /** @type {any} */ (day)[name]])),
    notes: Object.fromEntries(notes.map((note) => [note.id, wordsNumber(note.text)])),
  };
}

/** What a page that was loaded anew may keep: only what stood there before, with the same words.
 * @param {AnyRecord[]} records @param {Marks | null} marks */
export function keepMarked(records, marks) {
  const known = marks?.notes ?? {};
  const stood = records.filter(
    (one) => one.type !== "note" || known[one.id] === wordsNumber(one.text),
  );
  const kept = keep(stood);
  const day = kept.get("day day");
  if (day && marks) kept.set("day day", { ...day, ...marks.scene });
  return kept;
}

/**
 * A record as the held board has it. Notes stay while they are there with the same words; the clock
 * goes on, and a day that ends, ends here too.
 * @param {AnyRecord | undefined} before
 * @param {AnyRecord | undefined} now
 * @returns {AnyRecord | undefined}
 */
export function held(before, now) {
  if (!before) return undefined;
  if (before.type === "note") return now && now.text === before.text ? before : undefined;
  if (before.type === "day" && now) {
    return { ...before, timer: now.timer, state: now.state, frozen: now.frozen, room: now.room };
  }
  if (before.type === "vote" && now) {
    const choices = before.choices.map((/** @type {string} */ text, /** @type {number} */ at) =>
      now.choices[at] === text ? text : "",
    );
    return { ...before, choices };
  }
  return before;
}

/** Tells words apart without keeping them. @param {string} text */
export function wordsNumber(text) {
  let sum = 5381;
  for (const sign of text) sum = (sum * 33 + (sign.codePointAt(0) ?? 0)) % 4294967291;
  return sum;
}
