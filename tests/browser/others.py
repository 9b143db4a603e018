"""Firefox and WebKit, driven by the protocols they speak themselves: no driver to be fetched.

Firefox: WebDriver BiDi over a websocket (W3C, https://www.w3.org/TR/webdriver-bidi/). WebKit: the
WebDriver of Debian's webkit2gtk-driver (W3C, https://www.w3.org/TR/webdriver2/), in a display
that nobody sees.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, Protocol, TypeVar

import websocket

from tests.support.servers import free_port
from tests.support.system import find
from tests.support.waiting import wait_until

T = TypeVar("T")
START_SECONDS = 60.0
FAILED = "browsingContext.navigationFailed"
ARRIVED = ("browsingContext.load", "browsingContext.fragmentNavigated", FAILED)
_BARE = "width=390,height=844,toolbar=no,menubar=no,location=no"
CALL_SECONDS = 60.0
DRAW_MS = 150  # WebKit has a new size some frames before it has drawn it


class Tab(Protocol):
    """One page of a browser."""

    def go(self, url: str) -> None:
        """Load a page; returns when it has loaded."""

    def value_of(self, expression: str) -> Any:
        """What a JavaScript expression gives in the page: a string, number or boolean."""


class Window(Tab, Protocol):
    """A page that can be looked at."""

    def resize(self, width: int, height: int) -> None:
        """Make the picture so large, in CSS pixels."""

    def picture(self) -> bytes:
        """What the page looks like now, as a PNG."""


def until(tab: Tab, expression: str) -> None:
    """Wait until a JavaScript expression is true in the page; between two pages nothing is."""
    tried = f"(() => {{ try {{ return Boolean({expression}) }} catch {{ return false }} }})()"
    wait_until(lambda: tab.value_of(tried))


def let_pass(tab: Tab, milliseconds: int) -> None:
    """Let so long a time pass in the page, which goes on drawing."""
    passing = f"setTimeout(() => {{ window.hasPassed = true }}, {milliseconds})"
    tab.value_of(f"(() => {{ window.hasPassed = false; {passing} }})()")
    until(tab, "window.hasPassed")


def click(tab: Tab, selector: str) -> None:
    """Click the first element that a selector finds, as soon as it is there."""
    until(tab, f"document.querySelector({selector!r})")
    tab.value_of(f"document.querySelector({selector!r}).click()")


class Firefox:
    """A tab of Firefox; ``socket`` is the BiDi session's."""

    def __init__(self, socket: websocket.WebSocket) -> None:
        self._socket = socket
        self._numbers = count(1)
        self._events: deque[Any] = deque()
        self.call("session.new", capabilities={})
        self.call("session.subscribe", events=[*ARRIVED])
        tree = self.call("browsingContext.getTree")
        self._context = tree["contexts"][0]["context"]

    def go(self, url: str) -> None:
        # Asked to wait by itself, Firefox may take the end of the page before for this one's.
        going = {"context": self._context, "url": url, "wait": "none"}
        number = self.call("browsingContext.navigate", **going)["navigation"]
        while (said := self._heard())["params"]["navigation"] != number:
            pass
        assert said["method"] != FAILED, said

    def value_of(self, expression: str) -> Any:
        target = {"context": self._context}
        answer = self.call(
            "script.evaluate", expression=expression, target=target, awaitPromise=False
        )
        assert answer["type"] == "success", answer
        return answer["result"].get("value")

    def another(self) -> Firefox:
        """End this tab, without asking its page, and open another in the same browser."""
        created = self.call("browsingContext.create", type="tab")
        self.call("browsingContext.close", context=self._context, promptUnload=False)
        self._context = created["context"]
        return self

    def resize(self, width: int, height: int) -> None:
        viewport = {"width": width, "height": height}
        self.call("browsingContext.setViewport", context=self._context, viewport=viewport)

    def picture(self) -> bytes:
        taken = self.call("browsingContext.captureScreenshot", context=self._context)
        return base64.b64decode(taken["data"])

    def call(self, method: str, **params: Any) -> Any:
        """One command and its result; events between are kept for ``_heard``."""
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while (said := json.loads(self._socket.recv())).get("id") != number:
            self._events.append(said)
        assert said["type"] == "success", said
        return said["result"]

    def _heard(self) -> Any:
        """The next event."""
        return self._events.popleft() if self._events else json.loads(self._socket.recv())


class WebKit:
    """A tab of WebKit behind the WebDriver on ``port``."""

    def __init__(self, port: int) -> None:
        self._base = f"http://127.0.0.1:{port}/session"
        self._session = ""
        made = self._post("", {"capabilities": {"alwaysMatch": {}}})
        self._session = f"/{made['sessionId']}"
        self._without_toolbar()

    def _without_toolbar(self) -> None:
        """Go on in a window of its own: beside a toolbar no page is narrower than 447 pixels."""
        self.go(f"data:text/html,<button onclick=\"window.open('about:blank', '', '{_BARE}')\">")
        first = self._get("/window")
        found = self._post("/element", {"using": "css selector", "value": "button"})
        self._post(f"/element/{next(iter(found.values()))}/click", {})
        wait_until(lambda: len(self._get("/window/handles")) == 2)
        bare = next(one for one in self._get("/window/handles") if one != first)
        self._post("/window", {"handle": bare})

    def go(self, url: str) -> None:
        self._post("/url", {"url": url})

    def value_of(self, expression: str) -> Any:
        return self._post("/execute/sync", {"script": f"return {expression}", "args": []})

    def resize(self, width: int, height: int) -> None:
        self._post("/window/rect", {"x": 0, "y": 0, "width": width, "height": height})
        until(self, f"innerWidth === {width} && innerHeight === {height}")
        let_pass(self, DRAW_MS)

    def picture(self) -> bytes:
        return base64.b64decode(self._get("/screenshot"))

    def close(self) -> None:
        self._ask(urllib.request.Request(self._base + self._session, method="DELETE"))

    def _get(self, path: str) -> Any:
        return self._ask(urllib.request.Request(self._base + self._session + path))

    def _post(self, path: str, body: dict[str, Any]) -> Any:
        url = f"{self._base}{self._session}{path}"
        head = {"Content-Type": "application/json"}
        return self._ask(urllib.request.Request(url, json.dumps(body).encode(), head))

    def _ask(self, request: urllib.request.Request) -> Any:
        try:
            with urllib.request.urlopen(request, timeout=CALL_SECONDS) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            error.add_note(error.read().decode())
            raise


@contextmanager
def firefox(profile: Path) -> Iterator[Window]:
    """A fresh Firefox without a window, with its profile in this folder; nothing moves in it."""
    (profile / "user.js").write_text('user_pref("ui.prefersReducedMotion", 1);\n')
    port = free_port()
    options = ["--headless", "--no-remote", "--profile", str(profile)]
    with _running([_program("firefox-esr"), *options, f"--remote-debugging-port={port}"]):
        url = f"ws://127.0.0.1:{port}/session"
        socket = _when_up(
            lambda: websocket.create_connection(url, timeout=CALL_SECONDS, suppress_origin=True)
        )
        try:
            yield Firefox(socket)
        finally:
            socket.close()


@contextmanager
def webkit() -> Iterator[Window]:
    """A fresh WebKit in a display of its own; nothing moves in it."""
    port = free_port()
    with _a_display() as display, tempfile.TemporaryDirectory() as config:
        gtk = Path(config) / "gtk-3.0"
        gtk.mkdir()
        (gtk / "settings.ini").write_text("[Settings]\ngtk-enable-animations=0\n")
        # With its usual frame no window is narrower than 334 pixels.
        (gtk / "gtk.css").write_text("* { min-width: 0; padding: 0; margin: 0; font-size: 1px }\n")
        environment = os.environ | {"DISPLAY": display, "XDG_CONFIG_HOME": config}
        if os.geteuid() == 0:  # its sandbox cannot be made by root in a container
            environment["WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS"] = "1"
        with _running([_program("WebKitWebDriver"), f"--port={port}"], environment):
            tab = _when_up(lambda: WebKit(port))
            yield tab
            tab.close()


@contextmanager
def _a_display() -> Iterator[str]:
    reading, writing = os.pipe()
    arguments = ["-displayfd", str(writing), "-screen", "0", "1920x1200x24", "-nolisten", "tcp"]
    with _running([_program("Xvfb"), *arguments], pass_fds=[writing]):
        os.close(writing)
        with os.fdopen(reading) as said:
            yield f":{said.readline().strip()}"


@contextmanager
def _running(
    command: list[str], environment: dict[str, str] | None = None, pass_fds: list[int] | None = None
) -> Iterator[None]:
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        command, env=environment, stdout=quiet, stderr=quiet, pass_fds=pass_fds or []
    )
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _when_up(attempt: Callable[[], T]) -> T:
    """What ``attempt`` gives, as soon as somebody listens."""
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            return attempt()
        except (OSError, websocket.WebSocketException):
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


def _program(name: str) -> str:
    path = find(name)
    assert path is not None, f"{name} is not on this machine"
    return path
