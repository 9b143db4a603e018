// What fits: names and piles by the page, ticks and slips by the handful.
import { byName } from "../shared/order.js";

export const PAGE_SECONDS = 12;
/** What stands on a board in a room of 15 m. */
const USUAL = { columns: 3, rows: 8 };
const SHORT_NAME = 17;
const MOST_TICKS = 120;
const MOST_SLIPS = 120;

/** @typedef {{name: string, table: number}} Seat */
/** @typedef {{seats: Seat[], range: string}} NamePage */

/**
 * Who sits where, A to Å by first name, a page at a time: as many columns as fit, one less where
 * names are long.
 * @param {{table: number, names?: string[]}[]} groups
 * @param {{columns: number, rows: number}} [fits]
 * @returns {{columns: number, pages: NamePage[]}}
 */
export function namePages(groups, fits = USUAL) {
  const seats = groups.flatMap((group) =>
    (group.names ?? []).map((name) => ({ name, table: group.table })),
  );
  seats.sort((one, other) => byName(one.name, other.name));
  const isLong = seats.some((seat) => [...seat.name].length > SHORT_NAME);
  const columns = Math.max(1, fits.columns - (isLong ? 1 : 0));
  const pages = chunks(seats, columns * fits.rows).map((some) => ({
    seats: some,
    range: range(some),
  }));
  return { columns, pages };
}

/** The letters that a page of names spans: A–F, or M. @param {Seat[]} seats */
function range(seats) {
  const letters = [seats[0], seats[seats.length - 1]].map((seat) =>
    [...seat.name][0].toUpperCase(),
  );
  return letters[0] === letters[1] ? letters[0] : letters.join("–");
}

/**
 * How many piles stand side by side: four, fewer where their words need the room.
 * @param {string[]} words
 */
export function pilesAbreast(words) {
  const longest = Math.max(0, ...words.map((word) => [...word].length));
  if (longest <= 13) return 4;
  return longest <= 26 ? 2 : 1;
}

/**
 * How wide the slips of all piles are, in board units: narrower where a count has three signs or more.
 * @param {number[]} counts
 */
export function slipWidth(counts) {
  const signs = String(Math.max(0, ...counts)).length;
  return [210, 210, 210, 130][signs] ?? 60;
}

/**
 * Ticks for people: one each, or one for several where they are very many.
 * @param {number} joined
 * @param {number} expected
 * @returns {boolean[]} whether that tick is in
 */
export function ticks(joined, expected) {
  const each = Math.max(1, Math.ceil(expected / MOST_TICKS));
  const inside = joined >= expected ? expected : Math.floor(joined / each);
  return Array.from({ length: Math.ceil(expected / each) }, (_, at) => at < inside);
}

/**
 * The slips of a pile: one for each note, thinner from the 32nd on; over 120 a slip is five notes.
 * @param {number} notes
 * @returns {{slips: number, each: 1 | 5, thin: number}} thin: 1 as they are, less the more there are
 */
export function slips(notes) {
  const each = notes > MOST_SLIPS ? 5 : 1;
  const count = Math.min(Math.ceil(notes / each), 4 * MOST_SLIPS);
  return { slips: count, each, thin: count <= 31 ? 1 : 31 / count };
}

/**
 * @template T
 * @param {T[]} things
 * @param {number} size
 * @returns {T[][]}
 */
export function chunks(things, size) {
  const pages = [];
  for (let at = 0; at < things.length; at += size) pages.push(things.slice(at, at + size));
  return pages;
}
