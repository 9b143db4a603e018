// The running order: planned and real time, what comes next, and how late the day is.
import { useEffect, useState } from "preact/hooks";
import { timeText } from "../shared/clock.js";
import { theDay } from "../shared/reading.js";
import { feed, say } from "./context.js";
import { dayPlan } from "./plan.js";
import { act, ask } from "./steps.js";
import { isKeeper } from "./views.jsx";

/** @typedef {import("./plan.js").Part} Part */

/** The plan as it stands; drawn again as time goes. */
export function useDayPlan() {
  const [, tick] = useState(0);
  useEffect(() => {
    const ticking = setInterval(() => tick((n) => n + 1), 15_000);
    return () => clearInterval(ticking);
  }, []);
  return dayPlan(feed.all("item"), feed.now());
}

export function Agenda() {
  const { parts, late, next, begun } = useDayPlan();
  const steers = !isKeeper && theDay(feed)?.state !== "closed";
  return (
    <div class="agenda">
      <div class="pane__head">
        <h2 id="agenda">{say("desk.agenda")}</h2>
        {steers && (
          <button type="button" class="button button--plain button--low" onClick={edit}>
            {say(parts.length ? "desk.agenda_edit" : "desk.agenda_make")}
          </button>
        )}
      </div>
      {parts.length > 0 && (
        <ol class="steps agenda__parts" aria-labelledby="agenda">
          {parts.map((part) => (
            <Row key={part.id} part={part} isNext={steers && part.id === next?.id} />
          ))}
        </ol>
      )}
      {begun && <Lateness late={late} next={next} />}
    </div>
  );
}

/** @param {{part: Part, isNext: boolean}} props */
function Row({ part, isNext }) {
  const look = { done: "done", now: "now", ahead: "" }[part.state];
  return (
    <li class={look} aria-current={part.state === "now" ? "step" : undefined}>
      <span class="num">{part.at.replace(/^0/, "")}</span>
      <span>
        {part.title}
        {part.began_at !== null && (
          <span class="small quiet agenda__real">
            {say("desk.began", { time: timeText(new Date(part.began_at)) })}
          </span>
        )}
        {part.expected && (
          <span class="small quiet agenda__real">
            {say("desk.expected", { time: part.expected })}
          </span>
        )}
      </span>
      {isNext && (
        <button
          type="button"
          class="button button--low"
          aria-label={`${say("desk.begin")}: ${part.title}`}
          onClick={() => act("agenda.begin", { item: part.id })}
        >
          {say("desk.begin")}
        </button>
      )}
    </li>
  );
}

/** @param {{late: number, next: Part | null}} props */
export function Lateness({ late, next }) {
  const n = Math.abs(late);
  const word = late > 0 ? "desk.late" : late < 0 ? "desk.early" : "desk.on_time";
  return (
    <p class="agenda__late">
      <b>{say(word, { n })}</b>
      {next?.expected && (
        <span class="quiet">{say("desk.becomes", { title: next.title, time: next.expected })}</span>
      )}
    </p>
  );
}

function edit() {
  const items = dayPlan(feed.all("item"), feed.now()).parts;
  let text = items.map((item) => `${item.at} ${item.title}`).join("\n");
  if (!text) text = say("desk.agenda_sample");
  ask({
    title: say("desk.agenda"),
    lines: [say("desk.agenda_help")],
    yes: say("desk.agenda_save"),
    onYes: () => act("agenda.set", { lines: text.split("\n").filter((line) => line.trim()) }),
    field: {
      label: say("desk.agenda_lines"),
      value: text,
      rows: 10,
      onInput: (value) => {
        text = value;
      },
    },
  });
}
