// Which notes are shown and which are selected: pure choices over lists of notes.

/** @typedef {import("../shared/reading.js").Note} Note */
/**
 * @typedef {object} Choice
 * @property {string} state "", waiting, hidden, late, loose (in no theme), asked or queued
 * @property {string} prompt its id, or ""
 * @property {string} signed "table 7", "target_group ID in words", or ""
 */

/** What one may choose notes by, where their signature says it: a table, or a target group.
 * @param {Note} note @returns {string} "" where the signature is another one */
export function signedBy(note) {
  const signed = note.signed;
  if (signed.kind === "table") return `table ${signed.table}`;
  if (signed.kind === "target_group") return `target_group ${signed.text.da || signed.text.en}`;
  return "";
}

/** @type {Record<string, (note: Note) => boolean>} */
const STATES = {
  waiting: (note) => note.state === "waiting",
  hidden: (note) => note.state === "hidden",
  late: (note) => note.late === true,
  loose: (note) => !note.theme && note.state === "shown",
  asked: (note) => note.asked === true,
  queued: (note) => (note.queued ?? 0) > 0,
};

/** The notes that fit, in their order. @param {Note[]} notes @param {Choice} choice */
export function fitting(notes, choice) {
  const state = STATES[choice.state] ?? (() => true);
  return notes.filter(
    (note) =>
      state(note) &&
      (!choice.prompt || note.prompt === choice.prompt) &&
      (!choice.signed || signedBy(note) === choice.signed),
  );
}

/** How many notes stand in each state. @param {Note[]} notes @returns {Record<string, number>} */
export function countStates(notes) {
  const counts = Object.fromEntries(Object.keys(STATES).map((name) => [name, 0]));
  for (const note of notes) {
    for (const [name, fits] of Object.entries(STATES)) if (fits(note)) counts[name] += 1;
  }
  return counts;
}

/** The tables and target groups that sign notes, tables by number first. @param {Note[]} notes */
export function signers(notes) {
  const found = [...new Set(notes.map(signedBy))].filter(Boolean);
  return found.sort((one, other) => {
    const [kind, otherKind] = [one.startsWith("table "), other.startsWith("table ")];
    if (kind !== otherKind) return kind ? -1 : 1;
    return kind ? Number(one.slice(6)) - Number(other.slice(6)) : one < other ? -1 : 1;
  });
}

/**
 * The ids from one to another in a list, both with; only the last where the first is not there.
 * @param {string[]} ids @param {string} from @param {string} to
 */
export function range(ids, from, to) {
  const [a, b] = [ids.indexOf(from), ids.indexOf(to)];
  if (b < 0) return [];
  return a < 0 ? [to] : ids.slice(Math.min(a, b), Math.max(a, b) + 1);
}
