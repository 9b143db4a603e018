// Whoever is writing when a prompt closes has a minute to finish: the note says that it was begun before.

const GRACE_MS = 60_000;

export class Grace {
  /** @param {() => void} over what to do when a time of grace has run out */
  constructor(over) {
    this.over = over;
    /** Prompts that stood open when we last looked. @type {Set<string>} */
    this.open = new Set();
    /** @type {Map<string, number>} */
    this.until = new Map();
  }

  /**
   * Look at the prompts as they stand now.
   * @param {import("../shared/reading.js").Prompt[]} prompts
   * @param {(prompt: string) => boolean} kept whether something unsent is kept for a prompt
   */
  look(prompts, kept) {
    for (const { id, open_in } of prompts) {
      if (open_in) {
        this.open.add(id);
        this.until.delete(id);
      } else if (this.open.delete(id) && kept(id)) {
        this.until.set(id, performance.now() + GRACE_MS);
        setTimeout(this.over, GRACE_MS + 100);
      }
    }
  }

  /** @param {string} prompt */
  holds(prompt) {
    return (this.until.get(prompt) ?? 0) > performance.now();
  }
}
