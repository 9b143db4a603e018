// The desk's outbox: in order, once, through lost connections; and what the page foresees.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Outbox } from "../../static/js/desk/outbox.js";
import { foreseen } from "../../static/js/desk/waiting.js";

function aStore() {
  const kept = new Map();
  return {
    getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => void kept.set(key, value),
    removeItem: (/** @type {string} */ key) => void kept.delete(key),
    key: (/** @type {number} */ n) => [...kept.keys()][n] ?? null,
    get length() {
      return kept.size;
    },
  };
}

/** @param {(verb: string, message: any) => any} answer */
function anOutbox(answer, store = aStore()) {
  /** @type {any[]} */
  const sent = [];
  let ids = 0;
  const outbox = new Outbox({
    workshop: "w",
    store,
    newId: () => `id${ids++}`,
    onChange: () => {},
    send: async (verb, message) => {
      sent.push([verb, message.id]);
      return answer(verb, message);
    },
  });
  return { outbox, sent, store };
}

const OFFLINE = { ok: false, code: "offline", data: {} };
/** @param {number} seq */
const done = (seq) => ({ ok: true, seq, data: {} });

test("ten actions wait through five minutes offline, and are sent in order under their ids", async () => {
  let isOnline = false;
  const { outbox, sent, store } = anOutbox(() => (isOnline ? done(7) : OFFLINE));
  const ids = Array.from({ length: 10 }, (_, n) =>
    outbox.add("theme.add", { name: `${n}`, notes: [] }),
  );
  await new Promise((go) => setTimeout(go));
  assert.equal(outbox.unsent(), 10);
  assert.ok(sent.every(([, id]) => id === ids[0]));
  isOnline = true;
  sent.length = 0;
  await outbox.go();
  assert.deepEqual(
    sent.map(([, id]) => id),
    ids,
  );
  assert.equal(outbox.unsent(), 0);
  assert.equal(store.length, 0);
});

test("a page that was closed sends what it kept, under the same ids", async () => {
  const first = anOutbox(() => OFFLINE);
  const id = first.outbox.add("note.hide", { note: "n" });
  const again = anOutbox(() => done(3), first.store);
  assert.deepEqual(
    again.outbox.waiting().map((one) => one.id),
    [id],
  );
  await again.outbox.go();
  assert.deepEqual(again.sent, [["note.hide", id]]);
});

test("what was refused is kept for a person, and does not hold up the others", async () => {
  const gone = { ok: false, code: "theme_gone", data: {} };
  const { outbox, store } = anOutbox((verb) => (verb === "theme.put" ? gone : done(9)));
  outbox.add("theme.put", { theme: "t", notes: ["n"] });
  outbox.add("theme.rename", { theme: "u", name: "Ny" });
  await new Promise((go) => setTimeout(go));
  await outbox.go();
  assert.deepEqual(
    outbox.refused().map((one) => one.no?.code),
    ["theme_gone"],
  );
  assert.equal(outbox.unsent(), 0);
  assert.equal(store.length, 1);
  outbox.drop(outbox.refused()[0].id);
  assert.equal(store.length, 0);
});

test("what another has done already counts as done", async () => {
  const { outbox } = anOutbox(() => ({ ok: false, code: "nothing_changed", data: {} }));
  outbox.add("theme.take", { notes: ["n"] });
  await new Promise((go) => setTimeout(go));
  assert.deepEqual(outbox.kept, []);
});

test("what was carried out is foreseen until the page has seen its number", async () => {
  const { outbox } = anOutbox(() => done(12));
  outbox.add("theme.take", { notes: ["n"] });
  await new Promise((go) => setTimeout(go));
  outbox.settle(11);
  assert.equal(outbox.waiting().length, 1);
  outbox.settle(12);
  assert.equal(outbox.waiting().length, 0);
});

test("offline, undo takes back the last that waits", async () => {
  const { outbox } = anOutbox(() => OFFLINE);
  outbox.add("note.ask", { note: "a" });
  outbox.add("note.ask", { note: "b" });
  await outbox.go();
  assert.ok(outbox.takeBack());
  assert.deepEqual(
    outbox.waiting().map((one) => one.payload.note),
    ["a"],
  );
});

test("what may have reached the server is not taken back here, also after a new start", async () => {
  const silent = { ok: false, code: "not_answered", data: {} };
  const { outbox, store } = anOutbox(() => silent);
  outbox.add("theme.add", { name: "Tid", notes: [] });
  assert.equal(outbox.takeBack(), false, "it is under way");
  await outbox.go();
  assert.equal(outbox.takeBack(), false, "nobody knows whether it arrived");
  assert.equal(anOutbox(() => OFFLINE, store).outbox.takeBack(), false);
  const { outbox: later } = anOutbox(() => OFFLINE);
  later.add("theme.add", { name: "Tid", notes: [] });
  await later.go();
  assert.ok(later.takeBack(), "it was never sent");
});

test("whoever waits for the outbox hears the answer to what is under way", async () => {
  let answer = (/** @type {any} */ _done) => {};
  const { outbox } = anOutbox(() => new Promise((go) => (answer = go)));
  outbox.add("theme.add", { name: "Tid", notes: [] });
  const settled = outbox.go();
  await new Promise((go) => setTimeout(go));
  answer(done(4));
  await settled;
  assert.equal(outbox.unsent(), 0);
  outbox.add("theme.take", { notes: [] });
  await new Promise((go) => setTimeout(go));
  assert.equal(outbox.unsent(), 1, "the next is sent on its own, and waits for its answer");
});

test("the page foresees themes as the server will make them", () => {
  /** @type {any[]} */
  const notes = ["a", "b", "c"].map((id, seq) => ({ type: "note", id, seq, theme: null }));
  /** @param {string} id @param {string} verb @param {any} payload */
  const act = (id, verb, payload) => ({ id, verb, payload });
  const now = foreseen(
    notes,
    [],
    [
      act("t1", "theme.add", { name: "Tid", notes: ["a", "b"] }),
      act("t2", "theme.add", { name: "Penge", notes: ["b", "c"] }),
      act("x1", "theme.move", { theme: "t2", before: "t1" }),
      act("x2", "theme.rename", { theme: "t1", name: "Ro" }),
      act("x3", "theme.put", { theme: "gone", notes: ["a"] }),
      act("x4", "note.hide", { note: "c", why: "tone" }),
    ],
  );
  assert.deepEqual(
    now.themes.map((one) => [one.id, one.name, one.number]),
    [
      ["t2", "Penge", 1],
      ["t1", "Ro", 2],
    ],
  );
  assert.deepEqual(
    now.notes.map((one) => one.theme),
    ["t1", "t2", "t2"],
  );
  assert.equal(now.notes[2].state, "hidden");
  const merged = foreseen(now.notes, now.themes, [
    act("x5", "theme.merge", { theme: "t1", other: "t2" }),
    act("x6", "theme.remove", { theme: "t1" }),
  ]);
  assert.deepEqual(merged.themes, []);
  assert.ok(merged.notes.every((one) => one.theme === null));
});
