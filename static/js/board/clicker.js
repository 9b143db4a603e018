// A clicker at the board's machine: forward shows the next note in line, back takes the last step
// back, and the key for a black screen freezes. What would show text again asks for a second press.
import { signal } from "@preact/signals";

const AGAIN_MS = 6_000;

/** @type {Record<string, "next" | "back" | "freeze">} what the keys of clickers send */
const KEYS = {
  PageDown: "next",
  ArrowRight: "next",
  PageUp: "back",
  ArrowLeft: "back",
  b: "freeze",
  ".": "freeze",
};

/** What a second press would do; empty when nothing is asked. */
export const asked = signal("");
let waiting = 0;

export function listen() {
  addEventListener("keydown", (event) => {
    const press = KEYS[event.key];
    if (press && !event.repeat) void send(press);
  });
}

/** At once or not at all: nothing is kept for later. @param {string} press */
async function send(press) {
  const sure = asked.value === press;
  ask("");
  const body = new URLSearchParams(sure ? { press, sure: "yes" } : { press });
  try {
    const answer = await fetch(`${location.pathname}clicker`, { method: "POST", body });
    const { code } = answer.status === 409 ? await answer.json() : { code: null };
    if (code === "press_again") ask(press);
  } catch {
    // No connection: the board says so itself.
  }
}

/** @param {string} press */
function ask(press) {
  asked.value = press;
  clearTimeout(waiting);
  if (press) waiting = window.setTimeout(() => ask(""), AGAIN_MS);
}
