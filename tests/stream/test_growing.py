"""Notes that were just written are in a frame without a read: the same facts as a read gives."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from facilitation.core.audience import (
    BOARD,
    STAGE,
    concerned,
    group_audience,
    phone_audience,
)
from facilitation.core.facts import Facts
from facilitation.core.growing import NewNotes, grown
from facilitation.core.ports import Command
from facilitation.core.rights import Actor
from facilitation.live.chain import Chain
from tests.world import World, a_database, a_running_day


@pytest.fixture
def day(tmp_path: Path) -> World:
    return a_running_day(a_database(tmp_path))


def by_all_signatures(day: World) -> list[Command]:
    """Notes of people and of a table's device, with every signature; one waits for the desk."""
    mette, ase, device = day.phone("Mette"), day.phone("Åse"), day.device(2)
    return [
        *(_note(day, mette, sign={"kind": kind}) for kind in ("name", "organisation", "table")),
        _note(day, ase, sign={"kind": "name"}, text="Ring til 20 30 40 50"),
        _note(day, ase, sign={"kind": "target_group", "id": day.target_group("Ældre").id}),
        _note(day, device, sign={"kind": "table"}),
    ]


def _note(day: World, actor: Actor, **other: Any) -> Command:
    args = day.note_args(actor, **other)
    return Command(day.id, actor, "note.add", args, args["id"], "digest")


def written(day: World, commands: Sequence[Command]) -> NewNotes:
    day.ledger.commit(list(commands))
    new = day.ledger.new_notes[day.id]
    assert len(new.notes) == len(commands)
    return new


def read(day: World, known: Facts) -> Facts:
    facts = day.since(known.seq, known)
    assert facts is not None
    return facts


def test_facts_grown_by_new_notes_are_those_that_a_read_gives(day: World) -> None:
    known = day.facts()
    first, *more = by_all_signatures(day)
    new = [written(day, [first]), written(day, more)]
    facts = grown(known, new)
    assert facts == read(day, known)
    assert facts is not None
    assert len(set(facts.note_groups.values())) > 1


def test_grown_facts_grow_on(day: World) -> None:
    known = day.facts()
    facts = grown(known, [written(day, by_all_signatures(day))])
    assert facts is not None
    again = written(day, by_all_signatures(day))
    assert grown(facts, [again]) == read(day, facts)


def test_new_notes_concern_the_stage_and_their_own_tables(day: World) -> None:
    known = day.facts()
    groups = [group_audience(id) for id in known.groups]
    alone = [phone_audience(id) for id in known.participants]
    chains = {name: Chain(name, known) for name in (BOARD, *STAGE, *groups, *alone)}
    facts = grown(known, [written(day, by_all_signatures(day))])
    assert facts is not None
    asked = concerned(facts, chains)
    told = [name for name, chain in chains.items() if chain.take(facts) is not None]
    assert asked == told
    assert 0 < len(set(groups) & set(told)) < len(groups)


def test_an_edited_note_concerns_whoever_may_have_had_it(day: World) -> None:
    mette = day.phone("Mette")
    before = written(day, [_note(day, mette)])
    known = day.facts()
    day.do("note.hide", day.moderator, note=before.notes[0].id)
    facts = read(day, known)
    names = [BOARD, *(group_audience(id) for id in known.groups)]
    assert concerned(facts, names) == names


def test_what_was_read_already_is_passed_over(day: World) -> None:
    before = written(day, [_note(day, day.phone("Mette"))])
    known = day.facts()
    assert grown(known, [before]) is None
    after = written(day, [_note(day, day.phone("Mette"))])
    assert grown(known, [before, after]) == read(day, known)


def test_a_number_that_is_missing_between_is_noticed(day: World) -> None:
    known = day.facts()
    written(day, [_note(day, day.phone("Mette"))])
    assert grown(known, [written(day, [_note(day, day.phone("Mette"))])]) is None


def test_facts_of_a_part_do_not_grow(day: World) -> None:
    known = day.facts()
    day.do("round.start", day.moderator, round=day.round(2).id)
    part = read(day, known)
    assert grown(part, [written(day, [_note(day, day.phone("Mette"))])]) is None
