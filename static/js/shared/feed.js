// The stream as signals: what board and desk draw from, and how the desk acts.
import { batch, signal } from "@preact/signals";
import { timeText } from "./clock.js";
import { paced } from "./drawing.js";
import { newId } from "./ids.js";
import { connect } from "./live.js";

const STALE_AFTER_MS = 3_000;
const SILENT_MS = 2_500;
const ANSWER_MS = 3_000;

/** @typedef {{ok: boolean, seq?: number, code?: string, data: Record<string, any>}} Done */
/** @typedef {ReturnType<typeof follow>} Feed */

/**
 * Follow a workshop in a role. Reading get() or all() inside a component draws it again when records change.
 * @param {string} workshop its id
 * @param {"moderator" | "keeper" | "board" | "organiser"} role
 */
export function follow(workshop, role) {
  const version = signal(0);
  const state = signal(/** @type {import("./live.js").State} */ ("connecting"));
  const refusal = signal(/** @type {{code?: string} | null} */ (null));
  const staleSince = signal(/** @type {string | null} */ (null));
  const connected = signal(/** @type {number | null} */ (null));
  const desks = signal(/** @type {number | null} */ (null));
  /** Lists that were asked for, by type, until something of that type changes.
   * @type {Map<string, any[]>} */
  const lists = new Map();
  /** A number for each type: a new note draws again what reads notes, and nothing else.
   * @type {Map<string, import("@preact/signals").Signal<number>>} */
  const versions = new Map();
  /** @type {Set<string>} */
  const touched = new Set();
  const draw = paced(() => {
    batch(() => {
      for (const type of touched) versionOf(type).value += 1;
      touched.clear();
      version.value += 1;
    });
  });

  /** @param {string} type */
  const versionOf = (type) => {
    const known = versions.get(type) ?? signal(0);
    versions.set(type, known);
    return known;
  };
  /** @param {Iterable<string>} types */
  const changed = (types) => {
    for (const type of types) {
      touched.add(type);
      lists.delete(type);
    }
    draw();
  };
  const live = connect({
    workshop,
    role,
    onBefore: (records) => found.before(records),
    onSnapshot: () => changed([...versions.keys(), ...lists.keys()]),
    onRecords: ({ records, gone }) =>
      changed([...records.map((record) => record.type), ...gone.map(([type]) => type)]),
    onPresence: (presence) => {
      connected.value = presence.connected;
      desks.value = presence.desks ?? null;
    },
    onState: (now, detail) => {
      state.value = now;
      refusal.value = now === "refused" || now === "ended" ? detail : null;
      mindStale();
    },
  });
  let waiting = setTimeout(mindStale, 0);

  /** A short gap is not worth a word; a longer one says since when, and long silence at once. */
  function mindStale() {
    clearTimeout(waiting);
    if (state.value === "live") {
      staleSince.value = null;
    } else if (staleSince.value === null) {
      const since = timeText(new Date());
      const show = () => {
        staleSince.value = since;
      };
      waiting = setTimeout(show, state.value === "stale" ? 0 : STALE_AFTER_MS);
    }
  }

  const found = {
    /** Called with records that come, before they are in the picture. */
    before: (/** @type {import("./picture.js").AnyRecord[]} */ _records) => {},
    version,
    state,
    refusal,
    staleSince,
    connected,
    desks,
    now: () => live.now(),
    /** The number that the page has seen. */
    seq: () => live.picture.seq ?? 0,
    /** Whether the day has been seen at all. */
    isThere: () => version.value > 0 && live.picture.seq !== null,
    /** @param {string} type @param {string} id @returns {any} */
    get(type, id) {
      versionOf(type).value;
      return live.picture.get(type, id);
    },
    /** All of a type, in a list of the caller's own. @param {string} type @returns {any[]} */
    all(type) {
      versionOf(type).value;
      const known = lists.get(type) ?? live.picture.all(type);
      lists.set(type, known);
      return [...known];
    },
    /**
     * A step on the stage: sent at once or not at all, never kept for later. Without a live
     * connection the answer is "offline" (not carried out); "not_answered" when none came in time.
     * @param {string} verb
     * @param {Record<string, any>} [payload]
     * @returns {Promise<Done>}
     */
    perform(verb, payload = {}) {
      const silent = live.time.clock() - live.heardAt;
      if (live.state !== "live" || silent > SILENT_MS) {
        return Promise.resolve({ ok: false, code: "offline", data: {} });
      }
      const late = new Promise((resolve) => {
        setTimeout(() => resolve({ ok: false, code: "not_answered", data: {} }), ANSWER_MS);
      });
      const sent = live.once(verb, { id: newId(), ...payload });
      return /** @type {Promise<Done>} */ (Promise.race([sent, late]));
    },
  };
  return found;
}
