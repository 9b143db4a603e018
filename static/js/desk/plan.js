// The running order: what is planned, when each part really began, and what follows from it.

/** @typedef {{type: "item", id: string, number: number, at: string, title: string,
 *   began_at: number | null}} Item */
/** @typedef {Item & {state: "done" | "now" | "ahead", expected: string | null}} Part
 *   expected: the clock time to be expected where that is another than the planned one */

const MINUTE = 60_000;

/** Minutes after midnight of 09.30. @param {string} at */
export function minutesOf(at) {
  const [hours, minutes] = at.split(".").map(Number);
  return hours * 60 + minutes;
}

/** Clock time of so many minutes after midnight, as Danes write it. @param {number} minutes */
export function clockOf(minutes) {
  const day = ((Math.round(minutes) % 1440) + 1440) % 1440;
  return `${Math.floor(day / 60)}.${String(day % 60).padStart(2, "0")}`;
}

/** Minutes after midnight on this machine's clock. @param {number} time ms since 1970 */
export function minuteOfDay(time) {
  const date = new Date(time);
  return date.getHours() * 60 + date.getMinutes();
}

/** Where the day is, and by how many minutes it is late (under 0: early).
 * @param {Item[]} items @param {number} now the server's time
 * @returns {{parts: Part[], late: number, next: Part | null, begun: boolean}} */
export function dayPlan(items, now) {
  const ordered = [...items].sort((one, other) => one.number - other.number);
  const last = ordered.map((item) => item.began_at !== null).lastIndexOf(true);
  const late = lateness(ordered, last, now);
  const parts = ordered.map((item, at) => {
    /** @type {Part["state"]} */
    const state = at < last ? "done" : at === last ? "now" : "ahead";
    const shifts = state === "ahead" && last >= 0 && late !== 0;
    const expected = shifts ? clockOf(minutesOf(item.at) + late) : null;
    return { ...item, state, expected };
  });
  return { parts, late, next: parts[last + 1] ?? null, begun: last >= 0 };
}

/** @param {Item[]} items @param {number} last @param {number} now */
function lateness(items, last, now) {
  const running = items[last];
  if (!running?.began_at) return 0;
  const began = minuteOfDay(running.began_at) - minutesOf(running.at);
  const next = items[last + 1];
  // A part that runs over makes the day later, minute by minute.
  const over = next ? Math.floor(minuteOfDay(now) - minutesOf(next.at)) : began;
  return Math.max(began, over);
}

/** Whole minutes since. @param {number} since @param {number} now */
export function minutesSince(since, now) {
  return Math.max(0, Math.floor((now - since) / MINUTE));
}
