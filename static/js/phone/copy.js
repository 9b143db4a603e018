// Copying a text that stays on the phone.
import { h } from "./dom.js";

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
