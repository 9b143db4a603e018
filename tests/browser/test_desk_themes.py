"""Themes at the desk: without drag, by key and by search, by two at once, offline and back."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from facilitation.core import model
from facilitation.core.rights import KEEPER, Actor
from tests.browser.desks import OpenDesk
from tests.browser.server import WAIT_MS, accessibility_faults, opened
from tests.live.running import Running
from tests.world import World

TEXTS = ("Mødet ligger kl. 13", "Møderne er for lange", "Penge til kørsel", "Børn sidder med")


@pytest.fixture
def notes(world: World) -> list[str]:
    return [world.write(world.device(1), text) for text in TEXTS]


@pytest.fixture
def open_themes(open_desk: OpenDesk, notes: list[str]) -> OpenDesk:
    return partial(open_desk, view="themes")


@pytest.fixture
def desk(open_themes: OpenDesk) -> Iterator[Page]:
    with open_themes() as page:
        expect(page.locator(".card")).to_have_count(4)
        yield page


def card(page: Page, text: str) -> Locator:
    return page.locator(".card", has_text=text).locator("label")


def theme(page: Page, name: str) -> Locator:
    return page.locator("li.theme", has_text=name)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def gather(page: Page, name: str) -> None:
    page.get_by_label("Tema:").fill(name)
    page.get_by_label("Tema:").press("Enter")


def until(page: Page, holds: Callable[[], bool]) -> None:
    """The page shows at once what it foresees; the database follows."""
    end = time.monotonic() + WAIT_MS / 1000
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        page.evaluate("new Promise((go) => requestAnimationFrame(() => go(true)))")


def in_themes(world: World) -> dict[str, list[str]]:
    """Theme's name to the texts of its notes, as they are stored."""
    notes = world.find(model.Note)  # before the themes: one that is just made is then known
    names = {one.id: one.name for one in world.find(model.Theme)}
    found: dict[str, list[str]] = {name: [] for name in names.values()}
    for note in sorted(notes, key=lambda one: one.seq):
        if note.theme_id in names:
            found[names[note.theme_id]].append(note.text)
    return found


def test_notes_are_ticked_and_named_and_one_undo_takes_it_back(desk: Page, world: World) -> None:
    card(desk, "kl. 13").click()
    card(desk, "for lange").click()
    gather(desk, "Tid")
    expect(theme(desk, "Tid").locator(".theme__n")).to_have_text("2")
    expect(desk.get_by_text("2 sedler samlet i Tid.")).to_be_visible()
    until(desk, lambda: in_themes(world) == {"Tid": list(TEXTS[:2])})
    press(desk, "Fortryd")
    expect(desk.locator("li.theme")).to_have_count(0)
    until(desk, lambda: in_themes(world) == {})


def test_all_that_the_search_finds_are_put_in_a_theme_that_is_there(
    desk: Page, world: World
) -> None:
    world.do("theme.add", world.organiser, id=model.new_id(), name="Tid", notes=[])
    desk.get_by_label("Søg i sedlerne").fill("moedet")
    expect(desk.locator(".card")).to_have_count(2)
    press(desk, "Vælg alle 2")
    press(desk, "Læg i: Tid")
    expect(theme(desk, "Tid").locator(".theme__n")).to_have_text("2")
    expect(desk.get_by_text("2 sedler lagt i Tid.")).to_be_visible()
    until(desk, lambda: in_themes(world) == {"Tid": list(TEXTS[:2])})


def test_keys_select_a_range_and_name_it(desk: Page, world: World) -> None:
    boxes = desk.locator(".card input")
    boxes.first.focus()
    desk.keyboard.press("Space")
    desk.keyboard.press("Shift+ArrowRight")
    desk.keyboard.press("Shift+ArrowRight")
    expect(desk.locator(".gathering__n")).to_have_text("3 sedler")
    desk.keyboard.press("t")
    expect(desk.get_by_label("Tema:")).to_be_focused()
    desk.keyboard.type("Alt muligt")
    desk.keyboard.press("Enter")
    expect(theme(desk, "Alt muligt").locator(".theme__n")).to_have_text("3")
    expect(desk.locator(".cards :focus")).to_have_count(1)
    desk.keyboard.press("z")
    expect(desk.locator("li.theme")).to_have_count(0)


def test_the_keys_stay_among_the_cards_when_the_one_in_hand_goes_away(
    desk: Page, world: World, notes: list[str]
) -> None:
    box = desk.locator(".card", has_text="kørsel").locator("input")
    box.focus()
    secret = world.secret(notes[2])
    world.do("note.delete", world.device(1), note=notes[2], secret_hash=secret, seen=world.seq)
    expect(desk.locator(".card")).to_have_count(3)
    expect(desk.locator(".cards :focus")).to_have_count(1)


def test_a_card_is_dragged_to_a_theme_too(desk: Page, world: World, notes: list[str]) -> None:
    world.do("theme.add", world.organiser, id=model.new_id(), name="Penge", notes=[])
    expect(theme(desk, "Penge")).to_be_visible()
    desk.locator(".card", has_text="kørsel").drag_to(theme(desk, "Penge"))
    expect(theme(desk, "Penge").locator(".theme__n")).to_have_text("1")


def test_themes_are_renamed_ordered_merged_and_removed(
    desk: Page, world: World, notes: list[str]
) -> None:
    for name, note in (("Tid", notes[0]), ("Penge", notes[2])):
        world.do("theme.add", world.moderator, id=model.new_id(), name=name, notes=[note])
    desk.get_by_role("button", name="Penge", exact=True).click()
    press(desk, "Op")
    expect(desk.locator(".theme__name")).to_have_text(["Penge", "Tid"])
    press(desk, "Omdøb")
    desk.get_by_label("Temaets navn").fill("Kroner")
    press(desk, "Gem navnet")
    expect(desk.locator(".theme__name")).to_have_text(["Kroner", "Tid"])
    press(desk, "Slå sammen")
    theme(desk, "Kroner").get_by_role("button", name="Tid").click()
    expect(desk.locator(".theme__name")).to_have_text(["Tid"])
    expect(theme(desk, "Tid").locator(".theme__n")).to_have_text("2")
    press(desk, "Se sedlerne")
    expect(desk.locator(".card")).to_have_count(2)
    press(desk, "Fjern temaet")
    expect(desk.locator("li.theme")).to_have_count(0)
    until(desk, lambda: in_themes(world) == {})


def test_showing_a_theme_asks_and_shows_first_what_the_room_will_see(
    desk: Page, world: World, notes: list[str]
) -> None:
    world.do("theme.add", world.moderator, id=model.new_id(), name="Tid", notes=notes[:2])
    world.do("note.hide", world.moderator, note=notes[0])
    desk.get_by_role("button", name="Tid", exact=True).click()
    press(desk, "Vis på tavlen")
    dialog = desk.get_by_role("dialog")
    expect(dialog.get_by_role("listitem")).to_have_text(["Møderne er for langeBord 1"])
    dialog.get_by_role("button", name="Vis på tavlen").click()
    until(desk, lambda: world.day.scene == "theme")


def test_ten_actions_wait_offline_and_all_screens_end_the_same(
    desk: Page, open_themes: OpenDesk, world: World, notes: list[str]
) -> None:
    shared = model.new_id()
    world.do("theme.add", world.organiser, id=shared, name="Fælles", notes=[])
    lost = model.new_id()
    world.do("theme.add", world.organiser, id=lost, name="Mistet", notes=[])
    expect(theme(desk, "Mistet")).to_be_visible()
    with open_themes(actor=world.other_moderator) as other:
        expect(theme(other, "Mistet")).to_be_visible()
        desk.context.set_offline(True)
        for number in range(8):
            card(desk, TEXTS[number % 2]).click()
            gather(desk, f"Tema {number}")
        card(desk, "Penge").click()
        press(desk, "Læg i: Mistet")
        card(desk, "Børn").click()
        press(desk, "Læg i: Fælles")
        expect(desk.get_by_text("10 ændringer venter på forbindelse.")).to_be_visible()
        expect(theme(desk, "Tema 7").locator(".theme__n")).to_have_text("1")
        # Meanwhile one theme goes, and a note that waits to be moved is deleted.
        world.do("theme.remove", world.organiser, theme=lost)
        secret = world.secret(notes[0])
        world.do("note.delete", world.device(1), note=notes[0], secret_hash=secret, seen=world.seq)
        expect(theme(other, "Mistet")).to_have_count(0)
        assert other.locator("li.theme").count() == 1
        scene = world.day.scene
        desk.context.set_offline(False)
        expect(desk.get_by_text("venter på forbindelse")).to_have_count(0)
        expect(other.locator("li.theme")).to_have_count(9)
        expect(theme(desk, "Mistet")).to_have_count(0)
        same = [page.locator(".theme .row").all_inner_texts() for page in (desk, other)]
        assert same[0] == same[1]
        assert world.day.scene == scene
        # What could not be done is told, and the notes are not lost.
        expect(desk.locator(".desk__refused")).to_contain_text("Temaet er der ikke mere")
        press(desk, "Lav temaet igen med 1 seddel")
        expect(theme(other, "Mistet").locator(".theme__n")).to_have_text("1")
        expect(desk.locator(".desk__refused")).to_have_count(0)


def test_a_note_that_one_moves_and_another_hides_or_deletes_ends_the_same_on_both_screens(
    desk: Page, open_themes: OpenDesk, world: World, notes: list[str]
) -> None:
    def same(*themes: str) -> None:
        for page in (desk, other):
            expect(page.locator("li.theme .row")).to_have_text([re.compile(one) for one in themes])

    with open_themes(actor=world.other_moderator) as other:
        for page in (desk, other):
            card(page, "kl. 13").click()
            card(page, "for lange").click()
        world.do("note.hide", world.organiser, note=notes[0], why="tone")
        gather(desk, "Tid")
        same("Tid.*2")
        # Both were selected here before; the later of two moves counts, and nobody's note doubles.
        gather(other, "Penge")
        same("Tid.*0", "Penge.*2")
        assert world.find(model.Note, id=notes[0])[0].state == "hidden"
        card(desk, "for lange").click()
        secret = world.secret(notes[1])
        world.do("note.delete", world.device(1), note=notes[1], secret_hash=secret, seen=world.seq)
        expect(desk.locator(".card")).to_have_count(3)
        expect(desk.locator(".gathering__n")).to_have_text("0 sedler")
        same("Tid.*0", "Penge.*1")
        assert in_themes(world) == {"Tid": [], "Penge": [TEXTS[0]]}


def test_steps_on_the_stage_do_not_wait(desk: Page, world: World) -> None:
    desk.goto(desk.url.split("#")[0] + "#notes")
    scene = world.day.scene
    desk.context.set_offline(True)
    press(desk, "Borde")
    expect(desk.get_by_text("Ikke udført")).to_be_visible()
    desk.context.set_offline(False)
    desk.reload()
    expect(desk.get_by_role("heading", name="På tavlen nu")).to_be_visible()
    assert world.day.scene == scene


def test_a_keeper_gathers_themes_and_finds_nothing_to_steer(
    open_themes: OpenDesk, world: World
) -> None:
    with open_themes(actor=Actor(KEEPER, world.id, "lones-link")) as page:
        card(page, "kl. 13").click()
        gather(page, "Tid")
        expect(theme(page, "Tid").locator(".theme__n")).to_have_text("1")
        until(page, lambda: in_themes(world) == {"Tid": [TEXTS[0]]})
        page.get_by_role("link", name="Ind og ud").click()
        expect(page.locator("li.note")).to_have_count(4)
        assert page.locator(".scenes, .desk__strong, .desk__names, .desk__rounds").count() == 0
        press(page, "Historik")
        history = page.get_by_role("dialog", name="Hvem har gjort hvad")
        expect(history).to_contain_text("Samlede sedler i et nyt tema")
        expect(history).to_contain_text("moderatoren")


@pytest.mark.parametrize("size", [(1180, 820), (390, 844)])
@pytest.mark.parametrize("view", ["themes", "room", "hand"])
def test_the_views_are_accessible(
    browser: Browser,
    running: Running,
    world: World,
    notes: list[str],
    view: str,
    size: tuple[int, int],
) -> None:
    world.do("theme.add", world.moderator, id=model.new_id(), name="Tid", notes=notes[:2])
    world.do("note.queue", world.moderator, note=notes[3])
    world.do("agenda.set", world.organiser, lines=["9.30 Velkomst", "10.15 Runde 1"])
    path = f"/desk/{world.id}/#{view}"
    with opened(browser, running, world.moderator, path, size=size) as page:
        expect(page.locator("main h2").first).to_be_visible()
        if view == "themes":
            card(page, "Børn").click()
            page.locator(".theme__name").click()
        assert accessibility_faults(page) == []
        too_small = page.evaluate(
            """[...document.querySelectorAll(
                 "button, a, summary, label:has(input[type=checkbox]), input:not([type=hidden])")]
               .filter((one) => one.offsetHeight && one.offsetHeight < 44
                 && !one.classList.contains("visually-hidden"))
               .map((one) => one.outerHTML.slice(0, 120))"""
        )
        assert too_small == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
