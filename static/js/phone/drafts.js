// What is being written, kept for each prompt within half a second.

const KEEP_MS = 400;

/** @typedef {{round: string, group: string | null, table: number | null, seen: number}} At where
 *   somebody sat when they last typed while the prompt stood open, and what their phone had seen */
/** @typedef {{id: string, text: string, at?: At, sign?: any}} Draft `id` is the prompt's */

export class Drafts {
  /** @param {import("./db.js").Store} store */
  constructor(store) {
    this.store = store;
    /** @type {Map<string, ReturnType<typeof setTimeout>>} */
    this.timers = new Map();
  }

  /** @param {string} prompt @returns {Draft | undefined} */
  of(prompt) {
    return this.store.get("drafts", prompt);
  }

  /** Keep soon. @param {Draft} draft */
  keep(draft) {
    this.store.hold("drafts", draft.id, draft);
    if (this.timers.has(draft.id)) return;
    this.timers.set(
      draft.id,
      setTimeout(() => this.flush(draft.id), KEEP_MS),
    );
  }

  /** Keep now what has gathered. @param {string} prompt */
  async flush(prompt) {
    clearTimeout(this.timers.get(prompt));
    this.timers.delete(prompt);
    const draft = this.of(prompt);
    if (draft) await this.store.write([["drafts", draft]]);
  }

  /** Keep everything now: the page may go away. */
  flushAll() {
    for (const prompt of [...this.timers.keys()]) this.flush(prompt);
  }

  /** It was sent, or thrown away. @param {string} prompt */
  drop(prompt) {
    clearTimeout(this.timers.get(prompt));
    this.timers.delete(prompt);
  }
}
