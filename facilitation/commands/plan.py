"""The commands ``plan`` and ``replan``: lists in, a plan and its proof out."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

FILE = click.Path(path_type=Path)


_OPTIONS = (
    click.option(
        "--participants", type=FILE, required=True, help="CSV: participant_id, organisation, ..."
    ),
    click.option(
        "--constraints", type=FILE, help="CSV: type (together, apart, fixed, away), a, b, ..."
    ),
    click.option("--tables", type=click.IntRange(1, 1000), required=True, help="How many tables."),
    click.option("--rounds", type=click.IntRange(1, 30), required=True, help="How many rounds."),
    click.option(
        "--targets", default="mix", show_default=True, help="mix, gather or none; or per round."
    ),
    click.option(
        "--methods", default="none", show_default=True, help="mix, gather or none; or per round."
    ),
    click.option("--capacities", default="", help="Least and most per table: 6-11,6-8,..."),
    click.option("--met", type=FILE, help="CSV of an earlier plan: whoever sat together has met."),
    click.option("--order", default="", help="Wishes to hold first: colleagues,repeats,hosts,..."),
    click.option(
        "--seed", type=int, default=1, show_default=True, help="Same input and seed, same plan."
    ),
    click.option("--time-limit", type=float, help="Seconds after which the best so far is taken."),
    click.option(
        "--out", type=FILE, required=True, help="Where the plan goes: participant_id,round,group."
    ),
    click.option("--proof", type=FILE, help="Where each wish's value and bound go, as JSON."),
)


def _planning(command: Callable[..., None]) -> Callable[..., None]:
    """The options that both commands take."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@click.command("plan")
@_planning
def plan_command(**options: Any) -> None:
    """Plan who sits at which table in which round. Ctrl-C keeps the best plan so far."""
    from facilitation.grouping.command import PlanOptions, plan

    sys.exit(plan(PlanOptions(**options)))


@click.command("replan")
@click.option("--before", type=FILE, required=True, help="The plan so far, as plan wrote it.")
@click.option(
    "--from-round", type=click.IntRange(1, 30), required=True, help="Rounds before it are held."
)
@click.option("--closed", default="", help="Tables that are closed: 7,9.")
@click.option("--moves", type=FILE, help="Where moves, least and offers go, as JSON.")
@_planning
def replan_command(
    before: Path, from_round: int, closed: str, moves: Path | None, **options: Any
) -> None:
    """Mend a plan with the fewest moves when people are absent or new, or tables close or open.

    The list has who is there from the round on; its column replaces names whose seat a substitute
    takes over. --seed and --time-limit change nothing here.
    """
    from facilitation.grouping.command import PlanOptions
    from facilitation.grouping.replan_command import ReplanOptions, replan_files

    asked = ReplanOptions(PlanOptions(**options), before, from_round, closed, moves)
    sys.exit(replan_files(asked))
