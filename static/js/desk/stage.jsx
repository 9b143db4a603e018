// The board as it is now, in words; the scenes; the tables heard; the names in use.
import { timeText } from "../shared/clock.js";
import { softly } from "../shared/hyphens.js";
import { Icon } from "../shared/icon.jsx";
import {
  countOf,
  onTheBoard,
  promptsNow,
  roundNow,
  signature,
  slot,
  theDay,
  thePrompts,
} from "../shared/reading.js";
import { best } from "../shared/words.js";
import { changeScene } from "./asking.js";
import { Pauses } from "./calls.jsx";
import { feed, language, say } from "./context.js";
import { Quote } from "./hand.jsx";
import { Names } from "./names.jsx";
import { Queue } from "./queue.jsx";
import { isKeeper } from "./views.jsx";
import { howItStands, Votes } from "./votes.jsx";
import { byTheme, noteById, notes, themes } from "./work.js";

/** So many letters stand side by side on a button. */
const LONGEST = 12;

/** @typedef {import("../shared/reading.js").Day} Day */
/** @typedef {import("../shared/reading.js").Prompt} Prompt */

const OTHERS = ["themes", "timer", "closing"];

export function Stage() {
  const day = theDay(feed);
  if (!day) return null;
  return (
    <section class="pane pane--ruled pane--scrolls desk__stage" aria-labelledby="on-board">
      <div class="pane__head">
        <h2 id="on-board">{say("desk.on_board")}</h2>
      </div>
      <Tv day={day} />
      {day.state === "closed" ? (
        <Finished />
      ) : (
        <>
          {!isKeeper && <Queue />}
          {!isKeeper && <Scenes day={day} />}
          {!isKeeper && <Pauses />}
          {!isKeeper && <Votes />}
          <Heard />
          {!isKeeper && <Names />}
          {!isKeeper && <Clicker />}
        </>
      )}
    </section>
  );
}

/** The board with the keys of a clicker, for the machine at the projector. */
function Clicker() {
  return (
    <p class="desk__clicker">
      <a
        class="button button--low"
        href={`/board/${document.body.dataset.workshop}/?clicker=1`}
        target="_blank"
        rel="noopener"
      >
        {say("desk.clicker")}
      </a>
      <span class="small quiet">{say("desk.clicker_help")}</span>
    </p>
  );
}

/** What is left when the day is closed: the report, for who may open it. */
function Finished() {
  const { role, report } = document.body.dataset;
  if (role !== "organiser") return <p class="desk__heard">{say("desk.report_elsewhere")}</p>;
  return (
    <p class="desk__heard">
      <a class="button" href={report}>
        {say("desk.to_report")}
        <Icon name="frem" />
      </a>
    </p>
  );
}

/** A small picture of the board, in words. @param {{day: Day}} props */
export function Tv({ day }) {
  const scene = day.state === "closed" ? "closing" : day.scene;
  return (
    <div class="tv" data-scene={scene}>
      <div class="tv__sky">
        {scene === "welcome" && (
          <p class="voice">
            {say("desk.tv_welcome", { code: day.code.replace(/(.{3})(?=.)/, "$1 ") })}
          </p>
        )}
        {scene === "groups" && <p class="voice">{say("desk.tv_groups")}</p>}
        {scene === "notes" && <TvNotes prompts={promptsNow(feed)} />}
        {scene === "quote" && <TvQuote id={day.scene_note ?? ""} />}
        {scene === "theme" && <TvTheme id={day.scene_theme ?? ""} />}
        {scene === "vote" && <TvVote id={day.scene_vote ?? ""} />}
        {scene === "break" && <p class="voice">{untilWhen(day)}</p>}
        {OTHERS.includes(scene) && <p class="voice">{say(`desk.tv_${scene}`)}</p>}
        {scene === "prompt" && <TvPrompt prompt={feed.get("prompt", day.scene_prompt ?? "")} />}
      </div>
      {day.frozen && (
        <p class="tv__frozen">
          <Icon name="frys" />
          {say("desk.frozen")}
        </p>
      )}
    </div>
  );
}

/** @param {{id: string}} props */
function TvQuote({ id }) {
  const note = noteById.value.get(id);
  return note?.state === "shown" ? (
    <Quote note={note} />
  ) : (
    <p class="quiet">{say("desk.tv_gone")}</p>
  );
}

/** @param {{id: string}} props */
function TvTheme({ id }) {
  const theme = themes.value.find((one) => one.id === id);
  const n = byTheme.value.get(id)?.length ?? 0;
  if (!theme) return null;
  return (
    <>
      <p class="voice">{theme.name}</p>
      <p class="small quiet num">{say("desk.notes", { n })}</p>
    </>
  );
}

/** @param {{id: string}} props */
function TvVote({ id }) {
  const vote = feed.get("vote", id);
  return (
    <>
      <p class="voice">{vote?.title ?? say("desk.tv_vote")}</p>
      {vote && <p class="small quiet num">{howItStands(vote)}</p>}
    </>
  );
}

/** @param {Day} day */
function untilWhen(day) {
  if (!day.break_ends_at) return say("desk.tv_break");
  return say("desk.tv_break_until", { time: timeText(new Date(day.break_ends_at)) });
}

/** @param {{prompts: Prompt[]}} props */
function TvNotes({ prompts }) {
  return (
    <>
      <Newest prompts={prompts} />
      <p class="row small num tv__counts">
        {prompts.map((prompt) => (
          <span data-q={slot(prompt)} class="tv__count">
            <Icon name={prompt.icon} />
            <span class="visually-hidden">{best(prompt.title, language).text}</span>
            {countOf(feed, prompt.id)}
          </span>
        ))}
      </p>
    </>
  );
}

/** @param {{prompt: Prompt | undefined}} props */
function TvPrompt({ prompt }) {
  if (!prompt) return null;
  const texts = prompt.text.da || prompt.text.en ? prompt.text : prompt.title;
  const question = best(texts, language);
  return (
    <>
      <p class="tv__question" data-q={slot(prompt)} lang={question.lang}>
        <Icon name={prompt.icon} />
        {question.text}
      </p>
      <Newest prompts={[prompt]} />
    </>
  );
}

/** The newest note that the board may show. @param {{prompts: Prompt[]}} props */
function Newest({ prompts }) {
  const byId = new Map(prompts.map((prompt) => [prompt.id, prompt]));
  const note = notes.value.find((one) => onTheBoard(one, byId.get(one.prompt)));
  if (!note) return <p class="voice quiet">{say("desk.tv_empty")}</p>;
  return (
    <div class="tv__note" data-q={slot(byId.get(note.prompt))}>
      <p class="voice">{note.text}</p>
      <p class="small quiet">{signature(note.signed, say, language)}</p>
    </div>
  );
}

/** @param {{day: Day}} props */
function Scenes({ day }) {
  return (
    <fieldset class="scenes">
      <legend class="visually-hidden">{say("desk.scene")}</legend>
      {
        /** @type {const} */ (["welcome", "groups", "notes", "themes", "timer"]).map((scene) => (
          <SceneButton key={scene} isShown={day.scene === scene} onPick={() => changeScene(scene)}>
            {say(`desk.scene_${scene}`)}
          </SceneButton>
        ))
      }
      {thePrompts(feed).map((prompt) => (
        <SceneButton
          key={prompt.id}
          isShown={day.scene === "prompt" && day.scene_prompt === prompt.id}
          onPick={() => changeScene("prompt", prompt.id)}
          q={slot(prompt)}
        >
          <Icon name={prompt.icon} />
          {softly(best(prompt.title, language).text, LONGEST)}
        </SceneButton>
      ))}
    </fieldset>
  );
}

/** @param {{isShown: boolean, onPick: () => void, q?: number, children: preact.ComponentChildren}} props */
function SceneButton({ isShown, onPick, q, children }) {
  return (
    <button
      type="button"
      class="button button--low scene-button"
      data-q={q}
      aria-pressed={isShown}
      onClick={() => isShown || onPick()}
    >
      {children}
    </button>
  );
}

/** Which tables have written in the round of now, and while it runs, which have not. */
function Heard() {
  const round = roundNow(feed);
  const heard = feed.get("heard", round?.id ?? "");
  if (!heard?.of || !round || round.state === "planned") return null;
  const groups = round.state === "running" ? feed.all("group") : [];
  const missing = groups
    .filter((group) => group.round === round?.id && !heard.numbers?.includes(group.table))
    .map((group) => group.table)
    .sort((one, other) => one - other);
  return (
    <p class="desk__heard">
      <b>{say("desk.heard", { tables: heard.tables, of: heard.of })}</b>
      {missing.length > 0 && (
        <span class="quiet">
          <br />
          {say("desk.missing", { n: missing.length, tables: missing.join(", ") })}
        </span>
      )}
    </p>
  );
}
