// Which size lets a text stand in so many lines: measured, since fonts differ between machines.

import { unit } from "./scale.js";

/** @typedef {{lines: number, fits: boolean}} Measured */
/** @typedef {{size: number, text: string}[]} Parts the text in one or more pages, each with its size */

const LINE = 1.2;

/**
 * Measures a text as the board sets it.
 * @param {string} text with its soft hyphens
 * @param {string} face class of the letters: "say" or "great"
 * @param {number} size in board units
 * @param {number} width in board units
 * @returns {Measured} fits: no word runs over the edge
 */
export function measure(text, face, size, width) {
  const probe = theProbe();
  const u = unit();
  probe.className = `probe ${face}`;
  probe.style.setProperty("font-size", `${size * u}px`);
  probe.style.setProperty("width", `${width * u}px`);
  probe.style.setProperty("line-height", String(LINE));
  probe.textContent = text;
  const lines = Math.round(probe.offsetHeight / (size * u * LINE));
  const fits = probe.scrollWidth <= probe.clientWidth + 1;
  probe.textContent = ""; // what is hidden at the desk must not stay on the page, unseen though it be
  return { lines, fits };
}

/**
 * The largest of these sizes at which the text needs no more lines than that size allows; null: none.
 * @param {string} text
 * @param {string} face
 * @param {number} width in board units
 * @param {[size: number, lines: number][]} steps largest first
 */
export function largest(text, face, width, steps) {
  for (const [size, most] of steps) {
    const { lines, fits } = measure(text, face, size, width);
    if (fits && lines <= most) return size;
  }
  return null;
}

/**
 * A text as large as it goes, over several pages when it must, never cut: where a page breaks off
 * stands "…", always after a whole word.
 * @param {string} text
 * @param {number} width in board units
 * @param {[size: number, lines: number][]} steps largest first
 * @returns {Parts}
 */
export function pagesOf(text, width, steps) {
  const whole = largest(text, "say", width, steps);
  if (whole !== null) return [{ size: whole, text }];
  const [size, most] = steps[steps.length - 1];
  const pages = [];
  let rest = text.split(/(?<=\s)/);
  while (rest.length > 0) {
    const taken = mostWords(rest, size, most, width);
    pages.push({ size, text: brokenOff(rest, taken) });
    rest = rest.slice(taken);
  }
  return pages;
}

/** The first so many words, with a sign that there are more. @param {string[]} words @param {number} many */
function brokenOff(words, many) {
  const text = words.slice(0, many).join("").trim();
  return many < words.length ? `${text} …` : text;
}

/** How many of the words fit on a page, at least one. @param {string[]} words
 * @param {number} size @param {number} most lines @param {number} width */
function mostWords(words, size, most, width) {
  let [fits, over] = [1, words.length + 1];
  while (over - fits > 1) {
    const middle = Math.floor((fits + over) / 2);
    const { lines } = measure(brokenOff(words, middle), "say", size, width);
    if (lines <= most) fits = middle;
    else over = middle;
  }
  return fits;
}

/** @returns {HTMLElement} */
function theProbe() {
  const known = document.getElementById("probe");
  if (known) return known;
  const probe = document.createElement("div");
  probe.id = "probe";
  probe.setAttribute("aria-hidden", "true");
  document.body.append(probe);
  return probe;
}
