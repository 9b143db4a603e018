// The prompts above the note: which there are, the one that is shown, and what to do when it is closed.
import { slot } from "../shared/reading.js";
import { best } from "../shared/words.js";
import { h, icon, keyed, the, write } from "./dom.js";
import { isOver } from "./seat.js";

/** @typedef {import("../shared/reading.js").Prompt} Prompt */
/** @typedef {{all: Prompt[], here: Prompt | undefined, writable: boolean, hasText: boolean,
 *   asked: boolean, grace: boolean}} Seen `asked`: the one here is closed and was tapped; `grace`: it has
 *   just closed, and what was begun may be finished */

export class Questions {
  /**
   * @param {import("./app.js").App} app
   * @param {(prompt: Prompt) => void} choose
   */
  constructor(app, choose) {
    this.app = app;
    this.choose = choose;
    /** @type {Prompt | undefined} where to write instead */
    this.open = undefined;
    the("to-open").addEventListener("click", () => this.open && choose(this.open));
  }

  /** @param {Seen} seen */
  draw(seen) {
    const { all, here, writable } = seen;
    const over = isOver(this.app.records);
    the("prompts").hidden = all.length < 2 || over;
    keyed(
      the("prompts"),
      all,
      (one) => [one.id, one === here, one.open_in, one.icon, this.title(one)].join("|"),
      (one) => this.tab(one, one === here),
    );
    the("question").hidden = !here && !over;
    write(the("question"), this.question(seen, over));
    the("closed").hidden = writable && !seen.grace;
    the("closed").classList.toggle("empty--over", over);
    write(the("closed-text"), this.why(seen));
    this.open = writable || !this.app.open ? undefined : all.find((one) => one.open_in);
    the("to-open").hidden = !this.open;
    const title = this.open ? this.title(this.open) : "";
    write(the("to-open"), this.app.say("phone.to_open", { title }));
  }

  /** @param {Prompt} one */
  title(one) {
    return best(one.title, this.app.language).text;
  }

  /** @param {Prompt} one @param {boolean} here */
  tab(one, here) {
    return h(
      "button",
      {
        class: `prompt${one.open_in ? "" : " prompt--closed"}`,
        type: "button",
        "data-q": String(slot(one)),
        "aria-current": here ? "true" : undefined,
        onclick: () => this.choose(one),
      },
      icon(one.icon),
      h("span", {}, this.title(one)),
    );
  }

  /** @param {Seen} seen @param {boolean} over */
  question({ here, hasText }, over) {
    if (over && !hasText) return this.app.say("phone.thanks");
    return here ? best(here.text, this.app.language).text || this.title(here) : "";
  }

  /** Why nothing can be written here. @param {Seen} seen */
  why({ here, hasText, asked, grace }) {
    const { say, open } = this.app;
    const title = here ? this.title(here) : "";
    if (!open) return say(hasText ? "phone.over_kept" : "phone.over");
    if (grace) return say("phone.closed_grace", { title });
    if (here && hasText) return say("phone.closed_kept", { title });
    return asked ? say("phone.closed", { title }) : say("phone.nothing_open");
  }
}
