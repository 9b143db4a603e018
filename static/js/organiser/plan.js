// The table plan by key, and its progress while it is computed.
import { byKey } from "./keys.js";
import { say, show, swapping } from "./swap.js";

const EVERY_MS = 400;

/**
 * @typedef {{label: string, value: number, best: string, proven: boolean}} Wish
 * @typedef {{running: boolean, says: string, wishes: Wish[]}} Progress
 */

/** Makes the plan's page quicker; does nothing on other pages. */
export function planPage() {
  if (!document.querySelector("[data-swap]")) return;
  swapping(ready);
  document.addEventListener("keydown", (event) => {
    const step = byKey(event);
    if (step) void show(step.address, step.body, ready);
  });
  ready();
}

/** After each new picture. */
function ready() {
  const names = [...document.querySelectorAll("[data-person]")];
  const first = names.find((one) => one.hasAttribute("aria-current")) ?? names[0];
  for (const one of names) one.setAttribute("tabindex", one === first ? "0" : "-1");
  document.querySelector("[data-keys]")?.removeAttribute("hidden");
  const progress = document.querySelector("[data-progress]");
  if (progress) void follow(progress);
}

/**
 * Shows how far the solver has come, until it ends; then the plan.
 * @param {Element} place
 */
async function follow(place) {
  place.querySelector("[data-refresh]")?.setAttribute("hidden", "");
  while (place.isConnected) {
    try {
      const answer = await fetch(place.getAttribute("data-progress") ?? "", {
        headers: { Accept: "application/json" },
      });
      /** @type {Progress} */
      const progress = await answer.json();
      if (!progress.running) {
        await show(location.href, undefined, ready, false);
        say(document.querySelector(".refused, .sea-says")?.textContent?.trim() ?? "");
        return;
      }
      draw(place, progress);
    } catch {
      // The network is away for a moment: the picture stays, and the next look may do.
      place.querySelector("[data-refresh]")?.removeAttribute("hidden");
    }
    await new Promise((done) => setTimeout(done, EVERY_MS));
  }
}

/**
 * @param {Element} place
 * @param {Progress} progress
 */
function draw(place, progress) {
  const searched = place.querySelector("[data-searched]");
  const score = place.querySelector("[data-score]");
  if (searched) searched.textContent = progress.says;
  if (!score || !progress.wishes.length) return;
  place.querySelector("[data-first]")?.remove();
  const word = place.getAttribute("data-proven") ?? "";
  score.replaceChildren(...progress.wishes.map((wish) => line(wish, word)));
}

/**
 * @param {Wish} wish
 * @param {string} word for proven
 */
function line(wish, word) {
  const numbers = made("span", "line num", "");
  numbers.append(made("b", "", String(wish.value)), made("span", "quiet small", wish.best));
  if (wish.proven) numbers.append(made("span", "proved small push", word));
  const item = document.createElement("li");
  item.append(made("span", "", wish.label), numbers);
  return item;
}

/**
 * @param {string} tag
 * @param {string} style
 * @param {string} text
 */
function made(tag, style, text) {
  const element = document.createElement(tag);
  element.className = style;
  element.textContent = text;
  return element;
}
