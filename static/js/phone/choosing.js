// Which prompt the page stands at. Pure.

/** @typedef {import("../shared/reading.js").Prompt} Prompt */

/**
 * The prompt to show: a closed one that was asked for stays, else one where something can be done.
 * @param {Prompt[]} all
 * @param {object} page
 * @param {string | null} page.now where the page stands
 * @param {string | null} page.asked a closed prompt that was tapped
 * @param {(prompt: string) => boolean} page.kept whether something unsent is kept for a prompt
 * @returns {Prompt | undefined}
 */
export function promptToShow(all, { now, asked, kept }) {
  const chosen = all.find((one) => one.id === asked);
  if (chosen) return chosen;
  const here = all.find((one) => one.id === now);
  if (here && (here.open_in || kept(here.id))) return here;
  return all.find((one) => one.open_in) ?? all.find((one) => kept(one.id)) ?? here ?? all[0];
}
