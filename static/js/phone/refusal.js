// The kind sentence for a Refusal's code, from the words of the page.

/**
 * @param {import("../shared/words.js").Say} say
 * @param {{code: string, data: Record<string, any>}} no
 */
export function refusalWords(say, no) {
  const key = `refusals.${no.code}`;
  const found = say(key, no.data);
  return found === key ? say("refusals.not_allowed") : found;
}
