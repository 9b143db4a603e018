// How much of a long list is drawn: at once what fits a screen, the rest of a window when that has
// been painted, and more when asked. So a letter typed into the search is answered at once.
import { useEffect, useState } from "preact/hooks";

const AT_ONCE = 16;

/**
 * How many to draw, and what asks for as many again.
 * @param {string} choice what the list is of; another one begins anew
 * @param {number} window
 * @returns {[limit: number, more: () => void]}
 */
export function useWindow(choice, window) {
  const [{ limit, of }, set] = useState({ limit: AT_ONCE, of: choice });
  const now = of === choice ? limit : AT_ONCE;
  useEffect(() => {
    if (now >= window) return;
    const rest = setTimeout(() => set({ limit: window, of: choice }));
    return () => clearTimeout(rest);
  }, [choice, now, window]);
  return [now, () => set({ limit: now + window, of: choice })];
}
