"""The organiser's pages stand at every size, with long names, in both languages, axe-clean."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.server import accessibility_faults, opened
from tests.live.running import Running
from tests.world import a_participant

SIZES = [(390, 844), (768, 1024), (1920, 1080)]
PLACES = ("", "questions", "rounds", "people", "names", "import")
HEAD = 140
LONG = "Anne-Margrethe Kirstine Skovgaard-Vestergaard von Rosenkrantz-Charisius"


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("place", PLACES)
def test_a_page_has_no_fault_and_nothing_sticks_out(
    browser: Browser, running: Running, place: str, size: tuple[int, int]
) -> None:
    world = running.world
    a_participant(world, LONG, "Foreningen for Menneskerettighedsundervisningsmaterialer")
    path = f"/organiser/{world.id}/{place}"
    with opened(browser, running, world.organiser, path, size=size) as page:
        assert accessibility_faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        head = page.locator(".day-head").bounding_box()
        assert head is not None
        assert head["height"] <= HEAD, "the head stays in two rows, on a phone in three"


def test_removing_asks_and_no_is_reached_by_keyboard(browser: Browser, running: Running) -> None:
    world = running.world
    path = f"/organiser/{world.id}/people/{world.person('Bo').id}"
    with opened(browser, running, world.organiser, path, size=SIZES[0]) as page:
        page.get_by_role("button", name="Fjern").press("Enter")
        expect(page.get_by_role("heading", name="Vil du fjerne Bo Lund?")).to_be_visible()
        assert accessibility_faults(page) == []
        page.get_by_role("link", name="Nej, behold").press("Enter")
        expect(page.locator("#name")).to_have_value("Bo Lund")


def test_the_list_of_days_has_no_fault(browser: Browser, running: Running) -> None:
    with opened(browser, running, running.world.organiser, "/organiser/") as page:
        assert accessibility_faults(page) == []


@pytest.mark.parametrize("path", ["/", "/login", "/no-such-page"])
def test_the_front_door_has_no_fault(browser: Browser, running: Running, path: str) -> None:
    with opened(browser, running, running.world.organiser, path, size=SIZES[0]) as page:
        assert accessibility_faults(page) == []


def test_everything_is_reached_by_keyboard(browser: Browser, running: Running) -> None:
    world = running.world
    path = f"/organiser/{world.id}/people"
    with opened(browser, running, world.organiser, path) as page:
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_text("Spring til indholdet")
        page.keyboard.press("Enter")
        page.locator("#q").focus()
        page.keyboard.type("mette")
        page.keyboard.press("Enter")
        expect(page.get_by_role("link", name="Mette Nielsen")).to_be_visible()
        expect(page.get_by_role("link", name="Bo Lund")).to_have_count(0)
