// One phone's dots in one vote, kept so that a reload or a lost connection neither loses nor doubles them.

/** @typedef {{secret: string, dots: Record<string, number>, saved: string | null, no: string | null}} Ballot
 *   saved: the dots that the server has, as text; no: why it does not take them */
/** @typedef {{id: string, title: string, kind: string, dots: number, most_each: number, state: string,
 *   choices: string[], result?: Record<string, number>, voters?: number}} Vote */

/** @param {string} secret @returns {Ballot} */
export function emptyBallot(secret) {
  return { secret, dots: {}, saved: null, no: null };
}

/** Dots that are left to give. @param {Vote} vote @param {Ballot} ballot */
export function left(vote, ballot) {
  return vote.dots - Object.values(ballot.dots).reduce((sum, n) => sum + n, 0);
}

/**
 * The ballot with one dot more or less on a choice; the same one where that cannot be.
 * @param {Vote} vote @param {Ballot} ballot @param {number} place @param {1 | -1} by
 * @returns {Ballot}
 */
export function moved(vote, ballot, place, by) {
  const now = ballot.dots[place] ?? 0;
  const can = by < 0 ? now > 0 : left(vote, ballot) > 0 && now < vote.most_each;
  if (!can) return ballot;
  /** @type {Record<string, number>} */
  const dots = { ...ballot.dots, [place]: now + by };
  if (dots[place] === 0) delete dots[place];
  return { ...ballot, dots, no: null };
}

/** Whether the server does not have these dots yet. @param {Ballot} ballot */
export function waits(ballot) {
  return !ballot.no && (ballot.saved ?? "{}") !== JSON.stringify(ballot.dots);
}

/** The places of a vote's choices in an order of this phone's own, so that none stands first for all.
 * @param {Vote} vote @param {string} secret @returns {number[]} */
export function ownOrder(vote, secret) {
  const places = vote.choices.map((_text, place) => place);
  const rank = new Map(places.map((place) => [place, mixed(`${secret} ${place}`)]));
  return places.sort((one, other) => (rank.get(one) ?? 0) - (rank.get(other) ?? 0));
}

/** @param {string} text */
function mixed(text) {
  let sum = 2166136261;
  for (const sign of text) sum = Math.imul(sum ^ sign.charCodeAt(0), 16777619);
  return sum >>> 0;
}
