"""Firefox and WebKit, driven by the protocols they speak themselves: no driver to be fetched.

Firefox: WebDriver BiDi over a websocket (W3C, https://www.w3.org/TR/webdriver-bidi/). WebKit: the
WebDriver of Debian's webkit2gtk-driver (W3C, https://www.w3.org/TR/webdriver2/), in a display
that nobody sees.
"""

from __future__ import annotations

import json
import os
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, Protocol, TypeVar

import websocket

from tests.support.servers import free_port
from tests.support.system import find

T = TypeVar("T")
START_SECONDS = 60.0
CALL_SECONDS = 60.0


class Tab(Protocol):
    """One page of a browser."""

    def go(self, url: str) -> None:
        """Load a page; returns when it has loaded."""

    def value_of(self, expression: str) -> Any:
        """What a JavaScript expression gives in the page: a string, number or boolean."""


class Firefox:
    """A tab of Firefox; ``socket`` is the BiDi session's."""

    def __init__(self, socket: websocket.WebSocket) -> None:
        self._socket = socket
        self._numbers = count(1)
        self.call("session.new", capabilities={})
        tree = self.call("browsingContext.getTree")
        self._context = tree["contexts"][0]["context"]

    def go(self, url: str) -> None:
        self.call("browsingContext.navigate", context=self._context, url=url, wait="complete")

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

    def call(self, method: str, **params: Any) -> Any:
        """One command and its result; events between are passed over."""
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            said = json.loads(self._socket.recv())
            if said.get("id") == number:
                assert said["type"] == "success", said
                return said["result"]


class WebKit:
    """A tab of WebKit behind the WebDriver on ``port``."""

    def __init__(self, port: int) -> None:
        self._base = f"http://127.0.0.1:{port}/session"
        self._session = ""
        made = self._post("", {"capabilities": {"alwaysMatch": {}}})
        self._session = f"/{made['sessionId']}"

    def go(self, url: str) -> None:
        self._post("/url", {"url": url})

    def value_of(self, expression: str) -> Any:
        return self._post("/execute/sync", {"script": f"return {expression}", "args": []})

    def close(self) -> None:
        self._ask(urllib.request.Request(self._base + self._session, method="DELETE"))

    def _post(self, path: str, body: dict[str, Any]) -> Any:
        url = f"{self._base}{self._session}{path}"
        head = {"Content-Type": "application/json"}
        return self._ask(urllib.request.Request(url, json.dumps(body).encode(), head))

    def _ask(self, request: urllib.request.Request) -> Any:
        with urllib.request.urlopen(request, timeout=CALL_SECONDS) as answer:
            return json.load(answer)["value"]


@contextmanager
def firefox(profile: Path) -> Iterator[Tab]:
    """A fresh Firefox without a window, with its profile in this folder."""
    port = free_port()
    options = ["--headless", "--no-remote", "--profile", str(profile)]
    with _running([_program("firefox-esr"), *options, f"--remote-debugging-port={port}"]):
        url = f"ws://127.0.0.1:{port}/session"
        socket = _when_up(
            lambda: websocket.create_connection(url, timeout=CALL_SECONDS, suppress_origin=True)
        )
        tab = Firefox(socket)
        yield tab
        socket.close()


@contextmanager
def webkit() -> Iterator[Tab]:
    """A fresh WebKit in a display of its own."""
    port = free_port()
    with _a_display() as display:
        environment = os.environ | {"DISPLAY": display}
        if os.geteuid() == 0:  # its sandbox cannot be made by root in a container
            environment["WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS"] = "1"
        with _running([_program("WebKitWebDriver"), f"--port={port}"], environment):
            tab = _when_up(lambda: WebKit(port))
            yield tab
            tab.close()


@contextmanager
def _a_display() -> Iterator[str]:
    reading, writing = os.pipe()
    arguments = ["-displayfd", str(writing), "-screen", "0", "800x1000x24", "-nolisten", "tcp"]
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
