// Where this phone sits now, and where next. Pure: reads records and what the phone knows of itself.
import { roundNow, theDay, thePrompts, theRounds } from "../shared/reading.js";

/** @typedef {import("../shared/reading.js").Records} Records */
/** @typedef {import("../shared/reading.js").Group} Group */
/** @typedef {import("../shared/reading.js").Prompt} Prompt */
/** @typedef {import("./signing.js").Me} Me */

/** Our group in the round of now. @param {Records} records @returns {Group | undefined} */
export function groupNow(records) {
  const day = theDay(records);
  return records.all("group").find((group) => group.round === day?.round);
}

/** Our table and how many sit there, or null without a seat.
 * @param {Records} records @returns {import("./signing.js").Place} */
export function place(records) {
  const group = groupNow(records);
  return group ? { table: group.table, people: group.members?.length ?? 0 } : null;
}

/** The others at our table. @param {Records} records @param {Me} me */
export function others(records, me) {
  return (groupNow(records)?.members ?? []).filter((one) => one.id !== me.id);
}

/** Whether the day is closed. @param {Records} records */
export function isOver(records) {
  return theDay(records)?.state === "closed";
}

/**
 * Prompts of the round of now, those that stand open besides, and those that something is kept for.
 * @param {Records} records
 * @param {(prompt: string) => boolean} [kept]
 * @returns {Prompt[]}
 */
export function promptsHere(records, kept = () => false) {
  const asked = roundNow(records)?.prompts ?? [];
  return thePrompts(records).filter((one) => one.open_in || asked.includes(one.id) || kept(one.id));
}

/** The round to come and our table in it, or null. @param {Records} records @param {Me} me */
export function nextSeat(records, me) {
  if (me.role === "table") return null; // a table stays where it is
  const now = roundNow(records);
  // The page already shows the seat in a round that is to begin.
  const shown = now && (now.state !== "planned" || groupNow(records)) ? now.number : 0;
  const coming = theRounds(records).find(
    (round) => round.number > shown && round.state === "planned" && me.seats[round.id],
  );
  return coming ? { number: coming.number, table: me.seats[coming.id].table } : null;
}

/**
 * What to tell when we should be elsewhere than before: a new round, or another table (also before
 * the round begins, when people find their seats). A table's device stays where it is.
 * @param {{round: string | undefined, table: number | undefined}} before
 * @param {Records} records
 * @param {Me} me
 * @returns {{code: "go" | "stay" | "moved", number: number, table: number} | null}
 */
export function moved(before, records, me) {
  const round = roundNow(records);
  const group = groupNow(records);
  if (me.role === "table" || !round || !group || round.state === "closed") return null;
  const told = { number: round.number, table: group.table };
  if (before.round !== round.id) {
    if (round.state !== "running") return null;
    return { code: before.table === group.table ? "stay" : "go", ...told };
  }
  return before.table !== undefined && before.table !== group.table
    ? { code: "moved", ...told }
    : null;
}

/**
 * The first round to come in which our table is another than we knew, or null; the round of now is
 * told by `moved`.
 * @param {Me["seats"]} before
 * @param {Records} records
 * @param {Me} me
 * @returns {{number: number, table: number} | null}
 */
export function movedLater(before, records, me) {
  const now = roundNow(records);
  const found = theRounds(records).find(
    (round) =>
      round.state === "planned" &&
      round.id !== now?.id &&
      before[round.id] &&
      me.seats[round.id] &&
      before[round.id].table !== me.seats[round.id].table,
  );
  return found ? { number: found.number, table: me.seats[found.id].table } : null;
}
