// The one order of names, as core/text.py has it: æ ø å last, aa as å, ä as æ, ö as ø, numbers by size.

/** @type {Record<string, string>} */
const LAST = { æ: "{a", ä: "{a", ø: "{b", ö: "{b", å: "{c" };

/** What to sort a name by. @param {string} text */
export function sortKey(text) {
  const lowered = text.normalize("NFC").toLowerCase().replaceAll("aa", "å");
  const spelled = [...lowered].map((sign) => LAST[sign] ?? bare(sign)).join("");
  return spelled.replace(/\d+/g, (digits) => digits.padStart(6, "0"));
}

/** Whether one name stands before another: for Array.sort. @param {string} one @param {string} other */
export function byName(one, other) {
  const [a, b] = [sortKey(one), sortKey(other)];
  if (a !== b) return a < b ? -1 : 1;
  return one < other ? -1 : Number(one > other);
}

/** For finding: lower case, accents off, æ ø å kept, aa as å. @param {string} text */
export function fold(text) {
  const lowered = text.normalize("NFC").toLowerCase().replaceAll("aa", "å");
  return [...lowered].map((sign) => ("æøå".includes(sign) ? sign : bare(sign))).join("");
}

/** @param {string} sign */
function bare(sign) {
  return sign.normalize("NFD").replace(/\p{M}/gu, "");
}
