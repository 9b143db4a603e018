// The room: which tables have been heard, which are silent, which words rise, and what to ask.
import { Icon } from "../shared/icon.jsx";
import { roundNow, signature, slot, thePrompts } from "../shared/reading.js";
import { best } from "../shared/words.js";
import { feed, language, say } from "./context.js";
import { cueCards, rising, tableFacts } from "./facts.js";
import { act } from "./steps.js";
import { isKeeper } from "./views.jsx";
import { notes } from "./work.js";

/** @typedef {import("../shared/reading.js").Note} Note */
/** @typedef {import("./facts.js").Card} Card */

export function Room() {
  const round = roundNow(feed);
  const heard = feed.get("heard", round?.id ?? "");
  const written = round && round.state !== "planned" && heard?.of ? (heard.numbers ?? []) : null;
  const prompts = thePrompts(feed).map((prompt) => prompt.id);
  return (
    <>
      <Tables tables={tableFacts(feed.all("table"), written, notes.value)} />
      <section class="pane pane--ruled pane--scrolls desk__cues" aria-labelledby="cues">
        <div class="pane__head">
          <h2 id="cues">{say("room.cues")}</h2>
        </div>
        <Cues cards={cueCards(notes.value, prompts)} />
        <h2>{say("room.rising")}</h2>
        <Rising rises={rising(notes.value)} />
        <p class="small quiet desk__lock">
          <Icon name="laas" />
          {say("room.only_facts")}
        </p>
      </section>
    </>
  );
}

/** @param {{tables: ReturnType<typeof tableFacts>}} props */
function Tables({ tables }) {
  return (
    <section class="pane pane--scrolls desk__heardlist" aria-labelledby="heard">
      <div class="pane__head">
        <h2 id="heard">{say("room.heard")}</h2>
        <span class="small quiet">{say("room.heard_order")}</span>
      </div>
      <ol class="heardlist">
        {tables.map((table) => (
          <li key={table.id} data-table={table.number}>
            <b>{say("shared.table", { number: table.number })}</b>
            <span>
              <span class={table.heard_at ? "quiet" : "state state--waits"}>
                {say(table.heard_at ? "room.is_heard" : "room.not_heard")}
              </span>
              {table.silent && <span class="state">{say("room.silent")}</span>}
              {table.signed > 0 && (
                <span class="small quiet">{say("room.signed", { n: table.signed })}</span>
              )}
            </span>
            {!isKeeper && (
              <button
                type="button"
                class="button button--low"
                aria-label={`${say(table.heard_at ? "room.unhear" : "room.hear")}: ${say("shared.table", { number: table.number })}`}
                onClick={() =>
                  act(table.heard_at ? "table.unhear" : "table.hear", { table: table.id })
                }
              >
                {say(table.heard_at ? "room.unhear" : "room.hear")}
              </button>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** @param {{cards: Card[]}} props */
function Cues({ cards }) {
  if (cards.length === 0) return <p class="quiet">{say("room.no_cues")}</p>;
  return (
    <ul class="cues">
      {cards.map((card) => (
        <li key={card.key} class="cue">
          <p class="voice">
            {sentence(card)} {say("room.ask", { n: card.ask.length, tables: listed(card.ask) })}
          </p>
          {card.sides.map((side) => (
            <Sources
              key={side.prompt}
              notes={side.notes}
              label={say("room.from", {
                n: side.notes.length,
                tables: listed(side.tables),
                prompt: title(side.prompt),
              })}
            />
          ))}
        </li>
      ))}
    </ul>
  );
}

/** @param {Card} card */
function sentence({ word, sides: [many, few] }) {
  return say("room.cue", {
    word,
    many: tablesCalled(many.tables.length),
    first: title(many.prompt),
    few:
      few.tables.length === 1
        ? say("room.tables_1_after")
        : tablesCalled(few.tables.length).toLowerCase(),
    second: title(few.prompt),
  });
}

/** @param {number} n */
function tablesCalled(n) {
  return n <= 12 ? say(`room.tables_${n}`) : say("room.tables_n", { n });
}

/** Tables as they are read aloud: 3, 5 og 9. @param {number[]} tables */
function listed(tables) {
  const last = tables.at(-1) ?? "";
  const first = tables.slice(0, -1).join(", ");
  return first ? `${first} ${say("room.and")} ${last}` : String(last);
}

/** @param {string} prompt its id */
function title(prompt) {
  return best(feed.get("prompt", prompt)?.title, language).text;
}

/** @param {{rises: import("./facts.js").Rise[]}} props */
function Rising({ rises }) {
  if (rises.length === 0) return <p class="quiet">{say("room.no_rising")}</p>;
  return (
    <ul class="cues">
      {rises.map((rise) => (
        <li key={rise.word}>
          <Sources
            notes={rise.notes}
            label={say("room.rises", { word: rise.word, n: rise.notes.length })}
          />
        </li>
      ))}
    </ul>
  );
}

/** The notes that a fact stands on. @param {{notes: Note[], label: string}} props */
function Sources({ notes: found, label }) {
  return (
    <details class="sources">
      <summary>{label}</summary>
      <ul>
        {found.map((note) => (
          <li key={note.id} data-q={slot(feed.get("prompt", note.prompt))}>
            <span class="voice">{note.text}</span>
            <span class="small quiet">{signature(note.signed, say, language)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
