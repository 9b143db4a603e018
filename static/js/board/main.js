// The board starts here: it follows the board's audience and shows what that holds, nothing else.
import { h, render } from "preact";
import { follow } from "../shared/feed.js";
import { Board } from "./app.jsx";

const root = /** @type {HTMLElement} */ (document.getElementById("app"));
const feed = follow(document.body.dataset.workshop ?? "", "board");

// Nothing on the board reacts: a projected page is touched by accident only.
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
