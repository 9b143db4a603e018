// The desk: three views of one day and a remote for the hand; the time and the next step below.
import { useEffect } from "preact/hooks";
import { Icon } from "../shared/icon.jsx";
import { Agenda } from "./agenda.jsx";
import { Ask } from "./ask.jsx";
import { Calls } from "./calls.jsx";
import { feed, say } from "./context.js";
import { Gathering } from "./gathering.jsx";
import { Hand } from "./hand.jsx";
import { History } from "./history.jsx";
import { Left } from "./left.jsx";
import { Room } from "./room.jsx";
import { Rounds } from "./rounds.jsx";
import { SeaBar } from "./sea.jsx";
import { Stage } from "./stage.jsx";
import { said } from "./steps.js";
import { Stream } from "./stream.jsx";
import { Themes } from "./themes.jsx";
import { isKeeper, Tabs, view } from "./views.jsx";

const MESSAGE_MS = 12_000;

export function Desk() {
  if (feed.refusal.value) return <NotOpen />;
  const now = view.value;
  return (
    <>
      <div class="desk__over">
        <Tabs />
        <Stale />
        <Left />
        <Calls />
      </div>
      <main class={`work__body desk__ready desk__view--${now}`} id="view">
        {now === "notes" && <InAndOut />}
        {now === "themes" && <Themes />}
        {now === "room" && <Room />}
        {now === "hand" && <Hand />}
      </main>
      <Said />
      {now === "themes" ? <Gathering /> : <SeaBar />}
      <Ask />
      <History />
    </>
  );
}

function InAndOut() {
  return (
    <>
      <section class="pane pane--scrolls desk__left" aria-label={say("desk.steering")}>
        <Agenda />
        {!isKeeper && <Rounds />}
      </section>
      <Stream />
      <Stage />
    </>
  );
}

function NotOpen() {
  return (
    <main class="work__body">
      <div class="desk__closed">
        <h2>{say("desk.refused_title")}</h2>
        <p>{say("desk.refused_help")}</p>
      </div>
    </main>
  );
}

function Stale() {
  const time = feed.staleSince.value;
  return (
    <div role="status">
      {time && (
        <p class="strip">
          <Icon name="intet-net" />
          <span>{say("desk.stale", { time })}</span>
        </p>
      )}
    </div>
  );
}

/** The calm line: what was done or refused, and why; goes by itself. */
function Said() {
  const message = said.value;
  useEffect(() => {
    if (!message) return;
    const going = setTimeout(() => {
      said.value = null;
    }, MESSAGE_MS);
    return () => clearTimeout(going);
  }, [message]);
  return (
    <div class="said" role="status" aria-live="polite">
      {message && (
        <p class={message.refused ? "said__line said__line--no" : "said__line"}>
          <Icon name={message.refused ? "advarsel" : "flueben"} />
          <span>{message.text}</span>
          <button
            type="button"
            class="button button--plain button--icon"
            aria-label={say("desk.close_message")}
            onClick={() => {
              said.value = null;
            }}
          >
            <Icon name="kryds" />
          </button>
        </p>
      )}
    </div>
  );
}
