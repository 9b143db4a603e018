// The desk's work on notes and themes: kept on this machine until the server has answered, sent in
// order, each under its own id, so that a repeat is carried out once.

/** @typedef {import("./waiting.js").Action} Action */
/** @typedef {{ok: boolean, seq?: number, code?: string, data: Record<string, any>}} Done */
/** @typedef {Action & {at: number, tried?: boolean, no?: {code: string, data: Record<string, any>}, seq?: number}} Kept
 *   tried: sent, and not known whether it arrived; no: refused, and a person must say what becomes
 *   of it; seq: carried out with this number */
/** @typedef {{getItem(key: string): string | null, setItem(key: string, value: string): void,
 *   removeItem(key: string): void, key(n: number): string | null, readonly length: number}} Store */

const TRY_AGAIN = ["offline", "not_answered", "busy", "too_fast", "not_saved"];
/** Somebody else has done the same: the aim is reached. */
const REACHED = ["nothing_changed"];

export class Outbox {
  /**
   * @param {object} options
   * @param {string} options.workshop
   * @param {Store} options.store such as localStorage
   * @param {(verb: string, message: Record<string, any>) => Promise<Done>} options.send
   * @param {() => string} options.newId
   * @param {() => void} options.onChange
   */
  constructor({ workshop, store, send, newId, onChange }) {
    this.prefix = `samskab-desk-${workshop}-`;
    this.store = store;
    this.send = send;
    this.newId = newId;
    this.onChange = onChange;
    /** @type {Promise<void> | null} */
    this.sending = null;
    this.kept = this.read();
  }

  /** What waits or was just carried out, oldest first: what the page must foresee. */
  waiting() {
    return this.kept.filter((one) => !one.no);
  }

  /** How many have not reached the server. */
  unsent() {
    return this.kept.filter((one) => !one.no && one.seq === undefined).length;
  }

  /** What was refused, oldest first. */
  refused() {
    return this.kept.filter((one) => one.no);
  }

  /** Keep an action and send it as soon as can be; its id comes back at once.
   * @param {string} verb @param {Record<string, any>} payload */
  add(verb, payload) {
    const last = this.kept.at(-1)?.at ?? 0;
    /** @type {Kept} */
    const action = { id: this.newId(), verb, payload, at: Math.max(Date.now(), last + 1) };
    this.kept.push(action);
    this.write(action);
    this.onChange();
    void this.go();
    return action.id;
  }

  /** Send what waits, one after the other; stops when there is no connection. Ends when what is
   * under way already is answered too. */
  async go() {
    if (!this.sending && this.next()) this.sending = this.deliverAll();
    await this.sending;
  }

  async deliverAll() {
    try {
      let next = this.next();
      while (next && (await this.deliver(next))) next = this.next();
    } finally {
      this.sending = null;
    }
  }

  /** The page has seen this number: what was carried out by then need not be foreseen any more.
   * @param {number} seq */
  settle(seq) {
    const left = this.kept.filter((one) => one.seq === undefined || one.seq > seq);
    if (left.length === this.kept.length) return;
    this.kept = left;
    this.onChange();
  }

  /** Let go of one that waits or was refused. @param {string} id */
  drop(id) {
    this.kept = this.kept.filter((one) => one.id !== id);
    this.forget(id);
    this.onChange();
  }

  /** Take back the last one, unless it may have reached the server; says whether it was. */
  takeBack() {
    const last = this.kept.filter((one) => !one.no && one.seq === undefined).at(-1);
    if (!last || last.tried) return false;
    this.drop(last.id);
    return true;
  }

  next() {
    return this.kept.find((one) => !one.no && one.seq === undefined);
  }

  /** @param {Kept} action @returns {Promise<boolean>} whether to go on with the next */
  async deliver(action) {
    action.tried = true;
    this.write(action);
    const done = await this.send(action.verb, { id: action.id, ...action.payload });
    if (!this.kept.includes(action)) return true;
    action.tried = done.code === "not_answered";
    if (!done.ok && TRY_AGAIN.includes(done.code ?? "")) {
      this.write(action);
      return false;
    }
    if (done.ok) action.seq = done.seq ?? 0;
    else if (REACHED.includes(done.code ?? "")) this.kept = this.kept.filter((o) => o !== action);
    else action.no = { code: done.code ?? "", data: done.data };
    if (action.no) this.write(action);
    else this.forget(action.id);
    this.onChange();
    return true;
  }

  /** @returns {Kept[]} */
  read() {
    const keys = Array.from({ length: this.store.length }, (_, n) => this.store.key(n) ?? "");
    const found = keys
      .filter((key) => key.startsWith(this.prefix))
      .map((key) => JSON.parse(this.store.getItem(key) ?? "null"))
      .filter(Boolean);
    return found.sort((one, other) => one.at - other.at);
  }

  // A key for each action: two tabs do not write over each other, and send the same ids.
  /** @param {Kept} action */
  write(action) {
    try {
      this.store.setItem(this.prefix + action.id, JSON.stringify(action));
    } catch {
      // Full or forbidden: it waits in this page alone.
    }
  }

  /** @param {string} id */
  forget(id) {
    this.store.removeItem(this.prefix + id);
  }
}
