// Messages that wait until the server has answered: kept first, sent in order, one at a time.
import { adding, after, changing, heard, settles } from "./notes.js";

/** @typedef {import("./notes.js").OwnNote} OwnNote */
/** @typedef {import("./notes.js").Message} Message */
/** @typedef {import("./notes.js").Answer} Answer */
/** @typedef {import("./db.js").Store} Store */

const AGAIN_MS = 4_000;

export class Outbox {
  /**
   * @param {Store} store
   * @param {(verb: string, payload: Record<string, any>) => Promise<Answer>} send
   * @param {{changed: () => void, newId: () => string, turn?: import("./turn.js").Turn | null}} world
   *   `turn`: where several tabs share what is kept
   */
  constructor(store, send, world) {
    this.store = store;
    this.send = send;
    this.world = world;
    this.sending = false;
    this.last = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  /** Our notes, the newest first. @returns {OwnNote[]} */
  notes() {
    return this.store.all("notes").sort((one, other) => other.n - one.n);
  }

  /** Messages that wait, in the order of writing. @returns {Message[]} */
  messages() {
    return this.store.all("messages").sort((one, other) => one.n - other.n);
  }

  /** @param {string} note @returns {Message[]} */
  waitingOf(note) {
    return this.messages().filter((one) => one.note === note);
  }

  /**
   * Keep a new note and its message (and drop its draft); resolves when the phone has it.
   * @param {Omit<OwnNote, "id" | "secret" | "n" | "saved" | "known" | "refused" | "change">} fields
   * @param {number} seen
   */
  async add(fields, seen) {
    /** @type {OwnNote} */
    const note = {
      ...fields,
      id: this.world.newId(),
      secret: this.world.newId(),
      n: this.next(),
      saved: null,
      known: null,
      refused: null,
      change: null,
    };
    const message = adding(note, seen);
    await this.write(
      [
        ["notes", note],
        ["messages", message],
      ],
      [["drafts", note.prompt]],
    );
    this.kick();
  }

  /**
   * Keep a change of a note of ours.
   * @param {OwnNote} note
   * @param {"note.edit" | "note.sign" | "note.delete"} verb
   * @param {Record<string, any>} fields what the message carries
   * @param {Partial<OwnNote>} shown what the note says from now on
   * @param {number} seen
   */
  async change(note, verb, fields, shown, seen) {
    const how = { id: this.world.newId(), verb, n: this.next() };
    const message = changing(note, how, fields, seen);
    const now = this.store.get("notes", note.id) ?? note;
    await this.write([
      ["notes", { ...now, ...shown, change: null }],
      ["messages", message],
    ]);
    this.kick();
  }

  /** Take a note that was refused off the phone. @param {string} id */
  async forget(id) {
    const rest = this.waitingOf(id).map(
      (one) => /** @type {[any, string]} */ (["messages", one.id]),
    );
    await this.write([], [["notes", id], ...rest]);
  }

  /** A change that was refused has been read. @param {OwnNote} note */
  async accept(note) {
    await this.write([["notes", { ...note, change: null }]]);
  }

  /** The table's records say how our notes stand. @param {(id: string) => any} record */
  async hear(record) {
    const news = this.notes()
      .map((note) => heard(note, record(note.id)))
      .filter((note) => note);
    if (news.length) {
      await this.write(news.map((note) => /** @type {[any, any]} */ (["notes", note])));
    }
  }

  /** Send what waits, unless that is being done. */
  async kick() {
    if (this.sending) return;
    this.sending = true;
    clearTimeout(this.timer);
    const { turn } = this.world;
    try {
      if (!turn || (await turn.take())) while (await this.sendFirst());
    } finally {
      turn?.end();
      this.sending = false;
    }
    if (this.messages().length) this.timer = setTimeout(() => this.kick(), AGAIN_MS);
  }

  /** Send the oldest message; whether to go on with the next. */
  async sendFirst() {
    const [message] = this.messages();
    if (!message) return false;
    const answer = await this.send(message.verb, message.payload);
    if (!settles(answer)) return false;
    await this.settle(message, answer);
    return true;
  }

  /** @param {Message} message @param {Answer} answer */
  async settle(message, answer) {
    /** @type {OwnNote | undefined} */
    const note = this.store.get("notes", message.note);
    const now = note && after(note, message, answer);
    const over = now === null || now?.refused; // a note that is not there takes no changes either
    const done = over ? this.waitingOf(message.note) : [message];
    await this.write(now ? [["notes", now]] : [], [
      ...done.map((one) => /** @type {[any, string]} */ (["messages", one.id])),
      ...(now === null ? [/** @type {[any, string]} */ (["notes", message.note])] : []),
    ]);
  }

  /** @param {[any, any][]} puts @param {[any, string][]} [removals] */
  async write(puts, removals = []) {
    await this.store.write(puts, removals);
    this.world.changed();
  }

  /** A number later than all before, also those of an earlier visit. */
  next() {
    const most = Math.max(this.last, ...this.store.all("notes").map((note) => note.n), 0);
    this.last = Math.max(most + 1, Date.now());
    return this.last;
  }
}
