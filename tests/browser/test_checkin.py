"""A morning at the door on a phone: people come, one does not, and two other phones look on."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from facilitation.core import model
from tests.browser.phones import PHONE, Someone, join
from tests.browser.server import accessibility_faults, opened
from tests.live.running import Running
from tests.world import World

SIZES = [(390, 844), (768, 1024), (1920, 1080)]
SMALL = """[...document.querySelectorAll("main a, main button, main input, .sea-does *")]
  .filter((one) => one.offsetParent && one.offsetHeight < 44).map((one) => one.outerHTML)"""


def tick(door: Page, name: str) -> None:
    """Type the beginning of a name, and tick off the one who is left."""
    door.locator("#q").fill(name[:5].upper())
    expect(door.locator(".door__row:visible")).to_have_count(1)
    door.get_by_role("button", name=f"Kommet: {name}").click()
    expect(door.locator(".door__done")).to_contain_text(f"{name} er kommet.")


def test_a_morning_at_the_door_ends_in_a_plan_that_tells_those_who_move(
    browser: Browser, running: Running, world: World, someone: Someone
) -> None:
    # Round 1 runs: Mette, Søren and Åse at table 1; Ibrahim, Kirsten and Bo at table 2.
    path = f"/organiser/{world.id}/checkin"
    ibrahim, soren = someone(), someone()
    join(ibrahim, running, "Ibrahim")
    join(soren, running, "Søren")
    seats = (ibrahim.locator("#seat-number"), soren.locator("#seat-number"))
    expect(seats[0]).to_have_text("2")
    with opened(browser, running, world.organiser, path, size=PHONE) as door:
        for name in ("Mette Nielsen", "Kirsten Holm", "Bo Lund"):
            tick(door, name)
        expect(door.locator(".sea-says")).to_contain_text("5 af 6 er kommet")
        assert accessibility_faults(door) == []
        assert door.evaluate(SMALL) == []
        door.get_by_role("link", name="Åse Ærø").click()
        door.get_by_role("button", name="Meld fra: kommer ikke").click()
        door.get_by_role("link", name="Kirsten Holm").click()
        door.get_by_text("En anden kommer i stedet").click()
        door.get_by_label("Navn").fill("Yrsa Vind")
        assert accessibility_faults(door) == []
        door.get_by_role("button", name="Lad den nye overtage").click()
        expect(door.locator(".door__done")).to_contain_text("Yrsa Vind har overtaget pladsen.")
        door.locator("#q").fill("Jonna Dam")
        door.get_by_role("link", name="Ny person").click()
        expect(door.get_by_label("Navn")).to_have_value("Jonna Dam")
        door.get_by_role("button", name="Skriv på listen").click()
        expect(door.locator(".sea-says")).to_contain_text("6 af 6 er kommet, 1 er meldt fra")
        expect(door.locator(".sea-says")).to_contain_text("1 venter på en plads")
        _closes_table_2_and_uses_it(door)
    assert not _at(world, 2)
    # The one who moves sees it at once; the other is told nothing and stays.
    expect(seats[0]).to_have_text("3")
    expect(ibrahim.locator('[data-strip="go"]')).to_contain_text("Du er flyttet til bord 3")
    expect(seats[1]).to_have_text("1")
    expect(soren.locator("[data-strip]")).to_have_count(0)


def _closes_table_2_and_uses_it(door: Page) -> None:
    door.get_by_role("link", name="Regn om og brug").click()
    door.get_by_label("Også runde 1, som er i gang").check()
    door.get_by_role("button", name="Vis", exact=True).click()
    door.get_by_role("button", name="Åbn bord 3").click()
    door.get_by_role("button", name="Brug ikke bord 2").click()
    expect(
        door.get_by_text("Runde 1: fra bord 2, som ikke bruges, til bord 3").first
    ).to_be_visible()
    assert accessibility_faults(door) == []
    door.get_by_role("button", name="Brug nu").click()
    expect(door.locator(".door__done")).to_contain_text("Den nye plan er i brug.")


def test_an_offer_is_chosen_and_put_to_use(
    browser: Browser, running: Running, world: World
) -> None:
    first = ("Mette", "Ibrahim", "Bo")
    seats = [(one.id, 2, 1 if one.name.split()[0] in first else 2) for one in world.people()]
    world.do("plan.reseat", world.organiser, seats=seats)
    path = f"/organiser/{world.id}/checkin/replan"
    with opened(browser, running, world.organiser, path, size=PHONE) as door:
        expect(door.get_by_text("Ingen flytter", exact=True)).to_be_visible()
        offer = door.locator(".choice", has_text="Runde 2: fra bord").first
        offer.locator("input").check()
        bought = offer.inner_text()
        assert accessibility_faults(door) == []
        door.get_by_role("button", name="Brug nu").click()
        expect(door.locator(".door__done")).to_contain_text("Den nye plan er i brug.")
        expect(door.locator(".door__done")).to_contain_text("2 pladser flyttede sig")
    number = {one.id: one.number for one in world.find(model.Table)}
    tables = {one.id: number[one.table_id] for one in world.find(model.Group)}
    now = world.find(model.Seat, round_id=world.round(2).id, until_seq=None)
    moved = {(one.participant_id, 2, tables[one.group_id]) for one in now} - set(seats)
    names = {one.id: one.name for one in world.people()}
    assert len(moved) == 2
    assert all(
        f"{names[id]}, Runde 2: fra bord {3 - at} til bord {at}" in bought for id, _, at in moved
    )


def _at(world: World, table: int) -> list[model.Seat]:
    return world.find(model.Seat, group_id=world.group(table).id, until_seq=None)


def test_keys_alone_find_tick_off_and_go_on(
    browser: Browser, running: Running, world: World
) -> None:
    with opened(browser, running, world.organiser, f"/organiser/{world.id}/checkin") as door:
        for name in ("Mette", "Bo"):
            door.locator("#q").focus()
            door.keyboard.type(name)
            door.keyboard.press("Enter")
            expect(door.get_by_role("button", name=f"Kommet: {name}")).to_be_focused()
            door.keyboard.press("Enter")
            expect(door.locator(".door__done")).to_contain_text(f"{name}")
            expect(door.locator("#q")).to_be_focused()
        door.get_by_role("button", name="Fortryd").press("Enter")
        expect(door.locator(".door__done")).to_contain_text("Bo Lund er ikke kommet endnu.")
    assert world.person("Mette").arrived
    assert not world.person("Bo").arrived


@pytest.mark.parametrize("size", SIZES)
def test_the_pages_at_the_door_are_accessible_at_every_size(
    browser: Browser, running: Running, world: World, size: tuple[int, int]
) -> None:
    for path in ("", "/new", "/replan", f"/{world.person('Mette').id}"):
        at = f"/organiser/{world.id}/checkin{path}"
        with opened(browser, running, world.organiser, at, size=size) as page:
            assert accessibility_faults(page) == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
