// The themes at the right: put the selected notes in, look in, order, rename, merge, show, let go.
import { signal } from "@preact/signals";
import { softly } from "../shared/hyphens.js";
import { Icon } from "../shared/icon.jsx";
import { theDay } from "../shared/reading.js";
import { asTexts, newestFirst, shows } from "./asking.js";
import { feed, say } from "./context.js";
import { putInto, takeOut } from "./gathering.jsx";
import { selected } from "./selection.js";
import { act, ask } from "./steps.js";
import { opened } from "./themes.jsx";
import { isKeeper } from "./views.jsx";
import { byTheme, noteById, themes } from "./work.js";

/** @typedef {import("./waiting.js").Theme} Theme */

/** So many letters stand side by side in the list. */
const LONGEST = 18;

/** The theme whose tools are shown, and the one that is to be merged into another. */
const tools = signal("");
const merging = signal("");

export function ThemeList() {
  const all = themes.value;
  const inThemes = [...selected.value].some((id) => noteById.value.get(id)?.theme);
  return (
    <section class="pane pane--ruled pane--scrolls desk__themes" aria-labelledby="themes">
      <div class="pane__head">
        <h2 id="themes">
          {say(selected.value.size && all.length ? "themes.or_put" : "themes.themes", {
            n: all.length,
          })}
        </h2>
        {inThemes && (
          <button type="button" class="button button--low" onClick={takeOut}>
            {say("themes.take_out")}
          </button>
        )}
      </div>
      {all.length === 0 && <p class="nothing voice">{say("themes.none")}</p>}
      <ol class="themes">
        {all.map((theme, at) => (
          <Row key={theme.id} theme={theme} at={at} all={all} />
        ))}
      </ol>
      <p class="small quiet desk__keys">{say("themes.keys")}</p>
    </section>
  );
}

/** @param {{theme: Theme, at: number, all: Theme[]}} props */
function Row({ theme, at, all }) {
  const n = byTheme.value.get(theme.id)?.length ?? 0;
  const isOpen = tools.value === theme.id;
  return (
    <li
      class="theme"
      data-theme={theme.id}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        putInto(theme.id);
      }}
    >
      <div class="row">
        <button
          type="button"
          class="theme__name voice"
          aria-expanded={isOpen}
          onClick={() => {
            tools.value = isOpen ? "" : theme.id;
            merging.value = "";
          }}
        >
          {softly(theme.name, LONGEST)}
        </button>
        <span class="num quiet theme__n">{n}</span>
        {selected.value.size > 0 && (
          <button
            type="button"
            class="button button--low"
            aria-label={`${say("themes.put")}: ${theme.name}`}
            onClick={() => putInto(theme.id)}
          >
            {say("themes.put")}
          </button>
        )}
      </div>
      {isOpen && <Tools theme={theme} at={at} all={all} n={n} />}
    </li>
  );
}

/** @param {{theme: Theme, at: number, all: Theme[], n: number}} props */
function Tools({ theme, at, all, n }) {
  if (merging.value === theme.id) return <Merge theme={theme} all={all} />;
  const ids = (byTheme.value.get(theme.id) ?? []).map((note) => note.id);
  return (
    <fieldset class="row theme__tools">
      <legend class="visually-hidden">{theme.name}</legend>
      <Tool word="themes.look_in" isOff={n === 0} onTap={() => lookIn(theme.id)} />
      <Tool
        icon="minus"
        word="themes.up"
        isOff={at === 0}
        onTap={() => act("theme.move", { theme: theme.id, before: all[at - 1].id })}
      />
      <Tool
        word="themes.down"
        isOff={at === all.length - 1}
        onTap={() => act("theme.move", { theme: theme.id, before: all[at + 2]?.id ?? null })}
      />
      <Tool word="themes.rename" onTap={() => rename(theme)} />
      <Tool
        word="themes.merge"
        isOff={all.length < 2}
        onTap={() => {
          merging.value = theme.id;
        }}
      />
      <Tool word="themes.empty" isOff={n === 0} onTap={() => act("theme.take", { notes: ids })} />
      <Tool word="themes.remove" onTap={() => act("theme.remove", { theme: theme.id })} />
      {!isKeeper && theDay(feed)?.state === "open" && (
        <Tool icon="tavle" word="themes.show" onTap={() => askToShow(theme)} />
      )}
    </fieldset>
  );
}

/** @param {{word: string, icon?: string, isOff?: boolean, onTap: () => void}} props */
function Tool({ word, icon, isOff, onTap }) {
  return (
    <button type="button" class="button button--low" disabled={isOff} onClick={onTap}>
      {icon === "tavle" && <Icon name="tavle" />}
      {say(word)}
    </button>
  );
}

/** @param {{theme: Theme, all: Theme[]}} props */
function Merge({ theme, all }) {
  return (
    <fieldset class="theme__tools theme__merge">
      <legend class="small quiet">{say("themes.merge_into", { theme: theme.name })}</legend>
      {all
        .filter((one) => one.id !== theme.id)
        .map((one) => (
          <button
            type="button"
            key={one.id}
            class="button button--low"
            onClick={() => {
              act("theme.merge", { theme: one.id, other: theme.id });
              merging.value = "";
              tools.value = one.id;
            }}
          >
            {softly(one.name, LONGEST)}
          </button>
        ))}
      <Tool
        word="desk.cancel"
        onTap={() => {
          merging.value = "";
        }}
      />
    </fieldset>
  );
}

/** @param {string} theme */
function lookIn(theme) {
  opened.value = theme;
}

/** @param {Theme} theme */
function rename(theme) {
  let name = theme.name;
  ask({
    title: say("themes.rename_title"),
    lines: [],
    yes: say("themes.rename_yes"),
    onYes: () => act("theme.rename", { theme: theme.id, name }),
    field: {
      label: say("themes.name"),
      value: name,
      onInput: (value) => {
        name = value;
      },
    },
  });
}

/** Shows first what will be shown. @param {Theme} theme */
function askToShow(theme) {
  const found = (byTheme.value.get(theme.id) ?? []).filter(shows);
  const n = found.length;
  ask({
    title: say("themes.show_title", { theme: theme.name }),
    lines: [say(n ? "themes.show_help" : "themes.show_none", { n })],
    texts: asTexts(found.sort(newestFirst)),
    yes: say("desk.show_yes"),
    onYes: () => act("scene.set", { scene: "theme", theme: theme.id }),
  });
}
