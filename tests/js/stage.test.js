// The board's and the phone's rules of this day: holding still, how large to write, dots, a fair turn.
import assert from "node:assert/strict";
import { test } from "node:test";
import { held, keep, keepMarked, marksOf } from "../../static/js/board/hold.js";
import { needed, READ, scaleOf } from "../../static/js/board/scale.js";
import { fairly, nextTurn, nobodyYet } from "../../static/js/board/turn.js";
import { emptyBallot, left, moved, ownOrder, waits } from "../../static/js/phone/ballot.js";

const FULL_HD = { width: 1920, height: 1080 };
/** @param {string} id @param {string} text */
const note = (id, text) => ({ type: "note", id, text });
/** @param {string} scene @returns {any} */
const day = (scene) => ({ type: "day", id: "day", scene, timer: {}, state: "open" });

test("a held board takes no new text, and gives up what is hidden or has other words", () => {
  const kept = keep([day("notes"), note("a", "A"), note("b", "B")]);
  assert.equal(held(kept.get("note c"), note("c", "C")), undefined);
  assert.equal(held(kept.get("note a"), undefined), undefined);
  assert.equal(held(kept.get("note a"), note("a", "other words")), undefined);
  assert.equal(held(kept.get("note b"), note("b", "B"))?.text, "B");
});

test("a held board keeps its scene while the clock goes on", () => {
  const now = { ...day("quote"), timer: { ends_at: 5 } };
  const shown = held(day("notes"), now);
  assert.deepEqual([shown?.scene, shown?.timer.ends_at], ["notes", 5]);
});

test("a held board that is loaded anew shows what stood there and nothing more", () => {
  const marks = marksOf(keep([day("notes"), note("a", "A"), note("b", "B")]));
  assert.doesNotMatch(JSON.stringify(marks), /"A"|"B"/);
  const kept = keepMarked([day("quote"), note("a", "A"), note("b", "new"), note("c", "C")], marks);
  assert.deepEqual([...kept.keys()], ["day day", "note a"]);
  assert.equal(kept.get("day day")?.scene, "notes");
  assert.deepEqual([...keepMarked([day("notes"), note("a", "A")], null).keys()], ["day day"]);
});

test("a capital on the board is seen under 16 arc minutes from the back row", () => {
  for (const [depth, screen] of [
    [150, 30],
    [100, 30],
    [80, 24],
    [120, 24],
  ]) {
    const room = { depth, screen };
    const size = READ * scaleOf("notes", room, FULL_HD);
    const capital = size * 0.7 * (screen / 10 / FULL_HD.width);
    const minutes = (Math.atan(capital / (depth / 10)) * 180 * 60) / Math.PI;
    assert.ok(minutes >= 15.99, `${depth} ${screen}: ${minutes}`);
    assert.ok(needed(room, FULL_HD.width) <= size + 0.01);
  }
});

test("only scenes with more to show write smaller in a near room, and never under 43", () => {
  const near = { depth: 50, screen: 30 };
  assert.equal(scaleOf("quote", near, FULL_HD), 1);
  assert.ok(Math.abs(READ * scaleOf("notes", near, FULL_HD) - 43) < 1e-9);
});

test("whose notes have stood large least often comes first", () => {
  /** @param {string} id @param {number} seq @param {string} from */
  const said = (id, seq, from) => ({ id, seq, from, text: "x", picked: false });
  let turn = nextTurn(nobodyYet(), [said("a", 1, "7")], 0);
  turn = nextTurn(turn, [said("a", 1, "7"), said("b", 2, "3"), said("c", 3, "7")], 9_000);
  assert.equal(turn.shown, "b");
});

test("a column shows the newest of each signature before the second of any", () => {
  /** @param {number} seq @param {number} table */
  const by = (seq, table) => ({ seq, signed: { kind: "table", table } });
  const order = fairly([by(1, 1), by(2, 2), by(3, 1), by(4, 1)]).map((one) => one.seq);
  assert.deepEqual(order, [4, 2, 3, 1]);
});

const vote = {
  id: "v",
  title: "",
  kind: "themes",
  dots: 3,
  most_each: 2,
  state: "open",
  choices: ["A", "B", "C"],
};

test("no more dots than there are, and no more on one than allowed", () => {
  let ballot = emptyBallot("s");
  for (let tap = 0; tap < 4; tap++) ballot = moved(vote, ballot, 0, 1);
  assert.deepEqual(ballot.dots, { 0: 2 });
  for (let tap = 0; tap < 4; tap++) ballot = moved(vote, ballot, 1, 1);
  assert.equal(left(vote, ballot), 0);
  assert.deepEqual(moved(vote, moved(vote, ballot, 1, -1), 1, -1).dots, { 0: 2 });
});

test("a ballot waits until the server has it, and an untouched one does not", () => {
  const ballot = moved(vote, emptyBallot("s"), 0, 1);
  assert.equal(waits(emptyBallot("s")), false);
  assert.equal(waits(ballot), true);
  assert.equal(waits({ ...ballot, saved: JSON.stringify(ballot.dots) }), false);
});

test("each phone has an order of its own, the same each time", () => {
  const orders = new Set(
    ["a", "b", "c", "d", "e", "f", "g"].map((one) => ownOrder(vote, one).join()),
  );
  assert.ok(orders.size > 1);
  assert.deepEqual(ownOrder(vote, "a"), ownOrder(vote, "a"));
});
