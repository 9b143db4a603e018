// Votes at the desk: opened on the themes or on what the tables marked, closed, looked at, revealed.
import { signal } from "@preact/signals";
import { onTheBoard, theDay } from "../shared/reading.js";
import { feed, say } from "./context.js";
import { act, ask } from "./steps.js";
import { notes, queue, themes } from "./work.js";

/** @typedef {{id: string, number: number, title: string, kind: string, dots: number, state: string,
 *   choices: string[], cast?: number, result?: Record<string, number>, voters?: number}} Vote */

const MOST = 60;
const kind = signal("themes");
const title = signal("");
const dots = signal(5);
const mostEach = signal(3);
const FEW = 5;

export function Votes() {
  /** @type {Vote[]} */
  const votes = feed.all("vote").sort((one, other) => other.number - one.number);
  const last = votes[0];
  const running = last && last.state !== "revealed";
  return (
    <section class="desk__votes" aria-labelledby="votes">
      <h2 id="votes">{say("votes.heading")}</h2>
      {last && <Standing vote={last} />}
      {!running && <Open />}
    </section>
  );
}

/** Open, closed or revealed, and how many have voted. @param {Vote} vote */
export function howItStands(vote) {
  const { joined = 0 } = feed.get("arrivals", "day") ?? {};
  const counted =
    vote.state === "open" && joined > 0
      ? say("votes.cast", { cast: vote.cast ?? 0, of: joined })
      : say("votes.voters", { n: vote.voters ?? vote.cast ?? 0 });
  return `${say(`votes.is_${vote.state}`)} ${counted}`;
}

/** @param {{vote: Vote}} props */
function Standing({ vote }) {
  return (
    <div data-vote={vote.state}>
      <p>
        <b>{vote.title}</b>
        <br />
        <span class="quiet" role="status">
          {howItStands(vote)}
        </span>
      </p>
      {vote.state === "open" && (
        <button type="button" class="button" onClick={() => askToClose(vote)}>
          {say("votes.close")}
        </button>
      )}
      {vote.state === "closed" && (
        <button type="button" class="button" onClick={() => askToReveal(vote)}>
          {say("votes.reveal")}
        </button>
      )}
    </div>
  );
}

/** @param {Vote} vote */
function askToClose(vote) {
  ask({
    title: say("votes.close_title"),
    lines: [say("votes.close_help"), say("desk.cannot_undo")],
    yes: say("votes.close"),
    onYes: () => act("vote.close", { vote: vote.id }),
  });
}

/** Shows first what will be shown. @param {Vote} vote */
function askToReveal(vote) {
  const result = vote.result ?? {};
  const rows = vote.choices
    .map((text, at) => ({ id: String(at), text, n: result[at] ?? 0 }))
    .filter((one) => one.text)
    .sort((one, other) => other.n - one.n);
  ask({
    title: say("votes.reveal_title"),
    lines: [vote.title, ...((vote.voters ?? 0) < FEW ? [say("votes.few")] : [])],
    texts: rows.map((one) => ({
      id: one.id,
      text: one.text,
      signed: say("votes.dots", { n: one.n }),
    })),
    yes: say("votes.reveal"),
    onYes: () => act("vote.reveal", { vote: vote.id }),
  });
}

/** What can be voted on now. */
function choices() {
  if (kind.value === "themes") {
    return themes.value.map((theme) => ({ id: theme.id, text: theme.name, signed: "" }));
  }
  const found = kind.value === "queue" ? queue.value : notes.value.filter((note) => note.mark);
  return found
    .filter((note) => onTheBoard(note, feed.get("prompt", note.prompt)))
    .map((note) => ({ id: note.id, text: note.text, signed: "" }));
}

function Open() {
  if (theDay(feed)?.state !== "open") return null;
  const all = choices();
  const found = all.slice(0, MOST);
  return (
    <form
      class="desk__vote"
      onSubmit={(event) => {
        event.preventDefault();
        askToOpen(found);
      }}
    >
      <label>
        {say("votes.title")}
        <input
          class="field"
          required
          maxLength={120}
          value={title.value}
          placeholder={say("votes.title_usual")}
          onInput={(event) => {
            title.value = event.currentTarget.value;
          }}
        />
      </label>
      <fieldset class="row desk__choice">
        <legend class="visually-hidden">{say("votes.on")}</legend>
        {["themes", "notes", "queue"].map((one) => (
          <button
            type="button"
            class="count"
            aria-pressed={kind.value === one}
            onClick={() => {
              kind.value = one;
            }}
          >
            {say(`votes.on_${one}`)}
          </button>
        ))}
      </fieldset>
      <div class="row">
        <Count word="votes.dots_each" of={dots} />
        <Count word="votes.most_each" of={mostEach} />
      </div>
      {all.length > MOST && <p class="quiet small">{say("votes.only_first", { n: MOST })}</p>}
      {found.length < 2 ? (
        <p class="quiet small">{say(`votes.too_few_${kind.value}`)}</p>
      ) : (
        <button type="submit" class="button">
          {say("votes.open", { n: found.length })}
        </button>
      )}
    </form>
  );
}

/** @param {{word: string, of: import("@preact/signals").Signal<number>}} props */
function Count({ word, of }) {
  return (
    <label>
      {say(word)}
      <input
        class="field num desk__minutes"
        type="number"
        min="1"
        max="20"
        required
        value={of.value}
        onInput={(event) => {
          of.value = event.currentTarget.valueAsNumber;
        }}
      />
    </label>
  );
}

/** The phones get these words: said first. @param {{id: string, text: string, signed: string}[]} found */
function askToOpen(found) {
  ask({
    title: say("votes.open_title", { n: found.length }),
    lines: [title.value, say("votes.open_help")],
    texts: found,
    yes: say("votes.open_yes"),
    onYes: () =>
      act("vote.open", {
        title: title.value,
        kind: kind.value === "themes" ? "themes" : "notes",
        choices: found.map((one) => one.id),
        dots: dots.value,
        most_each: Math.min(mostEach.value, dots.value),
      }),
  });
}
