"""Measures the pages in a real chromium: what a person waits for, and what stops a page."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.pages import board, desk, hour, phone, plan, slow
from benchmarks.pages.place import a_place
from benchmarks.pictures import a_chromium
from benchmarks.table import Measured

BESIDE = (60, 300)
"""So many phones are connected and write while a board is looked at."""


def measure(say: Measured, *, quick: bool) -> None:
    """The desk and the board on a large day, on slow machines and over an hour; the phone; the
    organiser's plan."""
    notes, seconds = (500, 5.0) if quick else (2000, 20.0)
    with tempfile.TemporaryDirectory(prefix="samskab-pages-") as name, a_chromium() as browser:
        folder = Path(name)
        with a_place(folder / "large", notes=notes) as place:
            desk.measure(browser, place, say, notes, seconds)
            board.measure(browser, place, say, notes, seconds)
            hour.measure(browser, place, say, changes=600 if quick else 3600)
        for phones in BESIDE:
            with a_place(folder / f"beside-{phones}", notes=240, people=phones) as place:
                board.beside(browser, place, say, seconds)
        with a_place(folder / "phone", notes=720) as place:
            phone.measure(browser, place, say)
        for notes in (900,) if quick else (900, 5000):
            with a_place(folder / f"slow-{notes}", notes=notes) as place:
                slow.measure(browser, place, say, notes)
        if not quick:
            with a_place(folder / "plan", notes=100, people=1000) as place:
                plan.measure(browser, place, say)
