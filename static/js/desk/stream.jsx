// The incoming notes, newest first; the list holds still while someone reads or taps it.
import { useEffect, useRef, useState } from "preact/hooks";
import { feed, say } from "./context.js";
import { chosen, chosenKey, Filters } from "./filters.jsx";
import { held, STILL_MS } from "./holding.js";
import { NoteRow } from "./note.jsx";
import { useWindow } from "./windowed.js";
import { noteById, notes } from "./work.js";

const WINDOW = 40;

/** @typedef {import("../shared/reading.js").Note} Note */

export function Stream() {
  return (
    <section class="pane pane--ruled desk__stream" aria-labelledby="stream">
      <div class="pane__head desk__head">
        <h2 id="stream">{say("desk.notes", { n: notes.value.length })}</h2>
      </div>
      <Filters />
      <Notes choice={chosenKey()} fits={chosen.value} some={notes.value.length > 0} />
    </section>
  );
}

/** @param {{choice: string, fits: Note[], some: boolean}} props */
function Notes({ choice, fits, some }) {
  const list = useRef(/** @type {HTMLOListElement | null} */ (null));
  const [limit, more] = useWindow(choice, WINDOW);
  const { ids, waiting, touch, refresh } = useStill(fits, choice, list);
  const shown = ids.slice(0, limit).flatMap((id) => noteById.value.get(id) ?? []);
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
        {limit >= WINDOW && ids.length > limit && (
          <More shown={limit} n={Math.min(WINDOW, ids.length - limit)} onMore={more} />
        )}
      </ol>
    </>
  );
}

/** @param {{shown: number, n: number, onMore: () => void}} props */
export function More({ shown, n, onMore }) {
  return (
    <li class="desk__more">
      <span class="small quiet">{say("desk.showing_newest", { n: shown })}</span>
      <button type="button" class="button" onClick={onMore}>
        {say("desk.more", { n })}
      </button>
    </li>
  );
}

/** @param {{some: boolean}} props */
export function Nothing({ some }) {
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
 * @param {string} choice what they fit; another one begins anew
 * @param {{current: HTMLElement | null}} list
 */
function useStill(fits, choice, list) {
  const [kept] = useState(() => ({
    ids: /** @type {string[]} */ ([]),
    touchedAt: -STILL_MS,
    isScrolled: false,
    choice,
  }));
  const [, again] = useState(0);
  const now = fits.map((note) => note.id);
  const isSame = kept.choice === choice;
  kept.choice = choice;
  if (!list.current) kept.isScrolled = false;
  const busy =
    isSame &&
    (performance.now() - kept.touchedAt < STILL_MS ||
      kept.isScrolled ||
      list.current?.querySelector(":focus-visible") != null);
  const still = busy ? held(kept.ids, now, (id) => feed.get("note", id) !== undefined) : null;
  kept.ids = still ? still.ids : now;
  useEffect(() => {
    if (!still) return;
    const looking = setTimeout(() => again((n) => n + 1), STILL_MS);
    return () => clearTimeout(looking);
  });
  const touch = () => {
    kept.touchedAt = performance.now();
    // Asked here, not while drawing: there it would make the browser lay out the page at once.
    kept.isScrolled = (list.current?.scrollTop ?? 0) > 8;
  };
  const refresh = () => {
    kept.touchedAt = -STILL_MS;
    kept.isScrolled = false;
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
