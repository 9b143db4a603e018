// One note, large: as large as its words allow, alone on the board when they are many, never cut.
import { useEffect, useState } from "preact/hooks";
import { Icon } from "../shared/icon.jsx";
import { signature, slot } from "../shared/reading.js";
import { best } from "../shared/words.js";
import { language, resized, say } from "./context.js";
import { largest, pagesOf } from "./fit.js";
import { usePage } from "./groups.jsx";
import { softly } from "./hyphens.js";
import { nextTurn, nobodyYet, untilNextTurn } from "./turn.js";

/** @typedef {import("../shared/reading.js").Note} Note */
/** @typedef {import("../shared/reading.js").Prompt} Prompt */

const INSIDE = 1752 - 14 - 112;
const ALONE_INSIDE = 1752 - 14 - 70;
const ALONE_STEPS = /** @type {[number, number][]} */ ([
  [138, 4],
  [98, 6],
  [84, 7],
  [72, 8],
  [64, 8],
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
  const candidates = notes.map(({ id, seq, text, prompt }) => ({
    id,
    seq,
    text,
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

/** The size at which a note stands above the piles; null: it must be alone.
 * @param {string} text @param {[number, number][]} steps */
export function sizeAmong(text, steps) {
  resized.value;
  return largest(softly(text), "say", INSIDE, steps);
}

/** @param {{note: Note, prompt: Prompt | undefined, size: number}} props */
export function LargeNote({ note, prompt, size }) {
  return (
    <article class="note note--landing" key={note.id} data-q={slot(prompt)} data-note={note.id}>
      <p class="say" style={{ fontSize: `calc(${size} * var(--u))` }}>
        {softly(note.text)}
      </p>
      <Signed note={note} prompt={prompt} />
    </article>
  );
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
  resized.value;
  const parts = pagesOf(softly(note.text), ALONE_INSIDE, ALONE_STEPS);
  const page = usePage(parts.length, PART_SECONDS);
  const part = parts[Math.min(page, parts.length - 1)];
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
          {parts.length > 1 && (
            <span class="push num from">
              {say("board.part_of", { page: page + 1, pages: parts.length })}
            </span>
          )}
        </div>
      </article>
    </main>
  );
}
