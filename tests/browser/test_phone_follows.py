"""The phone follows the stage: what became of a note, the vote and its result, the break."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from facilitation.core import model
from facilitation.core.rights import Actor
from tests.browser.phones import Someone, is_in_state, join, notes_of, write
from tests.browser.server import opened
from tests.live.running import Running
from tests.world import World


@pytest.fixture
def phone(someone: Someone, running: Running) -> Page:
    page = someone()
    join(page, running, "mette")
    return page


def test_a_note_says_in_which_theme_it_came_once_the_room_has_seen_the_themes(
    phone: Page, world: World
) -> None:
    row = write(phone, "Giv det et år")
    is_in_state(row, "saved")
    world.do("round.close", world.moderator, round=world.round(1).id)
    (note,) = notes_of(world)
    world.do("theme.add", world.moderator, id="tid", name="Tid", notes=[note.id])
    world.do("timer.set", world.moderator, minutes=7)
    expect(phone.locator("#head-time")).to_contain_text("7 min")
    expect(row).not_to_contain_text("Tid")
    world.do("scene.set", world.moderator, scene="themes")
    expect(row).to_contain_text("I temaet Tid.")
    phone.reload()
    expect(row).to_contain_text("I temaet Tid.")


def test_a_break_stands_on_the_phone_and_goes_with_it(phone: Page, world: World) -> None:
    world.do("scene.set", world.moderator, scene="break", minutes=15)
    expect(phone.locator('[data-strip="break"]')).to_be_visible()
    world.do("scene.set", world.moderator, scene="closing")
    expect(phone.locator('[data-strip="break"]')).to_have_count(0)
    expect(phone.locator('[data-strip="thanks"]')).to_be_visible()


def test_a_vote_takes_nobody_away_from_what_they_write(phone: Page, world: World) -> None:
    for name in "AB":
        world.do("theme.add", world.moderator, id=name, name=name, notes=[])
    phone.locator("#text").fill("Midt i en sætning")
    how: dict[str, Any] = {"title": "Hvad nu?", "kind": "themes", "choices": ["A", "B"]}
    world.do("vote.open", world.moderator, **how, dots=3, most_each=3)
    strip = phone.locator('[data-strip="opened"]')
    expect(strip).to_be_visible()
    expect(phone.locator("#text")).to_be_visible()
    expect(phone.locator("#text")).to_have_value("Midt i en sætning")
    strip.get_by_role("button").click()
    expect(phone.locator("#vote-title")).to_have_text("Hvad nu?")
    phone.locator('[data-tab="write"]').click()
    expect(phone.locator("#text")).to_have_value("Midt i en sætning")


def test_two_minutes_more_at_the_desk_are_two_minutes_more_on_phone_and_board(
    phone: Page, browser: Browser, running: Running, world: World
) -> None:
    with (
        opened(browser, running, world.moderator, f"/desk/{world.id}/") as desk,
        opened(browser, running, board_of(world), f"/board/{world.id}/") as board,
    ):
        world.do("timer.set", world.moderator, minutes=30)
        world.do("scene.set", world.moderator, scene="timer")
        for at in (phone.locator("#head-time"), desk.locator("time.desk__time")):
            expect(at).to_contain_text(re.compile("30|29:"))
        desk.get_by_role("button", name="2 minutter mere").click()
        expect(desk.locator("time.desk__time")).to_contain_text(re.compile("3[12]:"))
        expect(board.locator("time.pause__time")).to_contain_text(re.compile("3[12]:"))
        expect(phone.locator("#head-time")).to_contain_text(re.compile("3[12] min"))


def test_a_vote_is_given_on_the_phone_counted_at_the_desk_and_revealed_to_all(
    phone: Page, browser: Browser, running: Running, world: World
) -> None:
    for name in ("Tid", "Penge"):
        world.do("theme.add", world.moderator, id=name.lower(), name=name, notes=[])
    path = f"/desk/{world.id}/"
    with (
        opened(browser, running, world.moderator, path) as desk,
        opened(browser, running, board_of(world), f"/board/{world.id}/") as board,
    ):
        desk.get_by_label("Spørgsmål", exact=True).fill("Hvad først?")
        desk.get_by_role("button", name="Åbn afstemning om 2").click()
        desk.get_by_role("dialog").get_by_role("button", name="Åbn").click()
        expect(phone.locator("#vote-title")).to_have_text("Hvad først?")
        give = phone.locator("#vote-list li", has_text="Penge").locator('[data-by="1"]')
        for _ in range(3):
            give.click()
        expect(give).to_have_attribute("aria-disabled", "true")  # three on one choice at most
        expect(phone.locator("#vote-left")).to_contain_text("2")
        expect(board.get_by_text("1 af 1 har stemt")).to_be_visible()
        phone.reload()  # what was given stays, and is not given twice
        expect(phone.locator("#vote-left")).to_contain_text("2")
        desk.get_by_role("button", name="Luk afstemningen").click()
        desk.get_by_role("dialog").get_by_role("button", name="Luk afstemningen").click()
        expect(board.locator(".result")).to_have_count(0)
        desk.get_by_role("button", name="Vis resultatet").click()
        dialog = desk.get_by_role("dialog")
        expect(dialog).to_contain_text("3 prikker")
        dialog.get_by_role("button", name="Vis resultatet").click()
        expect(board.locator(".result li").first).to_contain_text("Penge")
        expect(board.locator(".result li b").first).to_have_text("3")
        expect(phone.locator("#vote-list li").first).to_contain_text("Penge")
    (vote,) = world.find(model.Vote)
    assert (vote.state, vote.result) == ("revealed", {"0": 0, "1": 3})


def board_of(world: World) -> Actor:
    return Actor("board", world.id, world.id)
