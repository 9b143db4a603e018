// Writing a note: choose a prompt, write, see the signature, lay it on the table.

import { roundNow, slot } from "../shared/reading.js";
import { promptToShow } from "./choosing.js";
import { copy } from "./copy.js";
import { the, write } from "./dom.js";
import { Grace } from "./grace.js";
import { asHighAsItsText } from "./height.js";
import { problem, signs, tidy } from "./notes.js";
import { Questions } from "./questions.js";
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
    /** @type {{prompt: string, round: string | undefined} | null} a closed prompt that was tapped */
    this.asked = null;
    this.busy = false;
    this.text = the("text");
    this.text.addEventListener("input", () => this.typed());
    this.text.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.send();
    });
    the("send").addEventListener("click", () => this.send());
    the("sign-change").addEventListener("click", () => {
      chooseSign(this.choices(), this.choice(), (sign) => {
        this.keepDraft({ sign });
        this.app.changed();
      });
    });
    the("copy-draft").addEventListener("click", () => copy(this.text.value, this.app));
    the("drop-draft").addEventListener("click", () => this.forget());
    this.grace = new Grace(() => app.changed());
    this.questions = new Questions(app, (one) => this.choose(one));
  }

  /** @returns {Prompt[]} */
  prompts() {
    return promptsHere(this.app.records, (prompt) => this.kept(prompt));
  }

  /** @returns {Prompt | undefined} */
  chosenPrompt() {
    const round = roundNow(this.app.records)?.id;
    return promptToShow(this.prompts(), {
      now: this.prompt,
      asked: this.asked && this.asked.round === round ? this.asked.prompt : null,
      kept: (prompt) => this.kept(prompt),
    });
  }

  /** Whether a text is kept for a prompt and not sent. @param {string} prompt */
  kept(prompt) {
    return Boolean(this.app.drafts.of(prompt)?.text.trim());
  }

  /** Whether somebody is writing just now. */
  get writing() {
    return Boolean(this.text.value.trim()) || document.activeElement === this.text;
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

  /** Where a note that is laid now was written, and what the phone had seen then; null: nowhere.
   * @returns {import("./drafts.js").At | null} */
  at() {
    const { app } = this;
    const prompt = this.chosenPrompt();
    if (!prompt || !app.open || !this.choice()) return null;
    if (!prompt.open_in) {
      return (this.grace.holds(prompt.id) && app.drafts.of(prompt.id)?.at) || null;
    }
    const group = groupNow(app.records);
    const seat = group && group.round === prompt.open_in ? group : undefined;
    const [id, table] = [seat?.id ?? null, seat?.table ?? null];
    return { round: prompt.open_in, group: id, table, seen: app.live.seq() };
  }

  draw() {
    this.grace.look(this.prompts(), (one) => this.kept(one));
    const prompt = this.chosenPrompt();
    if (prompt?.open_in) this.asked = null;
    if (prompt?.id !== this.prompt) this.turnTo(prompt?.id ?? null);
    const writable = this.at() !== null;
    const grace = writable && !prompt?.open_in;
    const hasText = Boolean(this.text.value.trim());
    const asked = Boolean(prompt && this.asked?.prompt === prompt.id);
    this.questions.draw({ all: this.prompts(), here: prompt, writable, hasText, asked, grace });
    the("compose").hidden = !prompt || !(writable || hasText);
    for (const id of ["send", "signing"]) the(id).hidden = !writable;
    for (const id of ["copy-draft", "drop-draft"]) the(id).hidden = writable || !hasText;
    this.text.readOnly = !writable;
    if (!prompt) return;
    the("note").dataset.q = String(slot(prompt));
    write(the("sign-now"), this.choice()?.title ?? "");
    the("sign-change").hidden = this.choices().length < 2;
    this.count();
  }

  /** Go to a prompt; one that is closed is shown with what was written to it. @param {Prompt} one */
  choose(one) {
    const round = roundNow(this.app.records)?.id;
    this.asked = one.open_in ? null : { prompt: one.id, round };
    this.turnTo(one.id);
    this.draw();
    this.app.changed();
    if (one.open_in) {
      this.text.focus();
      return;
    }
    the("prompts").querySelector("[aria-current]")?.focus();
    this.app.tell(the("closed-text").textContent);
  }

  /** Take what was written to a closed prompt off the phone. */
  async forget() {
    if (!this.prompt) return;
    this.app.drafts.drop(this.prompt);
    this.text.value = "";
    await this.app.store.write([], [["drafts", this.prompt]]);
    this.app.changed();
  }

  /** Write to another prompt; what was written to this one stays as its draft.
   * @param {string | null} prompt */
  turnTo(prompt) {
    if (this.prompt) this.app.drafts.flush(this.prompt);
    // At first there may stand what was typed before this script was up: on a slow net, seconds.
    const early = this.prompt ? "" : this.text.value;
    this.prompt = prompt;
    const draft = (prompt && this.app.drafts.of(prompt)?.text) || "";
    this.text.value = together(draft, early);
    if (this.text.value !== draft) this.keepDraft({ text: this.text.value });
    asHighAsItsText(this.text);
  }

  typed() {
    asHighAsItsText(this.text);
    const at = this.chosenPrompt()?.open_in ? this.at() : null;
    this.keepDraft({ text: this.text.value, ...(at ? { at } : {}) });
    the("text-no").hidden = true;
    this.count();
  }

  /** @param {{text?: string, at?: import("./drafts.js").At, sign?: import("./notes.js").Sign}} change */
  keepDraft(change) {
    if (!this.prompt) return;
    const before = this.app.drafts.of(this.prompt) ?? { id: this.prompt, text: this.text.value };
    this.app.drafts.keep({ ...before, ...change });
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
    const at = this.at();
    if (this.busy || !prompt || !choice || !at) return;
    const no = problem(this.text.value, app.limits);
    if (no) {
      this.refuse(app.why(no));
      return;
    }
    this.busy = true;
    const { round, group, table, seen } = at;
    const fields = {
      prompt: prompt.id,
      round,
      group,
      table,
      text: tidy(this.text.value),
      sign: choice.sign,
    };
    app.drafts.drop(prompt.id);
    await app.outbox.add(fields, seen);
    this.busy = false;
    this.empty();
  }

  /** Ready for the next note, which begins with the prompt's own signature again. */
  empty() {
    this.text.value = "";
    asHighAsItsText(this.text);
    this.app.tell(this.app.say("phone.laid"));
    this.app.draw(); // a tap is answered now, not with the next frame
  }

  /** @param {string} sentence */
  refuse(sentence) {
    const shown = the("text-no");
    shown.hidden = false;
    write(shown, sentence);
    this.text.focus();
  }

  /** Take a note back to be written on as it is signed, if nothing is being written.
   * @param {{prompt: string, text: string, sign: import("./notes.js").Sign}} note */
  takeBack({ prompt, text, sign }) {
    if (this.prompt !== prompt) this.turnTo(prompt);
    if (this.text.value.trim()) return false;
    this.text.value = text;
    this.keepDraft({ sign });
    this.typed();
    return true;
  }
}

/** What was kept, and what was typed below it. @param {string} draft @param {string} early */
function together(draft, early) {
  if (!early.trim() || early === draft) return draft;
  return draft ? `${draft}\n${early}` : early;
}
