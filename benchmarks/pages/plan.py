"""The organiser's plan of a day with a thousand people."""

from __future__ import annotations

from playwright.sync_api import Browser

from benchmarks.pages.place import Place, first_picture, opened
from benchmarks.table import Line, Measured

PEOPLE = "[data-person]"


def measure(browser: Browser, place: Place, say: Measured) -> None:
    """First picture, and a tap on a name until the page shows who was chosen; neither has a bar."""
    page = opened(browser, place.link("organiser_url"), size=(1440, 900))
    page.goto(f"{place.root}/organiser/{place.day['workshop']}/plan")
    took = sorted(first_picture(page, PEOPLE) for _ in range(3))[1]
    people = page.locator(PEOPLE).count()
    what = f"plan: {people} people, first picture"
    say(Line("pages", what, f"{took:.0f} ms", figures={"ms": took}))
    times = sorted(float(page.evaluate(_TAP, at)) for at in range(5, 50, 9))
    what = f"plan: {people} people, a tap until one is chosen"
    say(Line("pages", what, f"{times[len(times) // 2]:.0f} ms", figures={"ms": times}))
    page.context.close()


_TAP = """async (at) => {
  const link = document.querySelectorAll("[data-person]")[at];
  const chosen = () => document.querySelector(
    `[data-person="${link.dataset.person}"][aria-current]`);
  const began = performance.now();
  link.click();
  while (!chosen()) await new Promise((go) => requestAnimationFrame(go));
  await new Promise((go) => setTimeout(go));
  return performance.now() - began;
}"""
