// Soft hyphens for long words: the board must not lean on the browser's patterns, which may be missing.

/** Where compounds are joined: after these endings a new word begins. */
const JOINT = /(heds|ings|tions|elses|ments|tets|skabs|doms)(?=\p{L}{3})/giu;
/** A vowel and what closes its syllable: all consonants but those with which the next one may begin. */
const SYLLABLE =
  /[aeiouyæøåé][bcdfghjklmnpqrstvwxz]*?(?=(?:[bdfgkpt]r|[bfgkps]l|s[kpt]|[bcdfghjklmnpqrstvwxz])[aeiouyæøåé])/gi;
const SOFT = "\u00ad";
const LEAST = 3;
const LONGEST = 14;

/**
 * The text with soft hyphens in its words of more than so many letters, three letters or more from either end:
 * where compounds are joined, and in what is still long by a rule of thumb that serves Danish and English.
 * @param {string} text
 * @param {number} [longest] letters that a word may have without
 */
export function softly(text, longest = LONGEST) {
  return text.replace(/\p{L}+/gu, (word) =>
    word.length <= longest
      ? word
      : word
          .replace(JOINT, `$1${SOFT}`)
          .split(SOFT)
          .map((part) => (part.length <= longest ? part : syllables(part)))
          .join(SOFT),
  );
}

/** @param {string} word */
function syllables(word) {
  return word.replace(SYLLABLE, (part, at) => {
    const end = at + part.length;
    return end < LEAST || word.length - end < LEAST ? part : part + SOFT;
  });
}
