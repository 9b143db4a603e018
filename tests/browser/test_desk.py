"""The desk steers the day live: notes, scenes, rounds, prompts, the clock, undo, names."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from facilitation.core import audience, model
from facilitation.core.rights import Actor
from tests.browser.server import WAIT_MS, accessibility_faults, opened
from tests.live.running import House, Running
from tests.world import World, a_planned_day

OpenDesk = Callable[..., AbstractContextManager[Page]]


@pytest.fixture
def open_desk(browser: Browser, running: Running) -> OpenDesk:
    def open_one(**options: Any) -> AbstractContextManager[Page]:
        actor = options.pop("actor", running.world.moderator)
        return opened(browser, running, actor, f"/desk/{running.world.id}/", **options)

    return open_one


@pytest.fixture
def desk(open_desk: OpenDesk) -> Iterator[Page]:
    with open_desk() as page:
        expect(page.get_by_role("heading", name="På tavlen nu")).to_be_visible()
        yield page


def row(page: Page, text: str) -> Locator:
    return page.locator("li.note", has_text=text)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def hide(page: Page, text: str, why: str = "Andet") -> None:
    row(page, text).get_by_role("button", name="Skjul").click()
    row(page, text).get_by_role("button", name=why, exact=True).click()


def on_board(world: World, note: str) -> bool:
    return world.sees(audience.BOARD, "note", note) is not None


def until(page: Page, holds: Callable[[], bool]) -> None:
    """Wait for what is in the database: the page goes on meanwhile."""
    end = time.monotonic() + WAIT_MS / 1000
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        page.evaluate("new Promise((go) => requestAnimationFrame(() => go(true)))")


def test_a_note_is_hidden_and_restored(desk: Page, world: World) -> None:
    note = world.write(world.device(1), "Giv det et år")
    hide(desk, "Giv det et år")
    expect(row(desk, "Giv det et år")).to_have_attribute("data-state", "hidden")
    until(desk, lambda: not on_board(world, note))
    row(desk, "Giv det et år").get_by_role("button", name="Vis igen").click()
    expect(row(desk, "Giv det et år")).to_have_attribute("data-state", "shown")
    until(desk, lambda: on_board(world, note))


def test_a_note_that_waits_is_let_through_and_held_back(desk: Page, world: World) -> None:
    note = world.write(world.device(1), "Ring til Oliver på 20 12 34 56")
    expect(row(desk, "Oliver").get_by_text("Venter på dig")).to_be_visible()
    expect(desk.get_by_role("button", name="Venter 1")).to_be_visible()
    row(desk, "Oliver").get_by_role("button", name="Lad igennem").click()
    expect(row(desk, "Oliver")).to_have_attribute("data-state", "shown")
    until(desk, lambda: on_board(world, note))
    hide(desk, "Oliver", "Hold tilbage")
    expect(row(desk, "Oliver")).to_have_attribute("data-state", "waiting")
    until(desk, lambda: not on_board(world, note))


def test_a_note_is_picked_for_the_board_where_they_are_shown_one_by_one(
    desk: Page, world: World
) -> None:
    prompt = world.prompt(2).id
    world.do("prompt.edit", world.organiser, prompt=prompt, showing="one_by_one")
    note = world.write(world.device(1), "Sig nej én gang om året", prompt=prompt)
    until(desk, lambda: not on_board(world, note))
    row(desk, "Sig nej").get_by_role("button", name="Vis", exact=True).click()
    expect(row(desk, "Sig nej").get_by_text("På tavlen")).to_be_visible()
    until(desk, lambda: on_board(world, note))
    row(desk, "Sig nej").get_by_role("button", name="Tag ned").click()
    expect(row(desk, "Sig nej").get_by_role("button", name="Vis", exact=True)).to_be_visible()
    until(desk, lambda: not on_board(world, note))


def test_notes_are_chosen_by_prompt_and_by_how_they_stand(desk: Page, world: World) -> None:
    world.write(world.device(1), "Om løsninger")
    world.write(world.device(1), "Om identitet", prompt=world.prompt(2).id)
    hidden = world.write(world.device(2), "Om noget skjult")
    world.do("note.hide", world.moderator, note=hidden)
    expect(desk.locator("li.note")).to_have_count(3)
    press(desk, "Identitet 1")
    expect(desk.locator("li.note")).to_have_text(re.compile("Om identitet"))
    press(desk, "Identitet 1")
    press(desk, "Skjult 1")
    expect(desk.locator("li.note")).to_have_text(re.compile("Om noget skjult"))


def test_notes_that_came_after_the_close_have_a_list_of_their_own(desk: Page, world: World) -> None:
    seen = world.seq
    world.write(world.device(1), "I tide")
    world.do("prompt.close", world.moderator, prompt=world.prompt(1).id)
    world.write(world.device(2), "Undervejs, da der blev lukket", seen=seen)
    expect(desk.locator("li.note")).to_have_count(2)
    press(desk, "Senere 1")
    expect(desk.locator("li.note")).to_have_count(1)
    expect(desk.locator("li.note")).to_contain_text("Undervejs, da der blev lukket")
    expect(desk.locator("li.note")).to_contain_text("Senere ankommet")


def test_starting_a_round_asks_once_and_says_what_it_does(desk: Page, world: World) -> None:
    press(desk, "Start runde 2")
    dialog = desk.get_by_role("dialog", name="Start runde 2?")
    expect(dialog).to_contain_text("Runde 1 lukkes")
    expect(dialog).to_contain_text("Det kan ikke fortrydes")
    dialog.get_by_role("button", name="Ikke nu").click()
    expect(dialog).to_have_count(0)
    assert world.round(2).state == "planned"
    press(desk, "Start runde 2")
    dialog.get_by_role("button", name="Start runde 2").click()
    expect(desk.locator('[data-round="2"]')).to_contain_text("kører nu")
    expect(desk.locator('[data-round="1"]')).to_contain_text("holdt")
    until(desk, lambda: world.round(2).state == "running")


def test_closing_a_round_says_that_places_are_erased(desk: Page, world: World) -> None:
    press(desk, "Luk runde 1")
    dialog = desk.get_by_role("dialog", name="Luk runde 1?")
    expect(dialog).to_contain_text("det slettes, ved hvilket bord")
    expect(dialog).to_contain_text("Det kan ikke fortrydes.")
    dialog.get_by_role("button", name="Luk runde 1").click()
    expect(desk.locator('[data-round="1"]')).to_contain_text("holdt")
    until(desk, lambda: world.round(1).state == "closed")


def test_a_prompt_is_closed_and_opened_again(desk: Page, world: World) -> None:
    prompt = desk.locator(f'li[data-prompt="{world.prompt(1).id}"]')
    prompt.get_by_role("button", name="Luk: Løsninger").click()
    expect(prompt).to_contain_text("lukket")
    prompt.get_by_role("button", name="Åbn: Løsninger").click()
    expect(prompt).to_contain_text("åbent")


def test_revealing_shows_first_what_will_be_shown(desk: Page, world: World) -> None:
    prompt = world.prompt(1).id
    world.do("prompt.edit", world.organiser, prompt=prompt, showing="reveal")
    note = world.write(world.device(1), "Hemmelig til afsløringen")
    expect(row(desk, "Hemmelig")).to_be_visible()
    press(desk, "Vis alle: Løsninger")
    dialog = desk.get_by_role("dialog", name="Vis 1 seddel på tavlen?")
    expect(dialog.get_by_text("Hemmelig til afsløringen")).to_be_visible()
    until(desk, lambda: not on_board(world, note))
    dialog.get_by_role("button", name="Vis dem").click()
    expect(desk.get_by_text("er vist")).to_be_visible()
    until(desk, lambda: on_board(world, note))


def test_the_scene_is_chosen_and_showing_text_asks_once(desk: Page, world: World) -> None:
    press(desk, "Borde")
    expect(desk.locator('.tv[data-scene="groups"]')).to_be_visible()
    world.write(world.device(1), "Skal ses i salen")
    expect(row(desk, "Skal ses i salen")).to_be_visible()
    press(desk, "Sedler")
    expect(desk.get_by_role("dialog").get_by_text("Skal ses i salen")).to_be_visible()
    desk.get_by_role("dialog").get_by_role("button", name="Vis på tavlen").click()
    expect(desk.locator('.tv[data-scene="notes"]')).to_be_visible()
    press(desk, "Velkomst")
    expect(desk.locator('.tv[data-scene="welcome"]')).to_be_visible()
    press(desk, "Identitet")
    expect(desk.locator('.tv[data-scene="prompt"]')).to_be_visible()
    until(desk, lambda: world.day.scene_prompt_id == world.prompt(2).id)


def exact_seconds(page: Page) -> str | None:
    return page.locator("time").first.get_attribute("datetime")


def test_the_clock_agrees_with_the_board_to_the_second(
    browser: Browser, running: Running, desk: Page, world: World
) -> None:
    world.do("scene.set", world.moderator, scene="groups")
    board = Actor("board", world.id, world.id)
    with opened(browser, running, board, f"/board/{world.id}/") as page:
        world.do("scene.set", world.moderator, scene="notes")
        expect(page.locator("time")).to_be_visible()
        agreed: set[str | None] = set()

        def agree_in_three_seconds() -> bool:
            here, there = exact_seconds(desk), exact_seconds(page)
            # Between the two readings a second may have turned: then they are read again.
            agreed.update({here} & {there})
            return len(agreed) == 3

        until(desk, agree_in_three_seconds)
        before = world.day.timer_ends_at
        press(desk, "2 minutter mere")
        until(desk, lambda: world.day.timer_ends_at == (before or 0) + 120_000)
        expect(page.locator("time")).to_contain_text("22 min")


def test_the_clock_is_stopped_and_started(desk: Page, world: World) -> None:
    press(desk, "Stop uret")
    expect(desk.get_by_text("Uret står stille")).to_be_visible()
    desk.get_by_label("Minutter", exact=True).fill("5")
    press(desk, "Start uret")
    expect(desk.locator(".desk__time")).to_have_text(re.compile(r"(5:00|4:5\d)"))


def test_undo_takes_back_the_own_last_step_and_asks_before_it_shows_text(
    desk: Page, world: World
) -> None:
    note = world.write(world.device(1), "Giv det et år")
    hide(desk, "Giv det et år")
    expect(row(desk, "Giv det et år")).to_have_attribute("data-state", "hidden")
    press(desk, "Fortryd")
    dialog = desk.get_by_role("dialog", name="Fortryd, og vis teksten igen?")
    until(desk, lambda: not on_board(world, note))
    dialog.get_by_role("button", name="Vis igen").click()
    expect(row(desk, "Giv det et år")).to_have_attribute("data-state", "shown")
    expect(desk.get_by_text("Fortrudt.")).to_be_visible()
    until(desk, lambda: on_board(world, note))


def test_undo_does_nothing_when_somebody_else_has_changed_the_same(
    desk: Page, world: World
) -> None:
    note = world.write(world.device(1), "Giv det et år")
    hide(desk, "Giv det et år", "Hold tilbage")
    expect(row(desk, "Giv det et år")).to_have_attribute("data-state", "waiting")
    world.do("note.hide", world.organiser, note=note)
    expect(row(desk, "Giv det et år")).to_have_attribute("data-state", "hidden")
    press(desk, "Fortryd")
    expect(desk.get_by_text("arrangøren")).to_be_visible()
    until(desk, lambda: world.note(note).state == "hidden")


def test_a_refusal_stands_in_the_calm_line(open_desk: OpenDesk, world: World) -> None:
    with open_desk(actor=world.other_moderator) as page:
        press(page, "Fortryd")
        line = page.get_by_role("status").filter(has_text="Der er ikke noget at fortryde.")
        expect(line).to_be_visible()


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


def test_the_strong_button_leads_through_a_round(desk: Page, world: World) -> None:
    strong = desk.locator(".desk__strong")
    expect(strong).to_have_text("Vis bordene")
    strong.click()
    expect(strong).to_have_text("Vis sedlerne")
    strong.click()
    desk.get_by_role("dialog").get_by_role("button", name="Vis på tavlen").click()
    expect(strong).to_have_text("Start runde 2")


def test_keys_do_what_taps_do(desk: Page, world: World) -> None:
    for text in ("Første", "Anden", "Tredje"):
        world.write(world.device(1), text)
    expect(desk.locator("li.note")).to_have_count(3)
    row(desk, "Tredje").focus()
    desk.keyboard.press("ArrowDown")
    expect(row(desk, "Anden")).to_be_focused()
    desk.keyboard.press("End")
    expect(row(desk, "Første")).to_be_focused()
    desk.keyboard.press("Home")
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    expect(row(desk, "Anden").get_by_role("button", name="Nævner en person")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(row(desk, "Anden")).to_have_attribute("data-state", "hidden")
    assert desk.locator('li.note[tabindex="0"]').count() == 1


def test_the_list_holds_still_while_someone_is_at_it(desk: Page, world: World) -> None:
    world.write(world.device(1), "Den, der læses")
    expect(row(desk, "Den, der læses")).to_be_visible()
    row(desk, "Den, der læses").focus()
    desk.keyboard.press("Home")
    world.write(world.device(2), "Den, der kom imens")
    expect(desk.get_by_role("button", name="1 ny seddel")).to_be_visible()
    assert row(desk, "Den, der kom imens").count() == 0
    press(desk, "1 ny seddel")
    expect(desk.locator("li.note").first).to_contain_text("Den, der kom imens")


def test_text_stands_letter_for_letter(desk: Page, world: World) -> None:
    text = '<img src=x onerror="alert(1)"> & <b>fed</b>'
    world.write(world.device(1), text)
    expect(desk.locator("li.note .note__text")).to_have_text(text)
    assert desk.locator(".note img, .note b").count() == 0


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
