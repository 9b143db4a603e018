"""The rest of the chain: the table plan on made-up days, the demo, a sign-up list, the report."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks import days
from benchmarks.running import ROOT, command
from benchmarks.table import Line, Measured

PLAN_BARS = {120: 1.0, 240: 2.0, 1000: 5.0, 2000: 8.0}
LIST = ROOT / "tests" / "data" / "roster" / "deltagere-2022.csv"
ROUNDS = 3
LONGEST_SECONDS = 30


def plans(sizes: tuple[int, ...], seeds: tuple[int, ...], say: Measured) -> None:
    """``facilitation plan``: its own seconds, and each wish's value beside its bound."""
    for people in sizes:
        proofs = [_plan(people, seed) for seed in seeds]
        slowest = max(proof["seconds"] for proof in proofs)
        bar = PLAN_BARS.get(people)
        at_bound = all(_at_bounds(proof) for proof in proofs)
        held = None if bar is None else slowest <= bar and at_bound
        what = f"{people} people, {people // 8} tables, {ROUNDS} rounds"
        said = f"<= {bar:g} s at its bounds" if bar else ""
        value = f"{slowest:.2f} s at most ({len(seeds)} days)"
        figures = {"days": [_figures(proof) for proof in proofs]}
        say(Line("plans", what, value, said, held, figures))
        for proof in proofs:
            say(Line("plans", f"    {proof['day']}", _wishes(proof)))


def demo(say: Measured) -> None:
    """A demo day of a thousand people."""
    with _folder() as folder:
        took = _seconds(folder, "demo", "--people", "1000", "--tables", "125", "--json")
    say(Line("chain", "demo of 1,000 people", f"{took:.2f} s", "<= 10 s", took <= 10))


def roster(say: Measured) -> None:
    """The sign-up list of 2022."""
    with _folder() as folder:
        took = _seconds(folder, "roster", "read", str(LIST), "--json")
    say(Line("chain", "roster read of the 2022 list (95 people)", f"{took:.2f} s"))


def report(notes: int, say: Measured) -> None:
    """The report on a day with many notes, in each form."""
    with _folder() as folder:
        made = command("demo", "--notes", str(notes), "--json", folder=folder)
        day = json.loads(made.stdout)["workshop"]
        for kind in ("html", "csv", "json"):
            out = folder / f"report.{kind}"
            took = _seconds(folder, "report", day, "--format", kind, "--out", str(out))
            size = out.stat().st_size // 1024
            what = f"report of {notes} notes, {kind}"
            say(Line("chain", what, f"{took:.2f} s, {size} KiB"))


def _plan(people: int, seed: int) -> dict[str, Any]:
    with _folder() as folder:
        listed, out, proof = (folder / name for name in ("people.csv", "plan.csv", "proof.json"))
        days.write_people(listed, people, seed)
        sizes = ("--tables", str(people // 8), "--rounds", str(ROUNDS))
        limit = ("--time-limit", str(LONGEST_SECONDS), "--seed", str(seed))
        files = ("--participants", str(listed), "--out", str(out), "--proof", str(proof))
        command("plan", *files, *sizes, *limit, folder=folder)
        made: dict[str, Any] = json.loads(proof.read_text(encoding="utf-8"))
        return made | {"day": f"day {seed}"}


def _at_bounds(proof: dict[str, Any]) -> bool:
    return all(wish["value"] == wish["bound"] for wish in proof["wishes"] if _first(wish))


def _first(wish: dict[str, Any]) -> bool:
    """The wishes that can be had whole; a mix of target groups is near its bound, not at it."""
    return wish["wish"] in ("same_org_pairs", "repeats")


def _wishes(proof: dict[str, Any]) -> str:
    """Value of bound for each wish, its rounds together."""
    sums: dict[str, list[float]] = {}
    for wish in proof["wishes"]:
        total = sums.setdefault(wish["wish"], [0, 0])
        total[0] += wish["value"]
        total[1] += wish["bound"] or 0
    told = (f"{name} {value:g} ({bound:g})" for name, (value, bound) in sums.items())
    return f"{proof['seconds']:.2f} s, by {proof['stopped_by']}: " + ", ".join(told)


def _figures(proof: dict[str, Any]) -> dict[str, Any]:
    return {name: proof[name] for name in ("day", "seconds", "stopped_by", "wishes")}


def _seconds(folder: Path, *arguments: str) -> float:
    """How long the command takes from its start to its end."""
    began = time.perf_counter()
    command(*arguments, folder=folder)
    return time.perf_counter() - began


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="samskab-bench-") as name:
        yield Path(name)
