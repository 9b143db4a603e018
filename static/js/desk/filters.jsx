// What one chooses notes by: the search, how they stand, the prompt, who signed.
import { computed, effect, signal } from "@preact/signals";
import { Icon } from "../shared/icon.jsx";
import { promptsNow, signature, slot } from "../shared/reading.js";
import { best } from "../shared/words.js";
import { countStates, fitting, signers } from "./choosing.js";
import { feed, language, say } from "./context.js";
import { Finder } from "./search.js";
import { notes } from "./work.js";

/** @typedef {import("../shared/reading.js").Note} Note */

/** How notes may stand, as buttons: the first few always, the others where there are some. */
const STATES = ["loose", "waiting", "hidden", "late", "asked", "queued"];
const ALWAYS = ["loose", "waiting", "hidden"];

export const state = signal("");
export const prompt = signal("");
export const signed = signal("");
export const typed = signal("");
const finder = new Finder();

/** The notes that fit all that was chosen, newest first. */
export const chosen = computed(() => {
  const choice = { state: state.value, prompt: prompt.value, signed: signed.value };
  return finder.find(fitting(notes.value, choice), typed.value, searched);
});

/** What of a note is searched: its words and who signed. @param {Note} note */
function searched(note) {
  return `${note.text} ${signature(note.signed, say, language)}`;
}

const SLICE_MS = 8;
const LATER_MS = 30;
let isReading = false;

/** Takes new notes apart a little at a time, so that a search finds them ready. */
function readAhead() {
  const unread = notes.peek().filter((note) => !finder.known.has(note.id));
  const began = performance.now();
  isReading = unread.some((note) => {
    finder.look(note.id, searched(note));
    return performance.now() - began > SLICE_MS;
  });
  if (isReading) setTimeout(readAhead, LATER_MS);
}

effect(() => {
  notes.value;
  if (isReading) return;
  isReading = true;
  setTimeout(readAhead, LATER_MS);
});

/** A key that changes when something else was chosen. */
export function chosenKey() {
  return [state.value, prompt.value, signed.value, typed.value].join("|");
}

export function Filters() {
  return (
    <search class="desk__filters">
      <Search />
      <Signers />
      <States />
      <Prompts />
    </search>
  );
}

function Search() {
  return (
    <div class="find desk__search">
      <Icon name="soeg" />
      <input
        class="field field--find"
        type="search"
        autocomplete="off"
        aria-label={say("desk.search")}
        placeholder={say("desk.search")}
        value={typed.value}
        onInput={(event) => {
          typed.value = event.currentTarget.value;
        }}
      />
    </div>
  );
}

function States() {
  const counts = countStates(notes.value);
  const shown = STATES.filter((one) => ALWAYS.includes(one) || counts[one] || state.value === one);
  return (
    <fieldset class="row desk__choice">
      <legend class="visually-hidden">{say("desk.filter_state")}</legend>
      {["", ...shown].map((one) => (
        <button
          type="button"
          key={one}
          class="count num"
          aria-pressed={state.value === one}
          onClick={() => {
            state.value = one;
          }}
        >
          {say(one ? `desk.filter_${one}` : "desk.all")}
          {one && ` ${counts[one]}`}
        </button>
      ))}
    </fieldset>
  );
}

function Prompts() {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const note of notes.value) counts.set(note.prompt, (counts.get(note.prompt) ?? 0) + 1);
  return (
    <fieldset class="row desk__choice">
      <legend class="visually-hidden">{say("desk.filter_prompt")}</legend>
      {promptsNow(feed).map((one) => {
        const n = counts.get(one.id) ?? 0;
        return (
          <button
            type="button"
            key={one.id}
            class="count num"
            data-q={slot(one)}
            aria-pressed={prompt.value === one.id}
            aria-label={`${best(one.title, language).text} ${n}`}
            onClick={() => {
              prompt.value = prompt.value === one.id ? "" : one.id;
            }}
          >
            <Icon name={one.icon} />
            {n}
          </button>
        );
      })}
    </fieldset>
  );
}

/** Tables and target groups, where they have signed. */
function Signers() {
  const found = signers(notes.value);
  if (found.length < 2 && !signed.value) return null;
  return (
    <select
      class="field desk__signers"
      aria-label={say("desk.filter_signed")}
      value={signed.value}
      onChange={(event) => {
        signed.value = event.currentTarget.value;
      }}
    >
      <option value="">{say("desk.signed_all")}</option>
      {found.map((one) => (
        <option key={one} value={one}>
          {signerName(one)}
        </option>
      ))}
    </select>
  );
}

/** @param {string} signer as choosing.js has it */
function signerName(signer) {
  const [kind, ...name] = signer.split(" ");
  return kind === "table" ? say("shared.table", { number: name[0] }) : name.join(" ");
}
