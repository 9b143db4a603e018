// The board: the scene that the day's record names, until the day is closed; and the sea below it.
import { useEffect } from "preact/hooks";
import { theDay } from "../shared/reading.js";
import { Closing } from "./closing.jsx";
import { resized, say } from "./context.js";
import { Groups } from "./groups.jsx";
import { Notes } from "./notes.jsx";
import { Break, Timer } from "./pause.jsx";
import { PromptScene } from "./prompt.jsx";
import { Quote } from "./quote.jsx";
import { scaleOf, setScale } from "./scale.js";
import { ThemeScene } from "./theme.jsx";
import { Themes } from "./themes.jsx";
import { VoteScene } from "./vote.jsx";
import { Welcome } from "./welcome.jsx";

/** @type {Record<string, preact.FunctionComponent<{feed: import("../shared/feed.js").Feed}>>} */
const SCENES = {
  welcome: Welcome,
  groups: Groups,
  notes: Notes,
  prompt: PromptScene,
  theme: ThemeScene,
  quote: Quote,
  themes: Themes,
  vote: VoteScene,
  timer: Timer,
  break: Break,
  closing: Closing,
};

/** @param {{feed: import("../shared/feed.js").Feed}} props */
export function Board({ feed }) {
  useEffect(stayAwake, []);
  if (feed.refusal.value) return <NotOpen />;
  const day = theDay(feed);
  if (!day) return null;
  resized.value;
  const scene = day.state === "closed" ? "closing" : day.scene;
  const Scene = SCENES[scene] ?? Welcome;
  const view = { width: window.innerWidth, height: window.innerHeight };
  const scale = scaleOf(scene, day.room, view);
  setScale(scale);
  const what = [scene, day.scene_prompt, day.scene_theme, day.scene_note, day.scene_vote].join(" ");
  return (
    <div class="scene" data-scene={scene} key={what} style={{ "--k": scale }}>
      <Scene feed={feed} />
    </div>
  );
}

function NotOpen() {
  return (
    <>
      <main class="sky opening">
        <h1 class="say">{say("board.no_access")}</h1>
      </main>
      <footer class="sea" />
    </>
  );
}

/** Keep the screen on, where the browser offers it (it does so over https only). */
function stayAwake() {
  const ask = () => {
    if (document.visibilityState === "visible")
      navigator.wakeLock?.request("screen").catch(() => {});
  };
  ask();
  document.addEventListener("visibilitychange", ask);
  return () => document.removeEventListener("visibilitychange", ask);
}
