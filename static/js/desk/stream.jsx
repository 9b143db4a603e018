// The incoming notes, newest first; the list holds still while someone reads or taps it.
import { signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../shared/icon.jsx";
import { promptsNow, slot } from "../shared/reading.js";
import { best } from "../shared/words.js";
import { newestFirst } from "./asking.js";
import { feed, language, say } from "./context.js";
import { held, STILL_MS } from "./holding.js";
import { NoteRow } from "./note.jsx";

const WINDOW = 60;
/** @type {[state: string, word: string][]} */
const STATES = [
  ["", "desk.all"],
  ["waiting", "desk.waits"],
  ["hidden", "desk.hidden"],
];

const stateChosen = signal("");
const promptChosen = signal("");
const limit = signal(WINDOW);

/** @typedef {import("../shared/reading.js").Note} Note */

export function Stream() {
  /** @type {Note[]} */
  const all = feed.all("note");
  const fits = all
    .filter((note) => !stateChosen.value || note.state === stateChosen.value)
    .filter((note) => !promptChosen.value || note.prompt === promptChosen.value)
    .sort(newestFirst);
  return (
    <section class="pane pane--ruled" aria-labelledby="stream">
      <div class="pane__head desk__filters">
        <h2 id="stream">{say("desk.notes", { n: all.length })}</h2>
        <States notes={all} />
        <Prompts notes={all} />
      </div>
      <Notes key={`${stateChosen.value} ${promptChosen.value}`} fits={fits} some={all.length > 0} />
    </section>
  );
}

/** @param {{notes: Note[]}} props */
function States({ notes }) {
  return (
    <fieldset class="row desk__choice">
      <legend class="visually-hidden">{say("desk.filter_state")}</legend>
      {STATES.map(([state, word]) => (
        <button
          type="button"
          class="count num"
          aria-pressed={stateChosen.value === state}
          onClick={() => choose(stateChosen, state)}
        >
          {say(word)}
          {state && ` ${notes.filter((note) => note.state === state).length}`}
        </button>
      ))}
    </fieldset>
  );
}

/** @param {{notes: Note[]}} props */
function Prompts({ notes }) {
  return (
    <fieldset class="row desk__choice">
      <legend class="visually-hidden">{say("desk.filter_prompt")}</legend>
      {promptsNow(feed).map((prompt) => {
        const n = notes.filter((note) => note.prompt === prompt.id).length;
        return (
          <button
            type="button"
            class="count num"
            data-q={slot(prompt)}
            aria-pressed={promptChosen.value === prompt.id}
            aria-label={`${best(prompt.title, language).text} ${n}`}
            onClick={() => choose(promptChosen, promptChosen.value === prompt.id ? "" : prompt.id)}
          >
            <Icon name={prompt.icon} />
            {n}
          </button>
        );
      })}
    </fieldset>
  );
}

/** @param {import("@preact/signals").Signal<string>} choice @param {string} value */
function choose(choice, value) {
  choice.value = value;
  limit.value = WINDOW;
}

/** @param {{fits: Note[], some: boolean}} props */
function Notes({ fits, some }) {
  const list = useRef(/** @type {HTMLOListElement | null} */ (null));
  const { ids, waiting, touch, refresh } = useStill(fits, list);
  const byId = new Map(feed.all("note").map((note) => [note.id, note]));
  const shown = ids.slice(0, limit.value).flatMap((id) => byId.get(id) ?? []);
  const [active, setActive] = useState("");
  const first = shown.some((note) => note.id === active) ? active : shown[0]?.id;
  if (shown.length === 0 && waiting === 0) return <Nothing some={some} />;
  return (
    <>
      <div class="desk__new" role="status">
        {waiting > 0 && (
          <button type="button" class="button button--low" onClick={refresh}>
            {say("desk.new_notes", { n: waiting })}
          </button>
        )}
      </div>
      <ol
        class="in"
        ref={list}
        onPointerMove={touch}
        onPointerDown={touch}
        onScroll={touch}
        onKeyDown={(event) => {
          touch();
          step(event, shown, first, setActive);
        }}
        onFocusIn={(/** @type {FocusEvent} */ event) => {
          const row = /** @type {HTMLElement} */ (event.target).closest("li");
          if (row?.dataset.note) setActive(row.dataset.note);
        }}
      >
        {shown.map((note) => (
          <NoteRow key={note.id} note={note} isActive={note.id === first} />
        ))}
        {ids.length > limit.value && <More n={Math.min(WINDOW, ids.length - limit.value)} />}
      </ol>
    </>
  );
}

/** @param {{n: number}} props */
function More({ n }) {
  return (
    <li class="desk__more">
      <span class="small quiet">{say("desk.showing_newest", { n: limit.value })}</span>
      <button
        type="button"
        class="button"
        onClick={() => {
          limit.value += WINDOW;
        }}
      >
        {say("desk.more", { n })}
      </button>
    </li>
  );
}

/** @param {{some: boolean}} props */
function Nothing({ some }) {
  if (some) return <p class="nothing voice">{say("desk.none_here")}</p>;
  return (
    <div class="nothing">
      <p class="voice">{say("desk.none_title")}</p>
      <p class="small quiet">{say("desk.none_help")}</p>
    </div>
  );
}

/**
 * The ids to show: as they are now, or held as they were while someone is at the list.
 * @param {Note[]} fits
 * @param {{current: HTMLOListElement | null}} list
 */
function useStill(fits, list) {
  const [kept] = useState(() => ({ ids: /** @type {string[]} */ ([]), touchedAt: -STILL_MS }));
  const [, again] = useState(0);
  const now = fits.map((note) => note.id);
  const busy =
    performance.now() - kept.touchedAt < STILL_MS ||
    (list.current?.scrollTop ?? 0) > 8 ||
    list.current?.querySelector(":focus-visible") != null;
  const still = busy ? held(kept.ids, now, (id) => feed.get("note", id) !== undefined) : null;
  kept.ids = still ? still.ids : now;
  useEffect(() => {
    if (!still) return;
    const looking = setTimeout(() => again((n) => n + 1), STILL_MS);
    return () => clearTimeout(looking);
  });
  const touch = () => {
    kept.touchedAt = performance.now();
  };
  const refresh = () => {
    kept.touchedAt = -STILL_MS;
    kept.ids = now;
    list.current?.scrollTo(0, 0);
    /** @type {HTMLElement | null | undefined} */ (document.activeElement)?.blur();
    again((n) => n + 1);
  };
  return { ids: kept.ids, waiting: still?.waiting ?? 0, touch, refresh };
}

/**
 * Arrow keys, Home and End go from note to note.
 * @param {KeyboardEvent} event
 * @param {Note[]} shown
 * @param {string | undefined} active
 * @param {(id: string) => void} setActive
 */
function step(event, shown, active, setActive) {
  const at = shown.findIndex((note) => note.id === active);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: shown.length - 1 }[event.key];
  const next = to === undefined ? undefined : shown[to];
  if (!next) return;
  event.preventDefault();
  setActive(next.id);
  const rows = /** @type {HTMLElement} */ (event.currentTarget);
  /** @type {HTMLElement | null} */ (rows.querySelector(`[data-note="${next.id}"]`))?.focus();
}
