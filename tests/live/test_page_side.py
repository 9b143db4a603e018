"""The pages' own module, run in node against the real server."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from facilitation.core.rights import Actor
from tests.live.conftest import Join
from tests.live.running import Running, now_ms
from tests.world import World

ROOT = Path(__file__).parents[2]
NODE = {**os.environ, "PATH": f"{ROOT / '.venv/bin'}:{os.environ['PATH']}"}


class Page:
    """A page without a browser: what its callbacks said, in order."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._lines: queue.Queue[dict[str, Any]] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def do(self, verb: str, payload: Any = None) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([verb, payload]) + "\n")
        self._process.stdin.flush()

    def until(self, kind: str, condition: Callable[[Any], Any] = lambda what: True) -> Any:
        """The next of this kind for which the condition holds."""
        while True:
            try:
                said = self._lines.get(timeout=30)
            except queue.Empty:
                raise AssertionError(f"no {kind} came") from None
            if said["kind"] == kind and condition(said["what"]):
                return said["what"]

    def close(self) -> None:
        """End the process and read what it still said: its pipe is closed only after that."""
        self._process.kill()
        self._reader.join(timeout=30)

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(json.loads(line))


@contextmanager
def page(running: Running, actor: Actor, role: str | None = None) -> Iterator[Page]:
    cookie = f"samskab={running.session(actor)}"
    drive = ["node", str(ROOT / "tests/live/drive.mjs")]
    with subprocess.Popen(
        [*drive, running.url, cookie, actor.workshop_id, role or actor.role],
        env=NODE,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        one = Page(process)
        try:
            yield one
        finally:
            one.close()


def test_a_page_gets_its_picture_then_what_changes(
    world: World, running: Running, join: Join
) -> None:
    with page(running, world.phone("Mette")) as mette:
        assert mette.until("snapshot") == {
            "seq": world.seq,
            "audience": f"group:{world.group(1).id}",
        }
        ase = join(world.phone("Åse"))
        answer = ase.ask("note.add", **ase.note("Kom forbi"))
        changes = mette.until("records")
        assert [one["id"] for one in changes["records"]] == [answer["re"]]
        mette.do("seq")
        assert mette.until("seq") == answer["seq"]


def test_a_page_knows_the_servers_time(world: World, running: Running) -> None:
    with page(running, world.moderator) as desk:
        desk.until("snapshot")
        desk.do("now")
        assert abs(desk.until("now") - now_ms()) < 2_000


def test_a_page_gets_an_answer_or_a_no_with_its_code(world: World, running: Running) -> None:
    with page(running, world.moderator) as desk:
        desk.until("snapshot")
        desk.do("timer.set", {"minutes": 10})
        assert desk.until("answer")["ok"]
        desk.do("timer.set", {"minutes": 0})
        assert desk.until("answer")["code"] == "minutes_out_of_range"


def test_a_page_that_may_not_is_refused_and_stays_so(world: World, running: Running) -> None:
    mette = world.phone("Mette")
    with page(running, mette, role="moderator") as refused:
        assert refused.until("state") == {"state": "refused", "code": "not_allowed", "data": {}}


def test_a_page_whose_right_ends_is_told_why(world: World, running: Running) -> None:
    with page(running, world.phone("Bo")) as bo, page(running, world.moderator) as desk:
        bo.until("snapshot")
        desk.until("snapshot")
        desk.do("participant.free", {"participant": world.person("Bo").id})
        assert bo.until("notice")["code"] == "name_freed"
        assert bo.until("state", lambda said: said["state"] == "ended")["code"] == "name_freed"


@pytest.mark.skipif(os.name != "posix", reason="stopping a process is a POSIX signal")
def test_a_page_says_that_it_is_stale_and_recovers_alone(world: World, running: Running) -> None:
    with page(running, world.phone("Bo")) as bo:
        bo.until("state", lambda said: said["state"] == "live")
        running.process.send_signal(signal.SIGSTOP)
        try:
            bo.until("state", lambda said: said["state"] == "stale")
            bo.do("timer.stop", {})
            assert bo.until("answer")["code"] in ("offline", "not_answered")
        finally:
            running.process.send_signal(signal.SIGCONT)
        bo.until("state", lambda said: said["state"] == "live")
