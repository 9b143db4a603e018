// Notes are gathered in themes: tick them, by tap, key, range or search, and name them.
import { signal } from "@preact/signals";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../shared/icon.jsx";
import { slot } from "../shared/reading.js";
import { feed, say } from "./context.js";
import { chosen, chosenKey, Filters } from "./filters.jsx";
import { focusName } from "./gathering.jsx";
import { NoteFoot } from "./note.jsx";
import { selectAll, selected, selectTo, toggle } from "./selection.js";
import { undo } from "./steps.js";
import { More, Nothing } from "./stream.jsx";
import { ThemeList } from "./themelist.jsx";
import { useWindow } from "./windowed.js";
import { byTheme, notes, themes } from "./work.js";

const WINDOW = 60;
/** The theme that is looked into; "" for the notes that fit the choice. */
export const opened = signal("");

/** @typedef {import("../shared/reading.js").Note} Note */

export function Themes() {
  const theme = themes.value.find((one) => one.id === opened.value);
  const shown = theme ? (byTheme.value.get(theme.id) ?? []) : chosen.value;
  return (
    <>
      <section class="pane desk__cards" aria-labelledby="cards">
        <div class="pane__head">
          <h2 id="cards">{theme ? theme.name : say("desk.notes", { n: notes.value.length })}</h2>
          {theme && (
            <button
              type="button"
              class="button button--low"
              onClick={() => {
                opened.value = "";
              }}
            >
              <Icon name="tilbage" />
              {say("themes.all_notes")}
            </button>
          )}
          {shown.length > 0 && (
            <button
              type="button"
              class="button button--low"
              onClick={() => selectAll(shown.map((note) => note.id))}
            >
              {say("themes.select_all", { n: shown.length })}
            </button>
          )}
        </div>
        {!theme && <Filters />}
        <Cards key={theme ? theme.id : chosenKey()} shown={shown} some={notes.value.length > 0} />
      </section>
      <ThemeList />
    </>
  );
}

/** @param {{shown: Note[], some: boolean}} props */
function Cards({ shown, some }) {
  const [limit, more] = useWindow("", WINDOW);
  const [active, setActive] = useState("");
  const list = useRef(/** @type {HTMLUListElement | null} */ (null));
  const inHand = useRef(/** @type {HTMLElement | null} */ (null));
  const ids = shown.map((note) => note.id);
  const first = ids.includes(active) ? active : ids[0];
  // The card in hand went away, into a theme or by somebody else: the keys go on with another.
  useLayoutEffect(() => {
    if (!inHand.current || inHand.current.isConnected) return;
    inHand.current = null;
    if (document.activeElement !== document.body) return;
    /** @type {HTMLElement | null | undefined} */
    const card = list.current?.querySelector("[tabindex='0']");
    card?.focus({ preventScroll: true });
  });
  if (shown.length === 0) return <Nothing some={some} />;
  return (
    <ul
      class="cards"
      ref={list}
      onFocusCapture={(event) => {
        inHand.current = /** @type {HTMLElement} */ (event.target);
      }}
      onKeyDown={(event) => press(event, ids.slice(0, limit), first, setActive)}
    >
      {shown.slice(0, limit).map((note) => (
        <Card
          key={note.id}
          note={note}
          ids={ids}
          isActive={note.id === first}
          onActive={setActive}
        />
      ))}
      {limit >= WINDOW && shown.length > limit && (
        <More shown={limit} n={Math.min(WINDOW, shown.length - limit)} onMore={more} />
      )}
    </ul>
  );
}

/** @param {{note: Note, ids: string[], isActive: boolean, onActive: (id: string) => void}} props */
function Card({ note, ids, isActive, onActive }) {
  const prompt = feed.get("prompt", note.prompt);
  const isSelected = selected.value.has(note.id);
  return (
    <li
      class={`note card note--${note.state}${isSelected ? " card--on" : ""}`}
      data-q={slot(prompt)}
      draggable
      onDragStart={(event) => {
        if (!isSelected) toggle(note.id);
        event.dataTransfer?.setData("text/plain", note.id);
      }}
    >
      <label>
        <input
          type="checkbox"
          class="visually-hidden"
          checked={isSelected}
          data-note={note.id}
          tabIndex={isActive ? 0 : -1}
          onFocus={() => onActive(note.id)}
          onClick={(event) => {
            if (event.shiftKey) selectTo(ids, note.id);
            else toggle(note.id);
          }}
        />
        <span class="tick" aria-hidden="true">
          <Icon name="flueben" />
        </span>
        <span class="note__text">{note.text}</span>
      </label>
      <NoteFoot note={note} prompt={prompt} />
    </li>
  );
}

/**
 * Arrows go from card to card, with shift they select; T goes to the name, Z undoes.
 * @param {KeyboardEvent} event
 * @param {string[]} ids
 * @param {string | undefined} active
 * @param {(id: string) => void} setActive
 */
function press(event, ids, active, setActive) {
  const list = /** @type {HTMLElement} */ (event.currentTarget);
  const at = ids.indexOf(active ?? "");
  const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: across(list), ArrowUp: -across(list) };
  const by = steps[/** @type {keyof typeof steps} */ (event.key)];
  if (by !== undefined) {
    const next = ids[at + by];
    event.preventDefault();
    if (!next) return;
    if (event.shiftKey) {
      if (active && !selected.value.has(active)) toggle(active);
      selectTo(ids, next);
    }
    setActive(next);
    /** @type {HTMLElement | null} */ (list.querySelector(`[data-note="${next}"]`))?.focus();
  } else if (event.ctrlKey || event.metaKey || event.altKey) {
    if (event.key !== "a") return;
    event.preventDefault();
    selectAll(ids);
  } else if (event.key === "t") {
    event.preventDefault();
    focusName();
  } else if (event.key === "z") {
    undo();
  }
}

/** How many cards stand beside each other. @param {HTMLElement} list */
function across(list) {
  return getComputedStyle(list).gridTemplateColumns.split(" ").length;
}
