// What the phone keeps and sends: a note is on the phone first, goes once, and says how it stands.
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { IDBFactory } from "fake-indexeddb";
import { openStore, Store } from "../../static/js/phone/db.js";
import { Drafts } from "../../static/js/phone/drafts.js";
import { problem, signs, stateOf, tidy } from "../../static/js/phone/notes.js";
import { Outbox } from "../../static/js/phone/outbox.js";

/** @typedef {import("../../static/js/phone/notes.js").Answer} Answer */

const FIELDS = { prompt: "p", round: "r", group: "g", table: 7, text: "Spis sammen først" };
const SIGN = /** @type {const} */ ({ kind: "table" });
const SAVED = { ok: true, data: { state: "shown", late: false, waits: null } };
const OFFLINE = { ok: false, code: "offline", data: {} };

/** @type {IDBFactory} */
let phone;
/** @type {{verb: string, payload: any}[]} */
let sent;
/** @type {Answer[]} what the server answers, the last one for ever */
let answers;

beforeEach(() => {
  phone = new IDBFactory();
  sent = [];
  answers = [OFFLINE];
});

/** A page that has just been opened on this phone. */
async function opened() {
  const store = await openStore("w", phone);
  let made = 0;
  const outbox = new Outbox(
    store,
    async (verb, payload) => {
      sent.push({ verb, payload });
      return (answers.length > 1 ? answers.shift() : answers[0]) ?? OFFLINE;
    },
    { changed: () => {}, newId: () => `${Date.now()}-${++made}-${Math.random()}` },
  );
  return { store, outbox };
}

/** @param {Outbox} outbox */
async function settled(outbox) {
  clearTimeout(outbox.timer);
  while (outbox.sending) await new Promise((go) => setTimeout(go, 1));
  clearTimeout(outbox.timer);
}

/** @param {Outbox} outbox */
function states(outbox) {
  return outbox.notes().map((note) => stateOf(note, outbox.waitingOf(note.id)));
}

test("a note is on the phone before it is sent, and waits there while there is no net", async () => {
  const { outbox } = await opened();
  await outbox.add({ ...FIELDS, sign: SIGN }, 12);
  await settled(outbox);
  assert.deepEqual(states(outbox), ["waits"]);
  const again = await opened(); // the page was killed, and comes back
  assert.deepEqual(states(again.outbox), ["waits"]);
  assert.equal(again.outbox.messages()[0].payload.seen, 12);
});

test("what waited is sent in the order of writing, under the ids it had", async () => {
  const { outbox } = await opened();
  await outbox.add({ ...FIELDS, text: "én", sign: SIGN }, 1);
  await outbox.add({ ...FIELDS, text: "to", sign: SIGN }, 2);
  await settled(outbox);
  const ids = outbox.messages().map((one) => one.id);
  sent = [];
  answers = [SAVED];
  await outbox.kick();
  assert.deepEqual(
    sent.map((one) => [one.payload.id, one.payload.text]),
    [
      [ids[0], "én"],
      [ids[1], "to"],
    ],
  );
  assert.deepEqual(states(outbox), ["saved", "saved"]);
  assert.deepEqual(outbox.messages(), []);
});

test("an answer that was lost is asked for with the very same message", async () => {
  answers = [{ ok: false, code: "not_answered", data: {} }, SAVED];
  const { outbox } = await opened();
  await outbox.add({ ...FIELDS, sign: SIGN }, 1);
  await settled(outbox);
  await outbox.kick();
  assert.deepEqual(sent[0], sent[1]);
  assert.deepEqual(states(outbox), ["saved"]);
});

test("a busy server settles nothing", async () => {
  answers = [{ ok: false, code: "busy", data: { retry_ms: 500 } }];
  const { outbox } = await opened();
  await outbox.add({ ...FIELDS, sign: SIGN }, 1);
  await settled(outbox);
  assert.deepEqual(states(outbox), ["waits"]);
});

test("a refused note keeps its text and says why, until it is taken off the phone", async () => {
  answers = [{ ok: false, code: "prompt_closed", data: {} }];
  const { outbox } = await opened();
  await outbox.add({ ...FIELDS, sign: SIGN }, 1);
  await settled(outbox);
  const [note] = outbox.notes();
  assert.equal(note.refused?.code, "prompt_closed");
  assert.equal(note.text, FIELDS.text);
  await outbox.forget(note.id);
  const again = await opened();
  assert.deepEqual(again.outbox.notes(), []);
});

test("a note that came after the close is saved, and said to be late", async () => {
  answers = [{ ok: true, data: { state: "shown", late: true, waits: null } }];
  const { outbox } = await opened();
  await outbox.add({ ...FIELDS, sign: SIGN }, 1);
  await settled(outbox);
  assert.deepEqual(states(outbox), ["late"]);
});

test("an edit made offline follows its note, with the secret of that note", async () => {
  const { outbox } = await opened();
  await outbox.add({ ...FIELDS, sign: SIGN }, 1);
  await settled(outbox);
  const [note] = outbox.notes();
  await outbox.change(note, "note.edit", { text: "nyt" }, { text: "nyt" }, 2);
  await settled(outbox);
  sent = [];
  answers = [SAVED, { ok: true, data: { state: "shown", late: false, waits: null } }];
  await outbox.kick();
  assert.deepEqual(
    sent.map((one) => one.verb),
    ["note.add", "note.edit"],
  );
  assert.equal(sent[1].payload.secret, note.secret);
  assert.equal(outbox.notes()[0].saved?.text, "nyt");
});

test("a refused edit leaves the note as the server has it, and the new words beside it", async () => {
  answers = [SAVED];
  const { outbox } = await opened();
  await outbox.add({ ...FIELDS, sign: SIGN }, 1);
  await settled(outbox);
  answers = [{ ok: false, code: "prompt_closed", data: {} }];
  await outbox.change(outbox.notes()[0], "note.edit", { text: "nyt" }, { text: "nyt" }, 2);
  await settled(outbox);
  const [note] = outbox.notes();
  assert.equal(note.text, FIELDS.text);
  assert.equal(note.change?.text, "nyt");
  assert.deepEqual(states(outbox), ["change_refused"]);
});

test("a deleted note is off the phone only when the server has deleted it", async () => {
  answers = [SAVED];
  const { outbox } = await opened();
  await outbox.add({ ...FIELDS, sign: SIGN }, 1);
  await settled(outbox);
  answers = [OFFLINE];
  await outbox.change(outbox.notes()[0], "note.delete", {}, { deleting: true }, 2);
  await settled(outbox);
  assert.deepEqual(states(outbox), ["deleting"]);
  answers = [{ ok: true, data: {} }];
  await outbox.kick();
  assert.deepEqual(outbox.notes(), []);
});

test("the table's records tell when a note is hidden, waits for the desk, or is shown again", async () => {
  answers = [SAVED];
  const { outbox } = await opened();
  await outbox.add({ ...FIELDS, sign: SIGN }, 1);
  await settled(outbox);
  for (const [state, shown] of [
    ["hidden", "hidden"],
    ["waiting", "desk"],
    ["shown", "saved"],
  ]) {
    await outbox.hear(() => ({ state, late: false }));
    assert.deepEqual(states(outbox), [shown]);
  }
});

test("where the phone refuses to keep anything, notes go out all the same", async () => {
  answers = [SAVED];
  const refusing = /** @type {any} */ ({
    open() {
      throw new Error("SecurityError");
    },
  });
  const store = await openStore("w", refusing);
  assert.equal(store.kept, false);
  const outbox = new Outbox(store, async () => SAVED, { changed: () => {}, newId: () => "id" });
  await outbox.add({ ...FIELDS, sign: SIGN }, 1);
  await settled(outbox);
  assert.deepEqual(states(outbox), ["saved"]);
});

test("a phone that is full goes on in memory, and says so", async () => {
  const store = await openStore("w", phone);
  store.commit = () => Promise.reject(new Error("QuotaExceededError"));
  await store.write([["drafts", { id: "p", text: "tekst" }]]);
  assert.equal(store.kept, false);
  assert.equal(store.get("drafts", "p").text, "tekst");
});

test("a draft is kept with its signature, and gone when its note is written", async () => {
  const { store, outbox } = await opened();
  const drafts = new Drafts(store);
  drafts.keep({ id: "p", text: "halvt", sign: { kind: "name" } });
  await drafts.flush("p");
  const again = await opened();
  assert.deepEqual(new Drafts(again.store).of("p"), {
    id: "p",
    text: "halvt",
    sign: { kind: "name" },
  });
  await outbox.add({ ...FIELDS, sign: SIGN }, 1);
  await settled(outbox);
  assert.equal((await opened()).store.get("drafts", "p"), undefined);
});

test("signs are counted as the server counts them", () => {
  assert.equal(signs("Rødgrød  med\tfløde "), "Rødgrød med fløde".length);
  assert.equal(signs("👩‍👩‍👧‍👦"), 7);
  assert.equal(signs("e\u0301"), 1);
  assert.equal(tidy("a\r\n\n\n\nb"), "a\n\nb");
});

test("an empty, a too long and a too tall text are no notes", () => {
  const limits = { length: 5, lines: 2 };
  assert.equal(problem(" \n\u200d ", limits)?.code, "note_empty");
  assert.deepEqual(problem("seks!!", limits)?.data, { most: 5, length: 6 });
  assert.equal(problem("a\nb\nc", limits)?.code, "note_too_many_lines");
  assert.equal(problem("fem!!", limits), null);
});

test("a store without a database is empty and does not keep", () => {
  const store = new Store(null);
  assert.deepEqual(store.all("notes"), []);
  assert.equal(store.kept, false);
});
