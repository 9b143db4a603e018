// One theme: its name, and two or three of its notes at a time, whole and in turn.

import { softly } from "../shared/hyphens.js";
import { signature, slot, theDay } from "../shared/reading.js";
import { language, resized, say } from "./context.js";
import { largest, measure, pagesOf } from "./fit.js";
import { usePage } from "./paging.js";
import { inside, stage } from "./scale.js";
import { Sea } from "./sea.jsx";
import { sizeOf } from "./themes.jsx";

/** @typedef {import("../shared/reading.js").Note} Note */
/** @typedef {{note: Note, text: string, lines: number}} Quote */

const SECONDS = 20;
const MOST = 3;
const SIZE = 64;
const TITLE = /** @type {[number, number][]} */ ([
  [104, 1],
  [84, 1],
  [72, 2],
  [64, 2],
]);
const SIGNED = 560;

/** @param {{feed: import("../shared/feed.js").Feed}} props */
export function ThemeScene({ feed }) {
  resized.value;
  const theme = feed.get("theme", theDay(feed)?.scene_theme ?? "");
  /** @type {Note[]} */
  const notes = feed.all("note").filter((note) => note.theme && note.theme === theme?.id);
  const pages = quotePages(notes.sort((one, other) => other.seq - one.seq));
  const page = usePage(pages.length, SECONDS);
  if (!theme) return null;
  const title = softly(theme.name);
  const size = largest(title, "great", inside(), TITLE) ?? SIZE;
  return (
    <>
      <main class="sky theme">
        <h1 class="great" style={{ fontSize: `calc(${size} * var(--u))` }}>
          {title}
        </h1>
        <ul class="quotes turning" key={page}>
          {(pages[page] ?? []).map((quote) => (
            <QuoteRow
              key={quote.note.id}
              quote={quote}
              prompt={feed.get("prompt", quote.note.prompt)}
            />
          ))}
        </ul>
      </main>
      <Sea feed={feed} left={say("board.notes", { n: sizeOf(theme) })} />
    </>
  );
}

/** @param {{quote: Quote, prompt: import("../shared/reading.js").Prompt | undefined}} props */
function QuoteRow({ quote, prompt }) {
  return (
    <li data-q={slot(prompt)} data-note={quote.note.id}>
      <p class="say">{quote.text}</p>
      <span class="from row">
        <span class="from__name">{softly(signature(quote.note.signed, say, language))}</span>
      </span>
    </li>
  );
}

/** As many at a time as fit, three at most; one that is longer than the page comes in parts.
 * @param {Note[]} notes @returns {Quote[][]} */
function quotePages(notes) {
  const width = inside() - SIGNED - 120;
  const most = Math.max(5, Math.floor((stage().height - 148 - 345) / 77));
  /** @type {Quote[][]} */
  const pages = [];
  let left = 0;
  for (const note of notes) {
    for (const part of pagesOf(softly(note.text), width, [[SIZE, most]])) {
      const signed = softly(signature(note.signed, say, language));
      const lines = Math.max(
        measure(part.text, "say", SIZE, width).lines,
        measure(signed, "from", SIZE, SIGNED).lines,
      );
      const quote = { note, text: part.text, lines };
      const last = pages[pages.length - 1];
      if (last && last.length < MOST && lines <= left) {
        last.push(quote);
        left -= lines;
      } else {
        pages.push([quote]);
        left = most - lines;
      }
    }
  }
  return pages;
}
