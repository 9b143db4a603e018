// The clock of the day: what phone, board and desk read from the same record.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  partGone,
  secondsLeft,
  spanText,
  timeText,
  untilNextSecond,
  wholeMinutes,
} from "../../static/js/shared/clock.js";

const timer = { started_at: 1_000_000, ends_at: 1_000_000 + 20 * 60_000 };

test("a clock that does not run has no time left and no part gone", () => {
  for (const none of [null, undefined, { started_at: null, ends_at: null }]) {
    assert.equal(secondsLeft(none, 5), null);
    assert.equal(partGone(none, 5), 0);
  }
});

test("time left is rounded up, so it is over only when it is over", () => {
  assert.equal(secondsLeft(timer, timer.started_at), 1200);
  assert.equal(secondsLeft(timer, timer.ends_at - 1), 1);
  assert.equal(secondsLeft(timer, timer.ends_at), 0);
  assert.equal(secondsLeft(timer, timer.ends_at + 60_000), 0);
});

test("the part gone stays between nothing and all", () => {
  assert.equal(partGone(timer, timer.started_at - 9), 0);
  assert.equal(partGone(timer, timer.started_at + 5 * 60_000), 0.25);
  assert.equal(partGone(timer, timer.ends_at + 9), 1);
  assert.equal(partGone({ started_at: 7, ends_at: 7 }, 7), 1);
});

test("spans and times read as people write them", () => {
  assert.equal(spanText(492), "8:12");
  assert.equal(spanText(7), "0:07");
  assert.equal(spanText(4500), "75:00");
  assert.equal(wholeMinutes(61), 2);
  assert.equal(wholeMinutes(60), 1);
  assert.equal(timeText(new Date(2022, 8, 14, 9, 5)), "9.05");
});

test("a page ticks when the shown second changes", () => {
  assert.equal(untilNextSecond(timer, timer.ends_at - 2300), 300);
  assert.equal(untilNextSecond(timer, timer.ends_at - 2000), 1000);
  assert.equal(untilNextSecond(timer, timer.ends_at + 5), 1000);
  assert.equal(untilNextSecond(null, 5), 1000);
});
