// What a note may be signed with, and what the room and the table then know. Pure.
import { best } from "../shared/words.js";

/** @typedef {import("./notes.js").Sign} Sign */
/** @typedef {import("../shared/words.js").Say} Say */
/** @typedef {{id: string, name: import("../shared/words.js").Both, others: number}} Target */
/** @typedef {{role: string, id: string, name: string, organisation: string, colleagues: number,
 *   target_groups: Target[], seats: Record<string, {group: string, table: number}>,
 *   follows: string, join: string, table?: number}} Me */
/** @typedef {{table: number, people: number} | null} Place where we sit, and how many sit there */
/** @typedef {{sign: Sign, title: string, tells: string}} Choice */

/** Fewer than this share it: then nothing is called anonymous. */
const FEW = 5;

/**
 * The choices, the openest first.
 * @param {Me} me
 * @param {Place} place
 * @param {Say} say
 * @param {string} language
 * @returns {Choice[]}
 */
export function choices(me, place, say, language) {
  const atTable = place ? [table(me, place, say)] : [];
  if (me.role === "table") return atTable;
  return [
    {
      sign: { kind: "name" },
      title: [me.name, me.organisation].filter(Boolean).join(", "),
      tells: say("phone.sign_name"),
    },
    ...(me.organisation ? [organisation(me, place, say)] : []),
    ...me.target_groups.map((one) => target(one, say, language)),
    ...atTable,
  ];
}

/** @param {Me} me @param {Place} place @param {Say} say @returns {Choice} */
function organisation(me, place, say) {
  const room =
    me.colleagues === 0
      ? say("phone.sign_only_one")
      : say(me.colleagues + 1 < FEW ? "phone.sign_few_colleagues" : "phone.sign_organisation", {
          n: me.colleagues + 1,
        });
  const near = place ? ` ${say("phone.sign_table_knows", { number: place.table })}` : "";
  return { sign: { kind: "organisation" }, title: me.organisation, tells: room + near };
}

/** @param {Target} one @param {Say} say @param {string} language @returns {Choice} */
function target(one, say, language) {
  const key = one.others === 0 ? "alone" : one.others + 1 < FEW ? "few" : "many";
  return {
    sign: { kind: "target_group", id: one.id },
    title: best(one.name, language).text,
    tells: say(`phone.sign_target_${key}`, { n: one.others }),
  };
}

/** @param {Me} me @param {NonNullable<Place>} place @param {Say} say @returns {Choice} */
function table(me, place, say) {
  const few = me.role === "participant" && place.people < FEW;
  return {
    sign: { kind: "table" },
    title: say("shared.table", { number: place.table }),
    tells: say(few ? "phone.sign_table_few" : "phone.sign_table", { n: place.people }),
  };
}

/** Whether two signatures are the same. @param {Sign} one @param {Sign | undefined} other */
export function same(one, other) {
  return one.kind === other?.kind && (one.id ?? "") === (other?.id ?? "");
}

/**
 * The choice to begin with: the one asked for, else the prompt's, else the one that tells least.
 * @param {Choice[]} all
 * @param {Sign | undefined} asked
 * @param {string | undefined} usual the prompt's default signature
 * @returns {Choice | undefined}
 */
export function chosen(all, asked, usual) {
  return (
    (asked && all.find((one) => same(one.sign, asked))) ??
    all.find((one) => one.sign.kind === usual) ??
    all.at(-1)
  );
}

/**
 * The words on a note of ours.
 * @param {Sign} sign
 * @param {number | null} tableNumber where the note was written
 * @param {Me} me
 * @param {Say} say
 * @param {string} language
 */
export function signedAs(sign, tableNumber, me, say, language) {
  if (sign.kind === "table") return say("shared.table", { number: tableNumber ?? "" });
  if (sign.kind === "organisation") return me.organisation;
  if (sign.kind === "name") return [me.name, me.organisation].filter(Boolean).join(", ");
  return best(me.target_groups.find((one) => one.id === sign.id)?.name, language).text;
}
