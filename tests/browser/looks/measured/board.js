// @ts-nocheck an expression that Python reads into pages
// The board: large, short, nothing behind the sun, in the margin, or in the sea that belongs to the sky.
({ found, said, style, shared, words }, kind, depth) => {
  if (kind !== "board") return;
  const scene = document.querySelector(".scene");
  const scale = Number(scene?.style.getPropertyValue("--k") || 1);
  const unit = Math.min(innerWidth / 1920, innerHeight / 1080);
  const sea = document.querySelector(".sea").getBoundingClientRect();

  // ---- Capitals of 16 arc minutes, by the face that the browser found.
  const dip = document.createElement("canvas").getContext("2d");
  const needed = Math.tan((16 / 60) * (Math.PI / 180)) * depth * (innerWidth / 30);
  // A picture narrower than 16:9 is as high as it can be: its sizes go by its height.
  const share = Math.min(1, unit / (innerWidth / 1920));
  for (const { parent } of innerWidth >= 1000 ? words : []) {
    const { fontSize, fontFamily, fontWeight } = style(parent);
    dip.font = `${fontWeight} 1000px ${fontFamily}`;
    const capital = (dip.measureText("H").actualBoundingBoxAscent / 1000) * parseFloat(fontSize);
    if (capital < needed * share * 0.985)
      said(`a capital of ${capital.toFixed(1)}, ${needed.toFixed(1)} needed`, parent);
  }

  const middles = words.map(({ rect }) => (rect.top + rect.bottom) / 2).sort((a, b) => a - b);
  const lines = middles.filter((y, at) => at === 0 || y - middles[at - 1] > 20 * unit).length;
  if (lines > 10 && scale === 1) found.push(`${lines} lines`);

  const margin = 84 * unit * scale - 3;
  const suns = [...document.querySelectorAll(".sun, .bigsun")].map((one) =>
    one.getBoundingClientRect(),
  );
  for (const { parent, rect } of words) {
    const isInSky = parent.closest(".sky");
    const fine = 0.04 * parseFloat(style(parent).fontSize); // great numbers begin a hair further out
    if (rect.left < margin - fine || rect.right > innerWidth - margin)
      said("words in the margin", parent);
    if (rect.bottom > innerHeight + 1 || rect.top < -1)
      said("words outside above or below", parent);
    for (const sun of suns) {
      const [across] = shared(rect, sun);
      const isBelow = rect.bottom - rect.height * 0.2 > sun.top + 2;
      if (isInSky && across > 2 && isBelow && rect.top < Math.min(sun.bottom, sea.top))
        said("words behind the sun", parent);
    }
    if (
      isInSky &&
      !parent.closest(".piles, .with-piles") &&
      rect.bottom - rect.height * 0.15 > sea.top
    )
      said("words of the sky in the sea", parent);
  }
};
