// Who did what and when, on the stage and at the desk: asked for when somebody looks.
import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { timeText } from "../shared/clock.js";
import { say } from "./context.js";

/** @typedef {{seq: number, at: number, kind: string, who: string, name: string, undone: boolean,
 *   mine: boolean, about: string, why: string}} Step */

const steps = signal(/** @type {Step[] | "failed" | null} */ (null));

export async function showHistory() {
  try {
    const answer = await fetch(`${location.pathname}history`);
    steps.value = answer.ok ? (await answer.json()).steps : "failed";
  } catch {
    steps.value = "failed";
  }
}

export function History() {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const found = steps.value;
  useEffect(() => {
    if (found && !dialog.current?.open) dialog.current?.showModal();
  }, [found]);
  if (!found) return null;
  const close = () => {
    steps.value = null;
  };
  return (
    <dialog class="ask" ref={dialog} aria-labelledby="history-title" onClose={close}>
      <h2 id="history-title">{say("steps.title")}</h2>
      {found === "failed" ? (
        <p>{say("desk.not_done")}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
        <ol class="ask__texts history" tabIndex={0} aria-label={say("steps.title")}>
          {found.map((step) => (
            <Row key={step.seq} step={step} />
          ))}
          {found.length === 0 && <li class="quiet">{say("steps.none")}</li>}
        </ol>
      )}
      <div class="row ask__answers">
        <button type="button" class="button" onClick={close}>
          {say("steps.close")}
        </button>
      </div>
    </dialog>
  );
}

/** @param {{step: Step}} props */
function Row({ step }) {
  const who = step.mine ? say("steps.you") : step.name || say(`desk.who_${step.who}`);
  return (
    <li class={step.undone ? "history__undone" : ""}>
      <span class="num quiet">{timeText(new Date(step.at))}</span>
      <span>
        {what(step.kind)}
        {step.about && `: ${step.about}`}
        {step.why && `: ${say(`desk.why_${step.why}`)}`}
        {step.undone && <span class="small quiet">{` ${say("steps.undone")}`}</span>}
      </span>
      <span class="quiet">{who}</span>
    </li>
  );
}

/** @param {string} kind such as theme.added; preparing has one word for all of it */
function what(kind) {
  const words = say(`steps.kind_${kind.replace(".", "_")}`);
  return words.startsWith("steps.") ? say("steps.other") : words;
}
