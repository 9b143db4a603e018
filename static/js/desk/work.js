// Notes and themes as this desk shows them: the stream's, with what waits in the outbox on top.
import { computed, effect, signal } from "@preact/signals";
import { newId } from "../shared/ids.js";
import { feed } from "./context.js";
import { Outbox } from "./outbox.js";
import { foreseen, inOrder } from "./waiting.js";

/** @typedef {import("../shared/reading.js").Note} Note */
/** @typedef {import("./waiting.js").Theme} Theme */

const AGAIN_MS = 1_000;
const changes = signal(0);

export const outbox = new Outbox({
  workshop: document.body.dataset.workshop ?? "",
  store: localStorage,
  newId,
  send: (verb, message) => feed.perform(verb, message),
  onChange: () => {
    changes.value += 1;
  },
});

/** How many actions wait for a connection, and what was refused. */
export const unsent = computed(() => {
  changes.value;
  return outbox.unsent();
});
export const refusedLater = computed(() => {
  changes.value;
  return outbox.refused();
});

/** Names of themes that this page has seen, also of those that are gone. */
export const namesSeen = new Map();

// One by one: what reads themes is not drawn again because a note came.
const storedNotes = computed(() => feed.all("note"));
const storedThemes = computed(() => {
  const found = inOrder(feed.all("theme"));
  for (const theme of found) namesSeen.set(theme.id, theme.name);
  return found;
});
const all = computed(() => {
  changes.value;
  return foreseen(storedNotes.value, storedThemes.value, outbox.waiting());
});

/** All notes, newest first: one list for every part of the page. */
export const notes = computed(() => [...all.value.notes].sort((one, other) => other.seq - one.seq));
export const noteById = computed(() => new Map(notes.value.map((note) => [note.id, note])));
/** All themes, first to last. */
export const themes = computed(() => all.value.themes);
/** The notes of each theme, first written first. */
export const byTheme = computed(() => {
  /** @type {Map<string, Note[]>} */
  const found = new Map(themes.value.map((theme) => [theme.id, []]));
  for (const note of notes.value) if (note.theme) found.get(note.theme)?.push(note);
  for (const some of found.values()) some.reverse();
  return found;
});
/** The queue for the board, first in first out. */
export const queue = computed(() =>
  notes.value
    .filter((note) => note.queued && note.state === "shown")
    .sort((one, other) => (one.queued ?? 0) - (other.queued ?? 0)),
);

effect(() => {
  feed.version.value;
  changes.value; // an answer may come after the frame that shows what it answers
  outbox.settle(feed.seq());
});
effect(() => {
  if (feed.state.value === "live") void outbox.go();
});
setInterval(() => {
  if (outbox.unsent()) void outbox.go();
}, AGAIN_MS);
