// How a page reads the day's records: what is now, in which order, and who signed.
import { best } from "./words.js";

/** @typedef {import("./words.js").Both} Both */
/** @typedef {import("./words.js").Say} Say */
/** @typedef {import("./clock.js").Timer} Timer */
/** @typedef {{type: "day", id: string, title: string, date: string, place: string, theme: string,
 *   starts_at: string, state: string, round: string | null, timer: Timer, code: string,
 *   scene: string, scene_prompt: string | null, scene_vote: string | null,
 *   break_ends_at: number | null, themes_shown: boolean, scene_theme?: string | null,
 *   scene_note?: string | null, frozen?: boolean, room?: {depth: number, screen: number}}} Day */
/** @typedef {{type: "round", id: string, number: number, minutes: number, prompts: string[],
 *   state: string}} Round */
/** @typedef {{type: "prompt", id: string, number: number, icon: string, title: Both, text: Both,
 *   open_in: string | null, default_signature: string, showing: string, revealed: boolean}} Prompt */
/** @typedef {{kind: string, text?: any, organisation?: string, table?: number | null}} Signed */
/** @typedef {{type: "note", id: string, prompt: string, round: string, seq: number, text: string,
 *   signed: Signed, state?: string, late?: boolean, picked?: boolean,
 *   mark?: string, theme?: string | null, queued?: number, asked?: boolean, why?: string}} Note */
/** @typedef {{type: "group", id: string, round: string, table: number, names?: string[],
 *   members?: {id: string, name: string, organisation: string}[]}} Group */
/** @typedef {{get(type: string, id: string): any, all(type: string): any[]}} Records */

/** @param {Records} records @returns {Day | undefined} */
export function theDay(records) {
  return records.get("day", "day");
}

/** All rounds, first to last. @param {Records} records @returns {Round[]} */
export function theRounds(records) {
  return records.all("round").sort(byNumber);
}

/** The round of now: running, or the next to run, or the last that ran.
 * @param {Records} records @returns {Round | undefined} */
export function roundNow(records) {
  const id = theDay(records)?.round;
  return id ? records.get("round", id) : undefined;
}

/** All prompts by number. @param {Records} records @returns {Prompt[]} */
export function thePrompts(records) {
  return records.all("prompt").sort(byNumber);
}

/** The prompts of the round of now; all when there is no round.
 * @param {Records} records @returns {Prompt[]} */
export function promptsNow(records) {
  const round = roundNow(records);
  const all = thePrompts(records);
  const asked = all.filter((prompt) => !round || round.prompts.includes(prompt.id));
  return asked.length ? asked : all;
}

/** The colour slot of a prompt, 1 to 4. @param {Prompt | undefined} prompt */
export function slot(prompt) {
  return prompt ? ((prompt.number - 1) % 4) + 1 : undefined;
}

/** The theme that holds a note, as phones hear of it: by how the note's id begins.
 * @param {Records} records @param {string} note its id @returns {{name: string} | undefined} */
export function themeOf(records, note) {
  return records
    .all("theme")
    .find(({ holds = [] }) => holds.some((/** @type {string} */ start) => note.startsWith(start)));
}

/** How many notes of a prompt are shown. @param {Records} records @param {string} prompt its id */
export function countOf(records, prompt) {
  return records.get("count", prompt)?.notes ?? 0;
}

/**
 * Whether the board may show a note, by the same rule as core/audience.py (the desk knows state and picked).
 * @param {Note} note
 * @param {Prompt | undefined} prompt
 */
export function onTheBoard(note, prompt) {
  if (!prompt || (note.state ?? "shown") !== "shown") return false;
  if (prompt.showing === "one_by_one") return note.picked ?? true;
  return prompt.showing === "live" || prompt.revealed;
}

/** Who signed, in words. @param {Signed | undefined} signed @param {Say} say @param {string} language */
export function signature(signed, say, language) {
  if (!signed) return "";
  if (signed.kind === "table") return say("shared.table", { number: signed.table ?? "" });
  if (signed.kind === "target_group") return best(signed.text, language).text;
  const parts = [signed.text, signed.kind === "name" ? signed.organisation : ""];
  return parts.filter(Boolean).join(", ");
}

/** A clock time as people read it: 09.30 becomes 9.30. @param {string} time */
export function clockTime(time) {
  return time.replace(/^0(?=\d)/, "");
}

/** @param {{number: number}} one @param {{number: number}} other */
function byNumber(one, other) {
  return one.number - other.number;
}
