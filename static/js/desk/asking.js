// The steps that ask first: starting and closing a round, revealing, showing notes, freeing a name.
import { onTheBoard, roundNow, signature, slot, theDay, theRounds } from "../shared/reading.js";
import { best } from "../shared/words.js";
import { feed, language, say } from "./context.js";
import { act, ask } from "./steps.js";

/** @typedef {import("../shared/reading.js").Round} Round */
/** @typedef {import("../shared/reading.js").Prompt} Prompt */
/** @typedef {import("../shared/reading.js").Note} Note */

/** @param {Round} round */
export function askToStart(round) {
  const running = theRounds(feed).find((one) => one.state === "running");
  const lines = [say("desk.start_places"), say("desk.start_clock", { n: round.minutes })];
  if (running) lines.push(say("desk.start_closes", { number: running.number }));
  ask({
    title: say("desk.start_title", { number: round.number }),
    lines,
    yes: say("desk.start_round", { number: round.number }),
    onYes: () => act("round.start", { round: round.id }),
  });
}

/** @param {Round} round */
export function askToClose(round) {
  ask({
    title: say("desk.close_title", { number: round.number }),
    lines: [say("desk.close_erases"), say("desk.cannot_undo")],
    yes: say("desk.close_round", { number: round.number }),
    onYes: () => act("round.close", { round: round.id }),
  });
}

/** Shows first what will be shown. @param {Prompt} prompt */
export function askToReveal(prompt) {
  const notes = feed
    .all("note")
    .filter((note) => note.prompt === prompt.id && note.state === "shown")
    .sort(newestFirst);
  ask({
    title: say("desk.reveal_title", { n: notes.length }),
    lines: [best(prompt.title, language).text, ...(notes.length ? [] : [say("desk.reveal_none")])],
    texts: asTexts(notes),
    yes: say("desk.reveal_yes"),
    onYes: () => act("prompt.reveal", { prompt: prompt.id }),
  });
}

/** @param {string} id @param {string} name */
export function askToFree(id, name) {
  ask({
    title: say("desk.free_title", { name }),
    lines: [say("desk.free_help")],
    yes: say("desk.free"),
    onYes: () => act("participant.free", { participant: id }),
  });
}

/** Prompts whose notes the moderator has agreed to show; each is asked about once. */
const agreed = new Set();

/**
 * Change the scene; showing notes that the room has not seen is the reveal, and asks once.
 * @param {"welcome" | "groups" | "notes" | "prompt" | "themes" | "timer"} scene
 * @param {string} [prompt] its id, for the scene of one prompt
 */
export function changeScene(scene, prompt) {
  const go = () => void act("scene.set", prompt ? { scene, prompt } : { scene });
  const reveals = textShowing(scene, prompt).filter((one) => !agreed.has(one.id));
  if (reveals.length === 0) {
    go();
    return;
  }
  const ids = new Set(reveals.map((one) => one.id));
  /** @type {Note[]} */
  const notes = feed.all("note").filter((note) => ids.has(note.prompt) && shows(note));
  const n = notes.length;
  ask({
    title: say("desk.show_title"),
    lines: [
      reveals.map((one) => best(one.title, language).text).join(", "),
      n ? say("desk.show_notes", { n }) : say("desk.show_live"),
    ],
    texts: asTexts(notes.sort(newestFirst)),
    yes: say("desk.show_yes"),
    onYes: () => {
      for (const id of ids) agreed.add(id);
      go();
    },
  });
}

/** The prompts whose notes a scene shows as they come, and that do not stand on the board now.
 * @param {string} scene @param {string} [prompt] @returns {Prompt[]} */
function textShowing(scene, prompt) {
  const day = theDay(feed);
  if (day?.scene === "notes" || !["notes", "prompt"].includes(scene)) return [];
  const round = roundNow(feed);
  /** @type {Prompt[]} */
  const prompts = feed.all("prompt");
  return prompts.filter(
    (one) =>
      one.showing === "live" &&
      (scene === "prompt" ? one.id === prompt : !round || round.prompts.includes(one.id)),
  );
}

/** Notes as a question lists them: what will be shown, and how it is signed. @param {Note[]} notes */
export function asTexts(notes) {
  return notes.map((note) => ({
    id: note.id,
    text: note.text,
    signed: signature(note.signed, say, language),
    q: slot(feed.get("prompt", note.prompt)),
  }));
}

/** Whether the board may show a note now. @param {Note} note */
export function shows(note) {
  return onTheBoard(note, feed.get("prompt", note.prompt));
}

/** @param {Note} one @param {Note} other */
export function newestFirst(one, other) {
  return other.seq - one.seq;
}
