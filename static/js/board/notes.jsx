// Notes: one new note large above the piles of all prompts.
import { Icon } from "../shared/icon.jsx";
import { countOf, promptsNow, roundNow, slot, theDay } from "../shared/reading.js";
import { best } from "../shared/words.js";
import { language, say } from "./context.js";
import { Columns } from "./near.jsx";
import { NoteAmong, useTurn } from "./note.jsx";
import { chunks, PAGE_SECONDS, pilesAbreast, slips, slipWidth } from "./pages.js";
import { usePage } from "./paging.js";
import { isNear } from "./scale.js";
import { Sea } from "./sea.jsx";

/** @typedef {import("../shared/feed.js").Feed} Feed */
/** @typedef {import("../shared/reading.js").Prompt} Prompt */

/** @param {{feed: Feed}} props */
export function Notes({ feed }) {
  const prompts = promptsNow(feed);
  const byId = new Map(prompts.map((prompt) => [prompt.id, prompt]));
  const notes = feed.all("note").filter((note) => byId.has(note.prompt));
  const note = useTurn(notes, byId);
  const left = whoWrote(feed, prompts);
  if (isNear()) {
    return (
      <>
        <main class="sky near">
          <h1 class="visually-hidden">{theDay(feed)?.title}</h1>
          <Columns feed={feed} prompts={prompts} notes={notes} />
        </main>
        <Sea feed={feed} left={left} />
      </>
    );
  }
  return (
    <div class="with-piles">
      <main class="sky notes">
        <h1 class="visually-hidden">{theDay(feed)?.title}</h1>
        {note ? (
          <NoteAmong key={note.id} note={note} prompt={byId.get(note.prompt)} />
        ) : (
          <p class="say none">{say("board.no_notes")}</p>
        )}
        <Piles feed={feed} prompts={prompts} />
      </main>
      <Sea feed={feed} left={left} sun={false} rim />
    </div>
  );
}

/** How many notes of how many tables, in turn with what a slip stands for where it is not one note.
 * @param {Feed} feed @param {Prompt[]} prompts */
function whoWrote(feed, prompts) {
  const round = roundNow(feed);
  const heard = feed.get("heard", round?.id ?? "");
  const said = [];
  if (heard?.of && round && round.state !== "planned") {
    const { number } = round;
    const places = { n: heard.notes, tables: heard.tables, of: heard.of, number };
    // The piles hold the notes of the whole day: from the second round on the line says which it means.
    said.push(say(number === 1 ? "board.notes_from" : "board.notes_of_round_from", places));
  }
  if (!isNear() && prompts.some((prompt) => slips(countOf(feed, prompt.id)).each > 1)) {
    said.push(say("board.slip_is_five"));
  }
  return said;
}

/** @param {{feed: Feed, prompts: Prompt[]}} props */
function Piles({ feed, prompts }) {
  const words = prompts.map((prompt) => best(prompt.title, language));
  const pages = chunks(prompts, pilesAbreast(words.map((word) => word.text)));
  const page = usePage(pages.length, PAGE_SECONDS);
  const shown = pages[page] ?? [];
  const look = {
    "--abreast": Math.max(1, shown.length),
    "--slip": slipWidth(shown.map((prompt) => countOf(feed, prompt.id))),
  };
  return (
    <ul class="piles turning" key={page} style={look}>
      {shown.map((prompt) => (
        <Pile key={prompt.id} prompt={prompt} notes={countOf(feed, prompt.id)} />
      ))}
    </ul>
  );
}

/** @param {{prompt: Prompt, notes: number}} props */
function Pile({ prompt, notes }) {
  const word = best(prompt.title, language);
  const { slips: count, each, thin } = slips(notes);
  return (
    <li class="pile" data-q={slot(prompt)} data-prompt={prompt.id}>
      <span class="pile__top">
        <span class="slips" aria-hidden="true" data-each={each} style={{ "--thin": thin }}>
          {Array.from({ length: count }, () => (
            <i />
          ))}
        </span>
        <span class="pile__n num">
          <Icon name={prompt.icon} />
          {notes}
        </span>
      </span>
      <span class="pile__word" lang={word.lang === language ? undefined : word.lang}>
        {word.text}
      </span>
    </li>
  );
}
