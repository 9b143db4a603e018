// Soft hyphens for long words: the board must not lean on the browser's patterns, which may be missing.

const LONG = /\p{L}{15,}/gu;
const SYLLABLE = /([aeiouyæøåé][bcdfghjklmnpqrstvwxz]*?)(?=[bcdfghjklmnpqrstvwxz][aeiouyæøåé])/gi;
const SOFT = "\u00ad";
const LEAST = 3;

/**
 * The text with soft hyphens in its words of more than 14 letters, three letters or more from either end.
 * A rule of thumb (before the last consonant between two vowels), which serves Danish and English.
 * @param {string} text
 */
export function softly(text) {
  return text.replace(LONG, (word) =>
    word.replace(SYLLABLE, (part, _syllable, at) => {
      const end = at + part.length;
      return end < LEAST || word.length - end < LEAST ? part : part + SOFT;
    }),
  );
}
