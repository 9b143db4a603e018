// Facts for the moderator: words that rise, and cue cards; each stands on notes that one can read.
// A table is counted by the notes that it signed as a table and by no others: where the other notes
// were written, nobody says.
import { stem, words } from "./search.js";

/** @typedef {import("../shared/reading.js").Note} Note */
/** @typedef {{word: string, notes: Note[], before: number}} Rise the newest notes that hold a word */
/** @typedef {{key: string, word: string, sides: {prompt: string, tables: number[], notes: Note[]}[],
 *   ask: number[]}} Card tables that see one thing in two prompts */

const LEAST_LETTERS = 4;
const NEWEST = 60;
const STOP = new Set(
  (
    "alle alt altid andre anden andet bare blev bliver burde derfor deres dette disse eller efter " +
    "endnu ellers enten flere flest foer foerst fordi fra gang gerne giver goer haft hans have havde " +
    "hende hendes hvad hver hvert hvis hvor hvordan hvorfor ikke ingen intet jeres kommer kunne lige " +
    "lille mange meget mellem mens mere mest naar nogen noget nogle ogsaa over paa selv siger sine " +
    "skal skulle sammen samme saadan tage tager under vaere vaeret ville vores with that this from " +
    "have they what when your more some about also been will would there their uden hvem bruge faar " +
    "brug bruge bruger deler hele have foran imod bedre holder laver"
  ).split(" "),
);

/** The words of a note that say something, by what they have in common.
 * @param {Note} note @returns {Map<string, string>} root to the word as it stands */
export function sayingWords(note) {
  const found = new Map();
  for (const shown of note.text.toLowerCase().match(/\p{L}+/gu) ?? []) {
    const word = words(shown)[0] ?? "";
    if (word.length < LEAST_LETTERS || STOP.has(word)) continue;
    const root = stem(word);
    if (!found.has(root)) found.set(root, shown);
  }
  return found;
}

/** The notes that hold each root. @param {Note[]} notes */
function byRoot(notes) {
  /** @type {Map<string, {word: string, notes: Note[]}>} */
  const found = new Map();
  for (const note of notes) {
    for (const [root, word] of sayingWords(note)) {
      const known = found.get(root) ?? { word, notes: [] };
      if (word.length < known.word.length) known.word = word;
      known.notes.push(note);
      found.set(root, known);
    }
  }
  return found;
}

/**
 * Words that stand oftener in the newest notes than in those before.
 * @param {Note[]} notes newest first @param {number} [most]
 * @returns {Rise[]}
 */
export function rising(notes, most = 6) {
  const shown = notes.filter((note) => note.state === "shown");
  const cut = Math.min(NEWEST, Math.ceil(shown.length / 3));
  const [fresh, old] = [shown.slice(0, cut), shown.slice(cut)];
  const before = byRoot(old);
  const part = old.length ? fresh.length / old.length : 1;
  return [...byRoot(fresh)]
    .map(([root, { word, notes: found }]) => {
      const earlier = before.get(root)?.notes.length ?? 0;
      return { word, notes: found, before: earlier, by: found.length - earlier * part };
    })
    .filter((one) => one.notes.length >= 3 && one.notes.length > 2 * one.before * part)
    .sort((one, other) => other.by - one.by || (one.word < other.word ? -1 : 1))
    .slice(0, most)
    .map(({ word, notes: found, before: earlier }) => ({ word, notes: found, before: earlier }));
}

/**
 * Cue cards: two tables or more under one prompt and one or more under another use the same word.
 * @param {Note[]} notes @param {string[]} prompts ids in order @param {number} [most]
 * @returns {Card[]}
 */
export function cueCards(notes, prompts, most = 6) {
  const signed = notes.filter((note) => note.state === "shown" && note.signed.kind === "table");
  const cards = [...byRoot(signed)].flatMap(([root, { word, notes: found }]) => {
    const sides = sidesOf(found, prompts).slice(0, 2);
    if (sides.length < 2 || sides[0].tables.length < 2) return [];
    return [{ key: root, word, sides, ask: toAsk(sides) }];
  });
  const weight = (/** @type {Card} */ card) =>
    card.sides[0].tables.length * card.sides[1].tables.length;
  return cards
    .sort((one, other) => weight(other) - weight(one) || (one.word < other.word ? -1 : 1))
    .slice(0, most);
}

/** By prompt, most tables first. @param {Note[]} notes @param {string[]} prompts */
function sidesOf(notes, prompts) {
  return prompts
    .map((prompt) => {
      const found = notes.filter((note) => note.prompt === prompt);
      const tables = [...new Set(found.map((note) => note.signed.table ?? 0))].filter(Boolean);
      return { prompt, notes: found, tables: tables.sort((one, other) => one - other) };
    })
    .filter((side) => side.tables.length > 0)
    .sort((one, other) => other.tables.length - one.tables.length);
}

/** The tables of the smaller side; those that stand on both first. @param {Card["sides"]} sides */
function toAsk(sides) {
  const [many, few] = sides;
  const both = few.tables.filter((table) => many.tables.includes(table));
  const others = few.tables.filter((table) => !both.includes(table));
  return [...both, ...others].slice(0, 2).sort((one, other) => one - other);
}

/**
 * Each table of the round: whether it has written at all (the stream says that, and no more), what
 * it has signed as a table, and when it was heard on the stage; not heard first.
 * @param {{id: string, number: number, heard_at: number | null}[]} tables
 * @param {number[] | null} written numbers of the tables that have written; null before a round
 * @param {Note[]} notes
 */
export function tableFacts(tables, written, notes) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const { signed, state } of notes) {
    if (signed.kind !== "table" || !signed.table || state !== "shown") continue;
    counts.set(signed.table, (counts.get(signed.table) ?? 0) + 1);
  }
  return tables
    .map((table) => ({
      ...table,
      silent: written !== null && !written.includes(table.number),
      signed: counts.get(table.number) ?? 0,
    }))
    .sort((one, other) => (one.heard_at ?? 0) - (other.heard_at ?? 0) || one.number - other.number);
}
