"""Which other clothes a view is looked at in: theme, language and day, a few of all there are."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from tests.browser.looks.view import SIZES, THEMES, View
from tests.browser.looks.views import VIEWS


@dataclass(frozen=True)
class Clothes:
    """How a page is looked at."""

    theme: str
    language: str
    long: bool
    size: tuple[int, int]


def others(view: View, turn: int = 0) -> Clothes:
    """What else this view is looked at in. The views of a part take the combinations in turn, in
    strides that meet each pair of theme, language and day; ``turn`` gives another."""
    rows = [*product(THEMES[view.part], ("da", "en"), (False, True))][1:]
    alike = [one.name for one in VIEWS if one.part == view.part]
    at = alike.index(view.name)
    theme, language, long = rows[(5 * at + 3 + turn) % len(rows)]
    sizes = SIZES[view.part]
    return Clothes(theme, language, long, sizes[(at + turn) % len(sizes)])


def every_so_many(many: int, start: int) -> list[View]:
    """A few views of each part."""
    return [one for at, one in enumerate(VIEWS) if at % many == start]
