// When a page draws what came: with the screen's next frame, and never for more than a part of the
// time. On a slow machine many notes a second are drawn together, and taps still find it awake.

/** After a drawing the page rests so many times as long as that took. */
const REST = 4;
const LONGEST_REST_MS = 400;

/**
 * @typedef {object} Screen
 * @property {() => number} now milliseconds
 * @property {(draw: () => void) => void} nextFrame
 * @property {(go: () => void, ms: number) => void} later 0: when the frame has been painted
 */

/** @type {Screen} */
const BROWSER = {
  now: () => performance.now(),
  nextFrame: (draw) => requestAnimationFrame(draw),
  later: (go, ms) => setTimeout(go, ms),
};

/**
 * A function to call whenever there is something to draw; however often, it is drawn once.
 * @param {() => void} draw
 * @param {Screen} [screen]
 * @returns {() => void}
 */
export function paced(draw, screen = BROWSER) {
  let isWanted = false;
  let isBusy = false;
  const go = () => {
    isBusy = true;
    screen.nextFrame(() => {
      const began = screen.now();
      isWanted = false;
      draw();
      screen.later(() => screen.later(rested, restAfter(screen.now() - began)), 0);
    });
  };
  const rested = () => {
    isBusy = false;
    if (isWanted) go();
  };
  return () => {
    isWanted = true;
    if (!isBusy) go();
  };
}

/** @param {number} took milliseconds, until it was painted */
function restAfter(took) {
  return Math.min(LONGEST_REST_MS, REST * took);
}
