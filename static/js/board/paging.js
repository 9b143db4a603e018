// Pages that turn by themselves.
import { useEffect, useState } from "preact/hooks";

/** Counts up each time a page has stood long enough. @param {number} pages @param {number} seconds */
export function usePage(pages, seconds) {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (pages < 2) return;
    const turning = setInterval(() => setTurn((n) => n + 1), seconds * 1000);
    return () => clearInterval(turning);
  }, [pages, seconds]);
  return pages ? turn % pages : 0;
}
