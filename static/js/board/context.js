// What every part of the board knows: the stream, the words, the language, the ticking time.
import { signal } from "@preact/signals";
import { speaker, wordsOfPage } from "../shared/words.js";

export const language = document.documentElement.lang;
export const say = speaker(wordsOfPage());
/** Where phones find the day, as people type it. */
export const host = document.body.dataset.host ?? "";

/** Counts up when the window changes its size, so that texts are fitted anew. */
export const resized = signal(0);
window.addEventListener("resize", () => {
  resized.value += 1;
});
