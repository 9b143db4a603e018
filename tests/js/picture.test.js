// The rules for snapshots, frames and gaps, and the server's time.
import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "../../static/js/shared/ids.js";
import { Picture, ServerTime } from "../../static/js/shared/picture.js";

const note = (/** @type {string} */ id, text = "") => ({ type: "note", id, text });

/** @param {number} seq @param {import("../../static/js/shared/picture.js").AnyRecord[]} records */
function pictureAt(seq, ...records) {
  const picture = new Picture();
  picture.replace({ audience: "board", chain: "c", seq, records, now: 0 });
  return picture;
}

/** @param {number} from @param {number} to @param {any} [rest] */
const frame = (from, to, rest = {}) => ({ from, to, records: [], gone: [], now: 0, ...rest });

test("a frame that begins where the picture ends changes it", () => {
  const picture = pictureAt(7, note("a"), note("b"));
  const changes = picture.take(frame(7, 9, { records: [note("c")], gone: [["note", "a"]] }));
  assert.deepEqual(changes, { records: [note("c")], gone: [["note", "a"]] });
  assert.deepEqual(picture.all("note"), [note("b"), note("c")]);
  assert.equal(picture.seq, 9);
});

test("a frame that begins earlier and ends later is taken: it holds present forms", () => {
  const picture = pictureAt(8, note("a", "new"));
  picture.take(frame(7, 9, { records: [note("a", "newer")] }));
  assert.equal(picture.get("note", "a")?.text, "newer");
});

test("a frame of what is known changes nothing", () => {
  const picture = pictureAt(9, note("a", "new"));
  assert.equal(picture.take(frame(7, 9, { records: [note("a", "old")] })), "old");
  assert.equal(picture.get("note", "a")?.text, "new");
});

test("a frame after a missing one is a gap, and nothing of it is taken", () => {
  const picture = pictureAt(7);
  assert.equal(picture.take(frame(8, 9, { records: [note("a")] })), "gap");
  assert.equal(picture.seq, 7);
  assert.equal(picture.get("note", "a"), undefined);
});

test("without a picture every frame is a gap", () => {
  assert.equal(new Picture().take(frame(0, 9)), "gap");
});

test("only what was there is said to be gone", () => {
  const changes = pictureAt(1).take(frame(1, 2, { gone: [["note", "never"]] }));
  assert.deepEqual(changes, { records: [], gone: [] });
});

test("the heartbeat tells whether something is missing", () => {
  assert.equal(pictureAt(7).lacks(7), false);
  assert.equal(pictureAt(7).lacks(8), true);
  assert.equal(new Picture().lacks(0), true);
});

test("the server's time is that of the message which was on its way for the shortest time", () => {
  let clock = 1000;
  const time = new ServerTime(() => clock);
  time.hear(500_000); // at once
  clock = 2000;
  time.hear(500_600); // 400 ms late
  assert.equal(time.now(), 501_000);
});

test("an old measure of the server's time is forgotten", () => {
  let clock = 0;
  const time = new ServerTime(() => clock);
  time.hear(900_000);
  for (clock = 1; clock <= 20; clock += 1) time.hear(500_000 + clock);
  clock = 100;
  assert.equal(time.now(), 500_100);
});

test("ids are 32 hexadecimal digits and differ", () => {
  assert.match(newId(), /^[0-9a-f]{32}$/);
  assert.notEqual(newId(), newId());
});
