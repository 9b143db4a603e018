"""The solver's side of the child process: a problem on stdin, JSON lines on stdout.

In: one line with the problem, or with {"replan": {...}} (``replan.Question``); later the line
``cancel`` (or the end of stdin) keeps the best so far. Out: {"progress": {...}} any number of
times, then one of {"plan": {...}}, {"replanned": {...}} and {"refused": {"code", "data"}}.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from functools import partial
from typing import Any

from facilitation.core.refusals import Refusal
from facilitation.grouping.effort import Progress
from facilitation.grouping.problem import Problem, from_json
from facilitation.grouping.replan import Question, question_from_json
from facilitation.grouping.solve import solve

CANCEL = b"cancel"


class _Inbox:
    """Lines from stdin, read without Python's buffers: a thread that still waits in one of
    those at the end would keep the interpreter from closing."""

    def __init__(self) -> None:
        self.rest = b""

    def line(self) -> bytes | None:
        """The next line without its end, or None at the end of stdin."""
        while b"\n" not in self.rest:
            more = os.read(0, 65536)
            if not more:
                return None
            self.rest += more
        line, self.rest = self.rest.split(b"\n", 1)
        return line.rstrip(b"\r")


def main() -> None:
    """Reads one problem, answers, ends."""
    inbox, stop = _Inbox(), threading.Event()
    try:
        asked = _read(inbox.line())
        threading.Thread(target=_listen, args=(inbox, stop), daemon=True).start()
        if isinstance(asked, Question):
            _write({"replanned": asked.answer(partial(_go_on, stop))})
        else:
            _write({"plan": solve(asked, _progress, stop.is_set).to_json()})
    except Refusal as refusal:
        _write({"refused": {"code": refusal.code, "data": refusal.data}})
    except BrokenPipeError:
        # nobody listens any more; without this, closing stdout would fail once again
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _read(line: bytes | None) -> Problem | Question:
    try:
        said = json.loads(line or b"")
        return question_from_json(said["replan"]) if "replan" in said else from_json(said)
    except ValueError as error:
        raise Refusal("bad_problem", where="problem", reason="not_json") from error


def _listen(inbox: _Inbox, stop: threading.Event) -> None:
    line = inbox.line()
    while line is not None and line != CANCEL:
        line = inbox.line()
    stop.set()


def _go_on(stop: threading.Event, done: int, of: int) -> bool:
    _progress({"done": done, "of": of})
    return not stop.is_set()


def _progress(said: Progress) -> None:
    _write({"progress": said})


def _write(message: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(message).encode("ascii") + b"\n")
    sys.stdout.buffer.flush()
