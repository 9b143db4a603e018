// The table: its number, who sits here, and its notes as they come, the newest first.

import { roundNow, signature, slot, theDay } from "../shared/reading.js";
import { best } from "../shared/words.js";
import { h, icon, keyed, the, write } from "./dom.js";
import { makingRoom } from "./room.js";
import { groupNow, isOver, nextSeat, others, place, promptsHere } from "./seat.js";

/** @typedef {import("../shared/reading.js").Note} Note */
/** @typedef {import("../shared/reading.js").Prompt} Prompt */

const MOST = 60;

export class Table {
  /** @param {import("./app.js").App} app @param {import("./hosting.js").Hosting} hosting */
  constructor(app, hosting) {
    this.app = app;
    this.hosting = hosting;
    /** @type {string | null} */
    this.prompt = null;
    this.most = MOST;
    this.drawn = false;
    /** @type {string | undefined} the group that stands there */
    this.group = undefined;
    the("more-notes").addEventListener("click", () => {
      this.most += MOST;
      this.app.changed();
    });
  }

  /** While another side of the page is seen, only what must be ready when this one is. */
  draw() {
    this.makeRoom();
    if (the("table").hidden) return;
    const { records, say, me } = this.app;
    const seat = isOver(records) ? null : place(records);
    const number = the("seat-number");
    write(the("seat-words"), say(seat ? seatWords(me, roundNow(records)) : noSeatWords(records)));
    write(number, seat ? String(seat.table) : "");
    number.dataset.digits = String(number.textContent.length);
    number.hidden = !seat;
    the("seat-over").hidden = !isOver(records);
    this.people();
    this.next();
    this.notes();
    this.drawn = true;
  }

  /** Large number and all names until there are notes; decided when nobody is looking. */
  makeRoom() {
    const group = groupNow(this.app.records)?.id;
    if (group === this.group && !the("table").hidden) return;
    this.group = group;
    const working = this.all().length > 0;
    the("seat").classList.toggle("seat--working", working);
    the("people").open = !working;
  }

  people() {
    const { records, say, me } = this.app;
    const people = others(records, me);
    the("people").hidden = people.length === 0 || isOver(records);
    write(
      the("people-title"),
      say(me.role === "table" ? "phone.people_here" : "phone.people_with", { n: people.length }),
    );
    keyed(
      the("people-list"),
      people,
      (one) => [one.id, one.name, one.organisation].join("|"),
      (one) =>
        h(
          "li",
          {},
          h("b", {}, one.name),
          one.organisation ? h("span", { class: "quiet" }, one.organisation) : null,
        ),
    );
  }

  next() {
    const { records, say, me } = this.app;
    const next = theDay(records)?.state === "open" ? nextSeat(records, me) : null;
    the("next").hidden = !next;
    if (!next) return;
    write(the("next-round"), say("phone.next_round", { number: next.number }));
    write(the("next-table"), say("phone.next_table", { number: next.table }));
  }

  /** @returns {Note[]} the shown notes of our table, the newest first */
  all() {
    const { records } = this.app;
    const round = groupNow(records)?.round;
    return records
      .all("note")
      .filter((note) => note.round === round && note.state === "shown")
      .sort((one, other) => other.seq - one.seq);
  }

  notes() {
    const { records } = this.app;
    const prompts = promptsHere(records);
    const notes = this.all();
    const prompt = prompts.find((one) => one.id === this.prompt) ?? fullest(prompts, notes);
    const here = notes.filter((note) => note.prompt === prompt?.id);
    const { marks } = this.hosting;
    the("table-notes").hidden =
      !groupNow(records) ||
      prompts.length === 0 ||
      (!notes.length && roundNow(records)?.state !== "running");
    keyed(
      the("table-prompts"),
      prompts,
      (one) =>
        [one.id, one === prompt, count(notes, one), best(one.title, this.app.language).text].join(
          "|",
        ),
      (one) => this.tab(one, one === prompt, count(notes, one)),
    );
    const list = the("table-list");
    const draw = () =>
      keyed(
        list,
        here.slice(0, this.most),
        (note) => JSON.stringify([note.id, note.text, note.signed, note.late, note.mark, marks]),
        (note) => this.note(note, prompt),
      );
    if (this.drawn) makingRoom(list, draw);
    else draw();
    the("table-empty").hidden = here.length > 0;
    the("more-notes").hidden = here.length <= this.most;
  }

  /** @param {Prompt} one @param {boolean} here @param {number} n */
  tab(one, here, n) {
    const { say, language } = this.app;
    const turn = () => {
      this.prompt = one.id;
      this.most = MOST;
      this.drawn = false; // what was there already does not land
      this.app.changed();
    };
    return h(
      "button",
      {
        class: "prompt",
        type: "button",
        "data-q": String(slot(one)),
        "aria-current": here ? "true" : undefined,
        onclick: turn,
      },
      icon(one.icon),
      h("span", {}, best(one.title, language).text),
      h(
        "span",
        { class: "num" },
        String(n),
        h("span", { class: "visually-hidden" }, ` ${say("phone.notes_word", { n })}`),
      ),
    );
  }

  /** @param {Note} note @param {Prompt | undefined} prompt */
  note(note, prompt) {
    const { say, language } = this.app;
    const signed = signature(note.signed, say, language);
    return h(
      "li",
      { class: `note${this.drawn ? " note--landing" : ""}`, "data-q": String(slot(prompt) ?? "") },
      h("p", { class: "note__text" }, note.text),
      h(
        "p",
        { class: "note__foot" },
        note.late ? `${signed} · ${say("phone.late_short")}` : signed,
      ),
      h("p", { class: "marks" }, ...this.hosting.marksOf(note)),
    );
  }
}

/** @param {import("./signing.js").Me} me @param {import("../shared/reading.js").Round | undefined} round */
function seatWords(me, round) {
  if (me.role === "table") return "phone.this_is_table";
  return round?.state === "planned" ? "phone.you_will_sit" : "phone.you_sit";
}

/** @param {import("../shared/reading.js").Records} records */
function noSeatWords(records) {
  return isOver(records) ? "phone.thanks" : "phone.no_seat";
}

/** @param {Note[]} notes @param {Prompt} prompt */
function count(notes, prompt) {
  return notes.filter((note) => note.prompt === prompt.id).length;
}

/** The prompt with most notes, or the first. @param {Prompt[]} prompts @param {Note[]} notes */
function fullest(prompts, notes) {
  return prompts.reduce(
    (best, one) => (!best || count(notes, one) > count(notes, best) ? one : best),
    /** @type {Prompt | undefined} */ (undefined),
  );
}
