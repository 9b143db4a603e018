// @ts-nocheck an expression that Python reads into pages
// What can be pressed is large enough for a finger, and no such thing lies over another; letters are not too small.
({ said, style, isSeen, layer, shared, words }, kind) => {
  const LEAST = { phone: 48, desk: 44, work: 40 }[kind];
  const IN_LISTS = { phone: 40, desk: 40, work: 24 }[kind];
  const INSIDE_LISTS =
    "li, td, .offer, .row, nav, summary, legend, fieldset, .pane__head, .phone__head, .strip, .work__head";
  const PRESSED =
    "a[href], button, summary, select, textarea, input:not([type=hidden]), [role=button], [role=tab], [role=switch]";
  const isInSentence = (one) =>
    one.tagName === "A" &&
    style(one).display === "inline" &&
    one.parentElement.textContent.trim() !== one.textContent.trim();

  const targets = [];
  for (const one of LEAST ? document.querySelectorAll(PRESSED) : []) {
    if (!isSeen(one) && !one.labels?.length) continue;
    const label = /checkbox|radio/.test(one.type ?? "") ? (one.labels?.[0] ?? one) : one;
    if (!isSeen(label)) continue;
    const rect = label.getBoundingClientRect();
    if (rect.width === 0 || rect.height === 0) continue;
    if (isInSentence(one) || one.matches(".skip") || label.closest(".visually-hidden")) continue;
    const least = one.closest(INSIDE_LISTS) ? IN_LISTS : LEAST;
    if (rect.height < least - 0.5 || rect.width < Math.min(least, 40) - 0.5)
      said(`a target of ${Math.round(rect.width)}x${Math.round(rect.height)}`, label);
    targets.push({ one: label, rect });
  }
  targets.sort((one, other) => one.rect.top - other.rect.top);
  for (const [at, { one, rect }] of targets.entries())
    for (let next = at + 1; next < targets.length; next++) {
      const { one: other, rect: edge } = targets[next];
      if (edge.top > rect.bottom) break;
      const [across, down] = shared(rect, edge);
      if (across < 1.5 || down < 1.5 || one.contains(other) || other.contains(one)) continue;
      if (layer(one) === layer(other))
        said(`a target over »${other.textContent.trim().slice(0, 30)}«`, one);
    }

  // ---- The sun is the time: on the phone nothing stands before it.
  const sun = document.querySelector(".phone .sun");
  if (sun && isSeen(sun) && !document.querySelector("dialog[open]")) {
    const { left, right, top, bottom } = sun.getBoundingClientRect();
    if (document.elementFromPoint((left + right) / 2, (top + 2 * bottom) / 3) !== sun)
      said("the sun is not seen", sun);
  }

  const small = { phone: 14, desk: 12, work: 12, board: 0, paper: 9 }[kind];
  for (const { parent } of words)
    if (parseFloat(style(parent).fontSize) < small - 0.1)
      said(`letters of ${style(parent).fontSize}`, parent);
};
