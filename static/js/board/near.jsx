// Notes in a room where the back row is near: a column for each question, with its newest notes.

import { softly } from "../shared/hyphens.js";
import { Icon } from "../shared/icon.jsx";
import { countOf, signature, slot } from "../shared/reading.js";
import { best } from "../shared/words.js";
import { language, resized, say } from "./context.js";
import { measure, pagesOf } from "./fit.js";
import { chunks, PAGE_SECONDS } from "./pages.js";
import { usePage } from "./paging.js";
import { inside, READ, stage } from "./scale.js";
import { fairly } from "./turn.js";

/** @typedef {import("../shared/reading.js").Note} Note */
/** @typedef {import("../shared/reading.js").Prompt} Prompt */

const ABREAST = 4;
const GAP = 40;
const EDGES = 14 + 2 * 34;
const AROUND = 34 * 2 + 8 + 36;
const LINE = 1.24;
/** The sea, the sun on it, and the air above the columns. */
const BESIDE = 148 + 46 + 56;
/** A heading: its line below and around; icon and count beside its word. */
const HEAD = { around: 58, beside: 64 + 150 };
const LONGEST_WORD = 9;
const MOST_LINES = 14;

/** @param {{feed: import("../shared/feed.js").Feed, prompts: Prompt[], notes: Note[]}} props */
export function Columns({ feed, prompts, notes }) {
  resized.value;
  const pages = chunks(prompts, ABREAST);
  const page = usePage(pages.length, PAGE_SECONDS);
  const shown = pages[page] ?? [];
  const width = (inside() - GAP * (shown.length - 1)) / Math.max(1, shown.length);
  const words = shown.map((prompt) => softly(best(prompt.title, language).text, LONGEST_WORD));
  const head = Math.max(...words.map((word) => linesOf(word, width - HEAD.beside, "col__word")));
  const room = stage().height - BESIDE - HEAD.around - head * READ * LINE;
  const look = { "--abreast": Math.max(1, shown.length), "--lines": head };
  return (
    <div class="cols turning" key={page} style={look}>
      {shown.map((prompt, at) => (
        <section class="col" key={prompt.id} data-q={slot(prompt)}>
          <h2 class="col__head">
            <Icon name={prompt.icon} />
            <span class="col__word">{words[at]}</span>
            <span class="num push">{countOf(feed, prompt.id)}</span>
          </h2>
          {thatFit(fairly(notes.filter((note) => note.prompt === prompt.id)), width, room).map(
            ({ note, text }) => (
              <article class="note note--landing" key={note.id} data-note={note.id}>
                <p class="say">{text}</p>
                <p class="from from__name">{signature(note.signed, say, language)}</p>
              </article>
            ),
          )}
        </section>
      ))}
    </div>
  );
}

/** @param {string} words @param {number} width in board units @param {string} [face] class of the letters */
function linesOf(words, width, face = "from__name") {
  return measure(words, face, READ, width).lines;
}

/** The first of these notes that stand below one another, whole unless they are long.
 * @param {Note[]} notes @param {number} column its width @param {number} room its height */
function thatFit(notes, column, room) {
  const width = column - EDGES;
  let left = room;
  /** @type {{note: Note, text: string}[]} */
  const shown = [];
  for (const note of notes) {
    const [{ text }] = pagesOf(softly(note.text), width, [[READ, MOST_LINES]]);
    const signed = linesOf(signature(note.signed, say, language), width) * READ * LINE;
    const height = measure(text, "say", READ, width).lines * READ * 1.2 + signed + AROUND;
    if (height > left) break;
    left -= height;
    shown.push({ note, text });
  }
  return shown;
}
