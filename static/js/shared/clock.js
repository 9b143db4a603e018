// The time left of the day's clock: the same sum on phone, board and desk, from the server's time.

/**
 * The day's clock as its record has it, in milliseconds since 1970 by the server's time.
 * @typedef {{started_at: number | null, ends_at: number | null}} Timer
 */

/**
 * Whole seconds left, rounded up so that 0 means over; null when no clock runs.
 * @param {Timer | null | undefined} timer
 * @param {number} now the server's time in milliseconds
 * @returns {number | null}
 */
export function secondsLeft(timer, now) {
  if (timer?.ends_at == null) return null;
  return Math.max(0, Math.ceil((timer.ends_at - now) / 1000));
}

/**
 * How much of the time has gone, 0 to 1; 0 when no clock runs.
 * @param {Timer | null | undefined} timer
 * @param {number} now the server's time in milliseconds
 */
export function partGone(timer, now) {
  if (timer?.ends_at == null || timer.started_at == null) return 0;
  const whole = timer.ends_at - timer.started_at;
  return whole <= 0 ? 1 : Math.min(1, Math.max(0, (now - timer.started_at) / whole));
}

/** Whole minutes of so many seconds, rounded up. @param {number} seconds */
export function wholeMinutes(seconds) {
  return Math.ceil(seconds / 60);
}

/** A span as people read it: 8:12, 0:07, 75:00. @param {number} seconds */
export function spanText(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** A time of day as Danes write it: 10.27. @param {Date} time */
export function timeText(time) {
  return `${time.getHours()}.${String(time.getMinutes()).padStart(2, "0")}`;
}

/** Milliseconds until the shown second changes, so that a page ticks no oftener than needed.
 * @param {Timer | null | undefined} timer
 * @param {number} now the server's time in milliseconds */
export function untilNextSecond(timer, now) {
  if (timer?.ends_at == null || timer.ends_at <= now) return 1000;
  return (timer.ends_at - now) % 1000 || 1000;
}
