"""The parent's side of the child process: start, listen, cancel; no signals, so Windows too."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import facilitation
from facilitation.core.refusals import SamskabError
from facilitation.grouping.problem import Problem, to_json
from facilitation.grouping.replan import Question

Event = dict[str, Any]


class SolverDied(SamskabError):
    """The child process ended without an answer; the text is the end of what it complained of."""


class Run:
    """One solver at work in a child process; leaving the ``with`` block ends it whatever happens.

    ``events`` blocks while it waits, so it belongs in a real thread; ``cancel`` may come from
    any other. ``popen``: subprocess.Popen, or the unpatched one where the process runs green.
    """

    def __init__(
        self,
        asked: Problem | Question,
        popen: Callable[..., subprocess.Popen[bytes]] = subprocess.Popen,
    ) -> None:
        # a pipe that nobody reads could fill up and block; closed by kill()
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115
        self._child = popen(
            [sys.executable, "-m", "facilitation.grouping"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            env=_environment(),
            **_apart_from_ctrl_c(),
        )
        told = {"replan": asked.to_json()} if isinstance(asked, Question) else to_json(asked)
        self._tell(json.dumps(told).encode("ascii"))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()

    def events(self) -> Iterator[Event]:
        """{"progress": {"wishes", "seconds"}} as they come, then {"plan": ...} or
        {"refused": {"code", "data"}} as the last one. Raises SolverDied when there is no last one.
        """
        assert self._child.stdout is not None
        for line in self._child.stdout:
            event: Event = json.loads(line)
            yield event
            if "progress" not in event:
                return
        raise SolverDied(self._last_complaint())

    def cancel(self) -> None:
        """Asks for the best plan so far; it comes as the last event. Again is no harm."""
        self._tell(b"cancel")

    def kill(self) -> None:
        """Ends the child at once and lets go of its pipes."""
        self._child.kill()
        self._child.wait()
        for pipe in (self._child.stdin, self._child.stdout, self._complaints):
            try:
                if pipe is not None:
                    pipe.close()
            except BrokenPipeError:  # unsent words to one who is gone
                pass

    def _tell(self, line: bytes) -> None:
        assert self._child.stdin is not None
        try:
            self._child.stdin.write(line + b"\n")
            self._child.stdin.flush()
        except (BrokenPipeError, OSError, ValueError):
            pass  # it has ended already: its last words are in ``events``

    def _last_complaint(self) -> str:
        self._child.wait()
        self._complaints.seek(0)
        return self._complaints.read().decode("utf-8", "replace").strip()[-500:]


def _environment() -> dict[str, str]:
    """The child finds this very package, also when the parent runs from a checkout."""
    root = str(Path(facilitation.__file__).resolve().parent.parent)
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    # one thread is enough here: the rest of the machine serves phones
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "OPENBLAS_NUM_THREADS": "1"}


def _apart_from_ctrl_c() -> dict[str, int]:
    """Ctrl-C in a terminal reaches the parent alone, who then says cancel."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"process_group": 0}
