"""From a tap at the desk until every screen of the room shows it, painted; the bar is a second."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from playwright.sync_api import Browser, Page

from benchmarks.load import Load
from benchmarks.pages.phone import SIZE as PHONE
from benchmarks.pages.phone import TEXT
from benchmarks.pages.place import Place, opened
from benchmarks.table import Line, Measured
from benchmarks.wire import Product

MOST_MS = 1_000
TIMES = 5


@dataclass(frozen=True)
class Room:
    """The open pages by name; one desk acts, the others look on."""

    pages: Mapping[str, Page]

    @property
    def desk(self) -> Page:
        return self.pages["desk"]

    def took(self, press: str, seen: Mapping[str, str]) -> float:
        """Milliseconds from the tap at the desk until the last screen shows what it must."""
        for name, condition in seen.items():
            if not self.pages[name].evaluate(_AWAIT % condition):
                raise RuntimeError(f"{name} shows it already: {condition}")
        began = float(self.desk.evaluate(_PRESS % press))
        return max(float(self.pages[name].evaluate("window.seen")) for name in seen) - began

    def until(self, condition: str, *names: str) -> None:
        """Wait until these pages show something; the desk if none is named."""
        for name in names or ("desk",):
            self.pages[name].evaluate(_UNTIL % condition)

    def view(self, view: str) -> None:
        """Turn both desks to a view."""
        for name in ("desk", "other"):
            self.pages[name].evaluate("(view) => { location.hash = view; }", view)
        self.until("document.querySelector('main h2')", "desk", "other")

    def scene(self, scene: str) -> None:
        """Show a scene on the board, unless it stands there."""
        stands = f"document.querySelector('.scene[data-scene={scene}]')"
        if self.pages["board"].evaluate(f"() => Boolean({stands})"):
            return
        self.view("notes")
        self.desk.click(f".scenes button:nth-of-type({SCENES.index(scene) + 1})")
        self.until(stands, "board")

    def yes(self) -> None:
        """Answer what the desk asks."""
        self.desk.click("dialog.ask .button--main")


SCENES = ("welcome", "groups", "notes", "themes", "timer")
"""As the desk's buttons stand."""


def measure(browser: Browser, place: Place, say: Measured) -> None:
    """All lines, while the day's other phones are connected."""
    load = Load(Product(), place.port)
    load.connect(place.phones[2:])
    room = _opened(browser, place)
    steps: tuple[tuple[str, Callable[[Room, int], float]], ...] = (
        ("+2 min, on phones, board, another desk", _more_time),
        ("a question opens, on phones, another desk", _question),
        ("a note in a theme, on its phone, board, a desk", _gathered),
        ("another order of themes, on board, another desk", _order),
        ("a vote's result, on phones, board, another desk", _result),
    )
    for what, step in steps:
        times = sorted(step(room, number) for number in range(TIMES))
        value = f"{times[TIMES // 2]:.0f} ms, the slowest of {TIMES} {times[-1]:.0f} ms"
        held = times[-1] <= MOST_MS
        figures = {"ms": times, "phones_beside": len(place.phones) - 2}
        say(Line("pages", f"screens: {what}", value, f"<= {MOST_MS} ms", held, figures))
    for page in room.pages.values():
        page.context.close()
    load.close()


def _opened(browser: Browser, place: Place) -> Room:
    room = Room(
        {
            "desk": opened(browser, place.link("desk_url")),
            "other": opened(browser, place.link("desk_url")),
            "board": opened(browser, place.link("board_url"), size=(1920, 1080)),
            "phone": _phone(browser, place, 0),
            "second": _phone(browser, place, 1),
        }
    )
    room.until("document.documentElement.dataset.ready === 'yes'", "phone", "second")
    room.until("document.querySelector('.desk__strong')", "desk", "other")
    room.until("document.querySelector('.scene')", "board")
    return room


def _phone(browser: Browser, place: Place, number: int) -> Page:
    page = opened(browser, "about:blank", size=PHONE, touch=True)
    name, _, value = place.phones[number].cookie.partition("=")
    page.context.add_cookies([{"name": name, "value": value, "url": place.root}])
    page.goto(f"{place.root}/p/{place.day['workshop']}/?tab=write")
    return page


def _more_time(room: Room, _number: int) -> float:
    room.scene("timer")
    seconds = "Number(document.querySelector('%s').dateTime.slice(2, -1))"
    room.until(f"{seconds % '.pause__time'} > 0", "board")
    left = int(room.desk.evaluate(seconds % ".desk__time"))
    on = {"phone": "#head-time", "second": "#head-time", "board": ".pause__time"}
    places = on | {"other": ".desk__time"}
    return room.took(
        "[...document.querySelectorAll('.work__sea button')].find((one) => one.ariaLabel)",
        {name: f"{seconds % place} > {left + 90}" for name, place in places.items()},
    )


def _question(room: Room, _number: int) -> float:
    """It is closed first, until all have seen that; then it opens."""
    button = "document.querySelector('[data-prompt] .desk__acts .button:last-child')"
    is_open, is_closed = (f"{button}.textContent === '{word}'" for word in ("Luk", "Åbn"))
    closed = "document.querySelector('#prompts .prompt--closed')"
    room.view("notes")
    room.desk.evaluate(_PRESS % button)
    room.until(is_closed, "desk", "other")
    room.until(closed, "phone", "second")
    phones = dict.fromkeys(("phone", "second"), f"!{closed}")
    return room.took(button, phones | {"other": is_open})


def _gathered(room: Room, number: int) -> float:
    """A note of the first phone goes into a new theme, while the board shows all themes."""
    text, theme = f"{TEXT} {number}", f"Tema nummer {number}"
    room.pages["phone"].fill("#text", text)
    room.pages["phone"].click("#send")
    room.scene("themes")
    room.view("themes")
    room.desk.fill(".desk__search input", text)
    room.until(f"document.querySelector('.card')?.textContent.includes('{text}')")
    room.desk.click(".card label")
    room.desk.fill("#theme-name", theme)
    some = "[...document.querySelectorAll('%s')].some((one) => one.textContent.includes('%s'))"
    return room.took(
        "document.querySelector('.gathering__form [type=submit]')",
        {
            "phone": some % ("#own-list li", theme),
            "board": some % (".themes .say", theme),
            "other": some % (".theme__name", theme),
        },
    )


def _order(room: Room, _number: int) -> float:
    """The last theme goes before the one above it. On the board too: all are of one size."""
    names = "[...document.querySelectorAll('%s')].map((one) => one.textContent).join()"
    places = {"board": names % ".themes .say", "other": names % ".theme__name"}
    before = {name: room.pages[name].evaluate(place) for name, place in places.items()}
    last = "[...document.querySelectorAll('.theme__name')].at(-1)"
    room.desk.evaluate(f"() => {{ if ({last}.ariaExpanded !== 'true') {last}.click(); }}")
    up = (
        "[...document.querySelectorAll('.theme__tools button')].find((o) => o.textContent === 'Op')"
    )
    room.until(up)
    return room.took(up, {name: f"{place} !== {before[name]!r}" for name, place in places.items()})


def _result(room: Room, number: int) -> float:
    """A vote on the themes is opened, closed and then revealed."""
    title = f"Hvad er vigtigst {number}"
    room.view("notes")
    room.desk.fill(".desk__vote input.field:not(.num)", title)
    room.desk.click(".desk__vote [type=submit]")
    room.yes()
    opened = f"document.querySelector('#vote-title').textContent === '{title}'"
    room.until(opened, "phone", "second")
    room.desk.click("[data-vote=open] .button")
    room.yes()
    room.desk.click("[data-vote=closed] .button")
    yes = "document.querySelector('dialog.ask .button--main')"
    room.until(yes)
    shown = "document.querySelector('#vote-state').textContent.includes('har stemt')"
    return room.took(
        yes,
        {
            "phone": shown,
            "second": shown,
            "board": "document.querySelector('.result')",
            "other": "document.querySelector('[data-vote=revealed]')",
        },
    )


_UNTIL = """async () => {
  while (!(%s)) await new Promise((go) => requestAnimationFrame(go));
}"""
_AWAIT = """() => {
  const shows = () => Boolean(%s);
  if (shows()) return false;
  window.seen = new Promise((seen) => {
    const look = new MutationObserver(() => {
      if (!shows()) return;
      look.disconnect();
      const painted = () => seen(performance.timeOrigin + performance.now());
      requestAnimationFrame(() => setTimeout(painted));
    });
    look.observe(document.documentElement,
      { attributes: true, childList: true, subtree: true, characterData: true });
  });
  return true;
}"""
_PRESS = """() => {
  const began = performance.timeOrigin + performance.now();
  (%s).click();
  return began;
}"""
