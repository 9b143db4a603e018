// Themes: all of them with their sizes, slip by slip in the colours of the questions.

import { softly } from "../shared/hyphens.js";
import { Icon } from "../shared/icon.jsx";
import { slot, thePrompts } from "../shared/reading.js";
import { best } from "../shared/words.js";
import { language, resized, say } from "./context.js";
import { measure } from "./fit.js";
import { chunks, PAGE_SECONDS } from "./pages.js";
import { usePage } from "./paging.js";
import { inside, isNear, READ, stage } from "./scale.js";
import { Sea } from "./sea.jsx";

/** A row in board units, as scenes.css has it; and what stands around all of them: heading, sun and sea. */
const ROW = { least: 106, line: 1.1, around: 36 };
const BESIDE = 195 + 46 + 148;
/** With heading and sea no more than ten. */
const MOST_LINES = 8;
/** From one slip to the next, in board units: where there are many they stand closer. */
const PITCH = { widest: 21, least: 8 };
const NUMBER = 130;
const CHIP = 78;

/** @typedef {import("../shared/reading.js").Prompt} Prompt */
/** @typedef {{type: "theme", id: string, number: number, name: string, notes: Record<string, number>}} Theme */

/** The themes that hold notes, largest first. @param {import("../shared/reading.js").Records} records */
export function themesBySize(records) {
  /** @type {Theme[]} */
  const all = records.all("theme");
  return all
    .filter((theme) => sizeOf(theme) > 0)
    .sort((one, other) => sizeOf(other) - sizeOf(one) || one.number - other.number);
}

/** @param {Theme} theme */
export function sizeOf(theme) {
  return Object.values(theme.notes ?? {}).reduce((sum, n) => sum + n, 0);
}

/** @param {{feed: import("../shared/feed.js").Feed}} props */
export function Themes({ feed }) {
  const themes = themesBySize(feed);
  resized.value;
  const pages = pagesOfThemes(themes);
  const page = usePage(pages.length, PAGE_SECONDS);
  const prompts = thePrompts(feed);
  const notes = themes.reduce((sum, theme) => sum + sizeOf(theme), 0);
  const most = Math.max(1, ...themes.map(sizeOf));
  const heading = `${say("board.notes", { n: notes })}, ${say("board.themes", { n: themes.length })}`;
  return (
    <>
      <main class="sky overview">
        <div class="index">
          <h1 class="say">{themes.length > 0 ? heading : say("board.no_themes")}</h1>
          {pages.length > 1 && (
            <span class="num">{say("board.part_of", { page: page + 1, pages: pages.length })}</span>
          )}
        </div>
        <ul class="themes turning" key={page}>
          {(pages[page] ?? []).map((theme) => (
            <Row key={theme.id} theme={theme} prompts={prompts} most={most} />
          ))}
        </ul>
      </main>
      <Sea feed={feed} left={legends(prompts)} right={<span />} />
    </>
  );
}

/** As many at a time as stand below one another: long names take more than one line.
 * @param {Theme[]} themes @returns {Theme[][]} */
function pagesOfThemes(themes) {
  /** @type {Theme[][]} */
  const pages = [];
  let [room, free] = [0, 0];
  for (const theme of themes) {
    const { lines } = measure(softly(theme.name), "say", READ, nameWidth());
    const height = Math.max(ROW.least, lines * READ * ROW.line + ROW.around);
    if (pages.length === 0 || height > room || (lines > free && !isNear())) {
      pages.push([]);
      [room, free] = [stage().height - BESIDE, MOST_LINES];
    }
    pages[pages.length - 1].push(theme);
    [room, free] = [room - height, free - lines];
  }
  return pages;
}

function nameWidth() {
  return inside() * 0.5;
}

/** @param {{theme: Theme, prompts: import("../shared/reading.js").Prompt[], most: number}} props */
function Row({ theme, prompts, most }) {
  const width = inside();
  const room = width - nameWidth() - NUMBER - 40;
  // Slips stand one by one where they fit; else one is several, all themes alike.
  const each = Math.max(1, Math.ceil((most * PITCH.least) / room));
  const pitch = Math.min(PITCH.widest, (room * each) / (most + prompts.length));
  return (
    <li data-theme-id={theme.id}>
      <span class="say">{softly(theme.name)}</span>
      <b class="num">{sizeOf(theme)}</b>
      <span class="sticks" aria-hidden="true" data-each={each} style={{ "--pitch": pitch }}>
        {prompts.flatMap((prompt) =>
          Array.from({ length: Math.ceil((theme.notes[prompt.id] ?? 0) / each) }, () => (
            <i data-q={slot(prompt)} />
          )),
        )}
      </span>
    </li>
  );
}

/** Which colour is which question: icon and word, as many at a time as the line takes.
 * @param {Prompt[]} prompts */
function legends(prompts) {
  const fits = [4, 3, 2].find((many) => chunks(prompts, many).every(fitsLine)) ?? 1;
  const turns = Math.max(1, Math.ceil(prompts.length / fits));
  const abreast = Math.ceil(prompts.length / turns); // two and two rather than three and one
  return chunks(prompts, abreast).map((some) => <Legend prompts={some} />);
}

/** @param {Prompt[]} prompts */
function fitsLine(prompts) {
  const words = prompts.map((prompt) => best(prompt.title, language).text).join(" ");
  const chips = prompts.length * (CHIP + 52);
  return measure(words, "from", 64, inside() - chips).lines === 1;
}

/** @param {{prompts: Prompt[]}} props */
function Legend({ prompts }) {
  return (
    <span class="legend">
      {prompts.map((prompt) => (
        <span class="row" data-q={slot(prompt)}>
          <i class="chip">
            <Icon name={prompt.icon} />
          </i>
          {best(prompt.title, language).text}
        </span>
      ))}
    </span>
  );
}
