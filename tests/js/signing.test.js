// What a note may be signed with, and that few people are never called anonymous.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { promptToShow } from "../../static/js/phone/choosing.js";
import { isOver } from "../../static/js/phone/moves.js";
import { moved, nextSeat } from "../../static/js/phone/seat.js";
import { choices, chosen, signedAs } from "../../static/js/phone/signing.js";
import { speaker } from "../../static/js/shared/words.js";

/** @param {string} area */
function danish(area) {
  const path = new URL(`../../templates/words/${area}.json`, import.meta.url);
  const words = JSON.parse(readFileSync(path, "utf8"));
  return Object.fromEntries(
    Object.entries(words).map(([key, both]) => [`${area}.${key}`, both.da]),
  );
}

const say = speaker({ ...danish("phone"), ...danish("shared") });
const ME = {
  role: "participant",
  id: "m",
  name: "Mette Nielsen",
  organisation: "Fjordhjælpen",
  colleagues: 5,
  target_groups: [{ id: "t", name: { da: "Unge", en: "" }, others: 23 }],
  seats: { r2: { group: "g2", table: 3 } },
  follows: "group:g",
  join: "/j/ABC234",
};
const PLACE = { table: 7, people: 8 };

/** @param {Partial<typeof ME>} [other] @param {typeof PLACE | null} [place] */
function told(other = {}, place = PLACE) {
  return Object.fromEntries(
    choices({ ...ME, ...other }, place, say, "da").map((one) => [one.sign.kind, one.tells]),
  );
}

test("a participant signs by name, organisation, target group or table", () => {
  const all = choices(ME, PLACE, say, "en");
  assert.deepEqual(
    all.map((one) => one.title),
    ["Mette Nielsen, Fjordhjælpen", "Fjordhjælpen", "Unge", "Bord 7"],
  );
  assert.match(told().target_group, /23 andre her/);
});

test("without a seat, an organisation or a target group, those cannot be chosen", () => {
  const kinds = Object.keys(told({ organisation: "", target_groups: [] }, null));
  assert.deepEqual(kinds, ["name"]);
});

test("a table's device signs for the table alone", () => {
  assert.deepEqual(Object.keys(told({ role: "table" })), ["table"]);
});

test("what fewer than five share is said to be few", () => {
  const target_groups = [{ id: "t", name: { da: "Unge", en: "" }, others: 3 }];
  assert.match(told({ target_groups }).target_group, /kun 3 andre.*gætte/);
  assert.match(told({ colleagues: 0 }).organisation, /den eneste.*bord 7 ved de/);
  assert.match(told({ colleagues: 3 }).organisation, /kun 4/);
  assert.match(told({}, { table: 7, people: 4 }).table, /kun 4 ved bordet.*gætte/);
});

test("the prompt's signature is the first choice, else the one that tells least", () => {
  const all = choices(ME, PLACE, say, "da");
  assert.equal(chosen(all, undefined, "organisation")?.sign.kind, "organisation");
  assert.equal(chosen(all, { kind: "name" }, "organisation")?.sign.kind, "name");
  const fewer = choices({ ...ME, target_groups: [] }, PLACE, say, "da");
  assert.equal(chosen(fewer, undefined, "target_group")?.sign.kind, "table");
  assert.equal(chosen([], undefined, "table"), undefined);
});

test("the words on a note are those of its one signature", () => {
  const words = [
    { kind: /** @type {const} */ ("name") },
    { kind: /** @type {const} */ ("organisation") },
    { kind: /** @type {const} */ ("target_group"), id: "t" },
    { kind: /** @type {const} */ ("table") },
  ].map((sign) => signedAs(sign, 4, ME, say, "da"));
  assert.deepEqual(words, ["Mette Nielsen, Fjordhjælpen", "Fjordhjælpen", "Unge", "Bord 4"]);
});

/** Records of a day. @param {Record<string, any[]>} things */
function records(things) {
  return {
    all: (/** @type {string} */ type) => [...(things[type] ?? [])],
    get: (/** @type {string} */ type, /** @type {string} */ id) =>
      (things[type] ?? []).find((one) => one.id === id),
  };
}

/** @param {string} round @param {number} table @param {string} [state] */
function dayIn(round, table, state = "running") {
  return records({
    day: [{ id: "day", round, state: "open" }],
    round: [
      { id: "r1", number: 1, state: round === "r1" ? state : "closed" },
      { id: "r2", number: 2, state: round === "r2" ? state : "planned" },
    ],
    group: [{ id: `g-${round}`, round, table, members: [] }],
  });
}

test("a new round says where to go, or to stay, once", () => {
  const before = { round: "r1", table: 7 };
  assert.deepEqual(moved(before, dayIn("r2", 3), ME), { code: "go", number: 2, table: 3 });
  assert.equal(moved(before, dayIn("r2", 7), ME)?.code, "stay");
  assert.equal(moved(before, dayIn("r1", 7), ME), null);
  assert.equal(moved(before, dayIn("r1", 5), ME)?.code, "moved");
  assert.equal(moved(before, dayIn("r2", 3, "planned"), ME), null);
  assert.equal(moved(before, dayIn("r2", 3), { ...ME, role: "table" }), null); // it stays there
});

test("where to go is told until the round is over, or a note was begun there", () => {
  const told = { round: "r2", after: 5, notes: 1 };
  assert.equal(isOver(told, dayIn("r2", 3), []), false);
  assert.equal(isOver(told, dayIn("r2", 3), [{ round: "r2", n: 5 }]), false);
  assert.equal(isOver(told, dayIn("r2", 3), [{ round: "r1", n: 6 }]), false);
  assert.equal(isOver(told, dayIn("r2", 3), [{ round: "r2", n: 6 }]), true);
  assert.equal(isOver({ ...told, notes: 2 }, dayIn("r2", 3), [{ round: "r2", n: 6 }]), false);
  assert.equal(isOver(told, dayIn("r2", 3, "closed"), []), true);
  assert.equal(isOver(told, dayIn("r1", 3), []), true);
});

/** @param {Record<string, boolean>} open */
function prompts(open) {
  return /** @type {any[]} */ (
    Object.entries(open).map(([id, is]) => ({ id, open_in: is ? "r1" : null }))
  );
}

test("a closed prompt that was tapped stays; one that closes leads on to an open one", () => {
  const all = prompts({ a: true, b: false, c: true });
  const none = () => false;
  assert.equal(promptToShow(all, { now: "a", asked: "b", kept: none })?.id, "b");
  assert.equal(promptToShow(all, { now: "b", asked: null, kept: none })?.id, "a");
  assert.equal(promptToShow(all, { now: "c", asked: "gone", kept: none })?.id, "c");
  assert.equal(promptToShow(all, { now: "b", asked: null, kept: (id) => id === "b" })?.id, "b");
  const closed = prompts({ a: false, b: false });
  assert.equal(promptToShow(closed, { now: null, asked: null, kept: (id) => id === "b" })?.id, "b");
  assert.equal(promptToShow([], { now: null, asked: null, kept: none }), undefined);
});

test("the next seat is that of the first round to come, and a table has none", () => {
  assert.deepEqual(nextSeat(dayIn("r1", 7), ME), { number: 2, table: 3 });
  assert.equal(nextSeat(dayIn("r2", 3), ME), null);
  assert.equal(nextSeat(dayIn("r2", 3, "planned"), ME), null); // shown as the seat itself
  assert.equal(nextSeat(dayIn("r1", 7), { ...ME, role: "table" }), null);
});
