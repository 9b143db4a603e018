"""A table has a host in a tap, who marks what it found and calls for help that the desk answers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.phones import Someone, join
from tests.browser.server import opened
from tests.live.running import Running
from tests.world import World


def at_the_table(someone: Someone, running: Running, name: str) -> Page:
    page = someone()
    join(page, running, name)
    page.locator('[data-tab="table"]').click()
    return page


@pytest.fixture
def mette(someone: Someone, running: Running) -> Page:
    return at_the_table(someone, running, "mette")


@pytest.fixture
def desk(browser: Browser, running: Running, world: World) -> Iterator[Page]:
    with opened(browser, running, world.moderator, f"/desk/{world.id}/") as page:
        expect(page.get_by_role("heading", name="På tavlen nu")).to_be_visible()
        yield page


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_a_tap_makes_somebody_host_and_the_next_ones_tap_hands_over(
    mette: Page, someone: Someone, running: Running, world: World
) -> None:
    soeren = at_the_table(someone, running, "søren")
    press(mette, "Bliv bordvært")
    expect(mette.locator("#host-now")).to_have_text("Du er bordvært")
    expect(soeren.locator("#host-now")).to_contain_text("Mette Nielsen")
    press(soeren, "Bliv bordvært")
    expect(mette.locator("#host-now")).to_contain_text("Søren Aagaard")
    press(soeren, "Giv det videre")
    expect(mette.locator("#host-now")).not_to_contain_text("Søren")
    assert world.group(1).host_id is None


def test_the_host_marks_three_and_one_odd_and_is_told_that_a_fourth_is_too_many(
    mette: Page, desk: Page, world: World
) -> None:
    notes = [world.write(world.phone("Søren"), f"Nummer {n}") for n in range(5)]
    press(mette, "Bliv bordvært")

    def mark(number: int, name: str) -> Locator:
        row = mette.locator("#table-list li", has_text=f"Nummer {number}")
        button = row.get_by_role("button", name=name)
        button.click()
        return button

    for number in range(3):
        expect(mark(number, "Bordets bedste")).to_have_attribute("aria-pressed", "true")
    mark(3, "Bordets bedste")
    expect(mette.locator("#hosting-no")).to_contain_text("3")
    expect(mark(4, "Den skæve")).to_have_attribute("aria-pressed", "true")
    marks = ["top", "top", "top", "", "odd"]
    assert [world.note(note).mark for note in notes] == marks
    press(desk, "Bordenes valgte sedler")
    expect(desk.get_by_role("button", name="Åbn afstemning om 4")).to_be_visible()


def test_a_call_for_help_is_seen_in_every_view_of_the_desk_and_answered_in_a_tap(
    mette: Page, desk: Page, world: World
) -> None:
    for view in ("Temaer", "Salen", "I hånden", "Ind og ud"):
        desk.get_by_role("link", name=view, exact=True).click()
        press(mette, "Tilkald hjælp")
        expect(desk.get_by_text("Bord 1 kalder")).to_be_visible()
        press(mette, "Vi klarer os")
        expect(desk.get_by_text("Bord 1 kalder")).to_have_count(0)
    press(mette, "Tilkald hjælp")
    press(desk, "Vi kommer")
    expect(desk.get_by_text("Bord 1: der er nogen på vej")).to_be_visible()
    expect(mette.locator("#help-state")).to_have_text("Der er nogen på vej.")
    assert world.group(1).help == "answered"
