// @ts-nocheck an expression that Python reads into pages
// Watches where Tab goes; gives how many places there are. Read into the page by faults.py.
() => {
  const inside = document.querySelector("dialog:modal") ?? document;
  const places = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
  const isPlace = (one) =>
    !one.disabled && one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true });
  window.unmet = new Set([...inside.querySelectorAll(places)].filter(isPlace));
  window.unseen = [];
  const sameGroup = (one, other) =>
    one.type === "radio" && other.type === "radio" && one.name === other.name;
  const shows = (one) =>
    [one, one.closest("li"), one.closest("label"), one.nextElementSibling].some((at) => {
      if (!at) return false;
      const { outlineStyle, outlineWidth } = getComputedStyle(at);
      return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    });
  const meet = (one) => {
    for (const other of window.unmet)
      if (other === one || sameGroup(one, other)) window.unmet.delete(other);
    const said = one.outerHTML.slice(0, 160);
    if (!shows(one)) window.unseen.push(`focus does not show: ${said}`);
  };
  const sayCovered = (one) => {
    const said = one.outerHTML.slice(0, 160);
    const sea = document.querySelector(".sea");
    const { top, bottom } = one.getBoundingClientRect();
    if (!sea || sea.contains(one) || one.closest("dialog, .visually-hidden")) return;
    const edge = sea.getBoundingClientRect();
    if (getComputedStyle(sea).position !== "static" && top > edge.top && bottom < edge.bottom)
      window.unseen.push(`focus behind the sea: ${said}`);
  };
  document.addEventListener("focusin", ({ target }) => {
    meet(target);
    // The browser scrolls only after it has told of the focus.
    setTimeout(() => document.activeElement === target && sayCovered(target));
  });
  window.faultsOfFocus = () => {
    const last = document.activeElement;
    const isBefore = (one) => one.compareDocumentPosition(last) & Node.DOCUMENT_POSITION_FOLLOWING;
    // With a long list left, what comes after the last is still ahead; at the end all is behind.
    const missed = [...window.unmet].filter((one) => last === document.body || isBefore(one));
    return [
      ...missed.map((one) => `not reached: ${one.outerHTML.slice(0, 160)}`),
      ...window.unseen,
    ];
  };
  return window.unmet.size;
};
