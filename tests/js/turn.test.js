// Two tabs of one phone: they keep the same things, and one of them sends.
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { IDBFactory } from "fake-indexeddb";
import { openStore } from "../../static/js/phone/db.js";
import { Drafts } from "../../static/js/phone/drafts.js";
import { Outbox } from "../../static/js/phone/outbox.js";
import { Turn } from "../../static/js/phone/turn.js";

/** @typedef {import("../../static/js/phone/turn.js").Word} Word */

const SIGN = /** @type {const} */ ({ kind: "table" });
const FIELDS = { prompt: "p", round: "r", group: "g", table: 7, sign: SIGN };
const SAVED = { ok: true, data: { state: "shown", late: false, waits: null } };
const OFFLINE = { ok: false, code: "offline", data: {} };

/** @type {IDBFactory} */
let phone;
/** @type {Turn[]} */
let turns;
/** @type {Outbox[]} */
let outboxes;
/** @type {{tab: string, text: string}[]} what reached the server, in order */
let arrived;
let net = true;
let now = 0;

beforeEach(() => {
  phone = new IDBFactory();
  turns = [];
  outboxes = [];
  arrived = [];
  net = true;
  now = 0;
});

afterEach(() => {
  for (const outbox of outboxes) clearTimeout(outbox.timer);
});

const moment = (milliseconds = 1) => new Promise((go) => setTimeout(go, milliseconds));

/** @param {() => void} free */
function aTurn(free = () => {}) {
  /** @type {Turn} */
  const turn = new Turn({ say: (word) => tellOthers(word), free }, () => now);
  turns.push(turn);
  return turn;
}

/** As a BroadcastChannel does: a little later, and not to oneself. @param {Word} word */
function tellOthers(word) {
  setTimeout(() => {
    for (const turn of turns) if (turn.me !== word.from) turn.hear(word);
  }, 0);
}

/** @param {string} tab its name */
async function aTab(tab) {
  const store = await openStore("w", phone);
  const turn = aTurn(async () => {
    await store.load();
    outbox.kick();
  });
  /** @type {Outbox} */
  const outbox = new Outbox(
    store,
    async (_verb, payload) => {
      await moment();
      if (!net) return OFFLINE;
      arrived.push({ tab, text: payload.text });
      return SAVED;
    },
    { changed: () => {}, newId: () => crypto.randomUUID().replaceAll("-", ""), turn },
  );
  outboxes.push(outbox);
  if (turns.length > 1) await heard(turn);
  return { store, outbox, turn };
}

/** Its hello has been answered. @param {Turn} turn */
async function heard(turn) {
  while (turn.alone) await moment();
}

/** @param {{outbox: Outbox}[]} tabs */
async function settled(tabs) {
  await moment(30);
  while (tabs.some(({ outbox }) => outbox.sending)) await moment();
  for (const { outbox } of tabs) clearTimeout(outbox.timer);
}

test("what waits is sent by one tab, though all take up sending in the same moment", async () => {
  const one = await aTab("one");
  net = false;
  for (const text of ["a", "b", "c"]) await one.outbox.add({ ...FIELDS, text }, 1);
  await settled([one]);
  const tabs = [one, await aTab("two"), await aTab("three")];
  net = true;
  await Promise.all(tabs.map(({ outbox }) => outbox.kick()));
  await settled(tabs);
  assert.deepEqual(
    arrived.map(({ text }) => text),
    ["a", "b", "c"],
  );
  assert.equal(new Set(arrived.map(({ tab }) => tab)).size, 1);
});

test("a tab that had to wait takes its turn as soon as the other is done", async () => {
  const [one, two] = [await aTab("one"), await aTab("two")];
  const sending = one.outbox.add({ ...FIELDS, text: "a" }, 1);
  await two.outbox.add({ ...FIELDS, text: "b" }, 1);
  await sending;
  await settled([one, two]);
  await settled([one, two]);
  assert.deepEqual(arrived.map(({ text }) => text).sort(), ["a", "b"]);
});

test("a tab that is alone does not wait for anybody", async () => {
  const turn = aTurn();
  now += 100; // somebody would have answered by now
  let taken = false;
  turn.take().then((yes) => {
    taken = yes;
  });
  await Promise.resolve();
  await Promise.resolve();
  assert.equal(taken, true);
  turn.end();
});

test("a tab that vanished in its turn holds up the others for three seconds, no longer", async () => {
  const [gone, here] = [aTurn(), aTurn()];
  await Promise.all([heard(gone), heard(here)]);
  assert.equal(await gone.take(), true);
  turns.splice(0, 1);
  clearInterval(gone.beat);
  assert.equal(await here.take(), false);
  now += 3_001;
  assert.equal(await here.take(), true);
  here.end();
});

test("what another tab has written is read, and nothing is lost that is being written here", async () => {
  const [one, two] = [await aTab("one"), await aTab("two")];
  const drafts = new Drafts(two.store);
  drafts.keep({ id: "p", text: "midt i en" });
  const note = { id: "n", text: "vores" };
  const reading = two.store.load();
  const writing = two.store.write([["notes", note]]);
  await reading;
  assert.deepEqual(two.store.get("notes", "n"), note);
  assert.equal(drafts.of("p")?.text, "midt i en");
  await Promise.all([writing, drafts.flush("p")]);
  await one.store.load();
  assert.deepEqual(one.store.get("notes", "n"), note);
  assert.equal(one.store.get("drafts", "p").text, "midt i en");
});
