"""What the command ``plan`` does: files in, child process, plan and proof out, an exit code."""

from __future__ import annotations

import json
import queue
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from facilitation.core.refusals import Refusal
from facilitation.grouping import files
from facilitation.grouping.problem import MOST_ROUNDS, Problem, Round, Wish
from facilitation.grouping.proof import Plan, plan_from_json
from facilitation.grouping.run import Event, Run, SolverDied
from facilitation.grouping.sentences import conflict_sentence, summary, unreadable_sentence

DONE, FAILED, USAGE, CONFLICT, UNREADABLE = range(5)


class BadUsage(Exception):
    """An option that makes no sense; the text is one sentence."""


@dataclass(frozen=True)
class PlanOptions:
    """The options of ``plan`` as typed; lists are texts with commas."""

    participants: Path
    tables: int
    rounds: int
    out: Path
    constraints: Path | None = None
    targets: str = "mix"
    methods: str = "none"
    capacities: str = ""
    met: Path | None = None
    order: str = ""
    seed: int = 1
    time_limit: float | None = None
    proof: Path | None = None


def plan(options: PlanOptions, out: TextIO | None = None, err: TextIO | None = None) -> int:
    """Makes the plan; returns the exit code (0 done, 1 failed, 2 usage, 3 conflict, 4 unreadable).

    Only a conflict is written to ``out`` (stdout), as one JSON object; sentences go to ``err``.
    """
    out, err = out or sys.stdout, err or sys.stderr
    try:
        problem = read_problem(options, err)
        made = _solve(problem, err)
        files.write_text(options.out, files.plan_csv(made))
        if options.proof:
            files.write_text(options.proof, files.proof_json(made))
    except BadUsage as bad:
        return end(err, str(bad), USAGE)
    except Refusal as refusal:
        return refused(refusal, out, err)
    except (OSError, SolverDied) as error:
        return end(err, f"No plan was written: {error}", FAILED)
    except KeyboardInterrupt:
        return end(err, "Stopped; no plan was written.", FAILED)
    return end(err, summary(made), DONE)


# ---------------------------------------------------------------- options and files


def read_problem(options: PlanOptions, err: TextIO) -> Problem:
    """The problem from the files. Raises BadUsage, or Refusal ``file_unreadable``."""
    rounds = _rounds(options)
    for path in filter(None, (options.out, options.proof)):
        if not path.resolve().parent.is_dir():
            raise BadUsage(f"The folder of {path} does not exist.")
    people = files.read_people(options.participants)
    ids = frozenset(person.id for person in people)
    wishes = _wishes(options, ids, err)
    try:
        return Problem(
            people=people,
            tables=options.tables,
            rounds=rounds,
            wishes=wishes,
            capacities=_capacities(options.capacities),
            met=files.read_met(options.met, ids) if options.met else (),
            order=tuple(filter(None, options.order.split(","))),
            seed=options.seed,
            time_limit=options.time_limit,
        )
    except Refusal as refusal:
        if refusal.code != "bad_problem":
            raise
        raise bad_usage(refusal) from refusal


def bad_usage(refusal: Refusal) -> BadUsage:
    """A ``bad_problem`` as a sentence about options."""
    return BadUsage(_BAD.get(refusal.data["where"], "The options do not fit."))


def _wishes(options: PlanOptions, ids: frozenset[str], err: TextIO) -> tuple[Wish, ...]:
    if options.constraints is None:
        return ()
    wishes, passed = files.read_wishes(options.constraints, ids, options.rounds)
    if passed:
        lines = ", ".join(str(wish.line) for wish in passed)
        say(err, f"Passed over (somebody not on the list, or a round after the last): {lines}.")
    return wishes


_BAD = {
    "people": "The list has too many people for one plan.",
    "tables": "--tables takes a number from 1 to 1000.",
    "rounds": "--rounds takes 1 to 30; --targets and --methods take mix, gather or none.",
    "capacities": "--capacities takes least-most for each table, as 6-8,6-11: the least first.",
    "order": "--order takes colleagues, repeats, hosts, roles, targets, methods, each once.",
    "time_limit": "--time-limit takes seconds above 0.",
    "from_round": "--from-round takes one of the rounds.",
    "closed": "--closed leaves no table.",
}


def _rounds(options: PlanOptions) -> tuple[Round, ...]:
    if not 1 <= options.rounds <= MOST_ROUNDS:
        raise BadUsage(_BAD["rounds"])
    targets = _per_round("--targets", options.targets, options.rounds)
    methods = _per_round("--methods", options.methods, options.rounds)
    return tuple(Round(a, b) for a, b in zip(targets, methods, strict=True))


def _per_round(option: str, text: str, rounds: int) -> list[str]:
    modes = [mode.strip() for mode in text.split(",")]
    if len(modes) not in (1, rounds):
        raise BadUsage(f"{option} takes one value, or one for each round.")
    return modes if len(modes) == rounds else modes[:1] * rounds


def _capacities(text: str) -> tuple[tuple[int, int], ...] | None:
    if not text:
        return None
    pairs = []
    for part in text.split(","):
        least, _, most = part.strip().partition("-")
        if not (least.isdecimal() and (most or least).isdecimal()):
            raise BadUsage(_BAD["capacities"])
        pairs.append((int(least), int(most or least)))
    return tuple(pairs)


# ---------------------------------------------------------------- the run


def _solve(problem: Problem, err: TextIO) -> Plan:
    """The child's answer. Ctrl-C keeps the best so far; a second one gives up."""
    with Run(problem) as run:
        heard: queue.Queue[Event | BaseException] = queue.Queue()
        threading.Thread(target=_listen, args=(run, heard), daemon=True).start()
        try:
            last = _last_event(heard, err)
        except KeyboardInterrupt:
            run.cancel()
            last = _last_event(heard, err)
    if "refused" in last:
        raise Refusal(last["refused"]["code"], **last["refused"]["data"])
    return plan_from_json(last["plan"])


def _listen(run: Run, heard: queue.Queue[Event | BaseException]) -> None:
    """Reads in a thread: a Ctrl-C in the middle of a line would lose it."""
    try:
        for event in run.events():
            heard.put(event)
    except (SolverDied, ValueError) as error:
        heard.put(error)


def _last_event(heard: queue.Queue[Event | BaseException], err: TextIO) -> Event:
    while True:
        try:
            event = heard.get(timeout=0.2)  # without an end, Windows would not hear Ctrl-C
        except queue.Empty:
            continue
        if isinstance(event, BaseException):
            raise event if isinstance(event, SolverDied) else SolverDied(str(event))
        if "progress" not in event:
            return event
        said = _progress(event["progress"])
        err.write(f"\r\x1b[2K{said[:100]}" if err.isatty() else f"{said}\n")
        err.flush()


def _progress(said: dict[str, Any]) -> str:
    wishes = "  ".join(f"{w['wish']} {w['value']} ({w['bound']})" for w in said["wishes"])
    return f"{said['seconds']:5.1f} s  {wishes}"


# ---------------------------------------------------------------- the end


def refused(refusal: Refusal, out: TextIO, err: TextIO) -> int:
    """Says a "no" and returns its exit code; a conflict goes to ``out`` as JSON too."""
    data = refusal.data
    if refusal.code == "conflict":
        sentence = conflict_sentence(data["round"], data["wishes"])
        answer = {"error": "conflict", "wishes": data["wishes"], "sentence": sentence}
        out.write(json.dumps(answer, ensure_ascii=False) + "\n")
        return end(err, sentence, CONFLICT)
    if refusal.code == "file_unreadable":
        return end(err, unreadable_sentence(data), UNREADABLE)
    if refusal.code == "no_plan_found":
        number = data["round"]
        return end(err, f"Found no seating of round {number}, nor a proof of none.", FAILED)
    return end(err, f"No plan was written: {refusal!r}", FAILED)


def say(err: TextIO, sentence: str) -> None:
    """One sentence, over whatever progress stands there."""
    err.write(("\r\x1b[2K" if err.isatty() else "") + sentence + "\n")


def end(err: TextIO, sentence: str, code: int) -> int:
    """The last sentence; returns the exit code."""
    say(err, sentence)
    return code
