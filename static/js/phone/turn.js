// Several tabs of one phone share one outbox, and one of them sends. Web Locks would do this, but
// plain http has none: whoever is about to send says so, and waits a moment for a tab that already
// does. A note that two have sent all the same is still there once: its id is the same.
import { newId } from "../shared/ids.js";

const WAIT_MS = 80;
const SILENT_MS = 3_000;

/** @typedef {{kind: "hello" | "here" | "asks" | "sends" | "free", from: string}} Word */

export class Turn {
  /**
   * @param {{say: (word: Word) => void, free: () => void}} others `free` is called when the tab
   *   that was sending, while we would have, has ended
   * @param {() => number} [clock] milliseconds of a clock that never jumps
   */
  constructor(others, clock = () => performance.now()) {
    this.others = others;
    this.clock = clock;
    this.me = newId();
    this.alone = true;
    this.bornAt = clock();
    this.mine = false;
    this.asked = false;
    this.takenUntil = 0;
    /** @type {ReturnType<typeof setInterval> | undefined} */
    this.beat = undefined;
    this.say("hello");
  }

  /** Whether we may send now; then `end` gives the turn back. */
  async take() {
    if (this.taken()) return this.waits();
    this.mine = true;
    this.say("asks");
    const isSure = this.alone && this.clock() - this.bornAt > WAIT_MS;
    if (!isSure) await new Promise((go) => setTimeout(go, WAIT_MS));
    if (this.taken()) return this.waits();
    this.beat = setInterval(() => this.say("sends"), SILENT_MS / 3);
    return true;
  }

  end() {
    clearInterval(this.beat);
    this.beat = undefined;
    if (this.mine) this.say("free");
    this.mine = false;
  }

  /** Another tab said something. All hear all that is said, so all agree who goes on: who is in
   * the middle of sending, else the first by id of those who asked. @param {Word} word */
  hear({ kind, from }) {
    this.alone = false;
    if (kind === "hello") this.say(this.beat ? "sends" : "here");
    else if (kind === "free") this.freed();
    else if (kind === "asks" && this.beat) this.say("sends");
    else if (kind === "sends" || (kind === "asks" && !(this.mine && this.me < from)))
      this.takenUntil = this.clock() + SILENT_MS;
  }

  freed() {
    this.takenUntil = 0;
    if (this.asked) this.others.free();
    this.asked = false;
  }

  taken() {
    return this.clock() < this.takenUntil;
  }

  waits() {
    this.mine = false;
    this.asked = true;
    return false;
  }

  /** @param {Word["kind"]} kind */
  say(kind) {
    this.others.say({ kind, from: this.me });
  }
}
