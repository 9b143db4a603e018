"""A whole workshop day in real browsers: from the sign-up list to the report."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from facilitation.core import model, tokens
from facilitation.store.engine import reading
from tests.browser.server import WAIT_MS
from tests.live.running import House, a_house
from tests.support.waiting import wait_until
from tests.world import KEY, World, a_database

LIST = Path(__file__).parent.parent / "data" / "roster" / "deltagere-2022.csv"
PASSWORD = "en sætning som adgangskode"


@dataclass
class Day:
    """What the day's people have in their hands."""

    house: House
    world: World

    def link(self, kind: str, subject: str) -> str:
        links = self.world.find(model.Link, subject_id=subject, revoked=False)
        link = next(one for one in links if one.kind == kind)
        return f"{self.house.url}/l/{tokens.link_token(KEY, link.id)}"


@pytest.fixture(scope="module")
def empty_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A server on a machine where nobody has been yet."""
    folder = tmp_path_factory.mktemp("small-day")
    with a_house(a_database(folder), folder) as house:
        yield house


@pytest.fixture
def browsers(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens browsers of their own for each of the day's people."""
    contexts: list[BrowserContext] = []

    def someone(width: int, height: int, **options: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)  # type: ignore[arg-type]
        context.set_default_timeout(WAIT_MS)
        contexts.append(context)
        return context.new_page()

    yield someone
    for context in contexts:
        context.close()


def test_the_small_day_runs(empty_house: House, browsers: Callable[..., Page]) -> None:
    organiser = browsers(1440, 900)
    day = prepare(empty_house, organiser)
    world = day.world
    (ulla,) = world.find(model.Participant, name="Ulla Brandt")
    (morten,) = world.find(model.Participant, name="Morten Ravn")

    board, desk = browsers(1920, 1080), browsers(1180, 820)
    board.goto(day.link("board", world.id))
    desk.goto(day.link("desk", world.id))
    expect(board.locator('.scene[data-scene="welcome"]')).to_contain_text(world.day.code[:3])

    phone = join_by_name(browsers(390, 844), day, "Ulla Brandt")
    english = join_in_english(browsers(390, 844), day, morten)
    device = browsers(390, 844)
    device.goto(day.link("table", world.table(7).id))
    expect(device.locator("#head-title")).to_have_text("Bord 7")

    desk.get_by_role("button", name="Start runde 1").first.click()
    desk.get_by_role("dialog").get_by_role("button").first.click()
    show_notes(desk)
    write(device, "Vi mangler et køkken")
    expect(board.locator(".note .say")).to_have_text("Vi mangler et køkken")
    write(phone, "Giv det et år, før vi måler")
    write(english, "Ask the families first")
    expect(phone.locator("#own-list")).to_contain_text("Gemt")
    for text in ("Giv det et år, før vi måler", "Ask the families first", "Vi mangler et køkken"):
        expect(desk.locator(".note__text", has_text=text)).to_be_visible()
    expect(board.locator(".pile__n").first).to_have_text("3")

    hidden = desk.locator("li.note", has_text="Vi mangler et køkken")
    hidden.get_by_role("button", name="Skjul").click()
    hidden.get_by_role("button", name="Andet", exact=True).click()
    expect(board.get_by_text("Vi mangler et køkken")).to_have_count(0)
    expect(board.locator(".pile__n").first).to_have_text("2")
    newest = re.compile("Giv det et år, før vi måler|Ask the families first")
    expect(board.locator(".note .say")).to_have_text(newest)

    second_round_moves(desk, phone, world, ulla)
    report_holds_what_was_shown(organiser, empty_house, world)


def prepare(house: House, page: Page) -> Day:
    """The organiser: first link, a day from the template, the list, the plan, put to use."""
    first = wait_until(lambda: re.search(r"http://\S+/first/(\S+)\s", house.log.read_text()))
    assert first
    page.goto(f"{house.url}/first/{first[1]}")
    page.get_by_label("E-mail").fill("lone@aakande.example")
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Opret arrangøren").click()
    page.get_by_label("Titel").fill("Indsatsdag 2022: samskabelse")
    page.get_by_role("button", name="Opret dagen").click()
    expect(page.get_by_role("link", name="Deltagere", exact=True)).to_be_visible()
    world = World(house.engine, page.url.rstrip("/").split("/")[-1])

    page.get_by_role("link", name="Deltagere", exact=True).click()
    page.get_by_role("link", name="Hent en liste").click()
    page.get_by_label("Fil", exact=True).set_input_files(LIST)
    page.get_by_role("button", name="Se listen").click()
    expect(page.get_by_text("95 nye, 0 ændres")).to_be_visible()
    page.get_by_role("button", name="Gem listen").click()
    expect(page.get_by_text("95 personer på listen")).to_be_visible()

    page.get_by_role("link", name="Bordplan", exact=True).click()
    page.get_by_role("button", name="Regn planen").first.click()
    page.get_by_role("button", name="Brug planen").click(timeout=60_000)
    expect(page.get_by_text("i brug").first).to_be_visible()
    assert len(world.find(model.Seat)) == 95 * 3
    return Day(house, world)


def join_by_name(page: Page, day: Day, name: str) -> Page:
    page.goto(f"{day.house.url}/j/{day.world.day.code}")
    page.get_by_role("searchbox").or_(page.locator("#q")).first.fill(name[:4])
    page.get_by_role("button", name=name).click()
    expect(page.locator("#head-title")).to_contain_text("Bord")
    return page


def join_in_english(page: Page, day: Day, who: model.Participant) -> Page:
    page.goto(f"{day.house.url}/j/{day.world.day.code}")
    page.get_by_role("button", name="English").click()
    page.goto(day.link("badge", who.id))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#head-title")).to_contain_text("Table")
    return page


def show_notes(desk: Page) -> None:
    desk.locator(".scene-button", has_text="Sedler").click()
    desk.get_by_role("dialog").get_by_role("button").first.click()


def write(page: Page, text: str) -> None:
    tab = page.locator('[data-tab="write"]')
    if not page.locator("#text").is_visible():
        tab.click()
    page.locator("#text").fill(text)
    page.locator("#send").click()
    expect(page.locator("#own-list")).to_contain_text(text)


def second_round_moves(desk: Page, phone: Page, world: World, who: model.Participant) -> None:
    seats = world.find(model.Seat, participant_id=who.id, until_seq=None)
    groups = {one.id: one for one in world.find(model.Group)}
    tables = {one.id: one.number for one in world.find(model.Table)}
    wanted = next(
        tables[groups[seat.group_id].table_id]
        for seat in seats
        if seat.round_id == world.round(2).id
    )
    desk.get_by_role("button", name="Start runde 2").first.click()
    desk.get_by_role("dialog").get_by_role("button").first.click()
    expect(phone.locator("#head-title")).to_have_text(f"Bord {wanted}")
    expect(phone.locator("body")).to_contain_text("Runde 2")


def report_holds_what_was_shown(page: Page, house: House, world: World) -> None:
    answer = page.request.get(f"{house.url}/report/{world.id}/report.json")
    written = json.dumps(answer.json(), ensure_ascii=False)
    with reading(house.engine):
        shown = [one.text for one in world.find(model.Note) if one.state == "shown"]
    assert sorted(shown) == ["Ask the families first", "Giv det et år, før vi måler"]
    for text in shown:
        assert written.count(text) == 1
    assert "Vi mangler et køkken" not in written
    page.goto(f"{house.url}/report/{world.id}/")
    expect(page.get_by_text("Giv det et år, før vi måler")).to_be_visible()
    expect(page.get_by_text("Vi mangler et køkken")).to_have_count(0)
