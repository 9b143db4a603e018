// What comes is drawn at once while it is quiet, and together when drawing takes its time.
import assert from "node:assert/strict";
import { test } from "node:test";
import { paced } from "../../static/js/shared/drawing.js";

const FRAME_MS = 16;

/** A screen with a clock of its own, whose drawings take so long. @param {number} takes */
function aScreen(takes) {
  const screen = {
    at: 0,
    /** @type {{at: number, go: () => void}[]} */
    due: [],
    /** @type {number[]} when something was drawn */
    drawn: [],
    now: () => screen.at,
    /** @param {() => void} go @param {number} ms */
    later: (go, ms) => void screen.due.push({ at: screen.at + ms, go }),
    /** @param {() => void} go */
    nextFrame: (go) => screen.later(go, FRAME_MS - (screen.at % FRAME_MS)),
    draw: () => {
      screen.drawn.push(screen.at);
      screen.at += takes;
    },
    /** @param {number} ms */
    run: (ms) => {
      while (true) {
        screen.due.sort((one, other) => one.at - other.at);
        if (!screen.due.length || screen.due[0].at > ms) break;
        const next = screen.due.shift();
        screen.at = Math.max(screen.at, next?.at ?? 0);
        next?.go();
      }
      screen.at = Math.max(screen.at, ms);
    },
  };
  return screen;
}

test("what comes in one moment, and while that is shown, is drawn once each", () => {
  const screen = aScreen(1);
  const came = paced(screen.draw, screen);
  for (let n = 0; n < 10; n += 1) came();
  screen.run(3);
  for (let n = 0; n < 10; n += 1) came();
  screen.run(100);
  assert.deepEqual(screen.drawn, [0, 20]);
});

test("a quiet page draws at once, also later", () => {
  const screen = aScreen(5);
  const came = paced(screen.draw, screen);
  for (const at of [0, 1_000, 2_000]) {
    screen.run(at);
    came();
  }
  screen.run(3_000);
  assert.deepEqual(screen.drawn, [0, 1_000, 2_000]);
});

test("a slow page spends a fifth of its time with drawing, and draws the last of what came", () => {
  const screen = aScreen(50);
  const came = paced(screen.draw, screen);
  let last = 0;
  for (let at = 0; at < 10_000; at += 50) {
    screen.run(at);
    came();
    last = screen.at;
  }
  screen.run(20_000);
  assert.ok(screen.drawn.length * 50 <= 10_000 / 5 + 50, `${screen.drawn.length} drawings`);
  assert.ok((screen.drawn.at(-1) ?? 0) > last);
});

test("no drawing waits longer than what a page may be behind", () => {
  const screen = aScreen(1_000);
  const came = paced(screen.draw, screen);
  for (let at = 0; at < 10_000; at += 50) {
    screen.run(at);
    came();
  }
  screen.run(20_000);
  const gaps = screen.drawn.slice(1).map((at, n) => at - screen.drawn[n]);
  assert.ok(Math.max(...gaps) <= 1_000 + 400 + 2 * FRAME_MS + 50, String(gaps));
});
