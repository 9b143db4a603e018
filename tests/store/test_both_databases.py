"""Each verb, the numbers and the frames are the same on SQLite and PostgreSQL."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine

from facilitation.core import model
from facilitation.core.ports import Answer, Command
from tests.stream.living import Life
from tests.world import World, a_planned_day, a_running_day


@pytest.mark.parametrize("seed", [1, 2])
def test_a_made_up_day_keeps_its_promises(store: Engine, seed: int) -> None:
    chance = random.Random(seed)

    other = a_planned_day(store, "other")
    life = Life(a_running_day(store), other, chance.choice, str)
    life.live(40)
    life.end()


def test_a_named_note_of_the_whole_way(store: Engine) -> None:
    day = a_running_day(store)
    note = day.write(
        day.phone("Åse"), "Æbler, øl & <b>år</b> 👨‍👩‍👧‍👦 'quote'; --", sign={"kind": "name"}
    )
    seen = day.sees("board", "note", note)
    assert seen is not None
    assert seen["text"] == "Æbler, øl & <b>år</b> 👨‍👩‍👧‍👦 'quote'; --"
    day.do("round.close", day.moderator, round=day.round(1).id)
    assert day.find(model.NotePlace) == []


def test_many_writers_at_once_give_numbers_without_gaps_and_nothing_twice(store: Engine) -> None:
    days = [a_running_day(store), a_running_day(store, "other")]
    first = [day.seq for day in days]

    def write(writer: int) -> list[Answer]:
        # Each writer takes the two days in its own order: crosswise they must not block.
        order = days if writer % 2 else days[::-1]
        batches = [[notes_of(day, writer, batch) for day in order] for batch in range(5)]
        return [
            answer
            for batch in batches
            for answer in order[0].ledger.commit([one for commands in batch for one in commands])
            if isinstance(answer, Answer)
        ]

    with ThreadPoolExecutor(4) as pool:
        answers = [answer for found in pool.map(write, range(4)) for answer in found]
    assert all(answer.ok for answer in answers)
    assert len(answers) == 4 * 5 * 2 * 2
    for day, before in zip(days, first, strict=True):
        numbers = [one["seq"] for one in day.changes()]
        assert numbers == list(range(1, before + 40 + 1))
        assert len(day.facts().notes) == 40


def notes_of(day: World, writer: int, batch: int) -> list[Command]:
    """Two notes, the second sent twice: the repeat must not become a third."""
    mette = day.phone("Mette")
    args = [day.note_args(mette, id=f"{writer}-{batch}-{one}") for one in range(2)]
    return [Command(day.id, mette, "note.add", one, one["id"], "digest") for one in args]
