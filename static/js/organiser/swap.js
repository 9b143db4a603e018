// Follows links and sends forms without leaving the page: the answer's parts take the old ones' place.

const PARTS = ["#main", ".work__sea"];

/** @type {HTMLElement | undefined} */
let speaking;

/**
 * Says something to those who listen; it stands outside of what is swapped.
 * @param {string} text
 */
export function say(text) {
  if (!speaking) {
    speaking = document.createElement("p");
    speaking.className = "visually-hidden";
    speaking.setAttribute("role", "status");
    document.body.append(speaking);
  }
  speaking.textContent = text;
}

/**
 * Lets links and forms marked data-swap do so, and the way back too.
 * @param {() => void} ready is called on every new picture
 */
export function swapping(ready) {
  document.addEventListener("click", (event) => {
    const link = /** @type {Element} */ (event.target).closest?.("a[data-swap]");
    const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0;
    if (!(link instanceof HTMLAnchorElement) || !plain) return;
    event.preventDefault();
    void show(link.href, undefined, ready);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.matches("[data-swap]")) return;
    event.preventDefault();
    void show(form.action, fields(form, event.submitter), ready);
  });
  window.addEventListener("popstate", () => void show(location.href, undefined, ready, false));
}

/**
 * Asks for a page and takes over its parts; when that fails, the browser goes there by itself.
 * @param {string} address
 * @param {URLSearchParams | undefined} body of a form
 * @param {() => void} ready
 * @param {boolean} [remember] as a step of the history
 */
export async function show(address, body, ready, remember = true) {
  try {
    const answer = await fetch(address, {
      method: body ? "POST" : "GET",
      body,
      headers: { Accept: "text/html" },
    });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!PARTS.every((part) => page.querySelector(part))) throw new Error("another page");
    if (remember && answer.ok && answer.url !== location.href) {
      history.pushState(null, "", answer.url);
    }
    take(page, answer.ok);
    ready();
  } catch {
    if (body) location.reload();
    else location.assign(address);
  }
}

/**
 * @param {Document} page
 * @param {boolean} well
 */
function take(page, well) {
  const place = focusPlace();
  for (const part of PARTS) {
    const now = document.querySelector(part);
    const next = page.querySelector(part);
    if (now && next) now.replaceWith(document.adoptNode(next));
  }
  document.title = page.title;
  const says = document.querySelector(well ? "[data-says]" : ".refused");
  if (says) say(says.textContent?.trim() ?? "");
  if (!well) document.querySelector(".refused")?.scrollIntoView({ block: "nearest" });
  const focused = place ? document.querySelector(place) : null;
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  if (place.startsWith("[data-person")) showChosen();
  askPrice();
}

/** What a move costs is said, and Enter says yes to it. */
function askPrice() {
  const price = document.querySelector("[data-price]");
  const yes = price?.querySelector("[data-confirm]");
  if (!price || !(yes instanceof HTMLElement)) return;
  const lines = [...price.querySelectorAll("h3, p:not(:has(a))")];
  say(lines.map((line) => line.textContent?.trim()).join(" "));
  yes.focus({ preventScroll: true });
  price.scrollIntoView({ block: "nearest" });
}

/** On a narrow page the chosen person stands above the tables: go there. */
function showChosen() {
  const heading = document.querySelector(".plan-name");
  if (!(heading instanceof HTMLElement) || matchMedia("(min-width: 1180px)").matches) return;
  heading.focus();
  heading.scrollIntoView({ block: "start" });
}

/** Where the focus was, as a selector that finds the same thing in the next picture. */
function focusPlace() {
  const at = document.activeElement;
  const person = at?.getAttribute("data-person");
  if (person) return `[data-person="${CSS.escape(person)}"]`;
  if (at?.closest("[data-price]")) return ".is-picked a";
  if (at instanceof HTMLButtonElement && at.name === "lock") return 'button[name="lock"]';
  if (at?.closest("[data-wishing]")) return "[data-wishing] summary";
  if (at?.closest(".wished")) return ".wished summary";
  if (at?.matches(".plan-rounds a")) return ".plan-rounds [aria-current]";
  return at?.closest(".work__sea") ? ".sea-does .button--main, .sea-does .button" : "";
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} button
 */
function fields(form, button) {
  const given = new URLSearchParams();
  for (const [name, value] of new FormData(form)) given.append(name, String(value));
  if (button instanceof HTMLButtonElement && button.name) given.append(button.name, button.value);
  return given;
}
