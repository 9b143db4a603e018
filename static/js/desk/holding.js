// The list holds still while someone reads or taps it: what would move it waits behind a button.

export const STILL_MS = 4_000;

/**
 * What the list shows while it is held: what it showed before, without what is gone; and how many
 * that would be new wait.
 * @param {string[]} before ids shown
 * @param {string[]} now ids that fit the choice, newest first
 * @param {(id: string) => boolean} isThere whether that note is still there at all
 * @returns {{ids: string[], waiting: number}}
 */
export function held(before, now, isThere) {
  const known = new Set(before);
  const newest = now.findIndex((id) => known.has(id));
  const waiting = newest < 0 ? now.length : newest;
  return { ids: before.filter(isThere), waiting };
}
