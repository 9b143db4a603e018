// What is known to be there and has not come: it is asked for, and asked for again, since the
// answer may be lost too.

const AGAIN_MS = 700;

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
    /** The number that we know to be there. */
    this.wanted = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /** Something up to this number has not come. @param {number} to */
  notice(to) {
    this.wanted = Math.max(this.wanted, to);
    const now = this.clock();
    if (now - this.askedAt < AGAIN_MS) return;
    this.askedAt = now;
    this.ask();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (this.lacks(this.wanted)) this.notice(this.wanted);
    }, AGAIN_MS);
  }

  /** All begins anew with a picture that ends here. @param {number} seq */
  begin(seq) {
    this.wanted = seq;
  }

  stop() {
    clearTimeout(this.timer);
  }
}
