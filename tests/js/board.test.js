// What the board works out before it draws: turns, pages, ticks, slips, hyphens.
import assert from "node:assert/strict";
import { test } from "node:test";
import { namePages, pilesAbreast, slips, slipWidth, ticks } from "../../static/js/board/pages.js";
import {
  nextTurn,
  nobodyYet,
  PICKED_REST_MS,
  REST_MS,
  untilNextTurn,
} from "../../static/js/board/turn.js";
import { softly } from "../../static/js/shared/hyphens.js";

/** @param {string} id @param {number} seq @param {boolean} [picked] */
const note = (id, seq, picked = false) => ({ id, seq, text: "En seddel", picked });

test("the newest note stands large when the board opens, and the others have had their turn", () => {
  const turn = nextTurn(nobodyYet(), [note("b", 9), note("a", 4)], 1000);
  assert.equal(turn.shown, "b");
  assert.equal(untilNextTurn(turn, 1000), null);
});

test("the first note of all comes at once", () => {
  const empty = nextTurn(nobodyYet(), [], 1000);
  assert.equal(empty.shown, null);
  assert.equal(nextTurn(empty, [note("a", 1)], 1010).shown, "a");
});

test("a new note waits until the one before it has stood eight seconds", () => {
  let turn = nextTurn(nobodyYet(), [note("a", 1)], 0);
  turn = nextTurn(turn, [note("a", 1), note("b", 2)], 3000);
  assert.equal(turn.shown, "a");
  assert.equal(untilNextTurn(turn, 3000), REST_MS - 3000);
  assert.equal(nextTurn(turn, [note("a", 1), note("b", 2)], REST_MS).shown, "b");
});

test("of those that wait the newest comes first, and each gets its turn", () => {
  const all = [note("a", 1), note("b", 2), note("c", 3)];
  let turn = nextTurn(nobodyYet(), all.slice(0, 1), 0);
  turn = nextTurn(turn, all, 10);
  const order = [1, 2, 3].map((times) => {
    turn = nextTurn(turn, all, times * REST_MS);
    return turn.shown;
  });
  assert.deepEqual(order, ["c", "b", "b"]);
});

test("a note that is gone goes at once", () => {
  let turn = nextTurn(nobodyYet(), [note("a", 1), note("b", 2)], 0);
  turn = nextTurn(turn, [note("a", 1)], 5);
  assert.equal(turn.shown, "a");
  assert.equal(nextTurn(turn, [], 6).shown, null);
});

test("a note picked at the desk comes at once and stays", () => {
  let turn = nextTurn(nobodyYet(), [note("a", 7)], 0);
  turn = nextTurn(turn, [note("a", 7), note("p", 2, true)], 5);
  assert.equal(turn.shown, "p");
  const all = [note("a", 7), note("p", 2, true), note("c", 8)];
  assert.equal(nextTurn(turn, all, REST_MS + 5).shown, "p");
  assert.equal(nextTurn(turn, all, PICKED_REST_MS + 5).shown, "c");
});

test("a long note stands longer", () => {
  const long = { ...note("l", 1), text: "x".repeat(400) };
  let turn = nextTurn(nobodyYet(), [long], 0);
  turn = nextTurn(turn, [long, note("b", 2)], REST_MS + 1);
  assert.equal(turn.shown, "l");
});

test("names go A to Å by first name, 24 a page, with the letters of each page", () => {
  const names = ["Åse B.", "Aage C.", "Øyvind D.", "Anna E.", "Zenia F.", "Ærtha G."];
  const { columns, pages } = namePages([{ table: 3, names }]);
  assert.equal(columns, 3);
  assert.deepEqual(
    pages[0].seats.map((seat) => seat.name),
    ["Anna E.", "Zenia F.", "Ærtha G.", "Øyvind D.", "Aage C.", "Åse B."],
  );
  assert.equal(pages[0].range, "A–Å");
  const many = Array.from({ length: 95 }, (_, at) => `P${at} X.`);
  const paged = namePages([{ table: 1, names: many }]).pages;
  assert.deepEqual(
    paged.map((page) => page.seats.length),
    [24, 24, 24, 23],
  );
});

test("long names get two columns, and no names no page", () => {
  assert.equal(namePages([{ table: 1, names: ["Christian-Alexander B. (Fj)"] }]).columns, 2);
  assert.deepEqual(namePages([{ table: 1, names: [] }]).pages, []);
});

test("four piles stand abreast, fewer when their words are long", () => {
  assert.equal(pilesAbreast(["Løsninger", "Udfordringer"]), 4);
  assert.equal(pilesAbreast(["Løsninger", "Hvad skal vi lære"]), 2);
  assert.equal(pilesAbreast(["Hvad skal der til, for at det varer ved?"]), 1);
});

test("ticks count people, in handfuls when they are very many", () => {
  assert.deepEqual(ticks(2, 3), [true, true, false]);
  assert.equal(ticks(0, 1000).length, 112);
  assert.equal(ticks(1000, 1000).every(Boolean), true);
});

test("a slip is a note to 120, then five", () => {
  assert.deepEqual(slips(31), { slips: 31, each: 1, thin: 1 });
  assert.deepEqual(slips(62), { slips: 62, each: 1, thin: 0.5 });
  assert.equal(slips(900).slips, 180);
  assert.equal(slips(900).each, 5);
});

test("slips are narrower where a count has more signs", () => {
  assert.equal(slipWidth([31, 8]), 210);
  assert.equal(slipWidth([31, 165]), 130);
  assert.equal(slipWidth([12_000]), 60);
  assert.equal(slipWidth([]), 210);
});

test("long words get soft hyphens, short ones and all letters stay", () => {
  /** @param {string} word */
  const shown = (word) => softly(word).replaceAll("\u00ad", "-");
  assert.equal(shown("Persondatareglerne"), "Per-son-da-ta-re-glerne");
  assert.equal(shown("samskabelsesproces"), "samskabelses-proces");
  assert.equal(shown("medborgerskabsinddragelse"), "medborgerskabs-inddragelse");
  assert.equal(softly("Tre sagsbehandlere"), "Tre sagsbehandlere");
  const long = "Arbejdsmarkedsfastholdelsesindsatserne";
  assert.equal(softly(long).replaceAll("\u00ad", ""), long);
  assert.ok(softly(long).includes("\u00ad"));
  assert.equal(softly("<b>fed</b>"), "<b>fed</b>");
});
