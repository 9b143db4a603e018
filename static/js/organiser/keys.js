// Keys on the plan's names: arrows go from name to name, a number and Enter asks what a move costs,
// L locks a seat.
import { say } from "./swap.js";

/** The table number as typed so far, and for whom. */
const typed = { number: "", person: "" };

/**
 * What a key asks for; arrows are carried out here. Given back: a page to go to, or a form to send.
 * @param {KeyboardEvent} event
 * @returns {{address: string, body?: URLSearchParams} | undefined}
 */
export function byKey(event) {
  const name = /** @type {Element} */ (event.target);
  const person = name.getAttribute?.("data-person");
  if (!person || event.ctrlKey || event.metaKey || event.altKey) return undefined;
  if (typed.person !== person) forget();
  if (event.key.startsWith("Arrow")) {
    event.preventDefault();
    forget();
    neighbour(name, event.key)?.focus();
  } else if (/^[0-9]$/.test(event.key)) {
    event.preventDefault();
    type(typed.number + event.key, person, nameOf(name));
  } else if (event.key === "Backspace" && typed.number) {
    event.preventDefault();
    type(typed.number.slice(0, -1), person, nameOf(name));
  } else if (event.key === "Escape") {
    forget();
  } else if (event.key === "Enter" && typed.number) {
    event.preventDefault();
    return price(person);
  } else if (event.key.toLowerCase() === "l") {
    return lock(person, name.hasAttribute("data-locked"));
  }
  return undefined;
}

/**
 * @param {string} number
 * @param {string} person
 * @param {string} name
 */
function type(number, person, name) {
  typed.number = number.replace(/^0+/, "").slice(0, 4);
  typed.person = person;
  if (!typed.number) return forget();
  const words = JSON.parse(tables()?.getAttribute("data-words") ?? "{}");
  const text = String(words[thereIs(typed.number) ? "typed" : "none"]);
  hint(text.replace("{name}", name).replace("{table}", typed.number));
  return undefined;
}

function forget() {
  typed.number = typed.person = "";
  const keys = document.querySelector("[data-keys]");
  if (keys) keys.textContent = keys.getAttribute("data-keys");
}

/**
 * The name alone, without the word for a locked seat.
 * @param {Element} link
 */
function nameOf(link) {
  return link.firstChild?.textContent ?? "";
}

/** @param {string} person */
function price(person) {
  const place = tables();
  const page = place?.getAttribute("data-move");
  if (!place || !page || !thereIs(typed.number)) return undefined;
  const round = place.getAttribute("data-round") ?? "";
  const asked = new URLSearchParams({ round, person, to: typed.number });
  forget();
  return { address: `${page}?${asked}` };
}

/**
 * @param {string} person
 * @param {boolean} locked
 */
function lock(person, locked) {
  const place = tables();
  const address = place?.getAttribute("data-lock");
  if (!place || !address) return undefined;
  const body = new URLSearchParams({
    participant: person,
    round: place.getAttribute("data-round") ?? "",
    lock: locked ? "no" : "yes",
  });
  return { address, body };
}

/** @param {string} text */
function hint(text) {
  const keys = document.querySelector("[data-keys]");
  if (keys) keys.textContent = text;
  say(text);
}

function tables() {
  return document.querySelector("[data-move]");
}

/** @param {string} number */
function thereIs(number) {
  return document.querySelector(`[data-table="${number}"]`) !== null;
}

/**
 * The name above or below, over the tables' ends; to the sides, at the same height.
 * @param {Element} name
 * @param {string} key
 * @returns {HTMLElement | undefined}
 */
export function neighbour(name, key) {
  const names = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-person]")]);
  const step = key === "ArrowDown" || key === "ArrowRight" ? 1 : -1;
  if (key === "ArrowDown" || key === "ArrowUp") {
    return names[names.indexOf(/** @type {HTMLElement} */ (name)) + step];
  }
  const tables = [...document.querySelectorAll("[data-table]")].map(
    (table) => /** @type {HTMLElement[]} */ ([...table.querySelectorAll("[data-person]")]),
  );
  const filled = tables.filter((table) => table.length > 0);
  const own = filled.findIndex((table) => table.includes(/** @type {HTMLElement} */ (name)));
  const row = filled[own]?.indexOf(/** @type {HTMLElement} */ (name)) ?? 0;
  const next = filled[own + step];
  return next?.[Math.min(row, next.length - 1)];
}
