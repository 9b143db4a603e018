// What every part of the desk knows: the stream, the words, the language.
import { follow } from "../shared/feed.js";
import { speaker, wordsOfPage } from "../shared/words.js";

export const language = document.documentElement.lang;
export const say = speaker(wordsOfPage());
export const feed = follow(
  document.body.dataset.workshop ?? "",
  /** @type {"moderator" | "keeper" | "organiser"} */ (document.body.dataset.role),
);
