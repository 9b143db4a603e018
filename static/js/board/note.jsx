// One note, large: as large as its words allow, over several pages when they are many, never cut.
import { useEffect, useState } from "preact/hooks";
import { softly } from "../shared/hyphens.js";
import { Icon } from "../shared/icon.jsx";
import { signature, slot } from "../shared/reading.js";
import { best } from "../shared/words.js";
import { language, resized, say } from "./context.js";
import { largest, pagesOf } from "./fit.js";
import { usePage } from "./paging.js";
import { inside } from "./scale.js";
import { nextTurn, nobodyYet, untilNextTurn } from "./turn.js";

/** @typedef {import("../shared/reading.js").Note} Note */
/** @typedef {import("../shared/reading.js").Prompt} Prompt */

const EDGES = 14 + 112;
const ALONE_EDGES = 14 + 70;
const ALONE_STEPS = /** @type {[number, number][]} */ ([
  [138, 4],
  [98, 6],
  [84, 7],
  [72, 8],
  [64, 8],
]);
/** Above the piles: what leaves them their room. */
const AMONG_STEPS = /** @type {[number, number][]} */ ([
  [98, 2],
  [84, 3],
  [72, 3],
  [64, 4],
]);
const PART_SECONDS = 12;

/**
 * The note whose turn it is, out of these.
 * @param {Note[]} notes
 * @param {Map<string, Prompt>} prompts
 * @returns {Note | undefined}
 */
export function useTurn(notes, prompts) {
  const [, again] = useState(0);
  const [kept] = useState(() => ({ turn: nobodyYet() }));
  const candidates = notes.map(({ id, seq, text, prompt, signed }) => ({
    id,
    seq,
    text,
    from: JSON.stringify(signed),
    picked: prompts.get(prompt)?.showing === "one_by_one",
  }));
  const now = performance.now();
  kept.turn = nextTurn(kept.turn, candidates, now);
  const wait = untilNextTurn(kept.turn, now);
  useEffect(() => {
    if (wait === null) return;
    const waiting = setTimeout(() => again((n) => n + 1), wait + 5);
    return () => clearTimeout(waiting);
  });
  return notes.find((note) => note.id === kept.turn.shown);
}

/** The size at which a note stands below its question; null: it must be alone.
 * @param {string} text @param {[number, number][]} steps */
export function sizeAmong(text, steps) {
  resized.value;
  return largest(softly(text), "say", inside() - EDGES, steps);
}

/** A note of many words below its question, a part at a time.
 * @param {{note: Note, prompt: Prompt | undefined, steps: [number, number][]}} props */
export function NoteBelow({ note, prompt, steps }) {
  const { part, label } = useParts(note.text, inside() - EDGES, steps);
  return (
    <LargeNote note={note} prompt={prompt} size={part.size} text={part.text}>
      {label}
    </LargeNote>
  );
}

/** A note above the piles, which keep their room: many words come a part at a time.
 * @param {{note: Note, prompt: Prompt | undefined}} props */
export function NoteAmong({ note, prompt }) {
  const { part, label } = useParts(note.text, inside() - EDGES, AMONG_STEPS);
  return (
    <LargeNote note={note} prompt={prompt} size={part.size} text={part.text}>
      {label}
    </LargeNote>
  );
}

/** @param {{note: Note, prompt: Prompt | undefined, size: number, text?: string,
 *   children?: preact.ComponentChildren}} props */
export function LargeNote({ note, prompt, size, text = softly(note.text), children }) {
  return (
    <article class="note note--landing" key={note.id} data-q={slot(prompt)} data-note={note.id}>
      <p class="say" style={{ fontSize: `calc(${size} * var(--u))` }}>
        {text}
      </p>
      <div class="row">
        <Signed note={note} prompt={prompt} />
        {children}
      </div>
    </article>
  );
}

/** The part of a long text that stands now, and which of how many it is.
 * @param {string} text @param {number} width @param {[number, number][]} steps */
export function useParts(text, width, steps) {
  resized.value;
  const parts = pagesOf(softly(text), width, steps);
  const page = Math.min(usePage(parts.length, PART_SECONDS), parts.length - 1);
  const label = parts.length > 1 && (
    <span class="push num from">
      {say("board.part_of", { page: page + 1, pages: parts.length })}
    </span>
  );
  return { part: parts[page], page, label };
}

/** @param {{note: Note, prompt: Prompt | undefined}} props */
function Signed({ note, prompt }) {
  return (
    <p class="from row">
      {prompt && <Icon name={prompt.icon} />}
      <span class="from__name">{signature(note.signed, say, language)}</span>
    </p>
  );
}

/** A note with many words, alone; several pages turn by themselves.
 * @param {{note: Note, prompt: Prompt | undefined}} props */
export function NoteAlone({ note, prompt }) {
  const { part, page, label } = useParts(note.text, inside() - ALONE_EDGES, ALONE_STEPS);
  return (
    <main class="sky alone" data-q={slot(prompt)}>
      <h1 class="visually-hidden">{best(prompt?.title, language).text}</h1>
      <span class="alone__edge" />
      <article class="alone__note note--landing" key={`${note.id} ${page}`} data-note={note.id}>
        <blockquote class="say" style={{ fontSize: `calc(${part.size} * var(--u))` }}>
          {part.text}
        </blockquote>
        <div class="row">
          <Signed note={note} prompt={prompt} />
          {label}
        </div>
      </article>
    </main>
  );
}
