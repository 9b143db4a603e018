// One browser, one person at a time: a page that is no longer its person's begins anew, no other.
import assert from "node:assert/strict";
import { test } from "node:test";
import { weAre } from "../../static/js/phone/whose.js";

const PLACE = "w participant";
const KEY = `samskab ${PLACE}`;

/** A browser whose pages hear what was written, when the test says so. */
function aBrowser() {
  const kept = new Map();
  /** @type {((event: any) => void)[]} */
  const listening = [];
  Object.assign(globalThis, {
    localStorage: {
      getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
      setItem: (/** @type {string} */ key, /** @type {string} */ value) =>
        void kept.set(key, value),
    },
    addEventListener: (/** @type {string} */ _name, /** @type {any} */ hear) =>
      listening.push(hear),
  });
  return {
    clear: () => kept.clear(),
    tell: (/** @type {string | null} */ key, /** @type {string | null} */ newValue) => {
      for (const hear of listening) hear({ key, newValue });
    },
  };
}

/** @param {string} id */
function aPage(id) {
  let begun = 0;
  const stillUs = weAre(PLACE, id, () => {
    begun += 1;
  });
  return { stillUs, begun: () => begun };
}

test("a page begins anew when another tab has become somebody else, and sends nothing before", () => {
  const browser = aBrowser();
  const first = aPage("mette");
  assert.ok(first.stillUs());
  const second = aPage("bo");
  assert.ok(!first.stillUs());
  browser.tell(KEY, "bo");
  assert.deepEqual([first.begun(), second.begun()], [1, 0]);
});

test("a new page does not begin anew for what the page before it had written", () => {
  const browser = aBrowser();
  aPage("mette");
  const next = aPage("bo");
  browser.tell(KEY, "mette"); // late: Bo's word has been written since
  assert.equal(next.begun(), 0);
  assert.ok(next.stillUs());
});

test("a browser that forgets all it kept leaves the page as it is", () => {
  const browser = aBrowser();
  const page = aPage("mette");
  browser.clear();
  browser.tell(null, null);
  browser.tell(KEY, null);
  assert.equal(page.begun(), 0);
});
