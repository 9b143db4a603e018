// One prompt large: its question, and its newest note when the board may show one.

import { softly } from "../shared/hyphens.js";
import { Icon } from "../shared/icon.jsx";
import { countOf, slot, theDay } from "../shared/reading.js";
import { best } from "../shared/words.js";
import { language, resized, say } from "./context.js";
import { largest } from "./fit.js";
import { LargeNote, NoteBelow, sizeAmong, useParts, useTurn } from "./note.jsx";
import { inside } from "./scale.js";
import { Sea } from "./sea.jsx";
import { spaced } from "./welcome.jsx";

const QUESTION = /** @type {[number, number][]} */ ([
  [150, 3],
  [126, 4],
  [104, 5],
  [84, 6],
  [72, 7],
  [64, 8],
]);
const QUESTION_ABOVE = /** @type {[number, number][]} */ ([
  [98, 1],
  [84, 2],
  [72, 3],
]);
const NOTE_BELOW = /** @type {[number, number][]} */ ([
  [84, 2],
  [72, 3],
]);
/** Beside a long note, or when it is long itself, the question stands small, in a part at a time when it
 * must; never hidden. */
const QUESTION_SMALL = /** @type {[number, number][]} */ ([[64, 2]]);
const QUESTION_LONG = /** @type {[number, number][]} */ ([[64, 4]]);
const NOTE_LONG = /** @type {[number, number][]} */ ([
  [72, 4],
  [64, 5],
]);

/** @param {{feed: import("../shared/feed.js").Feed}} props */
export function PromptScene({ feed }) {
  resized.value;
  const day = theDay(feed);
  const prompt = feed.get("prompt", day?.scene_prompt ?? "");
  const notes = feed.all("note").filter((note) => note.prompt === prompt?.id);
  const note = useTurn(notes, new Map(prompt ? [[prompt.id, prompt]] : []));
  if (!day || !prompt) return null;
  const question = best(prompt.text.da || prompt.text.en ? prompt.text : prompt.title, language);
  const words = softly(question.text);
  const above = largest(words, "great", inside(), QUESTION_ABOVE);
  const below = note ? sizeAmong(note.text, NOTE_BELOW) : null;
  const left = <Write code={day.code} isOpen={prompt.open_in !== null} />;
  const together = note !== undefined && above !== null && below !== null;
  if (note && !together) {
    return (
      <>
        <main class="sky one one--note" data-q={slot(prompt)}>
          <SmallQuestion
            words={words}
            lang={question.lang}
            prompt={prompt}
            steps={below === null ? QUESTION_SMALL : QUESTION_LONG}
          />
          <NoteBelow key={note.id} note={note} prompt={prompt} steps={NOTE_LONG} />
        </main>
        <Sea feed={feed} left={left} />
      </>
    );
  }
  const size = together ? above : (largest(words, "great", inside(), QUESTION) ?? 64);
  return (
    <>
      <main class={together ? "sky one one--note" : "sky one"} data-q={slot(prompt)}>
        <Heading prompt={prompt} count={countOf(feed, prompt.id)} />
        <h1
          class="great"
          lang={question.lang === language ? undefined : question.lang}
          style={{ fontSize: `calc(${size} * var(--u))` }}
        >
          {words}
        </h1>
        {note && below !== null && <LargeNote note={note} prompt={prompt} size={below} />}
      </main>
      <Sea feed={feed} left={left} />
    </>
  );
}

/** @param {{words: string, lang: string, prompt: import("../shared/reading.js").Prompt,
 *   steps: [number, number][]}} props */
function SmallQuestion({ words, lang, prompt, steps }) {
  const { part, label } = useParts(words, inside() - 320, steps);
  return (
    <div class="one__small">
      <Icon name={prompt.icon} />
      <h1 class="say" lang={lang === language ? undefined : lang}>
        {part.text}
      </h1>
      {label}
    </div>
  );
}

/** @param {{prompt: import("../shared/reading.js").Prompt, count: number}} props */
function Heading({ prompt, count }) {
  const title = best(prompt.title, language);
  return (
    <p class="row one__head">
      <Icon name={prompt.icon} />
      <span class="one__title" lang={title.lang === language ? undefined : title.lang}>
        {title.text}
      </span>
      {count > 0 && <span class="push num one__count">{say("board.notes", { n: count })}</span>}
    </p>
  );
}

/** @param {{code: string, isOpen: boolean}} props */
function Write({ code, isOpen }) {
  if (!isOpen) return null;
  return (
    <>
      {say("board.write_on_phone")} <b class="code">{spaced(code)}</b>
    </>
  );
}
