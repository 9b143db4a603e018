// The table's host, its call for help, and the marks on its notes: one tap each, done at once or not at all.
import { newId } from "../shared/ids.js";
import { roundNow } from "../shared/reading.js";
import { h, icon, the, write } from "./dom.js";
import { groupNow, isOver } from "./seat.js";

export class Hosting {
  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    the("host-take").addEventListener("click", () =>
      this.act(this.isMine() ? "host.leave" : "host.claim"),
    );
    the("help-call").addEventListener("click", () =>
      this.act(this.group()?.help ? "help.cancel" : "help.call"),
    );
  }

  group() {
    return /** @type {any} */ (groupNow(this.app.records));
  }

  isMine() {
    return this.group()?.host === this.app.me.id;
  }

  /** Whether this phone marks the table's notes. */
  get marks() {
    return this.works() && (this.app.me.role === "table" || this.isMine());
  }

  works() {
    const { records } = this.app;
    return Boolean(this.group()) && !isOver(records) && roundNow(records)?.state !== "closed";
  }

  draw() {
    const { say, me } = this.app;
    const group = this.group();
    the("hosting").hidden = !this.works();
    if (!group) return;
    const host = group.members?.find((/** @type {any} */ one) => one.id === group.host);
    const words = this.isMine()
      ? say("phone.host_you")
      : host
        ? say("phone.host_is", { name: host.name })
        : say("phone.host_none");
    write(the("host-now"), words);
    the("host-take").hidden = me.role === "table";
    write(the("host-take"), say(this.isMine() ? "phone.host_leave" : "phone.host_claim"));
    write(the("help-call"), say(group.help ? "phone.help_cancel" : "phone.help_call"));
    write(the("help-state"), group.help ? say(`phone.help_${group.help}`) : "");
  }

  /** The two marks of a note, for whoever may set them; else the one it has.
   * @param {any} note */
  marksOf(note) {
    const { say } = this.app;
    if (!this.marks)
      return note.mark ? [h("b", { class: "mark" }, say(`phone.mark_${note.mark}`))] : [];
    return ["top", "odd"].map((mark) => {
      const is = note.mark === mark;
      return h(
        "button",
        {
          class: "button button--low mark",
          type: "button",
          "aria-pressed": String(is),
          onclick: () => this.act("note.mark", { note: note.id, mark: is ? "" : mark }),
        },
        icon(is ? "maerke-fuld" : "maerke"),
        say(`phone.mark_${mark}`),
      );
    });
  }

  /** @param {string} verb @param {Record<string, any>} [more] */
  async act(verb, more = {}) {
    const group = this.group();
    if (!group) return;
    const done = await this.app.live.once(verb, { id: newId(), group: group.id, ...more });
    const no = done.code === "offline" || done.code === "not_answered";
    const said = done.ok
      ? ""
      : no
        ? this.app.say("phone.not_done")
        : this.app.why({ code: done.code ?? "", data: done.data });
    write(the("hosting-no"), said);
    the("hosting-no").hidden = !said;
  }
}
