// One note at the desk: its words, who signed, how it stands, and what can be done with it.
import { Icon } from "../shared/icon.jsx";
import { signature, slot, theDay } from "../shared/reading.js";
import { best } from "../shared/words.js";
import { feed, language, say } from "./context.js";
import { act } from "./steps.js";

/** @typedef {import("../shared/reading.js").Note} Note */
/** @typedef {import("../shared/reading.js").Prompt} Prompt */

/** @param {{note: Note, isActive: boolean}} props */
export function NoteRow({ note, isActive }) {
  /** @type {Prompt | undefined} */
  const prompt = feed.get("prompt", note.prompt);
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
      <p class="note__foot">
        {prompt && <Icon name={prompt.icon} />}
        {prompt && <span class="visually-hidden">{best(prompt.title, language).text}: </span>}
        <span>{signature(note.signed, say, language)}</span>
        <Standing note={note} prompt={prompt} />
      </p>
      <span class="row note__acts">
        {actsOn(note, prompt).map(([word, verb]) => (
          <button
            key={verb}
            type="button"
            class={`button button--low${verb === "note.hide" ? " button--plain" : ""}`}
            tabIndex={isActive ? 0 : -1}
            aria-describedby={text}
            onClick={() => act(verb, { note: note.id })}
          >
            {say(word)}
          </button>
        ))}
      </span>
    </li>
  );
}

/** @param {{note: Note, prompt: Prompt | undefined}} props */
function Standing({ note, prompt }) {
  const isPicked = note.picked && prompt?.showing === "one_by_one" && note.state === "shown";
  return (
    <>
      {note.late && <span class="state">{say("desk.state_late")}</span>}
      {isPicked && (
        <span class="state">
          <Icon name="tavle" />
          {say("desk.state_picked")}
        </span>
      )}
      {note.state === "waiting" && (
        <span class="state state--waits">
          <Icon name="vent" />
          {say("desk.state_waiting")}
        </span>
      )}
      {note.state === "hidden" && (
        <span class="state">
          <Icon name="skjul" />
          {say("desk.state_hidden")}
        </span>
      )}
    </>
  );
}

/**
 * What can be done with a note as it stands: word and verb of each button.
 * @param {Note} note
 * @param {Prompt | undefined} prompt
 * @returns {[word: string, verb: string][]}
 */
function actsOn(note, prompt) {
  if (note.state === "hidden") return [["desk.restore", "note.restore"]];
  if (note.state === "waiting")
    return [
      ["desk.hide", "note.hide"],
      ["desk.release", "note.release"],
    ];
  /** @type {[string, string][]} */
  const acts = [
    ["desk.hide", "note.hide"],
    ["desk.hold", "note.hold"],
  ];
  if (theDay(feed)?.state === "closed") return acts.slice(0, 1); // what is hidden leaves the report
  if (prompt?.showing === "one_by_one")
    acts.push(note.picked ? ["desk.unpick", "note.unpick"] : ["desk.pick", "note.pick"]);
  return acts;
}
