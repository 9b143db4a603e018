"""The organiser's plan and prints in a real browser: by tap, by key, and on paper."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from facilitation.core import model
from tests.browser.server import accessibility_faults, now_ms, opened
from tests.live.running import House
from tests.world import World, a_workshop, add_people

Open = Callable[..., AbstractContextManager[Page]]
LAPTOP = (1440, 900)
SIZES = [(390, 844), (768, 1024), (1920, 1080)]
LONG = "Mette-Marie Holm Abildgaard von Scholten til Rosenvænget"


@pytest.fixture
def world(house: House) -> World:
    """A day in preparation: six people, two tables, two rounds."""
    world = a_workshop(house.engine, model.new_id())
    world.now = now_ms()
    return world


@pytest.fixture
def open_page(browser: Browser, house: House, world: World) -> Open:
    def open_one(path: str = "plan", **options: Any) -> AbstractContextManager[Page]:
        at = f"/organiser/{world.id}/{path}"
        return opened(browser, house.of(world), world.organiser, at, **{"size": LAPTOP} | options)

    return open_one


@pytest.fixture
def plan(open_page: Open, world: World) -> Iterator[Page]:
    """The page with a plan: in round 1 the first three people at table 1, in round 2 turned."""
    people = world.people()
    seats = [
        (one.id, round, 1 if (n < 3) == (round == 1) else 2)
        for n, one in enumerate(sorted(people, key=lambda one: one.name))
        for round in (1, 2)
    ]
    world.do("plan.store", world.organiser, seats=seats, proof=[], seed=1)
    with open_page() as page:
        yield page


def name(page: Page, text: str) -> Locator:
    return page.locator("[data-person]", has_text=text)


def table(page: Page, number: int) -> Locator:
    return page.locator(f'[data-table="{number}"]')


def a_tight_day(world: World) -> None:
    """Sixty people at eight tables in five rounds: the search for a plan in which nobody meets
    again goes on for many seconds, and the page stays small."""
    guests = [{"name": f"Gæst {n}", "organisation": f"Forening {n % 11}"} for n in range(54)]
    add_people(world, *guests)
    for _ in range(3):
        world.do("round.add", world.organiser)
    world.do("tables.set", world.organiser, seats=[(None, None)] * 8)
    mette, bo = world.person("Mette").id, world.person("Bo").id
    world.do("wish.add", world.organiser, kind="together", participant=mette, other=bo)


def test_the_plan_is_computed_and_shown(open_page: Open, world: World) -> None:
    with open_page() as page:
        page.get_by_role("button", name="Regn planen").click()
        expect(page.locator("[data-person]")).to_have_count(6)
        expect(page.locator(".sea-says")).to_contain_text("Planen er ikke brugt endnu.")
        expect(page.locator(".score li").first).to_contain_text("Par fra samme organisation")
        assert accessibility_faults(page) == []


def test_the_best_so_far_is_seen_and_kept_when_stopped(open_page: Open, world: World) -> None:
    a_tight_day(world)
    with open_page() as page:
        page.get_by_role("button", name="Regn planen").click()
        expect(page.locator("[data-progress] .score li").first).to_be_visible()
        expect(page.locator("[data-searched]")).to_contain_text("Har søgt i")
        page.reload()
        expect(page.locator("[data-progress]")).to_be_visible()
        assert accessibility_faults(page) == []
        page.get_by_role("button", name="Stop, og behold den bedste").click()
        expect(page.locator(".sea-says")).to_contain_text("Du stoppede efter")
        expect(page.locator("[data-person]")).to_have_count(60)
    assert len(world.find(model.Plan)[0].seats) == 5 * 60


def test_a_tap_moves_somebody_and_says_so(plan: Page, world: World) -> None:
    name(plan, "Ibrahim").click()
    expect(plan.get_by_role("heading", name="Ibrahim Yilmaz")).to_be_visible()
    expect(plan.get_by_text("Fjordhjælpen", exact=True)).to_be_visible()
    plan.get_by_role("link", name="Se, hvad det koster at flytte Ibrahim Yilmaz til bord 2").click()
    price = plan.locator("[data-price]")
    expect(price).to_contain_text("+1 kollegapar")
    expect(price).to_contain_text("Bedste bytte:")
    assert accessibility_faults(plan) == []
    assert (world.person("Ibrahim").id, 1, 2) not in world.find(model.Plan)[0].seats
    price.get_by_role("button", name="Flyt til bord 2").click()
    expect(table(plan, 2)).to_contain_text("Ibrahim Yilmaz")
    expect(plan.get_by_role("status").last).to_contain_text("sidder nu ved bord 2 i runde 1")
    expect(name(plan, "Ibrahim")).to_be_focused()
    assert (world.person("Ibrahim").id, 1, 2) in world.find(model.Plan)[0].seats


def test_keys_alone_choose_and_move(plan: Page, world: World) -> None:
    plan.locator("[data-person]").first.focus()
    first = plan.locator("[data-person]").first.inner_text()
    plan.keyboard.press("ArrowDown")
    expect(plan.locator("[data-person]").nth(1)).to_be_focused()
    plan.keyboard.press("ArrowRight")
    expect(table(plan, 2).locator("[data-person]").nth(1)).to_be_focused()
    plan.keyboard.press("ArrowLeft")
    plan.keyboard.press("ArrowUp")
    plan.keyboard.press("Enter")
    expect(plan.get_by_role("heading", name=first)).to_be_visible()
    expect(name(plan, first)).to_be_focused()
    plan.keyboard.press("9")
    expect(plan.locator("[data-keys]")).to_have_text("Der er intet bord 9. Escape begynder forfra.")
    plan.keyboard.press("Enter")
    plan.keyboard.press("Escape")
    plan.keyboard.press("2")
    expect(plan.locator("[data-keys]")).to_contain_text(f"at flytte {first} til bord 2")
    plan.keyboard.press("Enter")
    expect(plan.get_by_role("button", name="Flyt til bord 2")).to_be_focused()
    plan.keyboard.press("Enter")
    expect(table(plan, 2)).to_contain_text(first)
    expect(name(plan, first)).to_be_focused()


def test_a_seat_is_locked_by_key_and_unlocked_by_tap(plan: Page, world: World) -> None:
    name(plan, "Ibrahim").focus()
    plan.keyboard.press("l")
    expect(plan.get_by_text("Pladsen er låst.")).to_be_visible()
    expect(name(plan, "Ibrahim")).to_contain_text("låst")
    expect(name(plan, "Ibrahim")).to_be_focused()
    assert len(world.find(model.Wish, kind="fixed")) == 1
    assert accessibility_faults(plan) == []
    plan.get_by_role("button", name="Lås op").click()
    expect(plan.get_by_role("button", name="Lås ved bord 1 i runde 1")).to_be_focused()
    assert world.find(model.Wish) == []


def test_a_wish_is_added_in_plain_words_and_taken_back(plan: Page, world: World) -> None:
    plan.locator("[data-wishing] summary").click()
    two = plan.locator(".wish-form").first
    two.get_by_label("Navn").fill("Mette Nielsen")
    two.get_by_label("Ønske").select_option(label="sidder ikke sammen")
    two.get_by_label("Sammen eller ikke med").fill("Bo Lund")
    assert accessibility_faults(plan) == []
    two.get_by_role("button", name="Tilføj").click()
    wish = "Mette Nielsen og Bo Lund sidder ikke sammen i alle runder."
    expect(plan.locator(".wishes")).to_contain_text(wish)
    plan.get_by_role("button", name=f"Fjern: {wish}").click()
    expect(plan.locator(".wishes")).to_have_count(0)
    assert world.find(model.Wish) == []


def test_the_way_back_leads_to_the_round_before(plan: Page) -> None:
    name(plan, "Mette").click()
    plan.get_by_role("link", name="Runde 2").click()
    expect(plan.locator(".plan-rounds [aria-current]")).to_contain_text("Runde 2")
    plan.go_back()
    expect(plan.locator(".plan-rounds [aria-current]")).to_contain_text("Runde 1")
    expect(plan.get_by_role("heading", name="Mette Nielsen")).to_be_visible()


def test_the_plan_is_put_to_use(plan: Page, world: World) -> None:
    expect(plan.get_by_text("Når den bruges, åbnes dagen")).to_be_visible()
    plan.get_by_role("button", name="Brug planen").click()
    expect(plan.locator(".sea-says")).to_contain_text("Planen er i brug.")
    assert world.day.state == "open"
    assert len(world.find(model.Seat)) == 12


def test_it_all_works_without_a_script(open_page: Open, world: World) -> None:
    with open_page(java_script_enabled=False, size=(390, 844)) as page:
        page.get_by_role("button", name="Regn planen").click()
        while page.locator("[data-refresh]").count():
            page.get_by_role("link", name="Opdater").click()
        name(page, "Ibrahim").click()
        page.get_by_role("link", name="Se, hvad det koster at flytte Ibrahim Yilmaz").click()
        page.get_by_role("button", name="Byt plads med").click()
        expect(page.get_by_text("Gemt")).to_be_visible()
        page.get_by_role("button", name="Brug planen").click()
        expect(page.locator(".sea-says")).to_contain_text("Planen er i brug.")


def test_a_long_name_is_cut_and_whole_on_focus(plan: Page, world: World) -> None:
    add_people(world, {"name": LONG, "organisation": "Broen"})
    world.do(
        "plan.move", world.organiser, participant=world.person("Mette-Marie").id, round=1, table=1
    )
    plan.reload()
    long = name(plan, LONG)
    cut = "(element) => element.scrollWidth > element.clientWidth"
    assert long.evaluate(cut)
    long.focus()
    plan.keyboard.press("Shift")  # a key, so that the focus shows
    assert not long.evaluate(cut)


@pytest.mark.parametrize("size", SIZES)
def test_the_plan_is_accessible(plan: Page, world: World, size: tuple[int, int]) -> None:
    add_people(world, {"name": LONG, "organisation": "Broen"})
    plan.set_viewport_size({"width": size[0], "height": size[1]})
    plan.reload()
    name(plan, "Mette Nielsen").click()
    expect(plan.get_by_role("heading", name="Mette Nielsen")).to_be_visible()
    assert accessibility_faults(plan) == []
    assert plan.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("size", SIZES)
def test_the_prints_page_is_accessible(open_page: Open, size: tuple[int, int]) -> None:
    with open_page("prints", size=size) as page:
        assert accessibility_faults(page) == []
        page.get_by_label("Adresse", exact=True).fill("http://10.0.0.7:8000")
        page.get_by_role("button", name="Bekræft adressen").click()
        expect(page.get_by_role("alert")).to_contain_text("gælder kun på dette net")
        assert accessibility_faults(page) == []
        page.get_by_label("Ja, telefonerne er på dette net").check()
        page.get_by_role("button", name="Bekræft adressen").click()
        expect(page.get_by_text("Bekræftet: http://10.0.0.7:8000")).to_be_visible()
        assert accessibility_faults(page) == []


def read_codes(place: Locator) -> list[str]:
    """The codes in a picture, as a phone's camera would read them."""
    picture = Image.open(io.BytesIO(place.screenshot()))
    return sorted(one.text for one in zxingcpp.read_barcodes(picture))


def test_the_badges_codes_open_each_ones_own_page(
    plan: Page, open_page: Open, house: House, world: World
) -> None:
    world.do("plan.publish", world.organiser)
    world.do("workshop.confirm_address", world.organiser, address=house.url)
    with open_page("prints/badges") as page:
        codes = read_codes(page.locator(".a4"))
        assert len(codes) == 6
        assert all(code.startswith(f"{house.url}/l/") for code in codes)
        badge = page.locator(".badge", has_text="Ibrahim")
        expect(badge.locator(".badge__rounds")).to_have_text("Runde 1 1Runde 2 2")
        box = badge.bounding_box()
        assert box is not None
        assert (round(box["width"] / 96 * 25.4), round(box["height"] / 96 * 25.4)) == (95, 65)
        (own,) = read_codes(badge)
        phone = page.context.browser.new_context().new_page()  # type: ignore[union-attr]
        phone.goto(own)
        assert f"/p/{world.id}/" in phone.url
        assert "Ibrahim Yilmaz" in phone.content()
        phone.context.close()
        assert accessibility_faults(page) == []


def test_the_table_cards_carry_their_number_and_their_tables_code(
    plan: Page, open_page: Open, house: House, world: World
) -> None:
    world.do("workshop.confirm_address", world.organiser, address=house.url)
    with open_page("prints/tablecards") as page:
        cards = page.locator(".a4")
        expect(cards).to_have_count(2)
        codes = [read_codes(cards.nth(n)) for n in range(2)]
        assert all(len(one) == 1 and one[0].startswith(f"{house.url}/l/") for one in codes)
        assert codes[0] != codes[1]
        card = cards.nth(1)
        expect(card).to_contain_text("Skriv sammen ved bord 2")
        expect(card).to_contain_text(world.day.code[:3])
        code = card.locator(".qr")
        box, modules = code.bounding_box(), str(code.get_attribute("viewBox")).split()[2]
        assert box is not None
        dark = box["width"] * (int(modules) - 8) / int(modules)  # four of white on each side
        assert 54 < dark / 96 * 25.4 < 57


def test_on_paper_there_are_only_sheets(open_page: Open, world: World) -> None:
    add_people(world, *[{"name": f"Gæst {n}", "organisation": "Broen"} for n in range(11)])
    world.do("workshop.confirm_address", world.organiser, address="http://samskab.lan")
    with open_page("prints/badges") as page:
        paper = page.pdf(prefer_css_page_size=True)
        assert paper.count(b"/Type /Page\n") + paper.count(b"/Type /Page ") == 3
        page.emulate_media(media="print")
        expect(page.get_by_role("button", name="Udskriv")).to_be_hidden()
