"""The async mode is one setting, and patching comes before anything else."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from facilitation import asyncmode

ROOT = Path(__file__).parents[1]
WAYS = {
    # What app.py and the console script import first, and then what they find.
    "app": "import runpy; runpy.run_path('app.py', run_name='imported')",
    "console script": "from facilitation.cli import main",
}
ASK = """
import sys
imported = list(sys.modules)
from facilitation import asyncmode
import socket, threading
print(asyncmode.mode, asyncmode.patched(), socket.socket.__module__)
"""


def fresh(code: str, mode: str) -> list[str]:
    """What a fresh interpreter prints."""
    environment = {**os.environ, "FACILITATION_ASYNC_MODE": mode, "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-W", r"ignore:\s*Eventlet is deprecated", "-c", code],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.split()


@pytest.mark.parametrize("way", WAYS)
def test_everything_is_patched_when_it_starts_on_eventlet(way: str) -> None:
    assert fresh(WAYS[way] + ASK, "eventlet") == ["eventlet", "True", "eventlet.greenio.base"]


@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_patched_on_threading_and_eventlet_is_not_even_imported(way: str) -> None:
    asked = WAYS[way] + ASK + "print('eventlet' in sys.modules)"
    assert fresh(asked, "threading") == ["threading", "False", "socket", "False"]


@pytest.mark.parametrize("way", WAYS)
def test_patching_comes_before_any_module_that_uses_sockets(way: str) -> None:
    spy = """
import sys
class Spy:
    def find_spec(self, name, path=None, target=None):
        if name in ('eventlet', 'flask', 'socketio', 'sqlalchemy', 'click', 'logging.handlers'):
            print(name)
sys.meta_path.insert(0, Spy())
"""
    assert fresh(spy + WAYS[way], "eventlet")[0] == "eventlet"


def test_locks_stay_real_since_real_threads_take_them() -> None:
    assert fresh(
        WAYS["app"] + "; import _thread, threading"
        "; print(type(threading.Lock()) is _thread.LockType)",
        "eventlet",
    ) == ["True"]


def test_blocking_work_runs_beside_and_its_result_or_fault_comes_back() -> None:
    assert asyncmode.run_blocking(sum, [1, 2]) == 3
    with pytest.raises(ZeroDivisionError):
        asyncmode.run_blocking(lambda: 1 // 0)
    if asyncmode.mode == "eventlet":
        assert asyncmode.run_blocking(threading.get_ident) != threading.get_ident()


def test_a_turn_is_had_by_one_after_the_other_and_also_after_a_fault() -> None:
    turn = asyncmode.Turn()
    begun, open_door, done = asyncmode.Event(), asyncmode.Event(), asyncmode.Event()
    seen: list[str] = []

    def first() -> None:
        with turn:
            seen.append("first begins")
            begun.set()
            open_door.wait(10)
            seen.append("first ends")

    def second() -> None:
        with turn:
            seen.append("second")
            done.set()

    with pytest.raises(ZeroDivisionError), turn:
        raise ZeroDivisionError
    asyncmode.spawn(first)
    assert begun.wait(10)
    asyncmode.spawn(second)
    asyncmode.sleep(0)
    assert seen == ["first begins"]
    open_door.set()
    assert done.wait(10)
    assert seen == ["first begins", "first ends", "second"]


def test_a_full_queue_says_so() -> None:
    queue = asyncmode.Queue(1)
    queue.put_nowait("one")
    with pytest.raises(asyncmode.Full):
        queue.put_nowait("two")
    assert queue.get() == "one"


def test_an_event_is_waited_for_and_may_be_set_twice() -> None:
    event = asyncmode.Event()
    assert not event.is_set()
    assert not event.wait(0.001)
    asyncmode.spawn(event.set)
    assert event.wait(10)
    event.set()
    assert event.wait(0)
