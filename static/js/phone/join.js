// Finding one's own name while typing.
import { newId } from "../shared/ids.js";
import { speaker, wordsOfPage } from "../shared/words.js";
import { fill, h, icon, the } from "./dom.js";

/** @typedef {{id: string, parts: [string, boolean][], organisation: string}} Hit */

const PAUSE_MS = 180;
const AGAIN_MS = 2_000;
const CLAIM = "claim ";

export function startJoin() {
  new Finding().begin();
}

class Finding {
  constructor() {
    this.say = speaker(wordsOfPage());
    this.form = the("find");
    this.field = the("q");
    this.box = the("hits");
    this.asked = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.keep = new Visits();
  }

  begin() {
    this.form.addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      this.look();
    });
    this.field.addEventListener("input", () => this.soon(PAUSE_MS));
    for (const one of this.box.querySelectorAll("form")) this.keep.mark(one);
    addEventListener("pageshow", () => this.field.value && this.look());
  }

  /** @param {number} milliseconds */
  soon(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), milliseconds);
  }

  async look() {
    clearTimeout(this.timer);
    const typed = this.field.value.trim();
    this.asked += 1;
    const mine = this.asked;
    if (typed.replace(/[^\p{L}\p{N}]/gu, "").length < 3) {
      fill(this.box);
      this.tell("");
      return;
    }
    const found = await this.ask(typed);
    if (mine === this.asked && found) this.show(found);
  }

  /** @param {string} typed @returns {Promise<{hits: Hit[], more: boolean} | null>} */
  async ask(typed) {
    try {
      const address = `${this.form.dataset.names}?q=${encodeURIComponent(typed)}`;
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      const data = await answer.json();
      if (answer.ok) return data;
      if (data.data?.retry_ms) this.soon(data.data.retry_ms);
      else this.note(data.sentence);
    } catch {
      this.note(this.say("join.unreachable"));
      this.soon(AGAIN_MS);
    }
    return null;
  }

  /** @param {{hits: Hit[], more: boolean}} found */
  show({ hits, more }) {
    const n = hits.length;
    const line = n ? this.say("join.hits", { n }) : this.say("join.none");
    fill(
      this.box,
      h("p", { class: "small quiet" }, line),
      h("ul", { class: "people people--choose" }, ...hits.map((hit) => this.hit(hit))),
      more && h("p", { class: "small quiet" }, this.say("join.more")),
    );
    this.tell(line);
  }

  /** @param {Hit} hit */
  hit(hit) {
    const name = hit.parts.map(([text, typed]) => (typed ? h("mark", {}, text) : text));
    const form = h(
      "form",
      { method: "post", action: this.box.dataset.claim },
      h("input", { type: "hidden", name: "form_id", value: newId() }),
      h(
        "button",
        { class: "hit", name: "participant", value: hit.id },
        h(
          "span",
          {},
          h("span", { class: "hit__name" }, ...name),
          h("br"),
          h("span", { class: "quiet" }, hit.organisation),
        ),
        icon("frem"),
      ),
    );
    this.keep.mark(form);
    return h("li", {}, form);
  }

  /** @param {string} sentence */
  note(sentence) {
    fill(this.box, h("p", { class: "small quiet" }, sentence));
    this.tell(sentence);
  }

  /** @param {string} sentence */
  tell(sentence) {
    the("hits-said").textContent = sentence;
  }
}

/** We are in: a later claim of the same name is a new one. */
export function forgetClaims() {
  try {
    for (const name of Object.keys(sessionStorage)) {
      if (name.startsWith(CLAIM)) sessionStorage.removeItem(name);
    }
  } catch {
    // No storage, nothing to forget.
  }
}

/** The id of each claim is kept while the tab lives: when the reply to a claim is lost, and the
 * person comes back to this page, the same claim is sent again, and the name is not "in use". */
class Visits {
  /** @param {HTMLFormElement} form */
  mark(form) {
    const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("form_id"));
    const button = /** @type {HTMLButtonElement} */ (form.querySelector("button"));
    try {
      const name = `${CLAIM}${location.pathname} ${button.value}`;
      const kept = sessionStorage.getItem(name);
      if (kept) field.value = kept;
      else sessionStorage.setItem(name, field.value);
    } catch {
      // No storage: the id of this page serves.
    }
  }
}
