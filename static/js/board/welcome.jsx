// Welcome: the QR, the code, how many are in, when it begins.
import { useEffect, useRef } from "preact/hooks";
import { clockTime, theDay } from "../shared/reading.js";
import { host, say } from "./context.js";
import { ticks } from "./pages.js";
import { Sea } from "./sea.jsx";

const LONG_TITLE = 27;

/** @param {{feed: import("../shared/feed.js").Feed}} props */
export function Welcome({ feed }) {
  const day = theDay(feed);
  if (!day) return null;
  const small = [...day.title].length > LONG_TITLE ? " welcome--small" : "";
  return (
    <>
      <main class={`sky welcome${small}`}>
        <div class="welcome__words">
          <h1 class="great">
            {say("board.welcome_first")} <span class="stay">{say("board.welcome_second")}</span>
          </h1>
          <p class="from">{day.title}</p>
          <p class="welcome__where">
            {say("board.scan_or_write")} <b class="welcome__host">{host}</b>
          </p>
          <p class="code">{spaced(day.code)}</p>
        </div>
        <Qr />
      </main>
      <Sea
        feed={feed}
        sun={false}
        where={false}
        left={<Arrived feed={feed} />}
        right={day.starts_at ? <Starts time={clockTime(day.starts_at)} /> : undefined}
      >
        <Ticks feed={feed} />
      </Sea>
    </>
  );
}

/** The join code in groups of three, as it is read aloud. @param {string} code */
export function spaced(code) {
  return code.replace(/(.{3})(?=.)/g, "$1 ");
}

/** @param {{time: string}} props */
function Starts({ time }) {
  const [before, after] = say("board.starts").split("{time}");
  return (
    <>
      {before}
      <b>{time}</b>
      {after}
    </>
  );
}

/** @param {{feed: import("../shared/feed.js").Feed}} props */
function Arrived({ feed }) {
  const { joined = 0, expected = 0 } = feed.get("arrivals", "day") ?? {};
  return expected ? say("board.arrived", { joined, expected }) : say("board.arrived_none");
}

/** @param {{feed: import("../shared/feed.js").Feed}} props */
function Ticks({ feed }) {
  const { joined = 0, expected = 0 } = feed.get("arrivals", "day") ?? {};
  return (
    <div class="aboard" aria-hidden="true">
      {ticks(joined, expected).map((is) => (
        <i class={is ? "in" : ""} />
      ))}
    </div>
  );
}

/** The QR that the server drew. */
function Qr() {
  const frame = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    const drawn = /** @type {HTMLTemplateElement} */ (document.getElementById("qr"));
    frame.current?.replaceChildren(drawn.content.cloneNode(true));
  }, []);
  return <figure class="welcome__qr" ref={frame} />;
}
