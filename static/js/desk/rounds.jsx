// Rounds and prompts: what runs, what is open, and the steps that change it.
import { Icon } from "../shared/icon.jsx";
import { promptsNow, slot, theDay, theRounds } from "../shared/reading.js";
import { best } from "../shared/words.js";
import { askToClose, askToReveal, askToStart } from "./asking.js";
import { feed, language, say } from "./context.js";
import { act } from "./steps.js";

export function Rounds() {
  const day = theDay(feed);
  const rounds = theRounds(feed);
  return (
    <section class="pane pane--scrolls" aria-labelledby="rounds">
      <div class="pane__head">
        <h2 id="rounds">{say("desk.rounds")}</h2>
      </div>
      {day?.state === "draft" && <p class="quiet">{say("desk.day_draft")}</p>}
      {rounds.length === 0 && <p class="quiet">{say("desk.no_rounds")}</p>}
      <ol class="steps desk__rounds">
        {rounds.map((round) => (
          <RoundRow key={round.id} round={round} dayIsOpen={day?.state === "open"} />
        ))}
      </ol>
      <h2>{say("desk.prompts")}</h2>
      <ul class="desk__prompts">
        {promptsNow(feed).map((prompt) => (
          <PromptRow key={prompt.id} prompt={prompt} dayIsOver={day?.state === "closed"} />
        ))}
      </ul>
    </section>
  );
}

/** @param {{round: import("../shared/reading.js").Round, dayIsOpen: boolean}} props */
function RoundRow({ round, dayIsOpen }) {
  const look = { running: "now", closed: "done" }[round.state] ?? "";
  return (
    <li class={look} data-round={round.number} aria-current={look === "now" ? "step" : undefined}>
      <span>
        {say("shared.round", { number: round.number })}
        <br />
        <span class="small quiet">{say(`desk.round_${round.state}`, { n: round.minutes })}</span>
      </span>
      {dayIsOpen && round.state === "planned" && (
        <button
          type="button"
          class="button button--low"
          aria-label={say("desk.start_round", { number: round.number })}
          onClick={() => askToStart(round)}
        >
          {say("desk.start")}
        </button>
      )}
      {dayIsOpen && round.state === "running" && (
        <button
          type="button"
          class="button button--low"
          aria-label={say("desk.close_round", { number: round.number })}
          onClick={() => askToClose(round)}
        >
          {say("desk.close")}
        </button>
      )}
    </li>
  );
}

/** @param {{prompt: import("../shared/reading.js").Prompt, dayIsOver: boolean}} props */
function PromptRow({ prompt, dayIsOver }) {
  const title = best(prompt.title, language);
  const isOpen = prompt.open_in !== null;
  const isRunning = theRounds(feed).some((round) => round.state === "running");
  const showing = prompt.showing === "reveal" && prompt.revealed ? "revealed" : prompt.showing;
  return (
    <li data-q={slot(prompt)} data-prompt={prompt.id}>
      <span class="desk__prompt">
        <Icon name={prompt.icon} />
        <span>
          <span lang={title.lang === language ? undefined : title.lang}>{title.text}</span>
          <span class="small quiet">
            {say(isOpen ? "desk.is_open" : "desk.is_closed")}, {say(`desk.showing_${showing}`)}
          </span>
        </span>
      </span>
      {!dayIsOver && (
        <span class="row desk__acts">
          {prompt.showing === "reveal" && <Reveal prompt={prompt} title={title.text} />}
          {(isOpen || isRunning) && (
            <button
              type="button"
              class="button button--low"
              aria-label={`${say(isOpen ? "desk.close" : "desk.open")}: ${title.text}`}
              onClick={() => act(isOpen ? "prompt.close" : "prompt.open", { prompt: prompt.id })}
            >
              {say(isOpen ? "desk.close" : "desk.open")}
            </button>
          )}
        </span>
      )}
    </li>
  );
}

/** @param {{prompt: import("../shared/reading.js").Prompt, title: string}} props */
function Reveal({ prompt, title }) {
  const word = say(prompt.revealed ? "desk.conceal" : "desk.reveal");
  const step = () =>
    prompt.revealed ? act("prompt.conceal", { prompt: prompt.id }) : askToReveal(prompt);
  return (
    <button
      type="button"
      class="button button--low"
      aria-label={`${word}: ${title}`}
      onClick={step}
    >
      {word}
    </button>
  );
}
