"""Every scene takes just what it needs, and undo brings back what stood before."""

from __future__ import annotations

from typing import Any

import pytest

from facilitation.core import audience
from tests.world import World, refuses


@pytest.mark.parametrize(
    "wrong",
    [
        {"scene": "prompt"},
        {"scene": "notes", "minutes": 5},
        {"scene": "break"},
        {"scene": "quote", "theme": "t"},
        {"scene": "fireworks"},
    ],
)
def test_a_scene_with_too_little_or_too_much_is_refused(day: World, wrong: dict[str, Any]) -> None:
    with refuses("scene_unknown"):
        day.do("scene.set", day.moderator, **wrong)


def test_a_break_ends_so_many_minutes_from_now(day: World) -> None:
    day.do("scene.set", day.moderator, scene="break", minutes=15)
    assert day.day.break_ends_at == day.now + 15 * 60_000
    day.do("scene.set", day.moderator, scene="notes")
    assert day.day.break_ends_at is None


def test_undo_brings_back_the_quote_that_stood(day: World) -> None:
    note = day.write(day.device(1))
    day.do("scene.set", day.moderator, scene="quote", note=note)
    day.do("scene.set", day.moderator, scene="timer")
    with refuses("undo_shows_text"):
        day.do("step.undo", day.moderator)
    day.do("step.undo", day.moderator, confirm=True)
    assert (day.day.scene, day.day.scene_note_id) == ("quote", note)


def test_a_note_that_the_board_may_not_show_is_no_quote(day: World) -> None:
    waiting = day.write(day.device(1), "Ring 22 33 44 55")
    with refuses("note_not_shown"):
        day.do("scene.set", day.moderator, scene="quote", note=waiting)


def test_freezing_is_a_step_and_letting_go_may_show_text_again(day: World) -> None:
    day.do("board.freeze", day.moderator)
    assert (day.sees("board", "day", "day") or {})["frozen"] is True
    with refuses("undo_shows_text"):
        day.do("step.undo", day.moderator)
    day.do("board.release", day.moderator)
    assert day.day.frozen is False


def test_the_room_is_measured_in_sensible_decimetres(day: World) -> None:
    day.do("workshop.room", day.organiser, depth=80, screen=24)
    assert (day.sees("board", "day", "day") or {})["room"] == {"depth": 80, "screen": 24}
    with refuses("room_out_of_range"):
        day.do("workshop.room", day.organiser, depth=5, screen=24)


def test_phones_hear_of_themes_once_the_room_has_seen_them(day: World) -> None:
    note = day.write(day.phone("Mette"), sign={"kind": "organisation"})
    day.do("theme.add", day.moderator, id="tid", name="Tid", notes=[note])
    day.do("theme.add", day.moderator, id="ro", name="Ro", notes=[])
    phones = (audience.group_audience(day.group(2).id), audience.phone_audience("somebody"))
    day.do("scene.set", day.moderator, scene="theme", theme="tid")
    assert [day.sees(of, "theme", "tid") for of in phones] == [None, None]
    before = day.seq
    day.do("scene.set", day.moderator, scene="themes")
    told = day.since(before)
    assert told is not None
    assert {("theme", "tid"), ("theme", "ro")} <= told.touched
    for of in phones:
        assert (day.sees(of, "theme", "tid") or {})["holds"] == [note[:8]]
        assert day.sees(of, "theme", "ro") is None
    day.do("note.hide", day.moderator, note=note)
    assert [day.sees(of, "theme", "tid") for of in phones] == [None, None]
