// The board starts here: it follows the board's audience and shows what that holds, nothing else.
import { h, render } from "preact";
import { follow } from "../shared/feed.js";
import { Board } from "./app.jsx";
import { listen } from "./clicker.js";
import { holding } from "./held.js";

const root = /** @type {HTMLElement} */ (document.getElementById("app"));
const { workshop = "", hold = "60" } = document.body.dataset;
const feed = holding(follow(workshop, "board"), `samskab held ${workshop}`, Number(hold));

// Nothing on the board reacts: a projected page is touched by accident only. A clicker must be wanted.
if (document.body.dataset.clicker) listen();
document.addEventListener("contextmenu", (event) => event.preventDefault());

/** Until the day is there, the server's quiet opening stays. */
const stop = feed.version.subscribe((version) => {
  if (version > 0) begin();
});
const refused = feed.refusal.subscribe((refusal) => {
  if (refusal?.code === "reload_page") setTimeout(() => location.reload(), 5_000);
  else if (refusal) begin();
});

function begin() {
  queueMicrotask(() => {
    stop();
    refused();
  });
  if (root.dataset.begun) return;
  root.dataset.begun = "yes";
  root.replaceChildren();
  render(h(Board, { feed }), root);
}
