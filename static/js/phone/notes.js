// A note on its way: what the phone keeps of it, and what an answer makes of that. Pure.

/** @typedef {{kind: "name" | "organisation" | "target_group" | "table", id?: string}} Sign */
/** @typedef {{state: string, late: boolean, waits?: string | null}} Known what the server last said */
/** @typedef {{code: string, data: Record<string, any>}} No */
/**
 * @typedef {object} OwnNote
 * @property {string} id
 * @property {string} secret proves that it is ours
 * @property {string} prompt
 * @property {string} round
 * @property {string | null} group
 * @property {number | null} table its number, where it was written
 * @property {string} text as we last wrote it
 * @property {Sign} sign
 * @property {number} n the order of writing
 * @property {{text: string, sign: Sign} | null} saved as the server has it; null before "saved"
 * @property {Known | null} known
 * @property {No | null} refused why it was not taken
 * @property {{verb: string, text: string, no: No} | null} change a later change that was not taken
 * @property {boolean} [deleting]
 */
/** @typedef {{id: string, note: string, verb: string, n: number, payload: Record<string, any>}} Message */
/** @typedef {{ok: boolean, code?: string, data: Record<string, any>}} Answer */

/** Not sent, or not known to have arrived, or the server could not just then: send it again. */
const AGAIN = ["offline", "not_answered", "busy", "too_fast", "not_saved", "not_allowed"];

/** Whether an answer settles its message. @param {Answer} answer */
export function settles(answer) {
  return answer.ok || !AGAIN.includes(answer.code ?? "");
}

/** The message that adds a note. @param {OwnNote} note @param {number} seen @returns {Message} */
export function adding(note, seen) {
  const { id, prompt, round, group, text, sign, secret } = note;
  const payload = { id, prompt, round, group, text, sign, secret, seen };
  return { id, note: id, verb: "note.add", n: note.n, payload };
}

/**
 * The message that changes a note of ours.
 * @param {OwnNote} note
 * @param {{id: string, verb: "note.edit" | "note.sign" | "note.delete", n: number}} how
 * @param {Record<string, any>} fields
 * @param {number} seen
 * @returns {Message}
 */
export function changing(note, how, fields, seen) {
  const payload = { id: how.id, note: note.id, ...fields, secret: note.secret, seen };
  return { ...how, note: note.id, payload };
}

/**
 * The note after a settled message; null when it is gone.
 * @param {OwnNote} note
 * @param {Message} message
 * @param {Answer} answer
 * @returns {OwnNote | null}
 */
export function after(note, message, answer) {
  if (!answer.ok) return refused(note, message, answer);
  if (message.verb === "note.delete") return null;
  const { payload } = message;
  const before = note.saved ?? { text: note.text, sign: note.sign };
  const saved = { text: payload.text ?? before.text, sign: payload.sign ?? before.sign };
  const { state, late, waits } = answer.data;
  const known = { state, late, waits: waits === undefined ? note.known?.waits : waits };
  return { ...note, saved, known, refused: null, change: null };
}

/** @param {OwnNote} note @param {Message} message @param {Answer} answer @returns {OwnNote} */
function refused(note, message, answer) {
  const no = { code: answer.code ?? "", data: answer.data };
  if (message.verb === "note.add") return { ...note, refused: no, deleting: false };
  const change = { verb: message.verb, text: note.text, no };
  const saved = note.saved ?? { text: note.text, sign: note.sign };
  return { ...note, ...saved, change, deleting: false };
}

/**
 * In what state a note truly is.
 * @param {OwnNote} note
 * @param {Message[]} waiting the messages of this note that are not settled
 * @returns {"deleting" | "waits" | "refused" | "changing" | "change_refused" | "hidden" | "desk" | "late" | "saved"}
 */
export function stateOf(note, waiting) {
  if (note.refused) return "refused";
  if (note.deleting) return "deleting";
  if (waiting.some((one) => one.verb === "note.add")) return "waits";
  if (waiting.length) return "changing";
  if (note.change) return "change_refused";
  if (note.known?.state === "hidden") return "hidden";
  if (note.known?.state === "waiting") return "desk";
  return note.known?.late ? "late" : "saved";
}

/**
 * What a record of the table says about a note of ours, or null when it says nothing new.
 * @param {OwnNote} note
 * @param {{state?: string, late?: boolean} | undefined} record
 * @returns {OwnNote | null}
 */
export function heard(note, record) {
  if (!record?.state || !note.saved) return null;
  const known = note.known;
  if (known?.state === record.state && known.late === Boolean(record.late)) return null;
  const waits = record.state === "waiting" ? known?.waits : null;
  return { ...note, known: { state: record.state, late: Boolean(record.late), waits } };
}

/** A note's text as the server will keep it: see clean_text in core/text.py. @param {string} text */
export function tidy(text) {
  return text
    .normalize("NFC")
    .replace(/\r\n?/g, "\n")
    .replace(/[^\S\n]+/g, " ")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}

/** Signs as the server counts them: code points, so that a smile is one and a family a few.
 * @param {string} text */
export function signs(text) {
  return [...tidy(text)].length;
}

/**
 * Why a text cannot be a note, or null; the same codes as the server's.
 * @param {string} text
 * @param {{length: number, lines: number}} limits
 * @returns {No | null}
 */
export function problem(text, limits) {
  const cleaned = tidy(text);
  const length = [...cleaned].length;
  if (!/[^\p{Z}\p{C}\p{M}]/u.test(cleaned)) return { code: "note_empty", data: {} };
  if (length > limits.length)
    return { code: "note_too_long", data: { most: limits.length, length } };
  if (cleaned.split("\n").length > limits.lines)
    return { code: "note_too_many_lines", data: { most: limits.lines } };
  return null;
}
