// How large the board writes: from the room's depth and the picture's width, so that the back row reads.
// A capital must be seen under 16 arc minutes; the smallest words of a board are 64 units high.

const ARC = Math.tan((16 / 60) * (Math.PI / 180));
/** Height of a capital in parts of the font size; the lowest of the faces that tokens.css names. */
const CAPITAL = 0.7;
export const READ = 64;
const LEAST = 43 / READ;
/** So little less is not worth other sizes. */
const NEARLY = 0.97;
/** From here on there is room for several notes at once: rooms of up to 10 m before 3 m. */
export const NEAR = 0.76;
/** Scenes that show more where the back row is near; the others are large in every room. */
const MORE_WHEN_NEAR = ["groups", "notes", "theme", "themes", "vote"];

/** @typedef {{depth: number, screen: number}} Room in decimetres */

/** The font size that the back row needs, in CSS pixels. @param {Room} room @param {number} width of the window */
export function needed(room, width) {
  return ((ARC * room.depth) / CAPITAL) * (width / room.screen);
}

/**
 * How much smaller than the usual a scene may be, at most 1.
 * @param {string} scene
 * @param {Room | undefined} room
 * @param {{width: number, height: number}} view of the window, in CSS pixels
 */
export function scaleOf(scene, room, view) {
  if (!room || !MORE_WHEN_NEAR.includes(scene)) return 1;
  const usual = READ * Math.min(view.width / 1920, view.height / 1080);
  const scale = Math.max(LEAST, needed(room, view.width) / usual);
  return scale > NEARLY ? 1 : scale;
}

let scale = 1;

/** @param {number} now of the scene that is being drawn */
export function setScale(now) {
  scale = now;
}

export function isNear() {
  return scale <= NEAR;
}

/** One board unit in CSS pixels, as board.css has it. */
export function unit() {
  return Math.min(window.innerWidth / 1920, window.innerHeight / 1080) * scale;
}

/** So many units the picture is wide, and so many high. */
export function stage() {
  return { width: 1920 / scale, height: 1080 / scale };
}

/** Units between the margins. */
export function inside() {
  return stage().width - 168;
}
