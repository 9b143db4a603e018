// A field as high as its text: the style sheet does it where the browser can, else we ask and set it.

/** To ask, the page has to be laid out, while somebody waits for a letter. */
const BY_ITSELF = globalThis.CSS?.supports("field-sizing", "content");

/** @param {HTMLElement} field */
export function asHighAsItsText(field) {
  if (BY_ITSELF) return;
  field.style.setProperty("height", "auto");
  field.style.setProperty("height", `${field.scrollHeight}px`);
}
