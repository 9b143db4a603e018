"""A desk out of reach while it works on, and another moderator works on the same notes."""

from __future__ import annotations

import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect

from benchmarks.pictures import a_chromium
from facilitation.core import model
from facilitation.core.rights import Actor
from tests.browser.server import WAIT_MS, opened
from tests.live.running import Running, a_house, now_ms
from tests.world import World, a_database, a_running_day

LETTERS = "ABCDEFGH"
THEMES = {"stays": "Bliver", "goes": "Fjernes", "named": "Omdøbes", "merged": "Flettes"}
ENDS = {
    **{f"Ny {n}": [letter] for n, letter in enumerate("ABCD", 1)},
    "Bliver": ["G", "H"],
    "Omdøbt her": [],
}
"""What both together have made: theme to its notes."""
TOLD = "Læg sedler i et tema. Temaet er der ikke mere"
_WATCH = """() => {
  window.scenes = [];
  new MutationObserver(() => scenes.push(document.querySelector(".scene")?.dataset.scene))
    .observe(document, { childList: true, subtree: true, attributes: true });
}"""


def desk(folder: Path, *, seconds: float) -> dict[str, Any]:
    """Ten actions on themes wait out of reach for so many seconds, and a step on the stage is
    tried. ``wrong``: what does not end as it must on every screen, what went without a word, and
    what the stage showed by itself."""
    engine = a_database(folder)
    with a_house(engine, folder) as house, a_chromium() as browser:
        expect.set_options(timeout=WAIT_MS)
        world = a_running_day(engine, model.new_id())
        world.now = now_ms()
        world.do("timer.set", world.moderator, minutes=60)
        world.do("scene.set", world.moderator, scene="timer")
        found = _away(browser, house.of(world), world, seconds)
    engine.dispose()
    return found


def _away(browser: Browser, running: Running, world: World, seconds: float) -> dict[str, Any]:
    notes = {one: world.write(world.device(1), f"Seddel {one}") for one in LETTERS}
    for id, name in THEMES.items():
        world.do("theme.add", world.organiser, id=id, name=name, notes=[])
    at = f"/desk/{world.id}/#themes"
    with ExitStack() as stack:
        mine = stack.enter_context(opened(browser, running, world.moderator, at))
        other = stack.enter_context(opened(browser, running, world.other_moderator, at))
        room = Actor("board", world.id, world.id)
        board = stack.enter_context(opened(browser, running, room, f"/board/{world.id}/"))
        for page in (mine, other):
            expect(page.locator("li.theme")).to_have_count(len(THEMES))
        board.evaluate(_WATCH)
        mine.context.set_offline(True)
        began = time.monotonic()
        refused_at_once = _step_on_the_stage(mine)
        _ten_actions(mine)
        _meanwhile(world, notes)
        expect(other.locator("li.theme")).to_have_count(len(THEMES) - 1)
        waited = _wait(mine, began + seconds)
        mine.context.set_offline(False)
        expect(mine.get_by_text("venter på forbindelse")).to_have_count(0)
        fresh = stack.enter_context(opened(browser, running, world.organiser, at))
        expect(fresh.locator("li.theme")).to_have_count(len(ENDS))
        ends = _stored(world, notes)
        wrong: dict[str, Any] = {} if ends == ENDS else {"stored": ends}
        for name, page in {"mine": mine, "other": other, "fresh": fresh}.items():
            expect(page.locator("li.theme")).to_have_count(len(ENDS))
            if (shown := _shown(page)) != _shown(fresh):
                wrong[name] = shown
        told = [
            " ".join(one.split()) for one in mine.locator(".desk__refused li").all_inner_texts()
        ]
        if not told or TOLD not in told[0]:
            wrong["not told"] = told
        showed = set(board.evaluate("scenes")) | {world.day.scene}
        if showed != {"timer"} or not refused_at_once:
            wrong["on the stage"] = sorted(showed)
    return {"wrong": wrong, "waited": waited, "told": told}


def _ten_actions(page: Page) -> None:
    for number, letter in enumerate("ABCD", 1):
        _tick(page, letter)
        page.get_by_label("Tema:").fill(f"Ny {number}")
        page.get_by_label("Tema:").press("Enter")
    for letter, theme in (("E", "Fjernes"), ("F", "Bliver"), ("G", "Bliver")):
        _tick(page, letter)
        _press(page, f"Læg i: {theme}")
    _press(page, "Omdøbes")
    _press(page, "Omdøb")
    page.get_by_label("Temaets navn").fill("Omdøbt her")
    _press(page, "Gem navnet")
    _press(page, "Flettes")
    _press(page, "Slå sammen")
    page.locator(".theme__merge").get_by_role("button", name="Bliver").click()
    _press(page, "Ny 4")
    _press(page, "Op")
    expect(page.get_by_text("10 ændringer venter på forbindelse.")).to_be_visible()


def _meanwhile(world: World, notes: dict[str, str]) -> None:
    """The other moderator, and the author of one note."""
    other = world.other_moderator
    world.do("theme.remove", other, theme="goes")
    world.do("theme.rename", other, theme="named", name="Omdøbt der")
    world.do("theme.put", other, theme="named", notes=[notes["G"]])
    world.do("theme.put", other, theme="merged", notes=[notes["H"]])
    secret = world.secret(notes["F"])
    device = world.device(1)
    world.do("note.delete", device, note=notes["F"], secret_hash=secret, seen=world.seq)


def _step_on_the_stage(page: Page) -> bool:
    """Whether it was answered, while out of reach, that it was not carried out."""
    page.evaluate("() => { location.hash = '#notes'; }")
    _press(page, "Borde")
    expect(page.get_by_text("Ikke udført")).to_be_visible()
    page.evaluate("() => { location.hash = '#themes'; }")
    return True


def _wait(page: Page, end: float) -> int:
    """Stay away until then; how many actions are said to wait at the end."""
    while (left := end - time.monotonic()) > 0:
        page.wait_for_timeout(1_000 * min(left, 5))
    return 10 * page.get_by_text("10 ændringer venter på forbindelse.").count()


def _stored(world: World, notes: dict[str, str]) -> dict[str, list[str]]:
    names = {one.id: one.name for one in world.find(model.Theme)}
    found: dict[str, list[str]] = {name: [] for name in names.values()}
    letters = {id: letter for letter, id in notes.items()}
    for note in world.find(model.Note):
        if note.theme_id:
            found[names[note.theme_id]].append(letters[note.id])
    return {name: sorted(some) for name, some in found.items()}


def _shown(page: Page) -> list[str]:
    return [" ".join(one.split()) for one in page.locator("li.theme > div.row").all_inner_texts()]


def _tick(page: Page, letter: str) -> None:
    page.locator(".card", has_text=f"Seddel {letter}").locator("label").click()


def _press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
