"""Whose words stand on the board, in which order on a phone: everybody gets a fair share."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from facilitation.core.rights import Actor
from tests.browser.phones import Someone, join
from tests.browser.server import opened
from tests.live.running import Running
from tests.world import World

TURN_MS = 8_100
"""A note stands for eight seconds; the page's clock is put forward by so much."""
CHOICES = "ABCDEFGH"


@pytest.fixture
def projector(world: World) -> Actor:
    world.do("scene.set", world.moderator, scene="notes")
    return Actor("board", world.id, world.id)


def by(world: World, table: int, text: str) -> None:
    world.write(world.device(table), text, sign={"kind": "table"})


def test_after_a_loud_table_a_silent_one_stands_large_before_the_newest_note(
    browser: Browser, running: Running, world: World, projector: Actor
) -> None:
    by(world, 1, "Højt 1")
    with opened(browser, running, projector, f"/board/{world.id}/", size=(1920, 1080)) as board:
        board.clock.install()
        board.reload()
        large = board.locator(".note .say")
        expect(large).to_have_text("Højt 1")
        for text in ("Højt 2", "Højt 3"):
            by(world, 1, text)
        by(world, 2, "Stille")
        by(world, 1, "Højt 4")
        expect(board.locator(".pile__n").first).to_have_text("5")
        expect(large).to_have_text("Højt 1")
        for text in ("Stille", "Højt 4", "Højt 3"):
            board.clock.fast_forward(TURN_MS)
            expect(large).to_have_text(text)


def test_where_the_back_row_is_near_columns_show_many_notes_and_each_table_once_first(
    browser: Browser, running: Running, world: World, projector: Actor
) -> None:
    by(world, 2, "Stille")
    for number in range(1, 9):
        by(world, 1, f"Højt {number}")
    with opened(browser, running, projector, f"/board/{world.id}/", size=(1920, 1080)) as board:
        expect(board.locator(".note .say")).to_have_text("Højt 8")
        expect(board.locator(".col")).to_have_count(0)
        world.do("workshop.room", world.organiser, depth=80, screen=30)
        column = board.locator(".col").first
        expect(column.locator(".col__head .num")).to_have_text("9")
        notes = column.locator(".note .say")
        expect(notes.first).to_have_text("Højt 8")
        shown = notes.all_inner_texts()
        assert shown == ["Højt 8", "Stille", *(f"Højt {n}" for n in range(7, 9 - len(shown), -1))]
        assert len(shown) >= 3


def test_the_line_counts_notes_and_tables_of_the_round_that_runs(
    browser: Browser, running: Running, world: World, projector: Actor
) -> None:
    for table in (1, 2):
        by(world, table, "I den første runde")
    with opened(browser, running, projector, f"/board/{world.id}/", size=(1920, 1080)) as board:
        expect(board.get_by_text("2 sedler fra 2 af 2 borde", exact=True)).to_be_visible()
        second = world.round(2)
        world.do("round.start", world.moderator, round=second.id)
        sign = {"kind": "table"}
        world.write(world.device(2), "I den anden", round=second.id, sign=sign)
        line = board.get_by_text("Runde 2: 1 seddel fra 1 af 2 borde", exact=True)
        expect(line).to_be_visible()


def choices(phone: Page) -> list[str]:
    expect(phone.locator("#vote-list .vote__name")).to_have_count(len(CHOICES))
    return phone.locator("#vote-list .vote__name").all_inner_texts()


def test_what_is_voted_on_stands_in_an_order_of_each_phones_own(
    someone: Someone, running: Running, world: World
) -> None:
    for name in CHOICES:
        world.do("theme.add", world.moderator, id=name, name=name, notes=[])
    how: dict[str, Any] = {"title": "Hvad nu?", "kind": "themes", "choices": list(CHOICES)}
    world.do("vote.open", world.moderator, **how, dots=3, most_each=3)
    orders = []
    for name in ("mette", "åse"):
        phone = someone()
        join(phone, running, name)
        orders.append(choices(phone))
        phone.reload()
        assert choices(phone) == orders[-1]
    one, other = orders
    assert sorted(one) == sorted(other) == list(CHOICES)
    assert one != other  # one time in 40,320 two phones have the same
