// Telling where to go in a new round, for as long as the person may still be on the way.
import { roundNow, theDay } from "../shared/reading.js";
import { groupNow, moved, movedLater } from "./seat.js";

/** @typedef {{round: string, after: number, notes: number}} Told the round; the own notes that show
 *   that the person has arrived are those later than `after`, and this many */

export class Moves {
  /**
   * @param {import("./app.js").App} app
   * @param {import("./strips.js").Strips} strips
   * @param {import("./tabs.js").Tabs} tabs
   * @param {() => boolean} writing whether somebody is writing just now
   */
  constructor(app, strips, tabs, writing) {
    this.app = app;
    this.strips = strips;
    this.tabs = tabs;
    this.writing = writing;
    const first = groupNow(app.records);
    this.before = { round: first?.round, table: first?.table };
    /** @type {Told | null} */
    this.told = null;
    document.querySelector("[data-tab=table]")?.addEventListener("click", () => this.over());
  }

  /** New records have come. */
  hear() {
    const { records, me } = this.app;
    const news = moved(this.before, records, me);
    // The round comes first, the group a moment later: until then we are where we were.
    const group = groupNow(records);
    if (group) this.before = { round: group.round, table: group.table };
    if (news && group) this.tell(news, group.round);
  }

  /** @param {NonNullable<ReturnType<typeof moved>>} news @param {string} round its id */
  tell(news, round) {
    const { say, outbox } = this.app;
    const writing = this.writing();
    if (!writing) this.tabs.show("table");
    // What is being written now was begun at the old table.
    const notes = writing ? 2 : 1;
    this.told = { round, after: outbox.notes()[0]?.n ?? 0, notes };
    const bold = say(`phone.move_${news.code}`, { number: news.number, table: news.table });
    const button = {
      text: say(writing ? "phone.show_table" : "phone.there"),
      press: () => this.seen(),
    };
    this.strips.put("go", { kind: "go", icon: "bord", bold, button });
    this.app.tell(bold);
  }

  /** Who we are was asked anew. @param {import("./signing.js").Me["seats"]} before */
  hearSeats(before) {
    const { records, me, say } = this.app;
    const news = me.role === "table" ? null : movedLater(before, records, me);
    if (!news) return;
    const bold = say("phone.move_later", news);
    const button = { text: say("phone.seen"), press: () => this.strips.take("later") };
    this.strips.put("later", { kind: "go", icon: "bord", bold, button });
    this.app.tell(bold);
  }

  seen() {
    this.over();
    this.tabs.show("table");
    scrollTo(0, 0);
  }

  over() {
    this.told = null;
    this.strips.take("go");
  }

  draw() {
    if (this.told && isOver(this.told, this.app.records, this.app.outbox.notes())) this.over();
  }
}

/**
 * Whether what was told needs no telling any more.
 * @param {Told} told
 * @param {import("../shared/reading.js").Records} records
 * @param {{round: string, n: number}[]} own our notes
 */
export function isOver(told, records, own) {
  const round = roundNow(records);
  const goesOn = theDay(records)?.state === "open" && round && round.state !== "closed";
  if (!goesOn || round.id !== told.round) return true;
  return own.filter((one) => one.round === told.round && one.n > told.after).length >= told.notes;
}
