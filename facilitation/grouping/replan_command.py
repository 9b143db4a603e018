"""What the command ``replan`` does: lists and the old plan in, the mended plan and moves out."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from facilitation.core.refusals import Refusal
from facilitation.grouping import files
from facilitation.grouping.command import (
    DONE,
    FAILED,
    USAGE,
    BadUsage,
    PlanOptions,
    bad_usage,
    end,
    read_problem,
    refused,
)
from facilitation.grouping.problem import Problem
from facilitation.grouping.proof import Plan
from facilitation.grouping.replan import Replanned, replan
from facilitation.grouping.sentences import mended


@dataclass(frozen=True)
class ReplanOptions:
    """The options of ``replan`` as typed; ``plan`` has those that ``plan`` has too."""

    plan: PlanOptions
    before: Path
    from_round: int
    closed: str = ""
    moves: Path | None = None


def replan_files(
    options: ReplanOptions, out: TextIO | None = None, err: TextIO | None = None
) -> int:
    """Mends the plan; returns the exit code (as ``command.plan``)."""
    out, err = out or sys.stdout, err or sys.stderr
    try:
        made, took = _mend(options, err)
        _write(options, made, took)
    except BadUsage as bad:
        return end(err, str(bad), USAGE)
    except Refusal as refusal:
        return refused(refusal, out, err)
    except OSError as error:
        return end(err, f"No plan was written: {error}", FAILED)
    except KeyboardInterrupt:
        return end(err, "Stopped; no plan was written.", FAILED)
    return end(err, mended(made), DONE)


def _mend(options: ReplanOptions, err: TextIO) -> tuple[Replanned, float]:
    if options.moves and not options.moves.resolve().parent.is_dir():
        raise BadUsage(f"The folder of {options.moves} does not exist.")
    problem = read_problem(options.plan, err)
    before = files.read_rounds(options.before, len(problem.rounds))
    inherits = _inherits(options, problem)
    started = time.monotonic()
    try:
        made = replan(
            problem,
            before,
            options.from_round,
            inherits=inherits,
            closed=_closed(options),
            score=options.plan.proof is not None,
        )
    except Refusal as refusal:
        if refusal.code != "bad_problem":
            raise
        raise bad_usage(refusal) from refusal
    return made, round(time.monotonic() - started, 3)


def _inherits(options: ReplanOptions, problem: Problem) -> Mapping[str, str]:
    """Column ``replaces``: substitute -> whose seat is taken over, one substitute for each."""
    found: dict[str, str] = {}
    there = {person.id for person in problem.people}
    for row in files.read_rows(options.plan.participants, ["participant_id"]):
        old = row["replaces"]
        if not old:
            continue
        if old in there or old in found.values():
            raise row.unreadable("still_there" if old in there else "twice", old)
        found[row["participant_id"]] = old
    return found


def _closed(options: ReplanOptions) -> list[int]:
    parts = [part.strip() for part in options.closed.split(",") if part.strip()]
    if not all(part.isdecimal() and 1 <= int(part) <= options.plan.tables for part in parts):
        raise BadUsage("--closed takes numbers of tables with commas, as 7,9.")
    return [int(part) for part in parts]


def _write(options: ReplanOptions, made: Replanned, seconds: float) -> None:
    plan = Plan(made.rounds, made.findings, options.plan.seed, "work", seconds)
    files.write_text(options.plan.out, files.plan_csv(plan))
    if options.plan.proof:
        files.write_text(options.plan.proof, files.proof_json(plan))
    if options.moves:
        told = json.dumps(made.to_json(), ensure_ascii=False, indent=1)
        files.write_text(options.moves, told + "\n")
