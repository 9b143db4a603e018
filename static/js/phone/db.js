// What the phone keeps: notes, messages that wait, drafts. In IndexedDB, or in memory where the
// browser refuses it; then "kept" is false and the page says so.

/** @typedef {"notes" | "messages" | "drafts"} Kind */
/** @typedef {{id: string} & Record<string, any>} Thing */

const KINDS = /** @type {const} */ (["notes", "messages", "drafts"]);
const OPEN_MS = 3_000;

export class Store {
  /** @param {IDBDatabase | null} database null: in memory only */
  constructor(database) {
    this.database = database;
    /** @type {Record<Kind, Map<string, Thing>>} */
    this.things = { notes: new Map(), messages: new Map(), drafts: new Map() };
    /** What is in memory and not on the disk yet, by kind and id: a thing, or null for one that goes.
     * @type {Map<string, {kind: Kind, id: string, thing: Thing | null}>} */
    this.unwritten = new Map();
  }

  /** Whether what is written stays on the phone. */
  get kept() {
    return this.database !== null;
  }

  /** All things of a kind, in no order. @param {Kind} kind @returns {any[]} */
  all(kind) {
    return [...this.things[kind].values()];
  }

  /** @param {Kind} kind @param {string} id @returns {any} */
  get(kind, id) {
    return this.things[kind].get(id);
  }

  /**
   * Write and remove, all or nothing; resolves when it is on the disk (or the phone has refused).
   * @param {[Kind, Thing][]} puts
   * @param {[Kind, string][]} [removals]
   */
  async write(puts, removals = []) {
    // Memory first and at once: whoever reads between now and the commit sees the latest.
    const news = [
      ...puts.map(([kind, thing]) => this.hold(kind, thing.id, thing)),
      ...removals.map(([kind, id]) => this.hold(kind, id, null)),
    ];
    if (!this.database) return;
    try {
      await this.commit(this.database, puts, removals);
    } catch {
      this.database = null; // full, or taken away: go on in memory, and say so
    }
    for (const [key, held] of news) {
      if (this.unwritten.get(key) === held) this.unwritten.delete(key);
    }
  }

  /** Keep in memory for now; `write` comes later. @param {Kind} kind @param {string} id
   * @param {Thing | null} thing null: it goes */
  hold(kind, id, thing) {
    const held = { kind, id, thing };
    const key = `${kind} ${id}`;
    this.unwritten.set(key, held);
    this.show(held);
    return /** @type {const} */ ([key, held]);
  }

  /** @param {{kind: Kind, id: string, thing: Thing | null}} held */
  show({ kind, id, thing }) {
    if (thing) this.things[kind].set(id, thing);
    else this.things[kind].delete(id);
  }

  /** Read everything anew: another tab may have written. What we are about to write stays. */
  async load() {
    if (!this.database) return;
    const transaction = this.database.transaction(KINDS);
    const read = KINDS.map((kind) => asked(transaction.objectStore(kind).getAll()));
    const found = await Promise.all(read);
    KINDS.forEach((kind, at) => {
      this.things[kind] = new Map(found[at].map((/** @type {Thing} */ one) => [one.id, one]));
    });
    for (const held of this.unwritten.values()) this.show(held);
  }

  /** @param {IDBDatabase} database @param {[Kind, Thing][]} puts @param {[Kind, string][]} removals
   * @returns {Promise<void>} */
  commit(database, puts, removals) {
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(KINDS, "readwrite", { durability: "strict" });
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
      for (const [kind, thing] of puts) transaction.objectStore(kind).put(thing);
      for (const [kind, id] of removals) transaction.objectStore(kind).delete(id);
    });
  }
}

/**
 * The store of one person (or table) in one workshop; never rejects.
 * @param {string} name
 * @param {IDBFactory} [factory]
 */
export async function openStore(name, factory) {
  try {
    // Asked for here: some browsers refuse already the question.
    const store = new Store(await opened(name, factory ?? globalThis.indexedDB));
    await store.load();
    return store;
  } catch {
    return new Store(null);
  }
}

/** @param {string} name @param {IDBFactory} factory @returns {Promise<IDBDatabase>} */
function opened(name, factory) {
  const request = factory.open(name, 1);
  request.onupgradeneeded = () => {
    for (const kind of KINDS) request.result.createObjectStore(kind, { keyPath: "id" });
  };
  const late = new Promise((_, reject) => {
    setTimeout(() => reject(new Error("the phone does not answer")), OPEN_MS);
  });
  return /** @type {Promise<IDBDatabase>} */ (Promise.race([asked(request), late]));
}

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
function asked(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
