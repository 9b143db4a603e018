// "Your notes": each with its true state, and the sheet where one of them is changed or deleted.
import { slot, themeOf } from "../shared/reading.js";
import { copy } from "./copy.js";
import { h, icon, keyed, the, write } from "./dom.js";
import { problem, stateOf, tidy } from "./notes.js";
import { place } from "./seat.js";
import { closable } from "./sign.js";
import { choices, same, signedAs } from "./signing.js";

/** @typedef {import("./notes.js").OwnNote} OwnNote */

/** @type {Record<string, string>} */
const ICONS = {
  waits: "vent",
  changing: "vent",
  deleting: "vent",
  desk: "vent",
  refused: "advarsel",
  change_refused: "advarsel",
  hidden: "skjul",
  late: "flueben",
  saved: "flueben",
};
const WAITING = ["waits", "changing", "deleting"];
const SAVED = ["saved", "late"];
const REFUSED = ["refused", "change_refused"];

export class Own {
  /**
   * @param {import("./app.js").App} app
   * @param {import("./compose.js").Compose} compose
   * @param {import("./sign.js").SignSheet} signSheet
   */
  constructor(app, compose, signSheet) {
    this.app = app;
    this.compose = compose;
    this.signSheet = signSheet;
    this.sheet = the("own-note");
    /** @type {string | null} the note that the sheet is about */
    this.id = null;
    closable(this.sheet);
    the("edit").addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      this.save();
    });
    the("edit-sign").addEventListener("click", () => this.sign());
    the("edit-delete").addEventListener("click", () => this.askDelete(true));
    the("delete-no").addEventListener("click", () => this.askDelete(false));
    the("delete-yes").addEventListener("click", () => this.remove());
    the("refused-copy").addEventListener("click", () => this.copy());
    the("refused-again").addEventListener("click", () => this.again());
    the("refused-forget").addEventListener("click", () => this.forget());
  }

  /** @param {OwnNote} note */
  state(note) {
    return stateOf(note, this.app.outbox.waitingOf(note.id));
  }

  /** @returns {OwnNote | undefined} */
  get note() {
    return this.id ? this.app.store.get("notes", this.id) : undefined;
  }

  /** Notes signed with our name that were written on another phone; read here, changed there.
   * @returns {any[]} */
  fromElsewhere() {
    const { records, me, store } = this.app;
    return records
      .all("note")
      .filter((note) => note.signed?.participant === me.id && !store.get("notes", note.id))
      .sort((one, other) => other.seq - one.seq);
  }

  drawElsewhere() {
    const { say, records } = this.app;
    const notes = this.fromElsewhere();
    the("own-elsewhere").hidden = notes.length === 0;
    keyed(
      the("own-elsewhere"),
      notes,
      (note) => [note.id, note.text, this.became(note.id)].join("|"),
      (note) =>
        h(
          "li",
          { class: "sent__read", "data-q": String(slot(records.get("prompt", note.prompt)) ?? "") },
          h("span", { class: "sent__text" }, note.text),
          h(
            "span",
            { class: "sent__why small quiet" },
            `${say("phone.elsewhere_note")} ${this.became(note.id)}`,
          ),
        ),
    );
    return notes.length;
  }

  draw() {
    const notes = this.app.outbox.notes();
    const elsewhere = this.drawElsewhere();
    keyed(
      the("own-list"),
      notes,
      (note) => this.key(note),
      (note) => this.row(note),
    );
    the("own").hidden = notes.length + elsewhere === 0;
    const states = notes.map((note) => this.state(note));
    const waits = states.filter((state) => WAITING.includes(state)).length;
    const refused = states.filter((state) => REFUSED.includes(state)).length;
    const saved = notes.length + elsewhere - waits - refused;
    const { say } = this.app;
    const parts = [
      waits && say("phone.count_waits", { n: waits }),
      refused && say("phone.count_refused", { n: refused }),
      saved && say("phone.count_saved", { n: saved }),
    ];
    write(the("own-count"), parts.filter(Boolean).join(", "));
    the("not-kept").hidden = this.app.store.kept;
    if (this.sheet.open) this.drawSheet();
  }

  /** @param {OwnNote} note */
  key(note) {
    return [note.id, note.text, this.state(note), this.reason(note)].join("|");
  }

  /** @param {OwnNote} note */
  row(note) {
    const { say, records } = this.app;
    const state = this.state(note);
    const bad = REFUSED.includes(state);
    const waits = WAITING.includes(state) || state === "desk";
    const look = bad ? " state--refused" : waits ? " state--waits" : "";
    const reason = this.reason(note);
    return h(
      "li",
      {
        "data-q": String(slot(records.get("prompt", note.prompt)) ?? ""),
        class: bad ? "sent--refused" : undefined,
      },
      h(
        "button",
        {
          type: "button",
          class: `sent__open${reason ? " sent__open--told" : ""}`,
          "aria-haspopup": "dialog",
          onclick: () => this.open(note.id),
        },
        h("span", { class: "sent__text" }, note.text),
        h(
          "span",
          { class: `state${look}`, "data-state": state },
          icon(ICONS[state]),
          h("span", {}, say(`phone.state_${state}`)),
        ),
        reason ? h("span", { class: `sent__why small${bad ? "" : " quiet"}` }, reason) : null,
      ),
    );
  }

  /** More about the state, where there is more to say. @param {OwnNote} note */
  reason(note) {
    const { say } = this.app;
    const state = this.state(note);
    if (state === "refused" && note.refused) return this.app.why(note.refused);
    if (state === "change_refused" && note.change) return this.app.why(note.change.no);
    if (state === "desk") return say(`phone.desk_${note.known?.waits ?? "other"}`);
    if (state === "hidden") return say("phone.hidden_text");
    const became = SAVED.includes(state) ? this.became(note.id) : "";
    return [state === "late" ? say("phone.late_text") : "", became].filter(Boolean).join(" ");
  }

  /** In which theme a note is, once the room has seen the themes. @param {string} id */
  became(id) {
    const { records, say } = this.app;
    const theme = themeOf(records, id);
    return theme ? say("phone.in_theme", { theme: theme.name }) : "";
  }

  /** @param {string} id */
  open(id) {
    this.id = id;
    const note = this.note;
    if (!note) return;
    the("edit-text").value = note.text;
    the("edit-no").hidden = true;
    this.askDelete(false);
    this.drawSheet();
    this.sheet.showModal();
  }

  drawSheet() {
    const note = this.note;
    if (!note) {
      this.sheet.close();
      return;
    }
    const { say, records, me, language } = this.app;
    const state = this.state(note);
    const refused = state === "refused";
    const prompt = records.get("prompt", note.prompt);
    const may = !refused && state !== "deleting" && this.app.open && prompt?.open_in === note.round;
    the("edit-note").dataset.q = String(slot(prompt) ?? "");
    the("edit-text").readOnly = !may;
    write(the("edit-signed"), signedAs(note.sign, note.table, me, say, language));
    the("edit-sign").hidden = !may || choices(me, place(records), say, language).length < 2;
    for (const id of ["edit-save", "edit-delete"]) the(id).hidden = !may;
    the("refused-again").hidden = !refused || !this.app.open || !prompt?.open_in;
    the("refused-forget").hidden = !refused;
    the("refused-copy").hidden = may && !note.change;
    the("edit-state").className = `state${REFUSED.includes(state) ? " state--refused" : ""}`;
    write(
      the("edit-state"),
      [say(`phone.state_${state}`), this.reason(note)].filter(Boolean).join(". "),
    );
    the("edit-closed").hidden = may || refused || state === "deleting";
    write(the("edit-closed"), say(this.app.open ? "phone.edit_closed" : "phone.edit_over"));
    the("refused-text").hidden = note.change?.verb !== "note.edit";
    write(
      the("refused-text"),
      note.change ? say("phone.you_wrote", { text: note.change.text }) : "",
    );
  }

  async save() {
    const note = this.note;
    const text = tidy(the("edit-text").value);
    if (!note || text === note.text) {
      this.sheet.close();
      return;
    }
    const no = problem(text, this.app.limits);
    if (no) {
      the("edit-no").hidden = false;
      write(the("edit-no"), this.app.why(no));
      return;
    }
    await this.app.outbox.change(note, "note.edit", { text }, { text }, this.app.live.seq());
    this.sheet.close();
  }

  sign() {
    const note = this.note;
    if (!note) return;
    const { me, say, language, records, outbox, live } = this.app;
    const all = choices(me, place(records), say, language);
    const now = all.find((one) => same(one.sign, note.sign));
    this.signSheet.open(all, now, (sign) => {
      const latest = this.note;
      if (!latest || same(sign, latest.sign)) return;
      outbox.change(latest, "note.sign", { group: latest.group, sign }, { sign }, live.seq());
    });
  }

  /** @param {boolean} ask */
  askDelete(ask) {
    the("delete-ask").hidden = !ask;
    the("edit-actions").hidden = ask;
    if (ask) the("delete-no").focus();
  }

  async remove() {
    const note = this.note;
    if (!note) return;
    this.sheet.close();
    await this.app.outbox.change(note, "note.delete", {}, { deleting: true }, this.app.live.seq());
    this.app.tell(this.app.say("phone.deleted"));
  }

  copy() {
    const note = this.note;
    if (note) copy(note.change?.verb === "note.edit" ? note.change.text : note.text, this.app);
  }

  async again() {
    const note = this.note;
    if (!note) return;
    this.sheet.close();
    if (!this.compose.takeBack(note)) {
      this.app.tell(this.app.say("phone.composer_taken"));
      return;
    }
    await this.app.outbox.forget(note.id);
    the("text").focus();
  }

  async forget() {
    this.sheet.close();
    if (this.id) await this.app.outbox.forget(this.id);
  }
}
