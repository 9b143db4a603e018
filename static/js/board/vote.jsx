// A vote: what can be chosen while it is open, and the result once it is revealed.

import { softly } from "../shared/hyphens.js";
import { theDay } from "../shared/reading.js";
import { resized, say } from "./context.js";
import { largest } from "./fit.js";
import { chunks, PAGE_SECONDS } from "./pages.js";
import { usePage } from "./paging.js";
import { inside } from "./scale.js";
import { Sea } from "./sea.jsx";

const ROWS = 5;
const CHOICES = 6;

/** @typedef {{type: "vote", id: string, title: string, kind: string, dots: number, most_each: number,
 *   state: "open" | "closed" | "revealed", choices: string[], cast?: number,
 *   result?: Record<string, number>, voters?: number}} Vote */

/** @param {{feed: import("../shared/feed.js").Feed}} props */
export function VoteScene({ feed }) {
  resized.value;
  /** @type {Vote | undefined} */
  const vote = feed.get("vote", theDay(feed)?.scene_vote ?? "");
  if (!vote) return <main class="sky" />;
  return vote.result ? (
    <Result feed={feed} vote={vote} result={vote.result} />
  ) : (
    <Open feed={feed} vote={vote} />
  );
}

/** @param {{feed: import("../shared/feed.js").Feed, vote: Vote}} props */
function Open({ feed, vote }) {
  const { joined = 0 } = feed.get("arrivals", "day") ?? {};
  const texts = vote.choices.filter((text) => text);
  const pages = chunks(texts, CHOICES);
  const page = usePage(pages.length, PAGE_SECONDS);
  const isOpen = vote.state === "open";
  const size = largest(softly(vote.title), "great", inside(), TITLE) ?? 64;
  const left = isOpen
    ? joined > 0
      ? say("board.have_voted", { cast: vote.cast ?? 0, of: joined })
      : say("board.voters", { n: vote.cast ?? 0 })
    : say("board.vote_closed");
  return (
    <>
      <main class="sky vote">
        <h1 class="great" style={{ fontSize: `calc(${size} * var(--u))` }}>
          {softly(vote.title)}
        </h1>
        <ul class="choices turning" key={page}>
          {(pages[page] ?? []).map((text) => (
            <li class="say">{oneLine(text, inside() - 60)}</li>
          ))}
        </ul>
        {isOpen && <p class="from vote__how">{say("board.vote_how", { n: vote.dots })}</p>}
      </main>
      <Sea feed={feed} left={left} sun={false} rim />
    </>
  );
}

const TITLE = /** @type {[number, number][]} */ ([
  [104, 1],
  [84, 1],
  [72, 2],
  [64, 2],
]);

/** @param {{feed: import("../shared/feed.js").Feed, vote: Vote, result: Record<string, number>}} props */
function Result({ feed, vote, result }) {
  const rows = vote.choices
    .map((text, at) => ({ text, at, dots: result[at] ?? 0 }))
    .filter((one) => one.text)
    .sort((one, other) => other.dots - one.dots || one.at - other.at);
  const pages = chunks(rows, ROWS);
  const page = usePage(pages.length, PAGE_SECONDS);
  const most = Math.max(1, ...rows.map((one) => one.dots));
  const given = Object.values(result).reduce((sum, n) => sum + n, 0);
  return (
    <>
      <main class="sky vote">
        <h1 class="from vote__title">{oneLine(vote.title, inside())}</h1>
        <ol class="result turning" key={page}>
          {(pages[page] ?? []).map((row, at) => (
            <li key={row.at} class={page === 0 && at === 0 && row.dots > 0 ? "first" : ""}>
              <b class="num">{row.dots}</b>
              <div>
                <span class="say">{oneLine(row.text, inside() - 240)}</span>
                <i class="bar" style={{ "--part": row.dots / most }} aria-hidden="true" />
              </div>
            </li>
          ))}
        </ol>
      </main>
      <Sea
        feed={feed}
        left={say("board.voters", { n: vote.voters ?? 0 })}
        right={say("board.dots", { n: given })}
      />
    </>
  );
}

/** As many whole words as one line at the reading size takes; the phones have them all.
 * @param {string} text @param {number} width in board units */
function oneLine(text, width) {
  if (largest(text, "say", width, [[64, 1]])) return text;
  const words = text.split(/\s+/);
  for (let many = words.length - 1; many > 1; many--) {
    const cut = `${words.slice(0, many).join(" ")} …`;
    if (largest(cut, "say", width, [[64, 1]])) return cut;
  }
  return softly(text);
}
