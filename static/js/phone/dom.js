// Making and updating the page by hand: small helpers instead of a framework.

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * An element. Text is only ever set as text, so what people typed cannot become markup.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | boolean | ((event: any) => void) | undefined>} [attributes]
 *   on… functions listen; true sets an empty attribute; false and undefined none
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false)
      made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...present(children));
  return made;
}

/** An icon of the sprite; decoration. @param {string} name */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "i");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `/static/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

/** The element with this id, which the page always has. @param {string} id @returns {any} */
export function the(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}

/** Put these in place of what is there. @param {Element} parent @param {...Child} children */
export function fill(parent, ...children) {
  parent.replaceChildren(...present(children));
}

/** Set a text only when it is another, so that screen readers hear no repeats.
 * @param {Element} element @param {string} text */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Bring a list to this order, keeping the elements (and focus) of the items that stay as they were.
 * @template T
 * @param {Element} list
 * @param {T[]} items
 * @param {(item: T) => string} key names the item and all that its element shows
 * @param {(item: T) => Element} make
 */
export function keyed(list, items, key, make) {
  const there = new Map([...list.children].map((one) => [one.getAttribute("data-key"), one]));
  const wanted = items.map((item) => {
    const name = key(item);
    const kept = there.get(name);
    if (kept) return kept;
    const made = make(item);
    made.setAttribute("data-key", name);
    return made;
  });
  const stay = new Set(wanted);
  for (const one of [...list.children]) if (!stay.has(one)) one.remove();
  wanted.forEach((one, at) => {
    if (list.children[at] !== one) list.insertBefore(one, list.children[at] ?? null);
  });
}

/** @param {Child[]} children @returns {(Node | string)[]} */
function present(children) {
  return /** @type {(Node | string)[]} */ (children.filter((child) => child || child === ""));
}
