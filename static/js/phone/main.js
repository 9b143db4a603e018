// The phone page and the join page: which of the two this is, and putting the parts together.
import { newId } from "../shared/ids.js";
import { connect } from "../shared/live.js";
import { speaker, wordsOfPage } from "../shared/words.js";
import { App } from "./app.js";
import { Compose } from "./compose.js";
import { Connection } from "./connection.js";
import { openStore } from "./db.js";
import { the } from "./dom.js";
import { Drafts } from "./drafts.js";
import { Following } from "./follow.js";
import { Head } from "./head.js";
import { Hosting } from "./hosting.js";
import { forgetClaims, startJoin } from "./join.js";
import { watchKeyboard } from "./keyboard.js";
import { Mine } from "./mine.js";
import { Moves } from "./moves.js";
import { otherTabs } from "./others.js";
import { Outbox } from "./outbox.js";
import { Own } from "./own.js";
import { SignSheet } from "./sign.js";
import { Strips } from "./strips.js";
import { Table } from "./table.js";
import { Tabs } from "./tabs.js";
import { Voting } from "./vote.js";
import { weAre } from "./whose.js";

const ELSEWHERE_MS = 12_000;
const ASK_WITHIN_MS = 15_000;

async function startPhone() {
  const start = JSON.parse(the("start").textContent);
  forgetClaims();
  const me = start.me;
  const store = await openStore(`samskab-${start.workshop}-${me.role}-${me.id}`);
  /** @type {(state: string, detail: object) => void} */
  let onState = () => {};
  const live = connect({
    workshop: start.workshop,
    role: me.role,
    onSnapshot: () => arrived(),
    onRecords: () => arrived(),
    onState: (state, detail) => onState(state, detail),
    onNotice: ({ code }) => {
      if (code === "name_elsewhere") toldElsewhere();
      if (code === "seat_changed") void refreshMe();
    },
  });
  // What the server has put into the page, until the first snapshot comes.
  live.picture.replace({ audience: me.follows, chain: "", ...start });
  live.picture.chain = null;
  live.time.hear(start.now);
  const stillUs = weAre(`${start.workshop} ${me.role}`, me.id, () => location.reload());
  /** @type {(verb: string, payload: Record<string, any>) => Promise<any>} */
  const send = async (verb, payload) =>
    stillUs() ? live.send(verb, payload) : { ok: false, code: "offline", data: {} };
  const others = otherTabs(store, { changed: () => app.changed(), free: () => outbox.kick() });
  const outbox = new Outbox(store, send, {
    changed: () => {
      app.changed();
      others?.say({ kind: "changed" });
    },
    newId,
    turn: others?.turn,
  });
  const say = speaker(wordsOfPage());
  const language = document.documentElement.lang;
  const drafts = new Drafts(store);
  const app = new App({ me, say, language, live, store, outbox, drafts, limits: start.limits });
  const strips = new Strips();
  const tabs = new Tabs(() => app.draw());
  const signSheet = new SignSheet(app);
  const compose = new Compose(app, (all, now, take) => {
    signSheet.open(all, now, take);
    refreshMe();
  });
  const hosting = new Hosting(app);
  const parts = [
    new Head(app),
    hosting,
    new Voting(app, `samskab vote ${start.workshop} ${me.id}`),
    compose,
    new Own(app, compose, signSheet),
    new Table(app, hosting),
    new Mine(app),
  ];
  app.parts = parts.map((part) => () => part.draw());
  const connection = new Connection(app, strips);
  app.parts.push(() => connection.draw());
  let away = false;
  onState = (state, detail) => {
    connection.state(state, detail);
    // What was said meanwhile about a later seat was not heard; not all phones ask at once.
    if (state === "live" && away) setTimeout(refreshMe, Math.random() * ASK_WITHIN_MS);
    away = state !== "live" && document.documentElement.dataset.ready === "yes";
  };
  const moves = new Moves(app, strips, tabs, () => compose.writing);
  app.parts.push(() => moves.draw());
  const following = new Following(app, { strips, tabs, compose });
  app.parts.push(() => following.draw());
  let follows = me.follows;
  watchKeyboard();
  for (const event of ["pagehide", "visibilitychange"]) {
    addEventListener(event, () => drafts.flushAll());
  }
  app.draw();
  outbox.kick();
  // For tests and for helping somebody over the phone: is everything up?
  document.documentElement.dataset.ready = "yes";

  function arrived() {
    if (app.ended) return;
    outbox.hear((id) => live.picture.get("note", id));
    if (live.picture.audience !== follows) {
      follows = live.picture.audience ?? follows;
      refreshMe();
    }
    moves.hear();
    app.changed();
  }

  function toldElsewhere() {
    const text = say("phone.elsewhere_text");
    strips.put("elsewhere", { icon: "advarsel", bold: say("phone.elsewhere"), text }, ELSEWHERE_MS);
  }

  /** Who we are and who shares our signatures may have changed; offline the last known stands. */
  async function refreshMe() {
    try {
      const answer = await fetch(`/p/${start.workshop}/me?role=${me.role}`, {
        headers: { Accept: "application/json" },
      });
      if (!answer.ok) return;
      const seats = me.seats;
      Object.assign(me, await answer.json());
      moves.hearSeats(seats);
      app.changed();
    } catch {
      // No net: what the page knew stays.
    }
  }
}

if (document.body.dataset.page === "join") startJoin();
else startPhone();
