// @ts-nocheck an expression that Python reads into pages
// What is wrong with how a page stands, as sentences; read into the page by faults.py.
// `kind` is board, phone, desk, work (organiser and report) or paper; `depth` of the room, in decimetres.
(kind, depth) => {
  const found = [];
  const said = (what, one) =>
    found.push(
      `${what}: ${(one.textContent || one.outerHTML).trim().slice(0, 60)} <${one.tagName.toLowerCase()} class="${one.getAttribute("class") ?? ""}">`,
    );
  const style = (one) => getComputedStyle(one);
  const isSeen = (one) =>
    one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    !one.closest(".visually-hidden, #probe, details:not([open]) > :not(summary)");
  const scrolls = (one, axis) => {
    for (let at = one; at && at !== document.body; at = at.parentElement)
      if (
        /auto|scroll/.test(style(at)[`overflow${axis}`]) &&
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

  // ---- Words: each rectangle that letters take, with the element they stand in.
  const words = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    if (
      !node.textContent.trim() ||
      parent.closest("svg, script, style, template, noscript, option")
    )
      continue;
    if (!isSeen(parent) || parent.closest(".skip") || parent.clientWidth === 1) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) if (rect.width > 1) words.push({ parent, rect });
  }
  for (const { parent, rect } of words) {
    const mayEnd = style(parent).textOverflow === "ellipsis" || parent.closest(".ellipsis");
    if ((rect.left < -1 || rect.right > innerWidth + 1) && !mayEnd && !scrolls(parent, "X"))
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

  // ---- Targets: what can be pressed is large enough for a finger.
  const few = { phone: 48, desk: 44, work: 40 }[kind];
  const IN_LISTS = { phone: 40, desk: 40, work: 24 };
  const INSIDE_LISTS =
    "li, td, .offer, .row, nav, summary, legend, fieldset, .pane__head, .phone__head, .strip, .work__head";
  const pressed =
    "a[href], button, summary, select, textarea, input:not([type=hidden]), [role=button], [role=tab], [role=switch]";
  if (few)
    for (const one of document.querySelectorAll(pressed)) {
      if (!isSeen(one) && !one.labels?.length) continue;
      const label = /checkbox|radio/.test(one.type ?? "") ? (one.labels?.[0] ?? one) : one;
      if (!isSeen(label)) continue;
      const { width, height } = label.getBoundingClientRect();
      if (width === 0 || height === 0) continue;
      const isInSentence =
        one.tagName === "A" &&
        style(one).display === "inline" &&
        one.parentElement.textContent.trim() !== one.textContent.trim();
      if (isInSentence || one.classList.contains("skip") || label.closest(".visually-hidden"))
        continue;
      const least = one.closest(INSIDE_LISTS) ? IN_LISTS[kind] : few;
      if (height < least - 0.5 || width < Math.min(least, 40) - 0.5)
        said(`a target of ${Math.round(width)}x${Math.round(height)}`, label);
    }

  // ---- Sizes of letters.
  const least = { phone: 14, desk: 12, work: 12, board: 0, paper: 9 }[kind];
  for (const { parent } of words)
    if (parseFloat(style(parent).fontSize) < least - 0.1)
      said(`letters of ${style(parent).fontSize}`, parent);

  // ---- The board: large, short, nothing behind the sun or in the sea that belongs to the sky.
  if (kind === "board") {
    const scene = document.querySelector(".scene");
    const unit = Math.min(innerWidth / 1920, innerHeight / 1080);
    const dip = document.createElement("canvas").getContext("2d");
    const isLarge = innerWidth >= 1000;
    const needed = Math.tan((16 / 60) * (Math.PI / 180)) * depth * (innerWidth / 30);
    for (const { parent } of words) {
      const { fontSize, fontFamily, fontWeight } = style(parent);
      dip.font = `${fontWeight} 1000px ${fontFamily}`;
      const capital = (dip.measureText("H").actualBoundingBoxAscent / 1000) * parseFloat(fontSize);
      // A picture narrower than 16:9 is as high as it can be: its sizes go by its height.
      const share = unit / (innerWidth / 1920);
      if (isLarge && capital < needed * Math.min(1, share) * 0.985)
        said(`a capital of ${capital.toFixed(1)}, ${needed.toFixed(1)} needed`, parent);
    }
    const middles = words.map(({ rect }) => (rect.top + rect.bottom) / 2).sort((a, b) => a - b);
    const lines = middles.filter((y, at) => at === 0 || y - middles[at - 1] > 20 * unit).length;
    const isNear = Number(scene?.style.getPropertyValue("--k") || 1) < 1;
    if (lines > 10 && !isNear) found.push(`${lines} lines`);
    for (const { parent, rect } of words) {
      if (rect.bottom > innerHeight + 1 || rect.top < -1)
        said("words outside above or below", parent);
      for (const sun of document.querySelectorAll(".sun, .bigsun")) {
        const at = sun.getBoundingClientRect();
        const sea = document.querySelector(".sea").getBoundingClientRect();
        const below = Math.min(at.bottom, sea.top);
        if (
          parent.closest(".sky") &&
          rect.left < at.right - 2 &&
          rect.right > at.left + 2 &&
          rect.bottom - rect.height * 0.2 > at.top + 2 &&
          rect.top < below
        )
          said("words behind the sun", parent);
      }
      const sea = document.querySelector(".sea");
      if (
        sea &&
        parent.closest(".sky") &&
        !parent.closest(".piles, .with-piles") &&
        rect.bottom - rect.height * 0.15 > sea.getBoundingClientRect().top
      )
        said("words of the sky in the sea", parent);
    }
  }
  return [...new Set(found)].join("\n");
};
