from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import facilitation
from facilitation.grouping.problem import Person, Problem, Wish, to_json
from facilitation.grouping.proof import broken, plan_from_json
from facilitation.grouping.run import Run, SolverDied
from tests.grouping import small

ENDLESS = small.instance("n0096", 12, 4, targets="gather")  # far from its bound for many seconds


def test_the_child_tells_of_its_best_and_then_of_the_plan() -> None:
    problem = small.instance("n0096", 12, 2)
    with Run(problem) as run:
        *progress, last = list(run.events())
    assert progress
    assert all(set(event) == {"progress"} for event in progress)
    plan = plan_from_json(last["plan"])
    assert not broken(problem, plan.rounds)
    assert plan.stopped_by == "work"


def test_cancel_in_the_middle_keeps_the_best() -> None:
    with Run(ENDLESS) as run:
        events = run.events()
        first = next(events)["progress"]
        run.cancel()
        last = list(events)[-1]["plan"]
    assert last["stopped_by"] == "cancel"
    assert not broken(ENDLESS, last["rounds"])
    assert _gathered(last) >= _gathered(first)


def _gathered(said: dict[str, Any]) -> int:
    return next(
        int(wish["value"])
        for wish in said["wishes"]
        if wish["wish"] == "target_best_theme" and wish["round"] is None
    )


def test_a_conflict_comes_as_a_refusal_with_its_wishes() -> None:
    people = tuple(Person(own) for own in "abcd")
    wishes = (Wish("together", "a", "b"), Wish("apart", "a", "b"))
    with Run(Problem(people, 2, wishes=wishes)) as run:
        (event,) = run.events()
    assert event["refused"]["code"] == "conflict"
    assert [wish["type"] for wish in event["refused"]["data"]["wishes"]] == ["together", "apart"]


def test_leaving_ends_the_child_at_once() -> None:
    with Run(ENDLESS) as run:
        next(run.events())
        child = run._child
    assert child.returncode is not None


def test_cancel_after_the_end_is_no_harm() -> None:
    with Run(small.instance("n0018", 3, 1)) as run:
        list(run.events())
        run._child.wait()
        run.cancel()
        run.cancel()


def test_a_child_that_dies_is_told_with_its_last_words() -> None:
    def broken_python(_: list[str], **options: Any) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-c", "raise SystemExit('no numpy')"], **options)

    with (
        Run(small.instance("n0018", 3, 1), broken_python) as run,
        pytest.raises(SolverDied, match="no numpy"),
    ):
        list(run.events())


def _child(*lines: bytes) -> list[dict[str, Any]]:
    """What the child answers to these lines and then the end of stdin."""
    done = subprocess.run(
        [sys.executable, "-m", "facilitation.grouping"],
        input=b"".join(lines),
        env={**os.environ, "PYTHONPATH": str(Path(facilitation.__file__).parent.parent)},
        capture_output=True,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_end_of_stdin_is_a_cancel() -> None:
    last = _child(json.dumps(to_json(ENDLESS)).encode() + b"\n")[-1]
    assert last["plan"]["stopped_by"] == "cancel"


@pytest.mark.parametrize("line", [b"", b"{\n", b"[]\n", b"\xff\n", b"cancel\n"])
def test_nonsense_on_stdin_is_refused(line: bytes) -> None:
    (event,) = _child(line)
    assert event["refused"]["code"] == "bad_problem"
