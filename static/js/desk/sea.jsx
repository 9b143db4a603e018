// The sea: the time, undo, and the one strong button with the next sensible step.
import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { partGone, secondsLeft, spanText, untilNextSecond } from "../shared/clock.js";
import { Icon } from "../shared/icon.jsx";
import { theDay, theRounds } from "../shared/reading.js";
import { askToClose, askToStart, changeScene } from "./asking.js";
import { feed, say } from "./context.js";
import { Freeze } from "./freeze.jsx";
import { showHistory } from "./history.jsx";
import { nextStep } from "./next.js";
import { act, undo } from "./steps.js";
import { isKeeper } from "./views.jsx";

const MORE_MINUTES = 2;
const minutes = signal(10);
/** Rounds whose tables this desk has seen on the board. */
const tablesShown = new Set();

export function SeaBar() {
  const timer = theDay(feed)?.timer;
  const [, tick] = useState(0);
  useEffect(() => {
    const wait = setTimeout(() => tick((n) => n + 1), untilNextSecond(timer, feed.now()) + 5);
    return () => clearTimeout(wait);
  });
  if (theDay(feed)?.state === "closed") return <SeaAtRest />;
  const now = feed.now();
  const seconds = secondsLeft(timer, now);
  const at = `${100 * partGone(timer, now)}%`;
  return (
    <footer class="work__sea sea">
      {seconds !== null && <span class="sun" style={{ "--at": at }} aria-hidden="true" />}
      <Time seconds={seconds} />
      {!isKeeper && (seconds === null ? <StartClock /> : <RunningClock />)}
      <span class="push" />
      <Back />
      {!isKeeper && <FreezeHere />}
      {!isKeeper && <Strong />}
    </footer>
  );
}

/** Undo, and who did what. */
export function Back() {
  return (
    <span class="row sea__back">
      <button type="button" class="button" onClick={undo}>
        <Icon name="fortryd" />
        <span class="sea__word">{say("desk.undo")}</span>
      </button>
      <button type="button" class="button button--plain" onClick={showHistory}>
        {say("steps.show")}
      </button>
    </span>
  );
}

function FreezeHere() {
  const day = theDay(feed);
  return day ? <Freeze day={day} /> : null;
}

/** The day is closed: nothing is left to steer. */
function SeaAtRest() {
  return (
    <footer class="work__sea sea">
      <span>{say("desk.day_closed")}</span>
    </footer>
  );
}

/** @param {{seconds: number | null}} props */
function Time({ seconds }) {
  if (seconds === null) return <span class="desk__clock-words">{say("desk.no_clock")}</span>;
  const running = theRounds(feed).find((round) => round.state === "running");
  const words = running ? say("desk.left_of_round", { number: running.number }) : say("desk.left");
  return (
    <>
      <time class="num desk__time" dateTime={`PT${seconds}S`}>
        {spanText(seconds)}
      </time>
      <span class="desk__clock-words">{seconds === 0 ? say("desk.over") : words}</span>
    </>
  );
}

function RunningClock() {
  return (
    <>
      <button
        type="button"
        class="button"
        aria-label={say("desk.extend_label", { n: MORE_MINUTES })}
        onClick={() => act("timer.extend", { minutes: MORE_MINUTES })}
      >
        <Icon name="plus" />
        {say("desk.extend", { n: MORE_MINUTES })}
      </button>
      <button type="button" class="button button--plain" onClick={() => act("timer.stop")}>
        {say("desk.stop_clock")}
      </button>
    </>
  );
}

function StartClock() {
  return (
    <form
      class="row"
      onSubmit={(event) => {
        event.preventDefault();
        act("timer.set", { minutes: minutes.value });
      }}
    >
      <input
        class="field desk__minutes num"
        type="number"
        min="1"
        max="600"
        required
        aria-label={say("desk.minutes")}
        value={minutes.value}
        onInput={(event) => {
          minutes.value = event.currentTarget.valueAsNumber;
        }}
      />
      <button type="submit" class="button">
        {say("desk.start_clock_for")}
      </button>
    </form>
  );
}

function Strong() {
  const day = theDay(feed);
  const rounds = theRounds(feed);
  const running = rounds.find((round) => round.state === "running");
  if (running && day?.scene === "groups") tablesShown.add(running.id);
  const seen = {
    tablesShown: tablesShown.has(running?.id),
    heard: (feed.get("heard", running?.id ?? "")?.tables ?? 0) > 0,
  };
  const step = nextStep(day, rounds, seen);
  if (!step) {
    const allHeld = rounds.length > 0 && rounds.every((round) => round.state === "closed");
    return allHeld ? <span>{say("desk.all_held")}</span> : null;
  }
  const { word, go } = wordsFor(step);
  return (
    <button type="button" class="button button--main desk__strong" onClick={go}>
      {word}
      <Icon name="frem" />
    </button>
  );
}

/** @param {import("./next.js").Step} step */
function wordsFor(step) {
  if (step.kind === "scene") {
    return { word: say(`desk.next_${step.scene}`), go: () => changeScene(step.scene) };
  }
  const number = step.round.number;
  if (step.kind === "close") {
    return { word: say("desk.close_round", { number }), go: () => askToClose(step.round) };
  }
  return { word: say("desk.start_round", { number }), go: () => askToStart(step.round) };
}
