"""The phone page on networks that are not what they seem, and pages whose server has gone quiet."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser, expect

from facilitation.core.rights import Actor
from tests.browser.conftest import A_NAME
from tests.browser.phones import Someone, is_in_state, join, notes_of, row, write
from tests.browser.server import opened
from tests.browser.test_phone_live import come_back, go_offline, texts
from tests.chaos.proxy import FaultProxy
from tests.live.running import Running
from tests.support.waiting import wait_until

AN_OLD_PAGE = """
window.old = false;
const { send } = WebSocket.prototype;
WebSocket.prototype.send = function (data) {
  const says = window.old && typeof data === "string";
  return send.call(this, says ? data.replace('"protocol":1', '"protocol":0') : data);
};
"""


@contextmanager
def behind(running: Running, *, websockets: bool = True) -> Iterator[tuple[Running, FaultProxy]]:
    """The server as it is reached through a network of our own."""
    port = int(running.url.rpartition(":")[2])
    with FaultProxy(port, websockets=websockets).running() as net:
        yield replace(running, url=f"http://127.0.0.1:{net.port}"), net


class Portal(BaseHTTPRequestHandler):
    """Answers whatever is asked with 200 and a page to log in."""

    asked: list[str]

    def do_GET(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.asked.append(self.path)
        page = b"<!doctype html><title>Hotel</title><p>Please log in.</p>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    do_POST = do_GET  # noqa: N815 - the library's name

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: it would stand between the tests' own lines."""


@contextmanager
def a_portal() -> Iterator[tuple[int, list[str]]]:
    """Its port, and the paths that it was asked for."""
    asked: list[str] = []
    handler = type("Asked", (Portal,), {"asked": asked})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_address[1], asked
        finally:
            server.shutdown()
            thread.join()


def test_a_captive_portals_answer_is_not_taken_for_the_servers(
    running: Running, someone: Someone
) -> None:
    page = someone()
    with behind(running) as (there, net), a_portal() as (portal, asked):
        join(page, there, "Mette")
        net.divert(portal)
        is_in_state(write(page, "Skrevet i hotellets net"), "waits")
        expect(page.locator("[data-strip=offline]")).to_be_visible()
        wait_until(lambda: len([path for path in asked if "/socket.io/" in path]) >= 3)
        is_in_state(row(page, "Skrevet i hotellets net"), "waits")
        assert texts(running.world) == []
        net.heal()
        is_in_state(row(page, "Skrevet i hotellets net"), "saved")
    assert texts(running.world) == ["Skrevet i hotellets net"]


def test_where_websockets_are_blocked_long_polling_carries_it(
    running: Running, someone: Someone
) -> None:
    world, page = running.world, someone()
    with behind(running, websockets=False) as (there, net):
        join(page, there, "Mette")
        is_in_state(write(page, "Uden websocket"), "saved")
        page.get_by_role("link", name="Bordet").click()
        world.write(world.phone("Åse"), "Fra nabostolen")
        expect(page.locator("#table")).to_contain_text("Fra nabostolen")
        expect(page.locator("[data-strip]")).to_have_count(0)
        assert net.did["forbidden"] > 0
        page.close()


def test_over_plain_http_on_a_lan_all_works_that_needs_no_secure_context(
    running: Running, someone: Someone
) -> None:
    page = someone()
    on_lan = replace(running, url=running.url.replace("127.0.0.1", A_NAME))
    join(page, on_lan, "Mette")
    assert (
        page.evaluate("isSecureContext || 'locks' in navigator || 'randomUUID' in crypto") is False
    )
    expect(page.locator("#not-kept")).to_be_hidden()
    go_offline(page)
    is_in_state(write(page, "På skibets eget net"), "waits")
    come_back(page)
    is_in_state(row(page, "På skibets eget net"), "saved")
    page.reload()
    is_in_state(row(page, "På skibets eget net"), "saved")
    assert texts(running.world) == ["På skibets eget net"]


def test_a_page_that_is_too_old_says_so_and_keeps_what_waits(
    running: Running, someone: Someone
) -> None:
    page = someone()
    page.add_init_script(AN_OLD_PAGE)
    join(page, running, "Mette")
    go_offline(page)
    is_in_state(write(page, "Fra den gamle side"), "waits")
    page.evaluate("window.old = true")
    page.context.set_offline(False)
    strip = page.locator("[data-strip=out]")
    expect(strip).to_contain_text("nyere udgave")
    is_in_state(row(page, "Fra den gamle side"), "waits")
    assert notes_of(running.world) == []
    strip.get_by_role("button").click()
    is_in_state(row(page, "Fra den gamle side"), "saved")
    assert texts(running.world) == ["Fra den gamle side"]


@contextmanager
def frozen(running: Running) -> Iterator[None]:
    """The server is there and says nothing."""
    running.process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        running.process.send_signal(signal.SIGCONT)


@pytest.mark.skipif(os.name != "posix", reason="stopping a process is a POSIX signal")
def test_phone_desk_and_board_say_that_they_hear_nothing_and_recover_alone(
    browser: Browser, running: Running
) -> None:
    world = running.world
    projector = Actor("board", world.id, world.id)
    world.do("scene.set", world.moderator, scene="notes")
    with (
        opened(browser, running, world.phone("Mette"), f"/p/{world.id}/?tab=table") as phone,
        opened(browser, running, world.moderator, f"/desk/{world.id}/") as desk,
        opened(browser, running, projector, f"/board/{world.id}/") as board,
    ):
        strips = [phone.locator("[data-strip=offline]"), desk.locator(".strip")]
        says = [*strips, board.locator(".stale")]

        def all_show(text: str) -> None:
            world.write(world.phone("Åse"), text)
            for page in (phone, desk, board):
                expect(page.get_by_text(text).first).to_be_visible()

        all_show("Alle hører med")
        for one in says:
            expect(one).to_have_count(0)
        with frozen(running):
            for one in says:
                expect(one).to_have_count(1)
        for one in says:
            expect(one).to_have_count(0)
        all_show("Alle hører med igen")
