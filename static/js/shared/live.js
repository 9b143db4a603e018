// The page's side of the live part: one connection, one picture of the day, answers to messages.
import { io } from "socket.io-client";
import { newId } from "./ids.js";
import { Missing } from "./missing.js";
import { Picture, ServerTime } from "./picture.js";

/** @typedef {import("./picture.js").Changes} Changes */
/** @typedef {import("./picture.js").Snapshot} Snapshot */
/** @typedef {import("./picture.js").Frame} Frame */
/** @typedef {"connecting" | "live" | "stale" | "refused" | "ended"} State */
/**
 * The server's answer, or one of our own: "offline" (not sent), "not_answered" (sent, and not
 * known whether it arrived: send the same id again).
 * @typedef {{re: string | null, ok: boolean, seq?: number, code?: string, data: Record<string, any>}} Answer
 */
/**
 * @typedef {object} Options
 * @property {string} workshop its id
 * @property {"participant" | "table" | "moderator" | "keeper" | "board" | "organiser"} role
 * @property {number | null} [after] the number of what the page already shows
 * @property {(records: import("./picture.js").AnyRecord[]) => void} [onBefore] what comes, before it is taken
 * @property {(snapshot: Snapshot) => void} [onSnapshot] the whole picture, at first and when it was lost
 * @property {(changes: Changes) => void} [onRecords] what changed since; the picture has it already
 * @property {(state: State, detail: {code?: string, data?: Record<string, any>}) => void} [onState]
 * @property {(notice: {code: string, data: Record<string, any>}) => void} [onNotice]
 * @property {(presence: {connected: number, desks?: number}) => void} [onPresence]
 * @property {string} [url] another server, for tests
 * @property {Record<string, any>} [socket] more options of socket.io-client, for tests
 */

const PROTOCOL = 1;
const SILENT_MS = 10_000;
const ANSWER_MS = 10_000;
const RETRIES = 8;
const CALM_DOWN = ["too_fast", "busy"];
const FOR_INFORMATION = ["name_elsewhere", "seat_changed"];
const COME_AGAIN = ["too_many_connections", "busy"];

/** Connect, and stay connected. @param {Options} options */
export function connect(options) {
  return new Live(options);
}

export class Live {
  /** @param {Options} options */
  constructor(options) {
    this.options = options;
    this.picture = new Picture();
    this.picture.seq = options.after ?? null;
    this.time = new ServerTime();
    /** @type {State} */
    this.state = "connecting";
    /** @type {Map<string, (answer: Answer) => void>} */
    this.asked = new Map();
    /** @type {{code: string, data: Record<string, any>} | null} why the server will cut us */
    this.ending = null;
    this.heardAt = this.time.clock();
    this.missing = new Missing(
      () => this.repair(),
      (to) => this.socket.connected && this.picture.lacks(to),
      () => this.time.clock(),
    );
    this.socket = io(options.url ?? "", {
      transports: ["websocket", "polling"],
      tryAllTransports: true,
      reconnectionDelay: 300,
      reconnectionDelayMax: 1_500,
      randomizationFactor: 0.7,
      timeout: 8_000,
      auth: (/** @type {(hello: object) => void} */ say) => say(this.hello()),
      ...options.socket,
    });
    this.listen();
    this.watch = setInterval(() => this.look(), 500);
  }

  /** The number last seen; 0 before the first picture. */
  seq() {
    return this.picture.seq ?? 0;
  }

  /** The server's time in milliseconds since 1970. */
  now() {
    return this.time.now();
  }

  /**
   * Send a message and wait for its answer; never rejects. Offline it answers at once. What was
   * "too fast" or met a busy server is sent again, under the same id.
   * @param {string} verb such as note.add
   * @param {Record<string, any>} payload its fields; an id is made when there is none
   * @returns {Promise<Answer>}
   */
  async send(verb, payload = {}) {
    const message = { id: newId(), ...payload };
    for (let left = RETRIES; ; left -= 1) {
      const answer = await this.once(verb, message);
      if (answer.ok || left === 0 || !CALM_DOWN.includes(answer.code ?? "")) return answer;
      const wait = answer.data.retry_ms ?? 500;
      await new Promise((go) => setTimeout(go, wait * (1 + Math.random() / 2)));
    }
  }

  /** Leave, and call nobody back any more. */
  close() {
    clearInterval(this.watch);
    this.missing.stop();
    this.options = { workshop: this.options.workshop, role: this.options.role };
    this.socket.disconnect();
    this.giveUp("offline");
  }

  /** @param {string} verb @param {{id: string} & Record<string, any>} message @returns {Promise<Answer>} */
  once(verb, message) {
    if (!this.socket.connected) return Promise.resolve(failed(message.id, "offline"));
    return new Promise((resolve) => {
      const timer = setTimeout(() => done(failed(message.id, "not_answered")), ANSWER_MS);
      const done = (/** @type {Answer} */ answer) => {
        clearTimeout(timer);
        this.asked.delete(message.id);
        resolve(answer);
      };
      this.asked.set(message.id, done);
      this.socket.emit(verb, message);
    });
  }

  hello() {
    const { workshop, role } = this.options;
    const { seq, chain } = this.picture;
    return { protocol: PROTOCOL, workshop, role, after: seq, chain };
  }

  listen() {
    const socket = this.socket;
    socket.onAny(() => {
      this.heardAt = this.time.clock();
    });
    socket.on("snapshot", (snapshot) => this.onSnapshot(snapshot));
    socket.on("frame", (frame) => this.onFrame(frame));
    socket.on("heartbeat", (beat) => this.onHeartbeat(beat));
    socket.on("answer", (answer) => this.asked.get(answer.re)?.(answer));
    socket.on("presence", (presence) => this.options.onPresence?.(presence));
    socket.on("notice", (notice) => this.onNotice(notice));
    socket.on("disconnect", (reason) => this.onDisconnect(reason));
    socket.on("connect_error", (fault) => this.onRefused(fault));
  }

  /** @param {Snapshot} snapshot */
  onSnapshot(snapshot) {
    this.time.hear(snapshot.now);
    this.options.onBefore?.(snapshot.records);
    this.picture.replace(snapshot);
    this.missing.begin(snapshot.seq);
    this.enter("live");
    this.options.onSnapshot?.(snapshot);
  }

  /** @param {Frame} frame */
  onFrame(frame) {
    this.time.hear(frame.now);
    this.options.onBefore?.(frame.records);
    const changes = this.picture.take(frame);
    if (changes === "gap") {
      this.missing.notice(frame.to);
      return;
    }
    this.enter("live");
    if (changes !== "old") this.options.onRecords?.(changes);
  }

  /** @param {{to: number, now: number}} beat */
  onHeartbeat(beat) {
    this.time.hear(beat.now);
    if (!this.picture.lacks(beat.to)) {
      this.enter("live");
      return;
    }
    // Frames and heartbeats come one after the other: what the heartbeat has seen go out is lost.
    this.missing.notice(beat.to);
  }

  repair() {
    this.socket.emit("repair", { after: this.picture.seq, chain: this.picture.chain });
  }

  /** @param {{code: string, data: Record<string, any>}} notice */
  onNotice(notice) {
    if (!FOR_INFORMATION.includes(notice.code)) this.ending = notice;
    this.options.onNotice?.(notice);
  }

  /** @param {string} reason */
  onDisconnect(reason) {
    this.giveUp("not_answered");
    if (this.state !== "stale") this.enter("connecting");
    // Cut by the server: ask once more; who really is out is refused.
    if (reason === "io server disconnect") this.again(300);
  }

  /** @param {Error & {data?: any}} fault */
  onRefused(fault) {
    const code = fault.data?.code;
    if (!code) {
      // No network, or no server: the library tries again. A bare no of the server: we must.
      if (!this.socket.active) this.again(2_000);
    } else if (COME_AGAIN.includes(code)) this.again(2_000);
    else if (code === "not_allowed" && this.ending) this.enter("ended", this.ending);
    else this.enter("refused", { code, data: fault.data.data });
  }

  /** @param {number} least milliseconds until the next try; the most is twice that */
  again(least) {
    setTimeout(() => this.wake(), least * (1 + Math.random()));
  }

  /**
   * Connect, unless that is being done: asked twice, the library would say hello twice on one
   * connection, and the server cuts who does.
   */
  wake() {
    if (this.watching() && !this.socket.active) this.socket.connect();
  }

  /** Each half second: has it been silent for too long? */
  look() {
    const silent = this.time.clock() - this.heardAt > SILENT_MS;
    if (!silent || this.state === "refused" || this.state === "ended") return;
    this.enter("stale");
    if (this.socket.connected) this.socket.io.engine.close(); // half open: begin anew
  }

  /** @param {State} state @param {{code?: string, data?: Record<string, any>}} [detail] */
  enter(state, detail = {}) {
    if (state === this.state) return;
    this.state = state;
    if (state === "live") this.ending = null;
    this.options.onState?.(state, detail);
  }

  watching() {
    return this.state !== "refused" && this.state !== "ended";
  }

  /** @param {string} code */
  giveUp(code) {
    for (const [id, done] of [...this.asked]) done(failed(id, code));
  }
}

/** @param {string} id @param {string} code @returns {Answer} */
function failed(id, code) {
  return { re: id, ok: false, code, data: {} };
}
