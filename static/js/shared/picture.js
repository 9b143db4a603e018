// What a page knows of the day: records by type and id, and the number they belong to.
// The rules of docs/protocol.md for snapshots, frames and gaps; no sockets, no timers.

/** @typedef {{type: string, id: string} & Record<string, any>} AnyRecord */
/** @typedef {[string, string]} Key a type and an id */
/** @typedef {{audience: string, chain: string, seq: number, records: AnyRecord[], now: number}} Snapshot */
/** @typedef {{from: number, to: number, records: AnyRecord[], gone: Key[], now: number}} Frame */
/** @typedef {{records: AnyRecord[], gone: Key[]}} Changes what came or changed, and what went */

export class Picture {
  constructor() {
    /** @type {Map<string, AnyRecord>} by "type id" */
    this.records = new Map();
    /** @type {Map<string, Map<string, AnyRecord>>} the same by type, then id */
    this.types = new Map();
    /** @type {number | null} the number last seen; null before the first picture */
    this.seq = null;
    /** @type {string | null} */
    this.audience = null;
    /** @type {string | null} */
    this.chain = null;
  }

  /** A record, or undefined when it is not there for this page. @param {string} type @param {string} id */
  get(type, id) {
    return this.types.get(type)?.get(id);
  }

  /** All records of a type, in no order. @param {string} type */
  all(type) {
    return [...(this.types.get(type)?.values() ?? [])];
  }

  /** Begin anew from a snapshot. @param {Snapshot} snapshot */
  replace(snapshot) {
    this.records = new Map();
    this.types = new Map();
    for (const record of snapshot.records) this.put(record);
    this.seq = snapshot.seq;
    this.audience = snapshot.audience;
    this.chain = snapshot.chain;
  }

  /**
   * Take a frame: what changed by it; "old" when all of it was known; "gap" when something
   * before it is missing, and then nothing is taken and the page must ask.
   * @param {Frame} frame
   * @returns {Changes | "old" | "gap"}
   */
  take(frame) {
    if (this.seq === null || frame.from > this.seq) return "gap";
    if (frame.to <= this.seq) return "old";
    for (const record of frame.records) this.put(record);
    const gone = frame.gone.filter(([type, id]) => {
      this.types.get(type)?.delete(id);
      return this.records.delete(`${type} ${id}`);
    });
    this.seq = frame.to;
    return { records: frame.records, gone };
  }

  /** @param {AnyRecord} record */
  put(record) {
    this.records.set(`${record.type} ${record.id}`, record);
    const same = this.types.get(record.type) ?? new Map();
    this.types.set(record.type, same.set(record.id, record));
  }

  /** Whether the audience has gone on without us. @param {number} to the heartbeat's number */
  lacks(to) {
    return this.seq === null || to > this.seq;
  }
}

const SAMPLES = 20;

/** The server's time: its last messages tell how far this machine's clock is off. */
export class ServerTime {
  /** @param {() => number} clock milliseconds of a clock that never jumps */
  constructor(clock = () => performance.now()) {
    this.clock = clock;
    /** @type {number[]} */
    this.offsets = [];
  }

  /** A message said what time it was when it was sent. @param {number} now */
  hear(now) {
    this.offsets = [...this.offsets.slice(1 - SAMPLES), now - this.clock()];
  }

  /** The server's time in milliseconds since 1970; the machine's own before the first message. */
  now() {
    // The message that was on its way for the shortest time has the largest offset.
    return this.offsets.length ? this.clock() + Math.max(...this.offsets) : Date.now();
  }
}
