"""The desk as a page: who may steer, names and tables, small screens, English, the day's end."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from facilitation.core import model
from facilitation.core.rights import Actor
from tests.browser.desks import OpenDesk, press, row
from tests.browser.server import accessibility_faults, opened
from tests.live.running import House, Running
from tests.world import World, a_planned_day


def test_a_name_in_use_is_found_and_freed(desk: Page, world: World) -> None:
    person = world.person("Åse").id
    world.do("participant.join", world.stranger, participant=person, session_hash="x" * 64)
    expect(desk.get_by_text("1 navn i brug")).to_be_visible()
    desk.get_by_label("Find et navn i brug").fill("aase")
    press(desk, "Frigør Åse Ærø")
    dialog = desk.get_by_role("dialog", name="Frigør Åse Ærø?")
    expect(dialog).to_contain_text("logget ud")
    dialog.get_by_role("button", name="Frigør").click()
    expect(desk.get_by_text("0 navne i brug")).to_be_visible()
    assert not world.person("Åse").joined


def test_tables_that_have_not_written_are_named(desk: Page, world: World) -> None:
    world.write(world.device(1), "Fra bord 1")
    expect(desk.get_by_text("1 af 2 borde har skrevet.")).to_be_visible()
    expect(desk.get_by_text("Bord 2 mangler")).to_be_visible()


def test_no_table_is_missing_before_the_first_round(
    browser: Browser, running: Running, house: House
) -> None:
    world = a_planned_day(house.engine, model.new_id())
    world.do("scene.set", world.moderator, scene="notes")
    own = house.of(world)
    with opened(browser, own, world.moderator, f"/desk/{world.id}/") as page:
        expect(page.locator(".desk__strong")).to_have_text("Start runde 1")
        assert page.get_by_text("mangler").count() == 0
        assert page.get_by_text("borde har skrevet").count() == 0
    board = Actor("board", world.id, world.id)
    with opened(browser, own, board, f"/board/{world.id}/") as page:
        expect(page.get_by_text("Den første seddel lander her")).to_be_visible()
        assert page.get_by_text("borde har skrevet").count() == 0


def test_a_closed_day_leaves_nothing_to_steer_and_leads_to_the_report(
    open_desk: OpenDesk, world: World
) -> None:
    world.write(world.device(1), "Giv det et år")
    with open_desk() as page, open_desk(actor=world.organiser) as organiser:
        expect(row(page, "Giv det et år")).to_be_visible()
        world.do("workshop.close", world.organiser)
        for one in (page, organiser):
            sea = one.locator(".work__sea")
            expect(sea).to_have_text("Dagen er slut. Der tages ikke imod mere.")
            assert sea.locator("button, input").count() == 0
            assert one.get_by_text("mangler").count() == 0
            assert one.locator(".scenes, .desk__names, .desk__acts").count() == 0
            acts = row(one, "Giv det et år").get_by_role("button").all_inner_texts()
            assert acts == ["Skjul"]
            assert accessibility_faults(one) == []
        expect(page.get_by_text("Rapporten ligger hos arrangøren.")).to_be_visible()
        organiser.get_by_role("link", name="Til rapporten").click()
        expect(organiser.get_by_text("Giv det et år")).to_be_visible()


def test_the_phones_that_are_there_are_counted(
    open_desk: OpenDesk, running: Running, world: World
) -> None:
    with open_desk() as page:
        expect(page.get_by_text("0 telefoner er med lige nu")).to_be_visible()
        phones = [running.client(world.phone("Mette")), running.client(world.device(2))]
        expect(page.get_by_text("2 telefoner er med lige nu")).to_be_visible()
        phones[0].io.disconnect()
        expect(page.get_by_text("1 telefon er med lige nu")).to_be_visible()
        phones[1].io.disconnect()


def test_a_small_laptop_keeps_notes_and_buttons_in_their_places(
    open_desk: OpenDesk, world: World
) -> None:
    world.do("prompt.edit", world.organiser, prompt=world.prompt(1).id, showing="reveal")
    world.do("prompt.edit", world.organiser, prompt=world.prompt(2).id, showing="one_by_one")
    world.write(world.phone("Mette"), "En seddel", prompt=world.prompt(2).id)
    world.do("timer.set", world.moderator, minutes=1)
    with open_desk(size=(1366, 768)) as page:
        foot = row(page, "En seddel").locator(".note__foot").bounding_box()
        acts = row(page, "En seddel").locator(".note__acts").bounding_box()
        assert foot
        assert acts
        assert foot["width"] >= 176
        assert acts["height"] < 60  # the buttons stand beside each other
        rights = page.locator(".desk__acts").evaluate_all(
            "(all) => all.map((one) => Math.round(one.getBoundingClientRect().right))"
        )
        assert len(set(rights)) == 1
        page.evaluate(
            """document.querySelector(".work__sea .sun").style.setProperty("--at", "100%")"""
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= 1366


def test_the_desk_speaks_english(open_desk: OpenDesk, world: World, running: Running) -> None:
    world.write(world.device(1), "En seddel")
    with open_desk() as page:
        page.get_by_role("button", name="English").click()
        expect(page.get_by_role("heading", name="On the board now")).to_be_visible()
        expect(page.get_by_role("heading", name="1 note")).to_be_visible()
        assert page.locator("html").get_attribute("lang") == "en"


def test_an_organiser_steers_too_and_others_see_nothing(open_desk: OpenDesk, world: World) -> None:
    with open_desk(actor=world.organiser) as page:
        press(page, "Borde")
        expect(page.locator('.tv[data-scene="groups"]')).to_be_visible()
    for other in (world.phone("Mette"), Actor("board", world.id, world.id), world.device(1)):
        with open_desk(actor=other) as page:
            expect(page.get_by_text("Siden findes ikke")).to_be_visible()


@pytest.mark.parametrize("size", [(1180, 820), (1440, 900), (390, 844)])
def test_the_desk_is_accessible(open_desk: OpenDesk, world: World, size: tuple[int, int]) -> None:
    world.write(world.device(1), "Ring til Oliver på 20 12 34 56")
    world.write(world.device(2), "En helt almindelig seddel")
    with open_desk(size=size) as page:
        if size[0] < 600:  # a phone begins as the remote
            expect(page.get_by_role("heading", name="På tavlen nu")).to_be_visible()
            expect(page.locator(".hand__newest")).to_have_count(1)
            assert accessibility_faults(page) == []
            page.get_by_role("link", name="Ind og ud").click()
        expect(page.locator("li.note")).to_have_count(2)
        assert accessibility_faults(page) == []
        too_small = page.evaluate(
            """[...document.querySelectorAll("button, a, input:not([type=hidden])")]
               .filter((one) => one.offsetHeight && one.offsetHeight < 44)
               .map((one) => one.outerHTML.slice(0, 120))"""
        )
        assert too_small == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        press(page, "Luk runde 1")
        assert accessibility_faults(page) == []
