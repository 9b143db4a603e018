// The desk starts here; until the day is there, the server's quiet frame stays.
import { h, render } from "preact";
import { Desk } from "./app.jsx";
import { feed } from "./context.js";

const root = /** @type {HTMLElement} */ (document.getElementById("app"));

feed.version.subscribe((version) => {
  if (version > 0) begin();
});
feed.refusal.subscribe((refusal) => {
  if (refusal?.code === "reload_page") location.reload();
  else if (refusal) begin();
});

function begin() {
  if (root.dataset.begun) return;
  root.dataset.begun = "yes";
  root.replaceChildren();
  render(h(Desk, {}), root);
}
