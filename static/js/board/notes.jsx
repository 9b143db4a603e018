// Notes: one new note large above the piles of all prompts.
import { Icon } from "../shared/icon.jsx";
import { countOf, promptsNow, roundNow, slot, theDay } from "../shared/reading.js";
import { best } from "../shared/words.js";
import { language, say } from "./context.js";
import { usePage } from "./groups.jsx";
import { NoteAmong, useTurn } from "./note.jsx";
import { chunks, PAGE_SECONDS, pilesAbreast, slips, slipWidth } from "./pages.js";
import { Sea } from "./sea.jsx";

/** @typedef {import("../shared/feed.js").Feed} Feed */
/** @typedef {import("../shared/reading.js").Prompt} Prompt */

/** @param {{feed: Feed}} props */
export function Notes({ feed }) {
  const prompts = promptsNow(feed);
  const byId = new Map(prompts.map((prompt) => [prompt.id, prompt]));
  const notes = feed.all("note").filter((note) => byId.has(note.prompt));
  const note = useTurn(notes, byId);
  const left = <Heard feed={feed} prompts={prompts} />;
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

/** How many tables have written, in turn with what a slip stands for where it is not one note.
 * @param {{feed: Feed, prompts: Prompt[]}} props */
function Heard({ feed, prompts }) {
  const round = roundNow(feed);
  const heard = feed.get("heard", round?.id ?? "");
  const said =
    heard?.of && round?.state !== "planned"
      ? [say("board.tables_heard", { tables: heard.tables, of: heard.of })]
      : [];
  if (prompts.some((prompt) => slips(countOf(feed, prompt.id)).each > 1)) {
    said.push(say("board.slip_is_five"));
  }
  return <span>{said[usePage(said.length, PAGE_SECONDS)]}</span>;
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
