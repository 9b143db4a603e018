"""One chromium for all browser tests of a process; each test opens contexts of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from facilitation.core import model
from tests.browser.desks import OpenDesk
from tests.browser.phones import Someone, phones
from tests.browser.server import WAIT_MS, now_ms, opened
from tests.live.running import House, Running, a_house
from tests.support.system import PROGRAMS
from tests.world import World, a_database, a_running_day

A_NAME = "samskab.test"
"""This machine under a name that browsers do not trust: like an address on a LAN, plain http to it
is no secure context, while http to 127.0.0.1 is one."""


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    expect.set_options(timeout=WAIT_MS)
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Debian's chromium, without a window; as root it cannot use its sandbox."""
    chromium = next(p for p in PROGRAMS if p.marker == "needs_chromium").path()
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    # /dev/shm is small in containers, and chromium crashes when it is full.
    arguments = [
        *as_root,
        "--disable-dev-shm-usage",
        f"--host-resolver-rules=MAP {A_NAME} 127.0.0.1",
    ]
    browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One real server for the browser tests of a process; each test has a workshop of its own."""
    folder = tmp_path_factory.mktemp("house")
    with a_house(a_database(folder), folder) as house:
        yield house


@pytest.fixture
def world(house: House) -> World:
    """Round 1 runs and both prompts are open; times are those of the real clock."""
    world = a_running_day(house.engine, model.new_id())
    world.now = now_ms()
    world.do("timer.set", world.moderator, minutes=20)
    return world


@pytest.fixture
def running(world: World, house: House) -> Running:
    return house.of(world)


@pytest.fixture
def someone(browser: Browser) -> Iterator[Someone]:
    """Opens phones, each of somebody who has not been here before."""
    with phones(browser) as open_phone:
        yield open_phone


@pytest.fixture
def open_desk(browser: Browser, running: Running) -> OpenDesk:
    def open_one(**options: Any) -> AbstractContextManager[Page]:
        actor = options.pop("actor", running.world.moderator)
        path = f"/desk/{running.world.id}/#{options.pop('view', '')}"
        return opened(browser, running, actor, path, **options)

    return open_one


@pytest.fixture
def desk(open_desk: OpenDesk) -> Iterator[Page]:
    with open_desk() as page:
        expect(page.get_by_role("heading", name="På tavlen nu")).to_be_visible()
        yield page
