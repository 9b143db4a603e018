// @ts-nocheck an expression that Python reads into pages
// What the measures share: what is seen, on which layer it lies, and the words of the page.
() => {
  const found = [];
  const said = (what, one) =>
    found.push(
      `${what}: ${(one.textContent || one.outerHTML).trim().slice(0, 60)} <${one.tagName.toLowerCase()} class="${one.getAttribute("class") ?? ""}">`,
    );
  const style = (one) => getComputedStyle(one);
  const isSeen = (one) =>
    one.checkVisibility({
      visibilityProperty: true,
      opacityProperty: true,
      contentVisibilityAuto: true,
    }) && !one.closest(".visually-hidden, #probe, details:not([open]) > :not(summary)");
  /** What scrolls or stands still with it, or opens under the focus: two things on different layers
   * may pass each other. */
  const layer = (one) => {
    for (let at = one; at && at !== document.body; at = at.parentElement)
      if (
        /fixed|sticky/.test(style(at).position) ||
        /auto|scroll/.test(style(at).overflowY) ||
        at.matches(":focus")
      )
        return at;
    return null;
  };
  /** So many pixels two rectangles share, across and down. */
  const shared = (one, other) => [
    Math.min(one.right, other.right) - Math.max(one.left, other.left),
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top),
  ];

  /** Each rectangle that letters take, with the element and the text they stand in. */
  const words = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    if (
      !node.textContent.trim() ||
      parent.closest("svg, script, style, template, noscript, option, .skip") ||
      !isSeen(parent) ||
      parent.clientWidth === 1
    )
      continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects())
      if (rect.width > 1) words.push({ parent, rect, node });
  }
  return { found, said, style, isSeen, layer, shared, words };
};
