// Writing a note: choose a prompt, write, see the signature, lay it on the table.

import { slot } from "../shared/reading.js";
import { best } from "../shared/words.js";
import { h, icon, keyed, the, write } from "./dom.js";
import { problem, signs, tidy } from "./notes.js";
import { groupNow, place, promptsHere } from "./seat.js";
import { choices, chosen } from "./signing.js";

/** @typedef {import("../shared/reading.js").Prompt} Prompt */

const COUNT_FROM = 100;

export class Compose {
  /**
   * @param {import("./app.js").App} app
   * @param {(all: import("./signing.js").Choice[], now: import("./signing.js").Choice | undefined,
   *   take: (sign: import("./notes.js").Sign) => void) => void} chooseSign opens the sheet
   */
  constructor(app, chooseSign) {
    this.app = app;
    /** @type {string | null} the prompt that is written to */
    this.prompt = null;
    this.busy = false;
    this.text = the("text");
    this.text.addEventListener("input", () => this.typed());
    this.text.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.send();
    });
    the("compose").addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      this.send();
    });
    the("sign-change").addEventListener("click", () => {
      chooseSign(this.choices(), this.choice(), (sign) => {
        this.keepDraft({ sign });
        this.app.changed();
      });
    });
    the("copy-draft").addEventListener("click", () => copy(this.text.value, this.app));
  }

  /** @returns {Prompt[]} */
  prompts() {
    return promptsHere(this.app.records);
  }

  /** @returns {Prompt | undefined} */
  chosenPrompt() {
    const all = this.prompts();
    const now = all.find((one) => one.id === this.prompt);
    if (now && (now.open_in || this.text.value)) return now;
    const drafted = all.find((one) => this.app.drafts.of(one.id)?.text);
    return (now?.open_in ? now : all.find((one) => one.open_in)) ?? drafted ?? now ?? all[0];
  }

  choices() {
    const { me, say, language, records } = this.app;
    return choices(me, place(records), say, language);
  }

  choice() {
    const prompt = this.chosenPrompt();
    const asked = prompt && this.app.drafts.of(prompt.id)?.sign;
    return chosen(this.choices(), asked, prompt?.default_signature);
  }

  draw() {
    const prompt = this.chosenPrompt();
    if (prompt?.id !== this.prompt) this.turnTo(prompt?.id ?? null);
    const writable = Boolean(prompt?.open_in && this.app.open && this.choice());
    const hasText = Boolean(this.text.value.trim());
    keyed(
      the("prompts"),
      this.prompts(),
      (one) => this.tabKey(one),
      (one) => this.tab(one),
    );
    the("prompts").hidden = this.prompts().length < 2;
    the("compose").hidden = !prompt || !(writable || hasText);
    the("send").hidden = !writable;
    the("copy-draft").hidden = writable || !hasText;
    the("closed").hidden = writable;
    write(the("closed-text"), this.closedText(prompt, hasText));
    the("question").hidden = !prompt;
    if (!prompt) return;
    write(the("question"), this.words(prompt.text) || this.words(prompt.title));
    the("note").dataset.q = String(slot(prompt));
    write(the("sign-now"), this.choice()?.title ?? "");
    the("sign-change").hidden = this.choices().length < 2;
    this.count();
  }

  /** @param {Prompt | undefined} prompt @param {boolean} hasText */
  closedText(prompt, hasText) {
    const { say, open } = this.app;
    if (!open) return say(hasText ? "phone.over_kept" : "phone.over");
    if (prompt && hasText) return say("phone.closed_kept", { title: this.words(prompt.title) });
    return say("phone.nothing_open");
  }

  /** @param {import("../shared/words.js").Both} texts */
  words(texts) {
    return best(texts, this.app.language).text;
  }

  /** @param {Prompt} one */
  tabKey(one) {
    return [one.id, one.id === this.prompt, one.open_in, one.icon, this.words(one.title)].join("|");
  }

  /** @param {Prompt} one */
  tab(one) {
    const here = one.id === this.prompt;
    return h(
      "button",
      {
        class: `prompt${one.open_in ? "" : " prompt--closed"}`,
        type: "button",
        "data-q": String(slot(one)),
        "aria-current": here ? "true" : undefined,
        onclick: () => {
          this.turnTo(one.id);
          this.app.changed();
          the("text").focus();
        },
      },
      icon(one.icon),
      h("span", {}, this.words(one.title)),
    );
  }

  /** Write to another prompt; what was written to this one stays as its draft.
   * @param {string | null} prompt */
  turnTo(prompt) {
    if (this.prompt) this.app.drafts.flush(this.prompt);
    this.prompt = prompt;
    this.text.value = (prompt && this.app.drafts.of(prompt)?.text) || "";
    this.size();
  }

  typed() {
    this.size();
    this.keepDraft({ text: this.text.value });
    the("text-no").hidden = true;
    this.count();
  }

  /** @param {{text?: string, sign?: import("./notes.js").Sign}} change */
  keepDraft(change) {
    if (!this.prompt) return;
    const before = this.app.drafts.of(this.prompt) ?? { id: this.prompt, text: this.text.value };
    this.app.drafts.keep({ ...before, ...change });
  }

  /** As high as the text is. */
  size() {
    this.text.style.setProperty("height", "auto");
    this.text.style.setProperty("height", `${this.text.scrollHeight}px`);
  }

  count() {
    const left = this.app.limits.length - signs(this.text.value);
    const shown = the("count");
    shown.hidden = left > COUNT_FROM;
    const key = left < 0 ? "phone.signs_over" : "phone.signs_left";
    write(shown, this.app.say(key, { n: Math.abs(left) }));
    shown.classList.toggle("count--over", left < 0);
  }

  async send() {
    const { app } = this;
    const prompt = this.chosenPrompt();
    const choice = this.choice();
    if (this.busy || !prompt?.open_in || !choice || !app.open) return;
    const no = problem(this.text.value, app.limits);
    if (no) {
      this.refuse(app.why(no));
      return;
    }
    this.busy = true;
    const group = groupNow(app.records);
    const seat = group && group.round === prompt.open_in ? group : undefined;
    const fields = {
      prompt: prompt.id,
      round: prompt.open_in,
      group: seat?.id ?? null,
      table: seat?.table ?? null,
      text: tidy(this.text.value),
      sign: choice.sign,
    };
    app.drafts.drop(prompt.id);
    await app.outbox.add(fields, app.live.seq());
    this.busy = false;
    this.empty(choice.sign);
  }

  /** @param {import("./notes.js").Sign} sign kept for the next note to this prompt */
  empty(sign) {
    this.text.value = "";
    this.keepDraft({ text: "", sign });
    this.size();
    this.app.tell(this.app.say("phone.laid"));
    this.app.changed();
  }

  /** @param {string} sentence */
  refuse(sentence) {
    const shown = the("text-no");
    shown.hidden = false;
    write(shown, sentence);
    this.text.focus();
  }

  /** Take a text back to be written on, if nothing is being written. @param {string} prompt @param {string} text */
  takeBack(prompt, text) {
    if (this.prompt !== prompt) this.turnTo(prompt);
    if (this.text.value.trim()) return false;
    this.text.value = text;
    this.typed();
    return true;
  }
}

/** Copy a text; over plain http the clipboard is closed to pages, so it is chosen and copied the old way.
 * @param {string} text @param {import("./app.js").App} app */
export async function copy(text, app) {
  let copied = false;
  try {
    await navigator.clipboard.writeText(text);
    copied = true;
  } catch {
    const field = h("textarea", { class: "visually-hidden", readonly: true });
    field.value = text;
    (document.querySelector("dialog[open]") ?? document.body).append(field);
    field.select();
    copied = document.execCommand("copy");
    field.remove();
  }
  app.tell(app.say(copied ? "phone.copied" : "phone.not_copied"));
}
