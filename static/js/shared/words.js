// The words of a page's script, as the server put them there, in the page's language.

/** @typedef {string | {one: string, other: string}} Text */
/** @typedef {{da: string, en: string}} Both a text in both languages, either may be empty */
/** @typedef {(key: string, places?: Record<string, string | number>) => string} Say */

/**
 * Speaks from a set of words: say("shared.table", {number: 7}). A text with "one" and "other" goes by n.
 * An unknown key is given back as it is, so that a missing word shows.
 * @param {Record<string, Text>} words
 * @returns {Say}
 */
export function speaker(words) {
  return (key, places = {}) => {
    const found = words[key] ?? key;
    const text = typeof found === "string" ? found : found[places.n === 1 ? "one" : "other"];
    return text.replace(/\{(\w+)\}/g, (whole, name) =>
      name in places ? String(places[name]) : whole,
    );
  };
}

/** The words that stand in the page. @returns {Record<string, Text>} */
export function wordsOfPage() {
  return JSON.parse(document.getElementById("words")?.textContent ?? "{}");
}

/**
 * A two-language text in this language, or in the other where it is missing; lang says which.
 * @param {Both | undefined} texts
 * @param {string} language da or en
 * @returns {{text: string, lang: string}}
 */
export function best(texts, language) {
  const own = language === "en" ? "en" : "da";
  const other = own === "da" ? "en" : "da";
  const lang = texts?.[own] || !texts?.[other] ? own : other;
  return { text: texts?.[lang] ?? "", lang };
}
