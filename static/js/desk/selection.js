// The notes that are selected, and the one from which a range begins.
import { computed, signal } from "@preact/signals";
import { range } from "./choosing.js";
import { noteById } from "./work.js";

const marked = signal(/** @type {Set<string>} */ (new Set()));
let anchor = "";

/** Only what is still there: somebody may have deleted a note meanwhile. */
export const selected = computed(
  () => new Set([...marked.value].filter((id) => noteById.value.has(id))),
);

/** @param {string} id */
export function toggle(id) {
  const next = new Set(marked.value);
  if (!next.delete(id)) next.add(id);
  marked.value = next;
  anchor = id;
}

/** Select all from the last one touched to this one, in the order of the list.
 * @param {string[]} ids @param {string} to */
export function selectTo(ids, to) {
  marked.value = new Set([...marked.value, ...range(ids, anchor, to)]);
  if (!ids.includes(anchor)) anchor = to;
}

/** @param {Iterable<string>} ids */
export function selectAll(ids) {
  marked.value = new Set([...marked.value, ...ids]);
}

export function selectNone() {
  marked.value = new Set();
}
