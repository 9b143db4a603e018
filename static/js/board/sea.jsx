// The sea below each scene: what goes on at the left, the time at the right.
import { useEffect, useState } from "preact/hooks";
import { partGone, secondsLeft, spanText, untilNextSecond, wholeMinutes } from "../shared/clock.js";
import { Icon } from "../shared/icon.jsx";
import { theDay } from "../shared/reading.js";
import { asked } from "./clicker.js";
import { host, say } from "./context.js";
import { usePage } from "./paging.js";

const COUNTDOWN_SECONDS = 300;
const TURN_SECONDS = 12;

/** @typedef {import("../shared/feed.js").Feed} Feed */

/** Renders again whenever the shown second changes. @param {Feed} feed */
export function useSeconds(feed) {
  const timer = theDay(feed)?.timer;
  const [, tick] = useState(0);
  useEffect(() => {
    const wait = setTimeout(() => tick((n) => n + 1), untilNextSecond(timer, feed.now()) + 5);
    return () => clearTimeout(wait);
  });
  const now = feed.now();
  return { seconds: secondsLeft(timer, now), part: partGone(timer, now) };
}

/** @param {{feed: Feed, left: preact.ComponentChildren | preact.ComponentChildren[], where?: boolean, right?: preact.ComponentChildren,
 *   sun?: boolean, rim?: boolean, children?: preact.ComponentChildren}} props */
export function Sea({ feed, left, where = true, right, sun = true, rim = false, children }) {
  const { seconds, part } = useSeconds(feed);
  const at = rim ? "sea__line rim" : "sea__line";
  return (
    <footer class="sea">
      {children}
      {sun && seconds !== null && (
        <span class="sun" style={{ "--part": part }} aria-hidden="true" />
      )}
      <div class={at} style={{ "--part": part }}>
        <span class="sea__left">
          {feed.staleSince.value ? (
            <Stale feed={feed} />
          ) : (
            <Left feed={feed} said={left} where={where} />
          )}
        </span>
        <span class="num sea__right">{right ?? <TimeLeft seconds={seconds} />}</span>
      </div>
    </footer>
  );
}

/** What goes on, in turn with where phones find the day: address and code never go away for long.
 * @param {{feed: Feed, said: preact.ComponentChildren | preact.ComponentChildren[], where: boolean}} props */
function Left({ feed, said, where }) {
  const day = theDay(feed);
  if (asked.value) return <span>{say(`board.again_${asked.value}`)}</span>;
  const all = Array.isArray(said) ? [...said] : said ? [said] : [];
  if (where && day && day.state !== "closed") all.push(<Where code={day.code} />);
  if (/** @type {any} */ (feed).why?.() === "no_desk") all.unshift(say("board.held"));
  return <span>{all[usePage(all.length, TURN_SECONDS)]}</span>;
}

/** @param {{code: string}} props */
export function Where({ code }) {
  return (
    <span class="where">
      {host} <b class="code">{code.replace(/(.{3})(?=.)/g, "$1 ")}</b>
    </span>
  );
}

/** The time left; a machine reads it to the second. @param {{seconds: number | null}} props */
export function TimeLeft({ seconds }) {
  if (seconds === null) return null;
  const exact = `PT${seconds}S`;
  if (seconds === 0) return <time dateTime={exact}>{say("board.time_over")}</time>;
  const span =
    seconds > COUNTDOWN_SECONDS
      ? say("board.minutes", { n: wholeMinutes(seconds) })
      : spanText(seconds);
  return (
    <time dateTime={exact}>
      <b>{span}</b> {say("board.minutes_left")}
    </time>
  );
}

/** @param {{feed: Feed}} props */
function Stale({ feed }) {
  const time = feed.staleSince.value ?? "";
  return (
    <span class="stale" role="status">
      <Icon name="intet-net" />
      {say("board.since", { time })}
    </span>
  );
}
