// The head of the page and the sun on the horizon: table, round, and the time by the server's clock.
import { partGone, secondsLeft, spanText, untilNextSecond, wholeMinutes } from "../shared/clock.js";
import { roundNow, theDay, theRounds } from "../shared/reading.js";
import { the, write } from "./dom.js";
import { isOver, place } from "./seat.js";

const CLOSE_SECONDS = 300;
const SUN_MS = 10_000;

export class Head {
  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    this.sunAt = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  draw() {
    const { records, say } = this.app;
    const day = theDay(records);
    const over = isOver(records);
    const seat = over ? null : place(records);
    const table = seat && say("shared.table", { number: seat.table });
    write(the("head-title"), table ?? day?.title ?? "");
    document.title = [table, day?.title].filter(Boolean).join(" · ");
    const round = over ? undefined : roundNow(records);
    const of = theRounds(records).length;
    write(the("head-round"), round ? say("phone.round_of", { number: round.number, of }) : "");
    this.sunAt = 0;
    this.tick();
  }

  tick() {
    clearTimeout(this.timer);
    if (this.app.ended) return;
    const { records, live } = this.app;
    const timer = theDay(records)?.timer;
    const now = live.now();
    const left = secondsLeft(timer, now);
    this.time(left);
    if (Math.abs(now - this.sunAt) >= SUN_MS) {
      this.sunAt = now;
      the("sun").style.setProperty("--at", `${(partGone(timer, now) * 100).toFixed(2)}%`);
      the("sun").hidden = left === null;
    }
    if (left !== null) this.timer = setTimeout(() => this.tick(), untilNextSecond(timer, now));
  }

  /** @param {number | null} left seconds */
  time(left) {
    const { say } = this.app;
    const shown = the("head-time");
    shown.setAttribute("datetime", `PT${left ?? 0}S`);
    if (left === null) write(shown, "");
    else if (left === 0) write(shown, say("phone.time_over"));
    else if (left <= CLOSE_SECONDS) write(shown, say("phone.time_left", { span: spanText(left) }));
    else write(shown, say("phone.minutes_left", { n: wholeMinutes(left) }));
  }
}
