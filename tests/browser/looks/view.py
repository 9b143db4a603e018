"""One thing to look at, in which sizes and themes, and the steps that lead there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.browser.looks.days import Day, Days
from tests.browser.others import Tab, click, until

Step = Callable[[Tab], Any]
SIZES = {
    "board": ((1920, 1080), (1280, 720), (1024, 768), (768, 1024), (390, 844)),
    "desk": ((1180, 820), (390, 844), (768, 1024), (1920, 1080)),
    "phone": ((390, 844), (320, 640), (768, 1024), (1920, 1080)),
    "organiser": ((1440, 900), (390, 844), (768, 1024), (1920, 1080)),
    "paper": ((794, 1123),),
    "report": ((1440, 900), (390, 844), (768, 1024), (1920, 1080)),
}
"""Of each part of the house; the first is the one that it is made for."""
THEMES = {
    "board": ("projector", "light", "dark"),
    "desk": ("light", "dark", "projector"),
    "phone": ("light", "dark", "projector"),
    "organiser": ("light", "dark", "projector"),
    "paper": ("light",),
    "report": ("light", "dark", "projector"),
}
KINDS = {"organiser": "work", "report": "work"}


@dataclass(frozen=True)
class View:
    """One thing to look at. ``path`` may name {id}, {code} and the ids of the day's first things;
    ``link`` opens the way to it; ``ready`` is true in the page when it stands."""

    name: str
    path: str
    link: str = ""
    ready: str = "true"
    moment: Callable[[Day], Any] = lambda _: None
    steps: tuple[Step, ...] = ()
    of: str = "usual"
    """The day that it is looked at on; ``usual`` may be ``long`` too."""
    depth: int = 150
    """Of the room, in decimetres."""

    @property
    def part(self) -> str:
        return self.name.partition("-")[0]

    @property
    def kind(self) -> str:
        """What is measured of it."""
        return KINDS.get(self.part, self.part)

    def open(self, tab: Tab, days: Days, *, language: str = "da", long: bool = False) -> None:
        """Bring the day to the moment, and this tab to the page."""
        day = days.long if long and self.of == "usual" else getattr(days, self.of)
        if self.part == "board" and self.of == "usual":
            day.in_a_room(self.depth)
        if day.calling:
            day.call()
        if self.of == "usual":
            day.time()
        self.moment(day)
        url = days.house.url
        if not self.link:  # by another name of the host no cookie says who has been here before
            url = url.replace("127.0.0.1", "localhost")
        tab.go(f"{url}/static/icon.svg")
        tab.value_of(f"document.cookie = 'samskab-language={language}; path=/'")
        if self.link:
            tab.go(url + day.path(self.link))
        tab.go(url + self.path.format(**_places(day)) + self._asked(language))
        until(tab, f"document.documentElement.lang === {language!r} && ({self.ready})")
        for step in self.steps:
            step(tab)

    def _asked(self, language: str) -> str:
        return f"?lang={language}" if self.part == "board" else ""


def dress(tab: Tab, theme: str) -> None:
    """Put a theme on the page, whatever it wears."""
    tab.value_of(f"document.documentElement.dataset.theme = {theme!r}")


def _places(day: Day) -> dict[str, str]:
    person = day.links["participants"][0]["id"]
    return {"id": day.world.id, "code": day.links["code"], "person": person}


# ---- Steps


def press(selector: str) -> Step:
    return lambda tab: click(tab, selector)


def wait(expression: str) -> Step:
    return lambda tab: until(tab, expression)


def there(selector: str) -> str:
    """An expression: something that this finds is to be seen."""
    return f"document.querySelector({selector!r})?.checkVisibility()"


def type_in(selector: str, text: str) -> Step:
    def step(tab: Tab) -> None:
        until(tab, there(selector))
        tab.value_of(
            f"""(() => {{ const field = document.querySelector({selector!r}); field.focus();
            field.value = {text!r}; field.dispatchEvent(new Event("input", {{bubbles: true}}));
            return true }})()"""
        )

    return step


def a_file(selector: str, name: str, text: str) -> Step:
    def step(tab: Tab) -> None:
        tab.value_of(
            f"""(() => {{ const files = new DataTransfer();
            files.items.add(new File([{text!r}], {name!r}, {{type: "text/csv"}}));
            document.querySelector({selector!r}).files = files.files; return true }})()"""
        )

    return step
