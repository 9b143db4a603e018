// The views of the desk, one at a time; the address keeps which, so that a reload stays there.
import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { timeText } from "../shared/clock.js";
import { feed, say } from "./context.js";

export const isKeeper = document.body.dataset.role === "keeper";

/** @typedef {"notes" | "themes" | "room" | "hand"} View */
/** @type {View[]} */
const VIEWS = isKeeper ? ["themes", "notes", "room"] : ["notes", "themes", "room", "hand"];

/** A phone begins as the remote. */
function inHand() {
  return !isKeeper && matchMedia("(max-width: 599px)").matches;
}

/** @returns {View} */
function asked() {
  return VIEWS.find((one) => `#${one}` === location.hash) ?? (inHand() ? "hand" : VIEWS[0]);
}

export const view = signal(asked());
addEventListener("hashchange", () => {
  view.value = asked();
});

export function Tabs() {
  return (
    <nav class="desk__tabs" aria-label={say("desk.views")}>
      {VIEWS.map((one) => (
        <a href={`#${one}`} aria-current={view.value === one ? "page" : undefined}>
          {say(`desk.view_${one}`)}
        </a>
      ))}
      <Clock />
    </nav>
  );
}

/** The time of day. */
function Clock() {
  const [, tick] = useState(0);
  useEffect(() => {
    const ticking = setInterval(() => tick((n) => n + 1), 5_000);
    return () => clearInterval(ticking);
  }, []);
  return <span class="num desk__now">{timeText(new Date(feed.now()))}</span>;
}
