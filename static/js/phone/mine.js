// "Mine": who I am, what my signatures tell, and leaving with notes that are still on their way.
import { fill, h, the, write } from "./dom.js";
import { place } from "./seat.js";
import { choices } from "./signing.js";

export class Mine {
  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    /** @type {HTMLFormElement | null} */
    const leave = document.querySelector("#leave");
    leave?.addEventListener("submit", (event) => {
      if (app.outbox.messages().length && the("leave-waits").hidden) {
        event.preventDefault(); // said once; a second press leaves
        the("leave-waits").hidden = false;
      }
    });
  }

  draw() {
    if (the("me").hidden) return;
    const { me, say, language, records, outbox } = this.app;
    fill(
      the("signatures"),
      ...choices(me, place(records), say, language).map((one) =>
        h("li", {}, h("b", {}, one.title), h("span", { class: "quiet small" }, one.tells)),
      ),
    );
    if (me.role === "table") return;
    write(the("leave-waits"), say("phone.leave_waits", { n: outbox.messages().length }));
  }
}
