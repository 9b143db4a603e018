// One note at the desk: its words, who signed, how it stands, and what can be done with it.
import { useState } from "preact/hooks";
import { Icon } from "../shared/icon.jsx";
import { onTheBoard, signature, slot, theDay } from "../shared/reading.js";
import { best } from "../shared/words.js";
import { feed, language, say } from "./context.js";
import { act } from "./steps.js";
import { isKeeper } from "./views.jsx";
import { themes } from "./work.js";

/** @typedef {import("../shared/reading.js").Note} Note */
/** @typedef {import("../shared/reading.js").Prompt} Prompt */

const WHYS = ["person", "tone", "double", "off_topic", "other"];

/** @param {{note: Note, isActive: boolean}} props */
export function NoteRow({ note, isActive }) {
  /** @type {Prompt | undefined} */
  const prompt = feed.get("prompt", note.prompt);
  const [isHiding, setHiding] = useState(false);
  const text = `note-${note.id}`;
  return (
    <li
      class={`note note--${note.state}`}
      data-q={slot(prompt)}
      data-note={note.id}
      data-state={note.state}
      tabIndex={isActive ? 0 : -1}
    >
      <p class="note__text" id={text}>
        {note.text}
      </p>
      <NoteFoot note={note} prompt={prompt} />
      <span class="row note__acts">
        {isHiding ? (
          <Whys note={note} onEnd={() => setHiding(false)} />
        ) : (
          actsOn(note, prompt).map(([word, verb]) => (
            <button
              key={verb}
              type="button"
              class={`button button--low${word === "desk.hide" ? " button--plain" : ""}`}
              tabIndex={isActive ? 0 : -1}
              aria-describedby={text}
              aria-pressed={verb.endsWith("ask") ? note.asked : undefined}
              onClick={() =>
                word === "desk.hide" ? setHiding(true) : act(verb, { note: note.id })
              }
            >
              {say(word)}
            </button>
          ))
        )}
      </span>
    </li>
  );
}

/** Prompt, signature, and how the note stands. @param {{note: Note, prompt: Prompt | undefined}} props */
export function NoteFoot({ note, prompt }) {
  return (
    <p class="note__foot">
      {prompt && <Icon name={prompt.icon} />}
      {prompt && <span class="visually-hidden">{best(prompt.title, language).text}: </span>}
      <span>{signature(note.signed, say, language)}</span>
      <Standing note={note} prompt={prompt} />
    </p>
  );
}

/** Why is it hidden: one tap hides it for that reason; or it is only held back.
 * @param {{note: Note, onEnd: () => void}} props */
function Whys({ note, onEnd }) {
  const first = (/** @type {HTMLElement | null} */ one) => one?.focus();
  return (
    <fieldset
      class="row note__whys"
      onKeyDown={(event) => {
        if (event.key === "Escape") onEnd();
      }}
    >
      <legend class="small quiet">{say("desk.hide_why")}</legend>
      {WHYS.map((why, at) => (
        <button
          type="button"
          key={why}
          ref={at === 0 ? first : undefined}
          class="button button--low"
          onClick={() => {
            act("note.hide", { note: note.id, why });
            onEnd();
          }}
        >
          {say(`desk.why_${why}`)}
        </button>
      ))}
      {note.state === "shown" && theDay(feed)?.state !== "closed" && (
        <button
          type="button"
          class="button button--low"
          onClick={() => {
            act("note.hold", { note: note.id });
            onEnd();
          }}
        >
          {say("desk.hold")}
        </button>
      )}
      <button type="button" class="button button--low button--plain" onClick={onEnd}>
        {say("desk.cancel")}
      </button>
    </fieldset>
  );
}

/** @param {{note: Note, prompt: Prompt | undefined}} props */
function Standing({ note, prompt }) {
  const day = theDay(feed);
  const isAlone = day?.scene === "quote" && day.scene_note === note.id;
  const isPicked = note.picked && prompt?.showing === "one_by_one" && note.state === "shown";
  const theme = themes.value.find((one) => one.id === note.theme);
  return (
    <>
      {theme && <span class="state">{theme.name}</span>}
      {note.late && <span class="state">{say("desk.state_late")}</span>}
      {(isPicked || isAlone) && <Mark icon="tavle" word="desk.state_picked" />}
      {note.state === "waiting" && (
        <span class="state state--waits">
          <Icon name="vent" />
          {say("desk.state_waiting")}
        </span>
      )}
      {note.state === "hidden" && (
        <Mark
          icon="skjul"
          word="desk.state_hidden"
          more={note.why && say(`desk.why_${note.why}`)}
        />
      )}
    </>
  );
}

/** @param {{icon: string, word: string, more?: string}} props */
function Mark({ icon, word, more }) {
  return (
    <span class="state">
      <Icon name={icon} />
      {say(word)}
      {more && `: ${more}`}
    </span>
  );
}

/**
 * What can be done with a note as it stands: word and verb of each button.
 * @param {Note} note
 * @param {Prompt | undefined} prompt
 * @returns {[word: string, verb: string][]}
 */
function actsOn(note, prompt) {
  /** @type {[string, string]} */
  const marks = note.asked ? ["desk.ask_about", "note.unask"] : ["desk.ask_about", "note.ask"];
  if (isKeeper) return note.state === "shown" ? [marks] : [];
  if (note.state === "hidden") return [["desk.restore", "note.restore"]];
  /** @type {[string, string]} */
  const hide = ["desk.hide", "note.hide"];
  if (note.state === "waiting") return [hide, ["desk.release", "note.release"]];
  if (theDay(feed)?.state === "closed") return [hide]; // what is hidden leaves the report
  /** @type {[string, string]} */
  const line = note.queued ? ["desk.unqueue", "note.unqueue"] : ["desk.queue", "note.queue"];
  return [hide, marks, line, ...showing(note, prompt)];
}

/** @param {Note} note @param {Prompt | undefined} prompt @returns {[string, string][]} */
function showing(note, prompt) {
  if (prompt?.showing === "one_by_one") {
    return [note.picked ? ["desk.unpick", "note.unpick"] : ["desk.pick", "note.show"]];
  }
  return onTheBoard(note, prompt) ? [["desk.pick", "note.show"]] : [];
}
