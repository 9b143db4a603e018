"""Browsers that can be killed: notes are written while the server is away, the browser or only its
tab is killed, and the next one on the same profile must send each of them once.

WebKit is not here: its driver gives every session a profile that ends with it, so there is nothing
to open again.
"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, Literal

import websocket
from playwright.sync_api import Browser, Error, Playwright
from playwright.sync_api import TimeoutError as NoAnswer

from facilitation.core import model, tokens
from tests.browser.others import CALL_SECONDS, Firefox, Tab, click, until
from tests.browser.phones import notes_of
from tests.browser.test_other_browsers import TYPE
from tests.chaos.proxy import FaultProxy
from tests.live.running import Running
from tests.support.servers import free_port
from tests.support.system import PROGRAMS
from tests.support.waiting import wait_until
from tests.world import KEY, World

TEXTS = ["Den første", "Den anden", "Den tredje"]
DRAFT = "Midt i en"
WAITING = "document.querySelectorAll('#own-list [data-state=waits]').length"
KEEPS_A_DRAFT = """(() => {{ const asked = indexedDB.open({store!r});
asked.onsuccess = () => {{ const kept = asked.result.transaction('drafts').objectStore('drafts');
kept.getAll().onsuccess = (event) => {{ asked.result.close();
window.kept = event.target.result.some((draft) => draft.text === {draft!r}) }} }};
return Boolean(window.kept) }})()"""
SAVED = "document.querySelectorAll('#own-list [data-state=saved]').length"
ANSWERS_MS = 20_000  # in which a chromium that has started answers
What = Literal["tab", "browser"]
Open = Callable[[], AbstractContextManager["Killable"]]


class Killable:
    """A running browser: ``tab`` is its page, and ``new_tab`` kills that one and opens another."""

    def __init__(self, tab: Tab, new_tab: Callable[[], Tab]) -> None:
        self.tab = tab
        self._new_tab = new_tab

    def kill_tab(self) -> None:
        self.tab = self._new_tab()


def written_and_killed(open_browser: Open, running: Running, what: What) -> list[str]:
    """Write :data:`TEXTS` and begin a fourth without a server, kill, open the page again: the texts
    that the database has then, in their order. AssertionError when a wait takes too long, also
    for the draft that must stand in its field again."""
    with FaultProxy(int(running.url.rpartition(":")[2])).running() as net:
        home = _badge(running, f"http://127.0.0.1:{net.port}")
        with open_browser() as first:
            _write_in_vain(first.tab, home, net)
            until(first.tab, KEEPS_A_DRAFT.format(store=_store(running), draft=DRAFT))
            if what == "tab":
                first.kill_tab()
                _until_sent(first.tab, home, net)
        if what == "browser":
            with open_browser() as second:
                _until_sent(second.tab, home, net)
    return [note.text for note in sorted(notes_of(running.world), key=lambda note: note.seq)]


def _write_in_vain(tab: Tab, home: str, net: FaultProxy) -> None:
    tab.go(home)
    until(tab, "document.documentElement.dataset.ready")
    net.refuse()
    for number, text in enumerate(TEXTS, 1):
        tab.value_of(TYPE.format(field="#text", text=text))
        click(tab, "#send")
        until(tab, f"{WAITING} === {number}")
    tab.value_of(TYPE.format(field="#text", text=DRAFT))


def _until_sent(tab: Tab, home: str, net: FaultProxy) -> None:
    net.heal()
    tab.go(home)
    until(tab, f"{SAVED} === {len(TEXTS)}")
    until(tab, f"document.querySelector('#text').value === {DRAFT!r}")


def _store(running: Running) -> str:
    """What the phone page calls its IndexedDB."""
    world: World = running.world
    return f"samskab-{world.id}-participant-{world.person('Mette').id}"


def _badge(running: Running, url: str) -> str:
    """The address on Mette's badge: a cookie that was set just before may die with the browser."""
    world: World = running.world
    (link,) = world.find(model.Link, kind="badge", subject_id=world.person("Mette").id)
    return f"{url}/l/{tokens.link_token(KEY, link.id)}"


@contextmanager
def firefox(profile: Path) -> Iterator[Killable]:
    """A Firefox on this profile, killed when the block ends."""
    port = free_port()
    options = ["--headless", "--no-remote", "--profile", str(profile)]
    with _killed_at_the_end("needs_firefox", *options, f"--remote-debugging-port={port}"):
        socket = wait_until(lambda: _answering(f"ws://127.0.0.1:{port}/session"))
        assert socket
        tab = Firefox(socket)
        try:
            yield Killable(tab, tab.another)
        finally:
            socket.close(timeout=1)


def _answering(url: str) -> websocket.WebSocket | None:
    """A connection, or None while nobody listens."""
    try:
        return websocket.create_connection(url, timeout=CALL_SECONDS, suppress_origin=True)
    except (OSError, websocket.WebSocketException):
        return None


class _Page:
    """A page of a chromium that we have started ourselves."""

    def __init__(self, browser: Browser) -> None:
        self._page = browser.contexts[0].new_page()

    def go(self, url: str) -> None:
        self._page.goto(url)

    def value_of(self, expression: str) -> Any:
        return self._page.evaluate(expression)

    def crash(self) -> None:
        """Its process ends as one that the system has killed."""
        with self._page.expect_event("crash"), suppress(Error):
            self._page.goto("chrome://crash")


@contextmanager
def chromium(playwright: Playwright, profile: Path) -> Iterator[Killable]:
    """A chromium on this profile, killed when the block ends."""
    with ExitStack() as until_the_end:
        browser = _one_that_answers(until_the_end, lambda: _started(playwright, profile))
        page = _Page(browser)

        def another() -> Tab:
            page.crash()
            return _Page(browser)

        yield Killable(page, another)


def _one_that_answers(
    until_the_end: ExitStack, start: Callable[[], AbstractContextManager[Browser]]
) -> Browser:
    """On a busy machine a chromium started after a kill now and then never answers: it is then
    killed and started again, as a person would do."""
    for _ in range(2):
        with suppress(NoAnswer):
            return until_the_end.enter_context(start())
    return until_the_end.enter_context(start())


@contextmanager
def _started(playwright: Playwright, profile: Path) -> Iterator[Browser]:
    """A chromium that answers; NoAnswer when it does not."""
    said = profile / "DevToolsActivePort"
    said.unlink(missing_ok=True)
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    options = ["--headless=new", "--disable-dev-shm-usage", "--remote-debugging-port=0"]
    with _killed_at_the_end("needs_chromium", *as_root, *options, f"--user-data-dir={profile}"):
        # Two lines, written at once: the port, and the way to the browser.
        port = wait_until(lambda: said.read_text().split("\n")[0] if said.exists() else "")
        address = f"http://127.0.0.1:{port}"
        yield playwright.chromium.connect_over_cdp(address, timeout=ANSWERS_MS)


@contextmanager
def _killed_at_the_end(marker: str, *options: str) -> Iterator[None]:
    """Run a browser until the block ends; then it and all its children are killed at once."""
    program = next(one.path() for one in PROGRAMS if one.marker == marker)
    assert program is not None, f"this machine has not what tests marked {marker} need"
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        [program, *options], stdout=quiet, stderr=quiet, start_new_session=True
    )
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
