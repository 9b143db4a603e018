// The sheet that asks what shall stand on the note.
import { fill, h, the, write } from "./dom.js";
import { same } from "./signing.js";

/** @typedef {import("./signing.js").Choice} Choice */
/** @typedef {import("./notes.js").Sign} Sign */

export class SignSheet {
  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    this.sheet = the("sign");
    /** @type {Choice | undefined} */
    this.now = undefined;
    /** @type {(sign: Sign) => void} */
    this.take = () => {};
    the("sign-use").addEventListener("click", () => this.use());
    closable(this.sheet);
  }

  /**
   * Open the sheet; `take` gets what is chosen, and nothing when the sheet is left.
   * @param {Choice[]} all
   * @param {Choice | undefined} now
   * @param {(sign: Sign) => void} take
   */
  open(all, now, take) {
    this.now = now ?? all[0];
    this.take = take;
    fill(the("sign-choices"), ...all.map((choice) => this.choice(choice)));
    this.name();
    this.sheet.showModal();
    this.sheet.querySelector("input:checked")?.focus();
  }

  /** @param {Choice} choice */
  choice(choice) {
    const chosen = this.now && same(choice.sign, this.now.sign);
    const pick = () => {
      this.now = choice;
      this.name();
    };
    return h(
      "label",
      { class: "choice" },
      h("input", { type: "radio", name: "sign", checked: Boolean(chosen), onchange: pick }),
      h(
        "span",
        {},
        h("b", {}, choice.title),
        h("br"),
        h("span", { class: "quiet small" }, choice.tells),
      ),
    );
  }

  name() {
    write(the("sign-use"), this.app.say("phone.sign_use", { title: this.now?.title ?? "" }));
  }

  use() {
    this.sheet.close();
    if (this.now) this.take(this.now.sign);
  }
}

/** A sheet also closes when the page beside it is tapped. @param {HTMLDialogElement} sheet */
export function closable(sheet) {
  sheet.addEventListener("click", (event) => {
    if (event.target === sheet) sheet.close();
  });
  for (const button of sheet.querySelectorAll("[data-close]")) {
    button.addEventListener("click", () => sheet.close());
  }
}
