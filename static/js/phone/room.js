// A list that gets something new at its top: what stood there moves down calmly, and nothing jumps.

/** More than a screen holds. */
const FEW = 8;
const MAKES_ROOM = { duration: 360, easing: "ease-out", composite: "add" };

/** @param {Element} list @param {() => void} change what is done to it */
export function makingRoom(list, change) {
  const first = list.firstElementChild;
  const before = first?.getBoundingClientRect().top ?? 0;
  change();
  const others = [...list.children];
  const at = first ? others.indexOf(first) : 0;
  if (!first || at < 1 || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const from = `translateY(${before - first.getBoundingClientRect().top}px)`;
  for (const one of others.slice(at, at + FEW)) {
    one.animate(
      { transform: [from, "none"] },
      /** @type {KeyframeAnimationOptions} */ (MAKES_ROOM),
    );
  }
}
