// What the page says about its connection, and when it takes up sending again.

import { clearPage } from "./farewell.js";

const SOON_MS = 2_500;
const FIRST_MS = 6_000;
const AGAIN_MS = 4_000;

/** What is said when this phone stands for nobody any more. */
const ENDS = {
  table: { bold: "phone.table_ended", text: "phone.table_ended_text" },
  freed: { bold: "phone.freed", text: "phone.freed_text" },
  ended: { bold: "phone.ended", text: "phone.ended_text" },
};

export class Connection {
  /**
   * @param {import("./app.js").App} app
   * @param {import("./strips.js").Strips} strips
   */
  constructor(app, strips) {
    this.app = app;
    this.strips = strips;
    this.lost = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.soon = setTimeout(() => this.missing(), FIRST_MS);
    addEventListener("offline", () => this.cut());
    addEventListener("online", () => this.tryNow());
    addEventListener("pageshow", () => this.tryNow());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.tryNow();
    });
    if (!navigator.onLine) this.missing();
  }

  /** @param {string} state of the live part @param {{code?: string, data?: any}} detail */
  state(state, detail) {
    if (state === "live") this.back();
    else if (state === "stale") this.missing();
    else if (state === "connecting") this.soon ??= setTimeout(() => this.missing(), SOON_MS);
    else this.out(detail.code ?? "");
  }

  /** The phone itself says that the net is gone: do not wait for silence. */
  cut() {
    this.app.live.socket.io.engine?.close();
    this.missing();
  }

  tryNow() {
    this.app.live.wake();
    this.app.outbox.kick();
  }

  back() {
    clearTimeout(this.soon);
    this.soon = undefined;
    this.strips.take("offline");
    this.app.outbox.kick();
    if (this.lost) this.tellBack();
    this.lost = false;
  }

  /** What waits may be saved while the strip stands. */
  draw() {
    if (this.strips.shown.has("back")) this.tellBack();
  }

  tellBack() {
    const { say, outbox } = this.app;
    const refused = outbox.notes().some((note) => note.refused || note.change);
    const settled = refused ? "phone.back_some_refused" : "phone.back_all_saved";
    const text = say(outbox.messages().length ? "phone.back_sending" : settled);
    const strip = {
      kind: /** @type {const} */ ("fine"),
      icon: "flueben",
      bold: say("phone.back"),
      text,
    };
    this.strips.put("back", strip, AGAIN_MS);
  }

  missing() {
    clearTimeout(this.soon);
    this.soon = undefined;
    this.lost = true;
    const { say, store } = this.app;
    const text = say(store.kept ? "phone.offline_text" : "phone.offline_not_kept");
    this.strips.take("back");
    this.strips.put("offline", { icon: "intet-net", bold: say("phone.offline"), text });
  }

  /** Connecting makes no sense any more: a newer page, or a name that this phone has no longer.
   * @param {string} code */
  out(code) {
    clearTimeout(this.soon);
    this.strips.take("offline");
    const { say, me } = this.app;
    if (code === "reload_page") {
      const press = () => location.reload();
      const button = { text: say("phone.reload"), press };
      this.strips.put("out", {
        icon: "advarsel",
        bold: say("phone.newer"),
        text: say("phone.newer_text"),
        button,
      });
      return;
    }
    const table = me.role === "table";
    const end = table ? ENDS.table : code === "name_freed" ? ENDS.freed : ENDS.ended;
    const link = say(table ? "phone.join_as_yourself" : "phone.to_join");
    this.strips.clear();
    clearPage(this.app, { bold: say(end.bold), text: say(end.text), link });
  }
}
