// What is known to be there and has not come: it is asked for, and asked for again, since the
// answer may be lost too; soon at first, then less and less often.

const FIRST_MS = 250;
const MOST_MS = 1_000;

export class Missing {
  /**
   * @param {() => void} ask
   * @param {(to: number) => boolean} lacks whether the way to a number is still open
   * @param {() => number} clock milliseconds of a clock that never jumps
   */
  constructor(ask, lacks, clock) {
    this.ask = ask;
    this.lacks = lacks;
    this.clock = clock;
    this.askedAt = Number.NEGATIVE_INFINITY;
    this.wait = FIRST_MS;
    /** The number that we know to be there. */
    this.wanted = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /** Something up to this number has not come. @param {number} to */
  notice(to) {
    this.wanted = Math.max(this.wanted, to);
    const now = this.clock();
    if (now - this.askedAt < this.wait) return;
    this.askedAt = now;
    this.ask();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), this.wait);
  }

  look() {
    const lacks = this.lacks(this.wanted);
    this.wait = lacks ? Math.min(2 * this.wait, MOST_MS) : FIRST_MS;
    if (lacks) this.again();
  }

  again() {
    this.askedAt = Number.NEGATIVE_INFINITY;
    this.notice(this.wanted);
  }

  /** All begins anew with a picture that ends here. @param {number} seq */
  begin(seq) {
    this.wanted = seq;
  }

  stop() {
    clearTimeout(this.timer);
  }
}
