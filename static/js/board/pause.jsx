// A break, with the time when it ends; and the clock alone, as large as it goes.
import { useEffect, useState } from "preact/hooks";
import { spanText, timeText, wholeMinutes } from "../shared/clock.js";
import { theDay, theRounds } from "../shared/reading.js";
import { say } from "./context.js";
import { PAGE_SECONDS } from "./pages.js";
import { usePage } from "./paging.js";
import { Sea, useSeconds, Where } from "./sea.jsx";

/** @param {{feed: import("../shared/feed.js").Feed}} props */
export function Break({ feed }) {
  const ends = theDay(feed)?.break_ends_at ?? null;
  const [, again] = useState(0);
  useEffect(() => {
    const turning = setInterval(() => again((n) => n + 1), 1000);
    return () => clearInterval(turning);
  }, []);
  const next = theRounds(feed).find((round) => round.state === "planned");
  /** @type {preact.ComponentChildren[]} */
  const below = [<Where code={theDay(feed)?.code ?? ""} />];
  if (next) below.unshift(say("board.break_next", { number: next.number }));
  const line = below[usePage(below.length, PAGE_SECONDS)];
  if (ends === null) return null;
  const now = feed.now();
  const left = Math.max(0, wholeMinutes(Math.ceil((ends - now) / 1000)));
  return (
    <div class="pause">
      <main class="sky pause__sky">
        <h1 class="say">{say("board.break_again")}</h1>
        <p class="num pause__time">{timeText(new Date(ends))}</p>
      </main>
      <Sea feed={feed} left="" sun={false}>
        <span class="bigsun" aria-hidden="true" />
        <div class="pause__words">
          <b>{left > 0 ? say("board.break_left", { n: left }) : say("board.break_over")}</b>
          <span class="num">{say("board.time_is", { time: timeText(new Date(now)) })}</span>
          <span class="pause__next">{line}</span>
        </div>
      </Sea>
    </div>
  );
}

/** @param {{feed: import("../shared/feed.js").Feed}} props */
export function Timer({ feed }) {
  const { seconds } = useSeconds(feed);
  const running = theRounds(feed).find((round) => round.state === "running");
  const heading = running ? say("shared.round", { number: running.number }) : theDay(feed)?.title;
  return (
    <>
      <main class="sky pause__sky">
        <h1 class="say">{seconds === null ? say("board.no_clock") : heading}</h1>
        {seconds !== null && (
          <time class="num pause__time" dateTime={`PT${seconds}S`}>
            {spanText(seconds)}
          </time>
        )}
      </main>
      <Sea feed={feed} left={seconds === 0 ? say("board.time_over") : ""} right={<span />} />
    </>
  );
}
