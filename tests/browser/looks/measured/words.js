// @ts-nocheck an expression that Python reads into pages
// Words that stick out, are cut off, lie over each other, or are broken though they are short.
({ found, said, style, layer, shared, words }) => {
  const LONG = 12;
  const SLIVER = 36;
  const scrolls = (one) => {
    for (let at = one; at && at !== document.body; at = at.parentElement)
      if (
        /auto|scroll/.test(style(at).overflowX) &&
        at.matches("textarea, ol, ul, div, section, nav, dialog, main, aside, table, p, figure")
      )
        return true;
    return false;
  };
  const root = document.scrollingElement;
  if (root.scrollWidth > innerWidth + 1)
    found.push(`the page is ${root.scrollWidth} wide, the window ${innerWidth}`);

  const head = document.querySelector(".day-head");
  const most = innerWidth < 600 ? 190 : 150;
  if (head && head.offsetHeight > most) found.push(`the head is ${head.offsetHeight} high`);

  const endsInDots = (one) => style(one).textOverflow === "ellipsis";
  for (const { parent, rect } of words) {
    const mayEnd = endsInDots(parent) || parent.closest(".ellipsis");
    if ((rect.left < -1 || rect.right > innerWidth + 1) && !mayEnd && !scrolls(parent))
      said("words outside", parent);
    for (let box = parent; box && box !== document.body; box = box.parentElement) {
      const { overflowX, overflowY, textOverflow } = style(box);
      const edge = box.getBoundingClientRect();
      if (/auto|scroll/.test(overflowX) || /auto|scroll/.test(overflowY)) break;
      if (
        /hidden|clip/.test(overflowX) &&
        textOverflow !== "ellipsis" &&
        (rect.right > edge.right + 2 || rect.left < edge.left - 2)
      )
        said("words cut off", parent);
      // So many lines and no more is a choice: the whole stands a tap away.
      if (style(box).webkitLineClamp !== "none") break;
      if (
        /hidden|clip/.test(overflowY) &&
        (rect.bottom > edge.bottom + 4 || rect.top < edge.top - 4)
      )
        said("words cut off below", parent);
    }
  }

  // ---- Nothing to be read where there should be.
  for (const note of document.querySelectorAll(".note")) {
    const { width, height } = note.getBoundingClientRect();
    if (width > 0 && height < SLIVER) said(`a note ${Math.round(height)} high`, note);
  }

  // ---- Over each other: capitals and small letters, without the air that a face keeps around them.
  const endOf = (one) =>
    style(one).webkitLineClamp === "none" ? Infinity : one.getBoundingClientRect().bottom;
  const endInDots = (one) => {
    for (let at = one; at && at !== document.body; at = at.parentElement)
      if (endsInDots(at)) return at.getBoundingClientRect().right;
    return Infinity;
  };
  const letters = ({ parent, rect: { left, right, top, bottom, height } }) => ({
    left,
    right: Math.min(right, endInDots(parent)),
    top: top + 0.25 * height,
    bottom: Math.min(bottom - 0.22 * height, endOf(parent)),
  });
  const inOrder = words
    .map((one) => ({ ...one, rect: letters(one) }))
    .sort((one, other) => one.rect.top - other.rect.top);
  for (const [at, one] of inOrder.entries())
    for (let next = at + 1; next < inOrder.length; next++) {
      const other = inOrder[next];
      if (other.rect.top > one.rect.bottom) break;
      const [across, down] = shared(one.rect, other.rect);
      if (one.parent === other.parent || across < 2 || down < 1) continue;
      if (layer(one.parent) === layer(other.parent))
        said(`words over »${other.node.textContent.trim().slice(0, 30)}«`, one.parent);
    }

  // ---- Broken, with a hyphen or without.
  const linesOf = (node, from, to) => {
    const range = document.createRange();
    range.setStart(node, from);
    range.setEnd(node, to);
    const tops = [...range.getClientRects()].filter((one) => one.width > 1).map((one) => one.top);
    return Math.max(...tops) - Math.min(...tops) > 4 ? 2 : 1;
  };
  for (const node of new Set(words.map((one) => one.node)))
    for (const { 0: whole, index } of node.textContent.matchAll(/\S+/gu)) {
      const word = whole.replace(/^\P{L}+|\P{L}+$/gu, "");
      const isPlain = /^\p{L}+$/u.test(word) && word.length <= LONG; // no address, and no joints
      if (isPlain && linesOf(node, index, index + whole.length) > 1)
        said(`»${word}« is broken`, node.parentElement);
    }
};
