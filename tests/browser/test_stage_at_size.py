"""Board and desk with a whole day in them, and when the server falls silent."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from facilitation.core import model
from facilitation.core.rights import Actor
from facilitation.demo.day import DemoDay
from facilitation.opening import Store
from facilitation.store.reader import StoreReader
from tests.browser.server import WAIT_MS, opened
from tests.browser.test_board import lines, outside, smallest
from tests.live.running import House, a_house
from tests.world import KEY, World, a_database, a_running_day

NOTES = 900


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, World]]:
    """95 people, 12 tables and 900 notes on a server of its own."""
    folder = tmp_path_factory.mktemp("big")
    engine = a_database(folder)
    day = DemoDay(Store(World(engine).ledger, StoreReader(engine)), KEY)
    day.make(number=95, tables=12, rounds=3, seed=1)
    day.begin(NOTES, 1)
    with a_house(engine, folder) as house:
        yield house, World(house.engine, day.id)


def board_of(world: World) -> Actor:
    return Actor("board", world.id, world.id)


def test_a_whole_day_fits_the_board(browser: Browser, big: tuple[House, World]) -> None:
    house, world = big
    longest = "Christian-Alexander Bartholomæus-Jørgensen"
    person = world.people()[0]
    world.do("participant.edit", world.organiser, participant=person.id, name=longest)
    prompt = world.prompt(3).id
    scenes = [{"scene": name} for name in ("welcome", "groups", "notes")]
    path = f"/board/{world.id}/"
    size = (1920, 1080)
    with opened(browser, house.of(world), board_of(world), path, size=size) as page:
        for scene in (*scenes, {"scene": "prompt", "prompt": prompt}):
            if scene["scene"] != world.day.scene:
                world.do("scene.set", world.moderator, **scene)
            expect(page.locator(f'.scene[data-scene="{scene["scene"]}"]')).to_be_visible()
            assert smallest(page) >= 63.9, scene
            assert lines(page) <= 10, scene
            assert outside(page) == [], scene


def test_names_stand_with_their_tables_and_the_pages_turn_by_themselves(
    browser: Browser, big: tuple[House, World]
) -> None:
    house, world = big
    if world.day.scene != "groups":
        world.do("scene.set", world.moderator, scene="groups")
    path = f"/board/{world.id}/"
    with opened(browser, house.of(world), board_of(world), path, size=(1920, 1080)) as page:
        page.locator(".names").wait_for()
        first = page.locator(".names li").all_text_contents()
        expect(page.locator(".names li").first).not_to_have_text(first[0], timeout=WAIT_MS)
        second = page.locator(".names li").all_text_contents()
    everybody = {f"{name}{table}" for name, table in _seats(world)}
    assert set(first) | set(second) <= everybody
    assert not set(first) & set(second)
    assert len(first) == len(second) >= 16


def _seats(world: World) -> list[tuple[str, int]]:
    tables = {one.id: one.number for one in world.find(model.Table)}
    found = world.snapshot("board")
    groups = [one for key, one in found.items() if key[0] == "group"]
    now = [one for one in groups if one["round"] == world.day.round_id]
    assert {one["table"] for one in now} <= set(tables.values())
    return [(name, one["table"]) for one in now for name in one["names"]]


def test_the_desk_draws_forty_of_many_notes_and_more_when_asked(
    browser: Browser, big: tuple[House, World]
) -> None:
    house, world = big
    with opened(browser, house.of(world), world.moderator, f"/desk/{world.id}/") as page:
        expect(page.get_by_role("heading", name=f"{NOTES} sedler")).to_be_visible()
        expect(page.locator("li.note")).to_have_count(40)
        page.get_by_role("button", name="Vis 40 til").click()
        expect(page.locator("li.note")).to_have_count(80)


@pytest.fixture
def own_house(tmp_path: Path, house: House) -> Iterator[House]:
    """A second server on the same data, which this test may halt."""
    with a_house(house.engine, tmp_path) as own:
        yield own


def test_silence_is_said_and_a_step_is_not_carried_out_later(
    browser: Browser, own_house: House
) -> None:
    world = a_running_day(own_house.engine, model.new_id())
    running = own_house.of(world)
    board = opened(browser, running, board_of(world), f"/board/{world.id}/", size=(1920, 1080))
    desk = opened(browser, running, world.moderator, f"/desk/{world.id}/")
    with board as screen, desk as tablet:
        expect(screen.get_by_text("Velkommen")).to_be_visible()
        press_borde = tablet.get_by_role("button", name="Borde", exact=True)
        expect(press_borde).to_be_visible()
        own_house.process.send_signal(signal.SIGSTOP)
        try:
            refused_at_once(tablet)
            expect(screen.get_by_text("siden")).to_be_visible(timeout=2 * WAIT_MS)
            expect(tablet.get_by_text("Ingen forbindelse siden")).to_be_visible(timeout=WAIT_MS)
            expect(screen.get_by_text("Velkommen")).to_be_visible()
        finally:
            own_house.process.send_signal(signal.SIGCONT)
        expect(screen.get_by_text("siden")).to_have_count(0, timeout=WAIT_MS)
        expect(tablet.get_by_text("Ingen forbindelse siden")).to_have_count(0, timeout=WAIT_MS)
        assert world.day.scene == "welcome"
        press_borde.click()
        expect(screen.get_by_text("Find dit bord")).to_be_visible()


def refused_at_once(tablet: Page) -> None:
    """After some silence a step is answered "not carried out", without waiting."""
    # The desk hears a beat a second: after more than two of silence it trusts the line no more.
    tablet.evaluate("new Promise((go) => setTimeout(go, 2600))")
    tablet.get_by_role("button", name="Borde", exact=True).click()
    expect(tablet.get_by_text("Ikke udført")).to_be_visible()
