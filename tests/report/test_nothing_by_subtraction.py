"""Plays the one who reads the report and knows the table plan: what can be had beyond it?"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from facilitation.core.facts import Facts
from facilitation.core.model import Note
from facilitation.report import make, to_csv, to_json
from tests.report.day import BY_NAME, BY_ORGANISATION, BY_TABLE, Sign, by_target_group
from tests.world import World, a_database, a_running_day


def left_over(report: dict[str, Any]) -> dict[tuple[Any, ...], int]:
    """Every figure of a report, less what its own listed notes already say; what remains."""
    prompts = {one["title"]: one["number"] for one in report["prompts"]}
    tally = report["notes_per_table"]
    rest: Counter[tuple[Any, ...]] = Counter()
    for row in tally["rows"]:
        for number, count in zip(tally["prompts"], row["notes"], strict=True):
            rest["cell", row["table"], number] += count or 0
        rest["row", row["table"]] += row["total"] or 0
    for number, count in zip(tally["prompts"], tally["totals"], strict=True):
        rest["column", number] += count or 0
    rest["all",] += tally["total"] or 0
    for note in report["notes"]:
        number, table = prompts[note["prompt"]], note["table"]
        rest.subtract(
            [("cell", table, number), ("row", table), ("column", number), ("all",)],
        )
    return {place: count for place, count in rest.items() if count}


def test_listed_notes_taken_from_all_figures_leave_nothing(world: World) -> None:
    assert left_over(json.loads(to_json(make(world.facts_for_report())))) == {}


def test_the_attack_finds_a_table_where_a_figure_counts_what_was_written_there(
    world: World,
) -> None:
    """The attack is a real one: it succeeds on the figures that we do not give."""
    report = json.loads(to_json(make(world.facts_for_report())))
    first = report["notes_per_table"]["rows"][0]
    first["notes"][0] += 1  # as if Mette's note, signed Fjordhjælpen, counted at her table
    assert left_over(report) == {("cell", 1, 1): 1}


@given(
    some.lists(
        some.tuples(
            some.sampled_from(["name", "organisation", "target_group", "table"]),
            some.sampled_from(["shown", "hidden", "waiting"]),
            some.integers(0, 5),
        ),
        max_size=30,
    )
)
def test_nothing_is_left_over_whatever_was_written(
    a_day: Facts, written: list[tuple[str, str, int]]
) -> None:
    a_day.notes = {
        f"n{n}": a_note(a_day, n, signed, state, pick)
        for n, (signed, state, pick) in enumerate(written)
    }
    report = json.loads(to_json(make(a_day)))
    assert left_over(report) == {}
    assert len(report["notes"]) == sum(1 for _s, state, _p in written if state == "shown")


@pytest.fixture(scope="module")
def a_day(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    return a_running_day(a_database(tmp_path_factory.mktemp("day"))).facts()


def a_note(facts: Facts, seq: int, signed: str, state: str, pick: int) -> Note:
    things = {
        "name": ("participant_id", sorted(facts.participants)),
        "organisation": ("organisation_id", sorted(facts.organisations)),
        "target_group": ("target_group_id", sorted(facts.target_groups)),
        "table": ("table_id", sorted(facts.tables)),
    }
    column, ids = things[signed]
    prompts, rounds = sorted(facts.prompts), sorted(facts.rounds)
    signature: dict[str, Any] = {column: ids[pick % len(ids)]}
    return Note(
        f"n{seq}",
        facts.workshop.id,
        prompts[pick % len(prompts)],
        rounds[pick % len(rounds)],
        f"Seddel {seq}",
        signed,
        state=state,
        seq=seq,
        **signature,
    )


@pytest.mark.parametrize("after_the_round", [False, True])
def test_the_same_note_from_another_table_makes_the_same_report(
    tmp_path: Path, after_the_round: bool
) -> None:
    """Mette sits at table 1, Ibrahim at table 2; both are of Fjordhjælpen and work with Unge."""
    reports = []
    for name in ("Mette", "Ibrahim"):
        folder = tmp_path / name
        folder.mkdir()
        world = a_running_day(a_database(folder))
        for sign in (BY_ORGANISATION, by_target_group(world, "Unge")):
            world.write(world.phone(name), "Hvem skrev dette?", sign=sign)
        world.write(world.device(1), "Bordet skrev dette", sign=BY_TABLE)
        if after_the_round:
            world.do("round.close", world.moderator, round=world.round(1).id)
        reports.append(
            to_csv(make(world.facts_for_report())) + to_json(make(world.facts_for_report()))
        )
    assert reports[0] == reports[1]


@pytest.mark.parametrize("sign", [BY_NAME, BY_ORGANISATION])
def test_a_note_that_names_no_table_counts_at_none(tmp_path: Path, sign: Sign) -> None:
    world = a_running_day(a_database(tmp_path))
    world.write(world.phone("Mette"), sign=sign)
    rows = make(world.facts_for_report()).tally.rows
    assert [(row.table, row.cells, row.total) for row in rows] == [
        (1, (None, None), None),
        (2, (None, None), None),
        (None, (1, None), 1),
    ]


def test_no_figure_stands_for_a_target_group_or_an_organisation(world: World) -> None:
    report = json.loads(to_json(make(world.facts_for_report())))
    figures = {key: value for key, value in report.items() if key not in ("notes", "prompts")}
    assert set(figures) == {
        "title", "date", "place", "theme", "language", "rounds", "notes_per_table",
        "never_on_board", "themes", "votes",
    }  # fmt: skip
    assert set(report["notes_per_table"]) == {"prompts", "rows", "totals", "total"}
    assert all(set(row) == {"table", "notes", "total"} for row in report["notes_per_table"]["rows"])
