// What the parts of the phone page share. No part knows another; they meet here and in main.js.
import { theDay } from "../shared/reading.js";
import { refusalWords } from "./refusal.js";

/** @typedef {import("./signing.js").Me} Me */

const UNSEEN_MS = 250;

export class App {
  /**
   * @param {object} given
   * @param {Me} given.me
   * @param {import("../shared/words.js").Say} given.say
   * @param {string} given.language
   * @param {import("../shared/live.js").Live} given.live
   * @param {import("./db.js").Store} given.store
   * @param {import("./outbox.js").Outbox} given.outbox
   * @param {import("./drafts.js").Drafts} given.drafts
   * @param {{length: number, lines: number}} given.limits
   */
  constructor(given) {
    this.me = given.me;
    this.say = given.say;
    this.language = given.language;
    this.live = given.live;
    this.store = given.store;
    this.outbox = given.outbox;
    this.drafts = given.drafts;
    this.limits = given.limits;
    /** @type {(() => void)[]} */
    this.parts = [];
    this.planned = false;
    this.ended = false;
  }

  /** @returns {import("../shared/reading.js").Records} */
  get records() {
    return this.live.picture;
  }

  /** Whether the day takes notes. */
  get open() {
    return theDay(this.records)?.state === "open";
  }

  /** The kind sentence for a no. @param {import("./notes.js").No} no */
  why(no) {
    return refusalWords(this.say, no);
  }

  /** Say something to those who listen to the page. @param {string} sentence */
  tell(sentence) {
    const said = document.getElementById("said");
    if (said) said.textContent = sentence;
  }

  /** Nothing is drawn any more: the page is no longer anybody's. */
  end() {
    this.ended = true;
    this.parts = [];
  }

  /** Draw everything anew with the screen's next frame, once for all that happens until then. A page
   * that nobody sees has no frames, and is drawn all the same: what waits is sent while drawing. */
  changed() {
    if (this.planned || this.ended) return;
    this.planned = true;
    const go = () => {
      clearTimeout(unseen);
      if (this.planned) this.draw();
    };
    const unseen = setTimeout(go, UNSEEN_MS);
    requestAnimationFrame(go);
  }

  draw() {
    this.planned = false;
    for (const part of this.parts) part();
  }
}
