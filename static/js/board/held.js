// The feed as the board draws it: as it comes, or held; see hold.js.
import { signal } from "@preact/signals";
import { theDay } from "../shared/reading.js";
import { held, keep, keepMarked, marksOf } from "./hold.js";

/** @typedef {import("../shared/feed.js").Feed} Feed */
/** @typedef {import("../shared/picture.js").AnyRecord} AnyRecord */

const TYPES = [
  ...["day", "arrivals", "round", "heard", "prompt", "count", "group", "note", "theme", "vote"],
];

/**
 * @param {Feed} feed
 * @param {string} name under which the browser keeps what stood there
 * @param {number} seconds without a desk until the board is held; 0: never
 * @returns {Feed & {why: () => "frozen" | "no_desk" | null}}
 */
export function holding(feed, name, seconds) {
  // Without a desk when the page was left, it stays so until one is seen.
  const alone = signal(seconds > 0 && recall(name)?.alone === true);
  /** @type {Map<string, AnyRecord> | null} */
  let kept = null;
  let isFirst = true;
  watchDesk(feed, seconds, (isAlone) => {
    alone.value = isAlone;
    if (feed.isThere()) mind(); // now, and not only when something is drawn
  });
  feed.before = beforeRecords;

  const why = () =>
    theDay(feed)?.frozen ? "frozen" : alone.value ? /** @type {const} */ ("no_desk") : null;

  /** Begin or end a hold when the reason for it comes or goes. */
  function mind() {
    const reason = why();
    if (!reason) {
      if (kept) forget(name);
      kept = null;
    } else if (!kept) begin();
    if (feed.isThere()) isFirst = false;
    return kept;
  }

  function begin() {
    const now = TYPES.flatMap((type) => feed.all(type));
    kept = isFirst ? keepMarked(now, recall(name)) : keep(now);
    remember(name, { ...marksOf(kept), alone: alone.value });
  }

  /** The freeze may come together with what was done after it, above all after a break of the
   * connection: what stands is what stood before. @param {AnyRecord[]} records */
  function beforeRecords(records) {
    const freezes = records.some((one) => one.type === "day" && one.frozen);
    if (freezes && !kept && !isFirst) begin();
  }

  return {
    ...feed,
    why,
    get(type, id) {
      const now = feed.get(type, id);
      const stood = mind();
      return stood ? held(stood.get(`${type} ${id}`), now) : now;
    },
    all(type) {
      const now = feed.all(type);
      const stood = mind();
      if (!stood) return now;
      const byId = new Map(now.map((one) => [one.id, one]));
      return [...stood.values()]
        .filter((one) => one.type === type)
        .flatMap((one) => held(one, byId.get(one.id)) ?? []);
    },
  };
}

/** @param {Feed} feed @param {number} seconds @param {(isAlone: boolean) => void} tell */
function watchDesk(feed, seconds, tell) {
  if (!seconds) return;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  const leave = () => {
    waiting ??= setTimeout(() => tell(true), seconds * 1000);
  };
  leave();
  feed.desks.subscribe((desks) => {
    if (desks === null) return;
    if (desks === 0) {
      leave();
      return;
    }
    clearTimeout(waiting);
    waiting = undefined;
    tell(false);
  });
}

/** @param {string} name @returns {import("./hold.js").Marks | null} */
function recall(name) {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? "null");
  } catch {
    return null; // nothing can be kept here: then no text stands after a reload
  }
}

/** @param {string} name @param {import("./hold.js").Marks} marks */
function remember(name, marks) {
  try {
    sessionStorage.setItem(name, JSON.stringify(marks));
  } catch {
    // As above.
  }
}

/** @param {string} name */
function forget(name) {
  try {
    sessionStorage.removeItem(name);
  } catch {
    // As above.
  }
}
