"""``python -m benchmarks.looks``, or ``make looks``: every scene of the board and the pages that
follow it, in three sizes and both languages, on the demo day of 95 people with 240 notes.

The pictures lie in ``var/looks``, to be looked at; what can be measured of them, a test measures.
Names of scenes may be given, and ``quick`` takes the large Danish board alone.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy import Engine

from benchmarks.pictures import SHOWN_ADDRESS, _chromium
from benchmarks.running import ROOT, command, free_port, serve_product
from facilitation import asyncmode, settings
from facilitation.actions import VERBS
from facilitation.core import model
from facilitation.core.ports import Command
from facilitation.core.rights import PARTICIPANT, SYSTEM, Actor
from facilitation.core.tokens import hashed
from facilitation.opening import clock
from facilitation.store import lookup
from facilitation.store.engine import open_engine, reading
from facilitation.store.writer import Ledger

OUT = ROOT / "var" / "looks"
BOARDS = ((1920, 1080), (1280, 720), (1024, 768), (390, 844))
PHONES = ((390, 844), (320, 640), (768, 1024))
WAIT_MS = 60_000
NAMES = (
    *("Tiden er ulige fordelt", "Målgruppen sidder med", "Kontaktpersonen skifter"),
    *("Hvem ejer det bagefter?", "Små prøver først", "Retten til at sige nej"),
)


@dataclass
class Stage:
    """The demo day in the database, and a hand that moves it."""

    engine: Engine
    ledger: Ledger
    id: str

    def do(self, verb: str, *, by: str = "", **args: Any) -> dict[str, Any]:
        """A step of the day, ``by`` a participant where it is one's; RuntimeError with a no."""
        actor = Actor(PARTICIPANT if by else SYSTEM, self.id, by or "looks")
        answer = self.ledger.do(Command(self.id, actor, verb, args))
        if not answer.ok:
            raise RuntimeError(f"{verb}: {answer.code} {answer.data}")
        return answer.data

    def find(self, kind: type[Any]) -> list[Any]:
        with reading(self.engine) as connection:
            return lookup.find(connection, kind, self.id)

    def gather(self) -> list[str]:
        """Six themes of very different sizes; their ids."""
        notes = [one for one in self.find(model.Note) if one.state == "shown"]
        ids = [f"look-{at}" for at in range(len(NAMES))]
        at = 0
        for number, (id, name) in enumerate(zip(ids, NAMES, strict=True)):
            size = max(4, 34 - 5 * number)
            some = [one.id for one in notes[at : at + size]]
            self.do("theme.add", id=id, name=name, notes=some)
            at += size
        return ids


def scenes(stage: Stage, themes: list[str]) -> Iterator[str]:
    """Brings the stage to one scene after the other, and names it."""
    prompts = sorted(stage.find(model.Prompt), key=lambda one: one.number)
    notes = [one for one in stage.find(model.Note) if one.state == "shown"]
    long = max(notes, key=lambda one: len(one.text))
    plain: tuple[tuple[str, dict[str, Any]], ...] = (
        ("welcome", {}),
        ("groups", {}),
        ("notes", {}),
        ("prompt", {"prompt": prompts[1].id}),
        ("theme", {"theme": themes[0]}),
        ("themes", {}),
        ("quote", {"note": long.id}),
        ("timer", {}),
        ("break", {"minutes": 15}),
        ("closing", {}),
    )
    for scene, more in plain:
        stage.do("scene.set", scene=scene, **more)
        yield scene
    yield from _votes(stage, themes)


def _votes(stage: Stage, themes: list[str]) -> Iterator[str]:
    how: dict[str, Any] = {"title": "Hvad skal vi arbejde videre med?", "dots": 5, "most_each": 3}
    vote = stage.do("vote.open", kind="themes", choices=themes, **how)["vote"]
    yield "vote-open"
    for person in stage.find(model.Participant)[20:80]:
        first = hash_of(person.id) % len(themes)
        dots = {str(first): 3, str((first * 3 + 1) % len(themes)): 2}
        dots = dots if len(dots) == 2 else {str(first): 3}
        secret = hashed(f"{vote} {person.id}")
        stage.do("vote.cast", by=person.id, vote=vote, dots=dots, secret_hash=secret)
    stage.do("vote.close", vote=vote)
    stage.do("vote.reveal", vote=vote)
    yield "vote-result"


def hash_of(text: str) -> int:
    """The same number for the same text, in every process."""
    return sum(ord(sign) * (at + 1) for at, sign in enumerate(text)) // 3


@contextmanager
def a_day() -> Iterator[tuple[Stage, dict[str, Any], str]]:
    """The demo day, served; what moves it, its links, and where the server really is."""
    with tempfile.TemporaryDirectory(prefix="samskab-looks-") as name:
        folder, port = Path(name), free_port()
        shown = {"FACILITATION_BASE_URL": SHOWN_ADDRESS, "FACILITATION_BOARD_HOLD_SECONDS": "0"}
        day = json.loads(command("demo", "--notes", "240", "--json", folder=folder, **shown).stdout)
        with serve_product(folder, port, shown):
            loaded = settings.load({"FACILITATION_DATA_DIR": str(folder)})
            engine = open_engine(loaded.database_url)
            ledger = Ledger(engine, VERBS, limits=loaded.limits(), key=loaded.key, clock=clock)
            stage = Stage(engine, ledger, day["workshop"])
            yield stage, day, f"http://127.0.0.1:{port}"


def main() -> None:
    """Take the pictures, all or of the scenes that were named."""
    if asyncmode.mode != "threading":  # green sockets and a browser's own loop wait for each other
        environment = os.environ | {"FACILITATION_ASYNC_MODE": "threading"}
        again = [sys.executable, "-m", "benchmarks.looks", *sys.argv[1:]]
        subprocess.run(again, env=environment, check=True)
        return
    wanted = {one for one in sys.argv[1:] if one != "quick"}
    quick = "quick" in sys.argv
    OUT.mkdir(parents=True, exist_ok=True)
    begun = time.monotonic()
    with a_day() as (stage, day, base), _chromium() as browser:
        themes = stage.gather()
        pages = list(_open(browser, day, base, quick))
        for scene in scenes(stage, themes):
            if not wanted or scene in wanted:
                _take(scene, pages)
                print(f"{scene}  {time.monotonic() - begun:.0f} s", flush=True)


def _open(
    browser: Browser, day: dict[str, Any], base: str, quick: bool
) -> Iterator[tuple[str, Page]]:
    languages = ("da",) if quick else ("da", "en")
    for width, height in BOARDS[:1] if quick else BOARDS:
        for language in languages:
            page = _context(browser, width, height, "light").new_page()
            page.goto(base + urlsplit(day["board_url"]).path)
            page.goto(f"{page.url}?lang={language}")
            yield f"board-{width}x{height}-{language}", page
    for width, height in PHONES[:1] if quick else PHONES:
        for scheme in ("light",) if quick else ("light", "dark"):
            page = _context(browser, width, height, scheme).new_page()
            page.goto(base + urlsplit(day["participants"][0]["url"]).path)
            yield f"phone-{width}x{height}-{scheme}", page


def _context(browser: Browser, width: int, height: int, scheme: Any) -> BrowserContext:
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale="da-DK",
        timezone_id="Europe/Copenhagen",
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    context.set_default_timeout(WAIT_MS)
    return context


def _take(scene: str, pages: list[tuple[str, Page]]) -> None:
    kind = scene.partition("-")[0]
    for name, page in pages:
        if name.startswith("board"):
            page.locator(f'.scene[data-scene="{kind}"]').wait_for()
            if scene == "vote-result":
                page.locator(".result").wait_for()
        page.screenshot(path=OUT / f"{scene}-{name}.png")


if __name__ == "__main__":
    main()
