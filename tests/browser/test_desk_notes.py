"""Notes at the desk: hidden, held back, picked, found, by tap and by key."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.desks import hide, on_board, press, row, until
from tests.world import World


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
