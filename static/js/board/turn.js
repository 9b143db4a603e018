// Whose turn it is to stand large: the newest note of who has stood there least, one change in eight
// seconds at most.

export const REST_MS = 8_000;
export const PICKED_REST_MS = 24_000;
const MS_PER_SIGN = 60;

/** @typedef {{id: string, seq: number, text: string, picked: boolean, from?: string}} Candidate
 *   from: who signed; whose notes have stood large least often comes first */
/**
 * @typedef {object} Turn
 * @property {string | null} shown the note that stands large
 * @property {number} since when it came
 * @property {number} rest how long it stays at least, in milliseconds
 * @property {string[]} waiting ids that have not had their turn, oldest first
 * @property {Set<string> | null} known all ids seen; null before the first look
 * @property {Record<string, number>} [stood] how often notes of each signature have stood here
 */

/** @returns {Turn} */
export function nobodyYet() {
  return { shown: null, since: 0, rest: 0, waiting: [], known: null };
}

/**
 * The next state. What was there at the first look has had its turn, apart from the newest; what comes
 * later waits for its own, newest first. A note picked at the desk comes at once and stays longer; one
 * that is gone goes at once.
 * @param {Turn} turn
 * @param {Candidate[]} candidates all notes that may stand here now
 * @param {number} now milliseconds
 * @returns {Turn}
 */
export function nextTurn(turn, candidates, now) {
  const there = new Map(candidates.map((note) => [note.id, note]));
  const inOrder = [...candidates].sort((one, other) => one.seq - other.seq);
  const fresh = turn.known ? inOrder.filter((note) => !turn.known?.has(note.id)) : [];
  const waiting = [...turn.waiting.filter((id) => there.has(id)), ...fresh.map((note) => note.id)];
  const kept = { ...turn, waiting, known: new Set(there.keys()) };

  const picked = fresh.filter((note) => note.picked).pop();
  if (picked) return give(kept, picked, now, PICKED_REST_MS);
  const stands = turn.shown !== null && there.has(turn.shown);
  if (stands && (waiting.length === 0 || now - turn.since < turn.rest)) return kept;
  const fair = leastHeard(
    waiting.flatMap((id) => there.get(id) ?? []),
    kept.stood ?? {},
  );
  const next = fair ?? inOrder[inOrder.length - 1];
  return next ? give(kept, next, now, REST_MS) : { ...kept, shown: null };
}

/** When to look again by itself, in milliseconds; null when nothing waits.
 * @param {Turn} turn @param {number} now */
export function untilNextTurn(turn, now) {
  return turn.waiting.length === 0 ? null : Math.max(0, turn.since + turn.rest - now);
}

/** @param {Turn} turn @param {Candidate} note @param {number} now @param {number} least @returns {Turn} */
function give(turn, note, now, least) {
  const rest = Math.max(least, note.text.length * MS_PER_SIGN);
  const waiting = turn.waiting.filter((id) => id !== note.id);
  const from = note.from ?? "";
  const stood = { ...turn.stood, [from]: (turn.stood?.[from] ?? 0) + 1 };
  return { ...turn, shown: note.id, since: now, rest, waiting, stood };
}

/** The newest of those whose signature has stood here least often.
 * @param {Candidate[]} waiting oldest first @param {Record<string, number>} stood */
function leastHeard(waiting, stood) {
  const times = (/** @type {Candidate} */ note) => stood[note.from ?? ""] ?? 0;
  const least = Math.min(...waiting.map(times));
  return waiting.filter((note) => times(note) === least).pop();
}

/**
 * Notes in the order in which a column shows them: the newest of each signature, then the second of each.
 * @template {{seq: number, signed: object}} N
 * @param {N[]} notes
 * @returns {N[]}
 */
export function fairly(notes) {
  /** @type {Map<string, number>} */
  const seen = new Map();
  const newest = [...notes].sort((one, other) => other.seq - one.seq);
  const ranked = newest.map((note) => {
    const from = JSON.stringify(note.signed);
    const rank = seen.get(from) ?? 0;
    seen.set(from, rank + 1);
    return { note, rank };
  });
  return ranked.sort((one, other) => one.rank - other.rank).map(({ note }) => note);
}
