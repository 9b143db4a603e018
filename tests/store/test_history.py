"""Who did what on the stage and at the desk: those who steer, and nobody who takes part."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from facilitation.store.engine import reading
from facilitation.store.history import Done, history
from tests.world import World, a_running_day


@pytest.fixture
def day(store: Engine) -> World:
    return a_running_day(store)


def newest(day: World) -> Done:
    with reading(day.engine) as connection:
        return history(connection, day.id, day.moderator.name)[0]


def test_a_step_says_who_did_it_and_which_theme_or_reason_it_had(day: World) -> None:
    note = day.write(day.phone("Mette"))
    day.do("theme.add", day.other_moderator, id="tid", name="Tid", notes=[note])
    step = newest(day)
    assert (step.kind, step.about, step.mine) == ("theme.added", "Tid", False)
    day.do("note.hide", day.moderator, note=note, why="tone")
    step = newest(day)
    assert (step.kind, step.why, step.mine) == ("note.hidden", "tone", True)


def test_what_takes_part_in_the_room_is_not_in_it(day: World) -> None:
    group = day.group(1).id
    note = day.write(day.device(1))
    day.do("scene.set", day.moderator, scene="timer")
    day.do("host.claim", day.phone("Mette"), group=group)
    day.do("help.call", day.device(1), group=group)
    day.do("note.mark", day.phone("Mette"), group=group, note=note, mark="top")
    assert newest(day).kind == "scene.set"


def test_who_marked_a_note_is_not_stored(day: World) -> None:
    note = day.write(day.device(1))
    day.do("note.mark", day.device(1), group=day.group(1).id, note=note, mark="odd")
    change = day.changes()[-1]
    assert (change["kind"], change["actor"]) == ("note.marked", None)
