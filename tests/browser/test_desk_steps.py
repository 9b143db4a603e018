"""Steps of the day at the desk: rounds, prompts, scenes, the clock, undo; each asks first."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from facilitation.core.rights import Actor
from tests.browser.desks import OpenDesk, hide, on_board, press, row, until
from tests.browser.server import opened
from tests.live.running import Running
from tests.world import World


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


def test_the_strong_button_leads_through_a_round(desk: Page, world: World) -> None:
    strong = desk.locator(".desk__strong")
    expect(strong).to_have_text("Vis bordene")
    strong.click()
    expect(strong).to_have_text("Vis sedlerne")
    strong.click()
    desk.get_by_role("dialog").get_by_role("button", name="Vis på tavlen").click()
    expect(strong).to_have_text("Start runde 2")
