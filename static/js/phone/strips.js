// Strips under the head: no connection, connected again, go to another table, a newer page.
import { fill, h, icon, the } from "./dom.js";

/** @typedef {{kind?: "fine" | "danger" | "go", icon: string, bold: string, text?: string,
 *   button?: {text: string, press: () => void}}} Strip */

export class Strips {
  constructor() {
    /** @type {Map<string, Strip>} */
    this.shown = new Map();
    /** @type {Map<string, ReturnType<typeof setTimeout>>} */
    this.timers = new Map();
  }

  /**
   * Show a strip under its name, in place of the one that stands there.
   * @param {string} name
   * @param {Strip} strip
   * @param {number} [milliseconds] then it goes by itself
   */
  put(name, strip, milliseconds) {
    if (JSON.stringify(this.shown.get(name)) === JSON.stringify(strip)) return;
    clearTimeout(this.timers.get(name));
    if (milliseconds)
      this.timers.set(
        name,
        setTimeout(() => this.take(name), milliseconds),
      );
    this.shown.set(name, strip);
    this.draw();
  }

  /** @param {string} name */
  take(name) {
    clearTimeout(this.timers.get(name));
    if (this.shown.delete(name)) this.draw();
  }

  clear() {
    for (const name of [...this.shown.keys()]) this.take(name);
  }

  draw() {
    const box = the("strips");
    const before = box.offsetHeight;
    fill(box, ...[...this.shown].map(([name, strip]) => made(name, strip)));
    // Whoever is typing keeps the line where the eye is.
    if (document.activeElement?.tagName === "TEXTAREA") scrollBy(0, box.offsetHeight - before);
  }
}

/** @param {string} name @param {Strip} strip */
function made(name, strip) {
  const { button } = strip;
  return h(
    "div",
    { class: `strip${strip.kind ? ` strip--${strip.kind}` : ""}`, "data-strip": name },
    icon(strip.icon),
    h("span", {}, h("b", {}, strip.bold), strip.text ? ` ${strip.text}` : null),
    button &&
      h(
        "button",
        { class: "button button--low push", type: "button", onclick: button.press },
        button.text,
      ),
  );
}
