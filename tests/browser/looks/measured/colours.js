// @ts-nocheck an expression that Python reads into pages
// Contrast by WCAG's formula: letters on the first opaque field behind them, and what is counted by its shape.
({ said, style, words }, kind) => {
  const SHAPES = ".bar, .aboard .in, .slips i, .sticks i";
  const NO_FIELD = 0.99;
  /** What stands before something else than what it stands in. */
  const STANDS_BEFORE = { ".pile__word": ".sea", ".aboard": "body" };
  const wanted = kind === "board" || kind === "phone" ? 7 : 4.5;
  const colour = (text) => {
    const [r, g, b, a = 1] = text.match(/[\d.]+/g).map(Number);
    return { rgb: [r, g, b], a };
  };
  const light = ({ rgb }) => {
    const [r, g, b] = rgb.map((c) =>
      c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const field = (one) => {
    const before = Object.keys(STANDS_BEFORE).find((part) => one.closest(part));
    const from =
      before && !one.matches(".in") ? document.querySelector(STANDS_BEFORE[before]) : one;
    for (let at = from; at; at = at.parentElement) {
      const found = colour(style(at).backgroundColor);
      if (found.a > NO_FIELD) return found;
    }
    return colour("rgb(255, 255, 255)");
  };
  const contrast = (one, other) => {
    const [less, more] = [light(one), light(other)].sort((a, b) => a - b);
    return (more + 0.05) / (less + 0.05);
  };
  for (const parent of new Set(words.map((one) => one.parent))) {
    const got = contrast(colour(style(parent).color), field(parent));
    if (got < wanted - 0.05 && !parent.closest(":disabled"))
      said(`a contrast of ${got.toFixed(1)}`, parent);
  }
  for (const shape of document.querySelectorAll(SHAPES))
    if (contrast(field(shape), field(shape.parentElement)) < 2.95)
      said("a shape that cannot be told from its ground", shape);
};
