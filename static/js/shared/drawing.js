// When a page draws what came: at once while it is quiet, and never for more than a part of the
// time. On a slow machine many notes a second are drawn together, and taps still find it awake.

/** After a drawing the page rests so many times as long as that took. */
const REST = 4;
const LONGEST_REST_MS = 400;

/**
 * @typedef {object} Screen
 * @property {() => number} now milliseconds
 * @property {(go: () => void) => void} nextFrame
 * @property {(go: () => void, ms: number) => void} later 0: when the frame has been painted
 */

/** @type {Screen} */
const BROWSER = {
  now: () => performance.now(),
  nextFrame: (go) => requestAnimationFrame(go),
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
    // Not in the frame that shows it: that has style, layout and paint to do, and would take long.
    screen.later(drawNow, 0);
  };
  const drawNow = () => {
    const began = screen.now();
    isWanted = false;
    draw();
    // Components are drawn when this has ended, still in the same task.
    screen.later(() => show(screen.now() - began), 0);
  };
  const show = (/** @type {number} */ drawn) => {
    screen.nextFrame(() => {
      const began = screen.now();
      screen.later(() => screen.later(rested, restAfter(drawn + screen.now() - began)), 0);
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
