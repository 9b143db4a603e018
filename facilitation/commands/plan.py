"""The command ``plan``: reads the lists, lets a child process plan, writes plan and proof."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

FILE = click.Path(path_type=Path)


@click.command("plan")
@click.option(
    "--participants", type=FILE, required=True, help="CSV: participant_id, organisation, ..."
)
@click.option(
    "--constraints", type=FILE, help="CSV: type (together, apart, fixed, away), a, b, ..."
)
@click.option("--tables", type=click.IntRange(1, 1000), required=True, help="How many tables.")
@click.option("--rounds", type=click.IntRange(1, 30), required=True, help="How many rounds.")
@click.option(
    "--targets", default="mix", show_default=True, help="mix, gather or none; or per round."
)
@click.option(
    "--methods", default="none", show_default=True, help="mix, gather or none; or per round."
)
@click.option("--capacities", default="", help="Least and most per table: 6-11,6-8,...")
@click.option("--met", type=FILE, help="CSV of an earlier plan: whoever sat together has met.")
@click.option("--order", default="", help="Wishes to hold first: colleagues,repeats,hosts,...")
@click.option(
    "--seed", type=int, default=1, show_default=True, help="Same input and seed, same plan."
)
@click.option("--time-limit", type=float, help="Seconds after which the best so far is taken.")
@click.option(
    "--out", type=FILE, required=True, help="Where the plan goes: participant_id,round,group."
)
@click.option("--proof", type=FILE, help="Where each wish's value and bound go, as JSON.")
def plan_command(**options: Any) -> None:
    """Plan who sits at which table in which round. Ctrl-C keeps the best plan so far."""
    from facilitation.grouping.command import PlanOptions, plan

    sys.exit(plan(PlanOptions(**options)))
