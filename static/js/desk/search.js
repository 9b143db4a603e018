// Finds notes as Danes write: æ ø å or ae oe aa, parts of compounds, other forms of a word.

/** Letters as a keyboard without æ ø å writes them, lower case, accents off. @param {string} text */
export function spelled(text) {
  const lowered = text.normalize("NFC").toLowerCase();
  if (/^[\x20-\x7e\n]*$/.test(lowered)) return lowered;
  return lowered
    .replace(/[æä]/g, "ae")
    .replace(/[øö]/g, "oe")
    .replace(/å/g, "aa")
    .normalize("NFD")
    .replace(/\p{M}/gu, "");
}

// Endings of Danish nouns, adjectives and verbs, longest first; genitive s is taken off before.
const ENDINGS = [
  ...["erende", "hedens", "hedern", "elsern"],
  ...["erne", "ende", "erede", "eret", "edes", "else", "este", "heden", "heder", "elser"],
  ...["ene", "ere", "est", "ede", "hed", "ens", "ets"],
  ...["en", "er", "et", "es", "te", "de"],
  ...["e", "t"],
].sort((one, other) => other.length - one.length);
const LEAST = 3;

/** Vowels that change, of words that this day is made of; both sides as spelled() has them.
 * @type {Record<string, string>} */
const CHANGES = {
  boern: "barn",
  maend: "mand",
  boeger: "bog",
  boenner: "bonde",
  broedre: "bror",
  boedre: "bod",
  doetre: "datter",
  foraeldre: "foraeld",
  haender: "haand",
  kraefter: "kraft",
  moedre: "mor",
  naetter: "nat",
  soenner: "soen",
  staeder: "sted",
  staenger: "stang",
  taend: "tand",
  aar: "aar",
  raed: "raad",
};

/** What a word and its other forms have in common. @param {string} word as spelled() gives it */
export function stem(word) {
  const bare = word.length > LEAST + 1 && word.endsWith("s") ? word.slice(0, -1) : word;
  for (const [form, base] of Object.entries(CHANGES)) {
    if (bare.startsWith(form) && bare.length - form.length <= 3) return base;
  }
  for (const ending of ENDINGS) {
    const cut = bare.length - ending.length;
    // "betalte" has the ending te, "møde" not the ending de.
    const least = ending === "te" || ending === "de" ? LEAST + 2 : LEAST;
    if (cut >= least && bare.endsWith(ending)) return single(bare.slice(0, cut));
  }
  return single(bare);
}

/** katt-en is of kat, and mødd- of mød. @param {string} word */
function single(word) {
  const last = word.at(-1) ?? "";
  const isDoubled = word.length > LEAST && last === word.at(-2) && !"aeiouy".includes(last);
  return isDoubled ? word.slice(0, -1) : word;
}

/** The words of a text, as spelled() gives them. @param {string} text */
export function words(text) {
  return apart(spelled(text));
}

/** @param {string} whole as spelled() gives it */
function apart(whole) {
  return whole.match(/[a-z0-9]+/g) ?? [];
}

/** @typedef {{text: string, whole: string, stems: Set<string>}} Known what is kept of one note */

/** Remembers what it has taken apart, so that a search over all notes is quick. */
export class Finder {
  constructor() {
    /** @type {Map<string, Known>} */
    this.known = new Map();
    /** @type {Map<string, string>} */
    this.roots = new Map();
  }

  /** @param {string} id @param {string} text @returns {Known} */
  look(id, text) {
    const before = this.known.get(id);
    if (before?.text === text) return before;
    const whole = spelled(text);
    const found = { text, whole, stems: new Set(apart(whole).map((word) => this.rootOf(word))) };
    this.known.set(id, found);
    return found;
  }

  /** People use the same words again and again: each is cut once. @param {string} word */
  rootOf(word) {
    const root = this.roots.get(word) ?? stem(word);
    this.roots.set(word, root);
    return root;
  }

  /**
   * Those of the notes that hold every word that was typed.
   * @template {{id: string}} N
   * @param {N[]} notes
   * @param {string} typed
   * @param {(note: N) => string} textOf what of a note is searched
   * @returns {N[]}
   */
  find(notes, typed, textOf) {
    const asked = words(typed).map((word) => ({ word, root: stem(word) }));
    if (asked.length === 0) return notes;
    return notes.filter((note) => {
      const known = this.look(note.id, textOf(note));
      return asked.every(({ word, root }) => holds(known, word, root));
    });
  }
}

// A short root stands in too many words: then only whole words of that root count.
const LONG_ROOT = 5;

/** @param {Known} known @param {string} word @param {string} root */
function holds(known, word, root) {
  return (
    known.whole.includes(word) ||
    known.stems.has(root) ||
    (root.length >= LONG_ROOT && known.whole.includes(root))
  );
}
