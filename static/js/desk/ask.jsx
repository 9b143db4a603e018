// The dialog that asks before a step that shows, erases or ends something, or for a few words.
import { useEffect, useRef } from "preact/hooks";
import { say } from "./context.js";
import { question } from "./steps.js";

/** Enough to see what it is about; the rest stands in the list. */
const MOST = 60;

export function Ask() {
  const asked = question.value;
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useEffect(() => {
    if (asked) dialog.current?.showModal();
  }, [asked]);
  if (!asked) return null;
  const close = () => {
    question.value = null;
  };
  return (
    <dialog class="ask" ref={dialog} aria-labelledby="ask-title" onClose={close}>
      <form
        class="ask__form"
        onSubmit={(event) => {
          event.preventDefault();
          close();
          asked.onYes();
        }}
      >
        <h2 id="ask-title">{asked.title}</h2>
        {asked.lines.map((line) => (
          <p>{line}</p>
        ))}
        {asked.texts && asked.texts.length > 0 && <Texts texts={asked.texts} />}
        {asked.field && <Field {...asked.field} />}
        <div class="row ask__answers">
          <button type="submit" class="button button--main">
            {asked.yes}
          </button>
          <button type="button" class="button" onClick={close}>
            {say("desk.not_now")}
          </button>
        </div>
      </form>
    </dialog>
  );
}

/** @param {NonNullable<import("./steps.js").Question["field"]>} props */
function Field({ label, value, rows, onInput }) {
  return (
    <div class="ask__field">
      <label for="ask-field">{label}</label>
      {rows ? (
        <textarea
          id="ask-field"
          class="field"
          rows={rows}
          value={value}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      ) : (
        <input
          id="ask-field"
          class="field"
          type="text"
          required
          maxLength={120}
          autocomplete="off"
          value={value}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      )}
    </div>
  );
}

/** @param {{texts: {id: string, text: string, signed: string, q?: number}[]}} props */
function Texts({ texts }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
    <ul class="ask__texts" tabIndex={0} aria-label={say("desk.notes_label")}>
      {texts.slice(0, MOST).map((one) => (
        <li key={one.id} data-q={one.q}>
          <p class="voice">{one.text}</p>
          <p class="small quiet">{one.signed}</p>
        </li>
      ))}
      {texts.length > MOST && <li class="quiet">{say("desk.showing_newest", { n: MOST })}</li>}
    </ul>
  );
}
