// The other tabs of this phone: each draws anew when one has written, and one at a time sends.
import { Turn } from "./turn.js";

/** @typedef {import("./turn.js").Word | {kind: "changed"}} Said */

/**
 * Null where tabs cannot hear each other, or keep nothing in common.
 * @param {import("./db.js").Store} store
 * @param {{changed: () => void, free: () => void}} tell `free`: another tab has stopped sending
 */
export function otherTabs(store, tell) {
  if (!("BroadcastChannel" in globalThis) || !store.database) return null;
  const channel = new BroadcastChannel(store.database.name);
  /** @param {Said} said */
  const say = (said) => channel.postMessage(said);
  const turn = new Turn({ say, free: () => read().then(tell.free) });
  channel.onmessage = (/** @type {MessageEvent<Said>} */ { data }) => {
    if (data.kind === "changed") read();
    else turn.hear(data);
  };
  async function read() {
    await store.load();
    tell.changed();
  }
  return { say, turn };
}
