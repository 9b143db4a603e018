"""Measures the pages in a real chromium: what a person waits for, and what stops a page."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Collection
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.pages import board, desk, hour, phone, plan, screens, slow, themes
from benchmarks.pages.place import a_place
from benchmarks.pictures import a_chromium
from benchmarks.table import Measured

THEMES = 40
"""On a large day; they hold half of its notes."""
BESIDE = (60, 300)
"""So many phones are connected and write while a board is looked at."""
Part = Callable[[Browser, Path, Measured, bool], None]


def measure(say: Measured, *, quick: bool, only: Collection[str] = ()) -> None:
    """The parts asked for, all if none were; each on a day of its own."""
    with tempfile.TemporaryDirectory(prefix="samskab-pages-") as name, a_chromium() as browser:
        for part, measured in PARTS.items():
            if part in (only or PARTS):
                measured(browser, Path(name), say, quick)


def _desk(browser: Browser, folder: Path, say: Measured, quick: bool) -> None:
    notes, seconds = _large(quick)
    with a_place(folder / "desk", notes=notes) as place:
        themes.gather(place, THEMES, each=notes // 2 // THEMES)
        desk.measure(browser, place, say, notes, seconds)


def _board(browser: Browser, folder: Path, say: Measured, quick: bool) -> None:
    notes, seconds = _large(quick)
    with a_place(folder / "board", notes=notes) as place:
        themes.gather(place, THEMES, each=notes // 2 // THEMES)
        board.measure(browser, place, say, notes, seconds)


def _large(quick: bool) -> tuple[int, float]:
    """Notes of a large day, and for how many seconds more come."""
    return (500, 5.0) if quick else (2000, 20.0)


def _hour(browser: Browser, folder: Path, say: Measured, quick: bool) -> None:
    notes, _seconds = _large(quick)
    with a_place(folder / "hour", notes=notes) as place:
        themes.gather(place, THEMES, each=notes // 2 // THEMES)
        hour.measure(browser, place, say, changes=600 if quick else 3600)


def _beside(browser: Browser, folder: Path, say: Measured, quick: bool) -> None:
    for phones in BESIDE:
        with a_place(folder / f"beside-{phones}", notes=240, people=phones) as place:
            board.beside(browser, place, say, _large(quick)[1])


def _phone(browser: Browser, folder: Path, say: Measured, quick: bool) -> None:  # noqa: ARG001 (as all parts)
    with a_place(folder / "phone", notes=720) as place:
        phone.measure(browser, place, say)


def _screens(browser: Browser, folder: Path, say: Measured, quick: bool) -> None:  # noqa: ARG001 (as all parts)
    with a_place(folder / "screens", notes=240) as place:
        screens.measure(browser, place, say)


def _slow(browser: Browser, folder: Path, say: Measured, quick: bool) -> None:
    for notes in (900,) if quick else (900, 5000):
        with a_place(folder / f"slow-{notes}", notes=notes) as place:
            slow.measure(browser, place, say, notes)


def _plan(browser: Browser, folder: Path, say: Measured, quick: bool) -> None:
    people = 120 if quick else 1000
    with a_place(folder / "plan", notes=100, people=people) as place:
        plan.measure(browser, place, say)


PARTS: dict[str, Part] = {
    "desk": _desk,
    "board": _board,
    "hour": _hour,
    "beside": _beside,
    "phone": _phone,
    "screens": _screens,
    "slow": _slow,
    "plan": _plan,
}
