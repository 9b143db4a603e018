// What the desk shows while its own actions wait: the day's records as they will be.

/** @typedef {import("../shared/reading.js").Note} Note */
/** @typedef {{type: "theme", id: string, number: number, name: string}} Theme */
/** @typedef {{id: string, verb: string, payload: Record<string, any>}} Action */

/** Work on notes and themes, which may wait for a connection. What would show something on the
 * stage is not among it. */
export const MAY_WAIT = new Set([
  ...["theme.add", "theme.put", "theme.take", "theme.rename", "theme.merge", "theme.move"],
  ...["theme.remove", "note.hide", "note.hold", "note.ask", "note.unask"],
  ...["note.queue", "note.unqueue"],
]);

/** Themes in the one order of all screens. @param {Theme[]} themes */
export function inOrder(themes) {
  return themes.sort((one, other) => one.number - other.number || (one.id < other.id ? -1 : 1));
}

/**
 * Notes and themes as they stand when all that waits has been carried out.
 * @param {Note[]} notes
 * @param {Theme[]} themes first to last
 * @param {Action[]} waiting oldest first
 * @returns {{notes: Note[], themes: Theme[]}}
 */
export function foreseen(notes, themes, waiting) {
  if (waiting.length === 0) return { notes, themes };
  const byId = new Map(notes.map((note) => [note.id, note]));
  const state = { byId, themes: [...themes] };
  for (const action of waiting) CARRY_OUT[action.verb]?.(state, action.payload, action.id);
  return { notes: [...byId.values()], themes: state.themes };
}

/** @typedef {{byId: Map<string, Note>, themes: Theme[]}} State */

/** @type {Record<string, (state: State, said: Record<string, any>, id: string) => void>} */
const CARRY_OUT = {
  "theme.add": (state, said, id) => {
    if (state.themes.some((theme) => theme.id === id)) return;
    const number = (state.themes.at(-1)?.number ?? 0) + 1;
    state.themes.push({ type: "theme", id, number, name: said.name });
    gather(state, said.notes, id);
  },
  "theme.put": (state, said) => {
    if (has(state, said.theme)) gather(state, said.notes, said.theme);
  },
  "theme.take": (state, said) => gather(state, said.notes, null),
  "theme.rename": (state, said) => {
    state.themes = state.themes.map((one) =>
      one.id === said.theme ? { ...one, name: said.name } : one,
    );
  },
  "theme.merge": (state, said) => {
    if (!has(state, said.theme) || !has(state, said.other)) return;
    gather(state, within(state, said.other), said.theme);
    state.themes = state.themes.filter((one) => one.id !== said.other);
  },
  "theme.move": (state, said) => {
    const moving = state.themes.find((one) => one.id === said.theme);
    if (!moving) return;
    const others = state.themes.filter((one) => one !== moving);
    const at = others.findIndex((one) => one.id === said.before);
    others.splice(at < 0 ? others.length : at, 0, moving);
    state.themes = others.map((one, number) => ({ ...one, number: number + 1 }));
  },
  "theme.remove": (state, said) => {
    gather(state, within(state, said.theme), null);
    state.themes = state.themes.filter((one) => one.id !== said.theme);
  },
  "note.hide": (state, said) => put(state, said.note, { state: "hidden", why: said.why ?? "" }),
  "note.hold": (state, said) => put(state, said.note, { state: "waiting" }),
  "note.ask": (state, said) => put(state, said.note, { asked: true }),
  "note.unask": (state, said) => put(state, said.note, { asked: false }),
  "note.queue": (state, said) => put(state, said.note, { queued: Number.MAX_SAFE_INTEGER }),
  "note.unqueue": (state, said) => put(state, said.note, { queued: 0 }),
};

/** @param {State} state @param {string} theme */
function has(state, theme) {
  return state.themes.some((one) => one.id === theme);
}

/** @param {State} state @param {string} theme */
function within(state, theme) {
  return [...state.byId.values()].filter((note) => note.theme === theme).map((note) => note.id);
}

/** @param {State} state @param {string[]} notes @param {string | null} theme */
function gather(state, notes, theme) {
  for (const id of notes) put(state, id, { theme });
}

/** @param {State} state @param {string} id @param {Partial<Note>} other */
function put(state, id, other) {
  const note = state.byId.get(id);
  if (note) state.byId.set(id, { ...note, ...other });
}
