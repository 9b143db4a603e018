// One browser stands for one person at a time: a page of somebody it no longer is sends nothing.

/**
 * Say that this browser is now this person; gives a question to ask before anything is sent.
 * @param {string} place the workshop and role
 * @param {string} id who the page was made for
 * @param {() => void} changed called when another tab has become somebody else
 * @returns {() => boolean} whether the page still is that person
 */
export function weAre(place, id, changed) {
  const name = `samskab ${place}`;
  try {
    localStorage.setItem(name, id);
  } catch {
    return () => true; // nothing can be kept here, so no other tab can tell us either
  }
  const stillUs = () => (localStorage.getItem(name) ?? id) === id;
  // What stands there counts, not what the event says: it may be told late, and be over by then.
  addEventListener("storage", (event) => {
    if (event.key === name && !stillUs()) changed();
  });
  return stillUs;
}
