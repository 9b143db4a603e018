// When this phone stands for nobody any more: nothing personal stays on the page.
import { theDay } from "../shared/reading.js";
import { copy } from "./copy.js";
import { fill, h, the, write } from "./dom.js";

/**
 * Take all off the page but one sentence and the way back. What is not sent stays in the store.
 * @param {import("./app.js").App} app
 * @param {{bold: string, text: string, link: string}} words
 */
export function clearPage(app, { bold, text, link }) {
  app.end();
  app.drafts.flushAll();
  const title = theDay(app.records)?.title ?? "";
  document.title = title;
  write(the("head-title"), title);
  for (const id of ["head-round", "head-time"]) write(the(id), "");
  the("sun").hidden = true;
  for (const gone of document.querySelectorAll("#start, .phone__nav, dialog")) gone.remove();
  document.querySelector(".phone__sea")?.classList.add("phone__sea--low");
  const heading = h("h1", { tabindex: "-1" }, bold);
  const way = h("a", { class: "button button--main button--wide", href: app.me.join }, link);
  const main = /** @type {Element} */ (document.querySelector(".phone__body"));
  fill(
    main,
    h("section", { class: "side", id: "out" }, heading, h("p", {}, text), ...kept(app), way),
  );
  scrollTo(0, 0);
  heading.focus();
}

/** What is said of notes that are not sent. @param {import("./app.js").App} app */
function kept(app) {
  const { say, store } = app;
  const { notes, drafts } = unsent(app);
  if (notes.length + drafts.length === 0) return [];
  if (!store.kept) {
    const all = [...notes, ...drafts].join("\n\n");
    const press = () => copy(all, app);
    return [
      h("p", { class: "refused" }, say("phone.unsent_not_kept")),
      h("button", { class: "button", type: "button", onclick: press }, say("phone.copy")),
    ];
  }
  const sentences = [
    notes.length > 0 && say("phone.unsent", { n: notes.length }),
    drafts.length > 0 && say("phone.unsent_draft"),
  ];
  return [h("p", { id: "unsent" }, sentences.filter(Boolean).join(" "))];
}

/** The texts that wait and those that are being written. @param {import("./app.js").App} app */
function unsent({ outbox, store }) {
  const waiting = new Set(outbox.messages().map((one) => one.note));
  const notes = outbox.notes().filter((one) => waiting.has(one.id));
  const drafts = store.all("drafts").filter((one) => one.text.trim());
  return { notes: notes.map((one) => one.text), drafts: drafts.map((one) => one.text) };
}
