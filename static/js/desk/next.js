// What the strong button offers: the next sensible step of the day.

/** @typedef {import("../shared/reading.js").Day} Day */
/** @typedef {import("../shared/reading.js").Round} Round */
/** @typedef {{kind: "start" | "close", round: Round} | {kind: "scene", scene: "groups" | "notes"}} Step */

/**
 * The next step, or null when there is none.
 * @param {Day | undefined} day
 * @param {Round[]} rounds first to last
 * @param {{tablesShown: boolean, heard: boolean}} seen of the running round: whether the board has
 *   shown its tables, and whether any table has written
 * @returns {Step | null}
 */
export function nextStep(day, rounds, seen) {
  if (day?.state !== "open") return null;
  const running = rounds.find((round) => round.state === "running");
  const planned = rounds.find((round) => round.state === "planned");
  if (!running) return planned ? { kind: "start", round: planned } : null;
  if (day.scene === "groups") return { kind: "scene", scene: "notes" };
  if (!seen.tablesShown && !seen.heard) return { kind: "scene", scene: "groups" };
  if (day.scene === "welcome") return { kind: "scene", scene: "notes" };
  return planned ? { kind: "start", round: planned } : { kind: "close", round: running };
}
