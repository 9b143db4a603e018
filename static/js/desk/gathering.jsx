// The sea of the themes' view: what is selected, its name, and the one strong button.
import { signal } from "@preact/signals";
import { fold } from "../shared/order.js";
import { theDay } from "../shared/reading.js";
import { feed, say } from "./context.js";
import { Back } from "./sea.jsx";
import { selected, selectNone } from "./selection.js";
import { act, tellDone } from "./steps.js";
import { themes } from "./work.js";

const MOST_AT_ONCE = 1_000;
const name = signal("");
const FIELD = "theme-name";

export function focusName() {
  document.getElementById(FIELD)?.focus();
}

/** Put the selected notes in a theme that is there. @param {string} theme its id */
export function putInto(theme) {
  const known = themes.value.find((one) => one.id === theme);
  const ids = [...selected.value];
  if (!known || ids.length === 0) return;
  // The name goes along in the outbox only: should the theme be gone, the notes can have it anew.
  for (const part of parts(ids)) act("theme.put", { theme, notes: part });
  done("themes.put_done", ids.length, known.name);
}

/** Make a theme of the selected notes; a name that is there means that theme. */
function gather() {
  const typed = name.value.trim();
  const ids = [...selected.value];
  if (!typed || ids.length === 0) return;
  const known = themes.value.find((one) => fold(one.name) === fold(typed));
  if (known) {
    putInto(known.id);
    return;
  }
  const [first, ...more] = parts(ids);
  void act("theme.add", { name: typed, notes: first }).then((made) => {
    for (const part of more) act("theme.put", { theme: made.data.id, notes: part });
    done("themes.made_done", ids.length, typed);
  });
}

export function takeOut() {
  const ids = [...selected.value];
  for (const part of parts(ids)) act("theme.take", { notes: part });
  done("themes.taken_done", ids.length, "");
}

/** @param {string} word @param {number} n @param {string} theme */
function done(word, n, theme) {
  tellDone(say(word, { n, theme }));
  name.value = "";
  const isNaming = document.activeElement?.closest(".gathering__form");
  selectNone();
  if (isNaming) setTimeout(backToCards); // the form goes: whoever works by key goes on among the cards
}

function backToCards() {
  /** @type {HTMLElement | null} */
  const card = document.querySelector(".cards [tabindex='0']");
  card?.focus({ preventScroll: true });
}

/** @param {string[]} ids @returns {string[][]} */
function parts(ids) {
  const count = Math.max(1, Math.ceil(ids.length / MOST_AT_ONCE));
  return Array.from({ length: count }, (_, n) =>
    ids.slice(n * MOST_AT_ONCE, (n + 1) * MOST_AT_ONCE),
  );
}

export function Gathering() {
  const n = selected.value.size;
  if (theDay(feed)?.state === "closed" && n === 0) return <footer class="work__sea sea" />;
  return (
    <footer class="work__sea sea gathering">
      <span class="gathering__n num" role="status">
        {say("themes.selected", { n })}
      </span>
      {n > 0 && (
        <button type="button" class="button button--plain" onClick={selectNone}>
          {say("themes.select_none")}
        </button>
      )}
      {n > 0 ? <Naming n={n} /> : <span class="gathering__how">{say("themes.select_first")}</span>}
      <Back />
    </footer>
  );
}

/** What the selected notes are to be called. @param {{n: number}} props */
function Naming({ n }) {
  return (
    <form
      class="row gathering__form"
      onSubmit={(event) => {
        event.preventDefault();
        gather();
      }}
    >
      <label for={FIELD} class="gathering__label">
        {say("themes.theme")}
      </label>
      <input
        id={FIELD}
        class="field voice"
        type="text"
        list="theme-names"
        autocomplete="off"
        maxLength={120}
        placeholder={say("themes.name_them")}
        value={name.value}
        onInput={(event) => {
          name.value = event.currentTarget.value;
        }}
      />
      <datalist id="theme-names">
        {themes.value.map((theme) => (
          <option key={theme.id} value={theme.name} />
        ))}
      </datalist>
      <button type="submit" class="button button--main desk__strong" disabled={!name.value.trim()}>
        {say("themes.gather", { n })}
      </button>
    </form>
  );
}
