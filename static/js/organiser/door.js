// The check-in list: a search as one types, and ticks that leave the page where it is.
import { fold } from "../shared/order.js";
import { show } from "./swap.js";

/** Makes the check-in list quick; does nothing on other pages. */
export function doorPage() {
  if (!document.querySelector("[data-checkin]")) return;
  document.addEventListener("input", (event) => {
    if (/** @type {Element} */ (event.target).id === "q") filter();
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement)) return;
    if (form.matches(".door__find")) {
      event.preventDefault();
      toTheOnlyOne();
    } else if (form.matches("[data-door]")) {
      event.preventDefault();
      void take(form);
    }
  });
  ready();
}

function ready() {
  document.querySelector("[data-no-script]")?.setAttribute("hidden", "");
  filter();
}

/** @param {HTMLFormElement} form one person's tick */
async function take(form) {
  const byKey = form.contains(document.activeElement) && matchMedia("(pointer: fine)").matches;
  for (const button of form.querySelectorAll("button")) button.disabled = true;
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) fields.append(name, String(value));
  await show(form.action, fields, ready, false);
  // The next name is typed at once; on a phone that would bring the keyboard up unasked.
  if (byKey) search()?.focus();
}

function search() {
  return /** @type {HTMLInputElement | null} */ (document.getElementById("q"));
}

/** Shows those who fit what is typed. */
function filter() {
  const wanted = fold(search()?.value.trim() ?? "");
  let found = 0;
  for (const row of /** @type {NodeListOf<HTMLElement>} */ (rows())) {
    row.hidden = !(row.dataset.find ?? "").includes(wanted);
    found += row.hidden ? 0 : 1;
  }
  document.querySelector("[data-nobody]")?.toggleAttribute("hidden", found > 0);
  const typed = search()?.value.trim() ?? "";
  const add = document.querySelector("[data-new]");
  const at = add?.getAttribute("href")?.split("?")[0] ?? "";
  add?.setAttribute("href", typed ? `${at}?${new URLSearchParams({ q: typed })}` : at);
}

/** Enter goes to the first who fits: once more, and they are ticked off. */
function toTheOnlyOne() {
  const row = [...rows()].find((one) => !(/** @type {HTMLElement} */ (one).hidden));
  const next = row?.querySelector("button") ?? row?.querySelector("a");
  next?.focus();
}

function rows() {
  return document.querySelectorAll("[data-find]");
}
