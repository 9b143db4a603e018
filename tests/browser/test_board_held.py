"""The board is held: frozen by the desk, or because no desk is there to watch it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from facilitation.core.rights import Actor
from tests.browser.server import opened
from tests.live.running import Running
from tests.world import World

SECONDS = 2
"""Without a desk until the board holds, here; a day has 60."""


@pytest.fixture
def board(browser: Browser, running: Running, world: World) -> Iterator[Page]:
    """The board with the scene of the notes, and one note on it."""
    world.do("scene.set", world.moderator, scene="notes")
    world.write(world.device(1), "Stod der før")
    path = f"/board/{world.id}/"
    actor = Actor("board", world.id, world.id)
    with opened(browser, running, actor, path, size=(1920, 1080)) as page:
        expect(page.locator(".note .say")).to_have_text("Stod der før")
        yield page


def has_heard(page: Page, world: World) -> None:
    """The board has all that has happened so far: the clock, which goes on, says so."""
    minutes = 100 + 10 * world.seq
    world.do("timer.set", world.moderator, minutes=min(minutes, 600))
    expect(page.locator(".sea__right")).to_have_text(
        re.compile(f"({min(minutes, 600) - 1}|{min(minutes, 600)}) min")
    )


def hold_soon(route: Route) -> None:
    """The page as it is, with a shorter time."""
    page = route.fetch()
    assert 'data-hold="60"' in page.text()
    route.fulfill(
        response=page, body=page.text().replace('data-hold="60"', f'data-hold="{SECONDS}"')
    )


def test_a_frozen_board_takes_no_new_text_until_it_is_let_go(board: Page, world: World) -> None:
    world.do("board.freeze", world.moderator)
    second = world.write(world.device(2), "Kom imens")
    world.do("note.show", world.moderator, note=second)
    has_heard(board, world)
    expect(board.locator('.scene[data-scene="notes"]')).to_be_visible()
    assert "Kom imens" not in board.content()
    board.reload()
    expect(board.locator(".note .say")).to_have_text("Stod der før")
    assert "Kom imens" not in board.content()
    world.do("board.release", world.moderator)
    expect(board.get_by_text("Kom imens")).to_be_visible()


def test_what_is_hidden_leaves_a_frozen_board_all_the_same(board: Page, world: World) -> None:
    world.do("board.freeze", world.moderator)
    has_heard(board, world)
    world.do("note.hide", world.moderator, note=world.facts().notes.popitem()[0])
    expect(board.get_by_text("Stod der før")).to_have_count(0)


def test_with_no_desk_for_a_minute_the_board_holds_until_a_desk_is_back(
    board: Page, browser: Browser, running: Running, world: World
) -> None:
    path = f"/desk/{world.id}/"
    with opened(browser, running, world.moderator, path) as desk:
        expect(desk.get_by_role("heading", name="På tavlen nu")).to_be_visible()
        board.route("**/board/*/", hold_soon)
        board.reload()
        world.write(world.device(2), "Kom, mens en så på")
        expect(board.locator(".pile__n").first).to_have_text("2")
    expect(board.get_by_text("Tavlen venter på styrepulten")).to_be_visible()
    world.write(world.device(2), "Kom, da ingen så på")
    has_heard(board, world)
    expect(board.locator(".pile__n").first).to_have_text("2")
    board.reload()
    expect(board.get_by_text("Tavlen venter på styrepulten")).to_be_visible()
    has_heard(board, world)
    assert "Kom, da ingen så på" not in board.content()
    with opened(browser, running, world.moderator, path):
        expect(board.locator(".pile__n").first).to_have_text("3")
        expect(board.get_by_text("Tavlen venter på styrepulten")).to_have_count(0)
