// The page's side of the stream, without a network: what it asks for when something is missing.
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { connect } from "../../static/js/shared/live.js";

/** @type {import("../../static/js/shared/live.js").Live} */
let live;
/** @type {[string, any][]} */
let said;
let now = 0;

beforeEach(() => {
  const socket = { autoConnect: false };
  live = connect({ workshop: "w", role: "board", url: "http://127.0.0.1:9", socket });
  said = [];
  live.socket.emit = (verb, payload) => {
    said.push([verb, payload]);
    return live.socket;
  };
  live.time.clock = () => now;
  now = 100_000;
  live.onSnapshot({ audience: "board", chain: "c", seq: 4, now: 0, records: [] });
});

afterEach(() => {
  live.socket.connected = false;
  live.close();
});

const REPAIR = ["repair", { after: 4, chain: "c" }];

test("a heartbeat that is further than we are is answered at once by asking for what is missing", () => {
  live.onHeartbeat({ to: 4, now: 0 });
  assert.deepEqual(said, []);
  live.onHeartbeat({ to: 6, now: 0 });
  assert.deepEqual(said, [REPAIR]);
});

test("a frame that begins after our number is not taken, and what is missing is asked for", () => {
  live.onFrame({ from: 5, to: 6, now: 0, records: [{ type: "note", id: "n" }], gone: [] });
  assert.equal(live.seq(), 4);
  assert.deepEqual(said, [REPAIR]);
});

test("as long as nothing comes it is asked for again, but not more often than it may", () => {
  for (const later of [0, 100, 200, 300]) {
    now = 100_000 + later;
    live.onHeartbeat({ to: 6, now: 0 });
  }
  assert.deepEqual(said, [REPAIR, REPAIR]);
});

test("an answer that was lost too is asked for without a heartbeat, less and less often", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  live.socket.connected = true;
  live.onHeartbeat({ to: 6, now: 0 });
  const asked = [];
  for (let later = 50; later <= 3_000; later += 50) {
    now = 100_000 + later;
    const before = said.length;
    t.mock.timers.tick(50);
    if (said.length > before) asked.push(later);
  }
  assert.deepEqual(asked, [250, 750, 1_750, 2_750]);
  live.onFrame({ from: 4, to: 6, now: 0, records: [], gone: [] });
  t.mock.timers.tick(3_000);
  assert.equal(said.length, 5);
  live.onHeartbeat({ to: 8, now: 0 });
  t.mock.timers.tick(250);
  assert.equal(said.length, 7); // as soon as the first time
});

test("a picture with a lower number, after a backup was put back, is whole all the same", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  live.socket.connected = true;
  live.onHeartbeat({ to: 6, now: 0 });
  live.onSnapshot({ audience: "board", chain: "d", seq: 2, now: 0, records: [] });
  now += 700;
  t.mock.timers.tick(700);
  assert.deepEqual(said, [REPAIR]);
});
