"""Notes are gathered in themes: by several at once, late, and back again."""

from __future__ import annotations

from typing import Any

import pytest

from facilitation.core import audience, model, rights
from facilitation.core.rights import KEEPER, Actor
from tests.world import World, refuses


def keeper(day: World) -> Actor:
    return Actor(KEEPER, day.id, "keeper-link")


def theme(day: World, name: str, *notes: str, who: Actor | None = None, id: str = "") -> str:
    made = day.do(
        "theme.add", who or day.moderator, id=id or model.new_id(), name=name, notes=list(notes)
    )
    return str(made["theme"])


def themes(day: World) -> list[str]:
    found = sorted(day.find(model.Theme), key=lambda one: (one.number, one.id))
    return [one.name for one in found]


@pytest.fixture
def notes(day: World) -> list[str]:
    return [day.write(day.phone("Mette"), f"Tanke {n}") for n in range(4)]


def undo(day: World, who: Actor | None = None) -> None:
    day.do("step.undo", who or day.moderator)


def test_a_selection_is_gathered_and_named_in_one_step_and_undone_in_one(
    day: World, notes: list[str]
) -> None:
    before = day.seq
    made = theme(day, "Tid  er ulige ", *notes)
    assert day.seq == before + 1
    assert themes(day) == ["Tid er ulige"]
    assert [day.note(id).theme_id for id in notes] == [made] * 4
    undo(day)
    assert themes(day) == []
    assert [day.note(id).theme_id for id in notes] == [None] * 4


def test_the_theme_has_the_id_that_the_page_made(day: World) -> None:
    assert theme(day, "Tid", id="ab" * 16) == "ab" * 16


def test_notes_move_from_theme_to_theme_and_out_again(day: World, notes: list[str]) -> None:
    first, second = theme(day, "Tid", *notes), theme(day, "Penge", notes[3])
    day.do("theme.put", day.moderator, theme=second, notes=notes[2:])
    assert [day.note(id).theme_id for id in notes] == [first, first, second, second]
    undo(day)
    assert day.note(notes[2]).theme_id == first
    day.do("theme.take", day.moderator, notes=notes[:2])
    assert day.note(notes[0]).theme_id is None
    with refuses("nothing_changed"):
        day.do("theme.take", day.moderator, notes=notes[:2])


def test_themes_are_merged_and_come_apart_again(day: World, notes: list[str]) -> None:
    first, second = theme(day, "Tid", notes[0]), theme(day, "Mødetid", *notes[1:])
    day.do("theme.merge", day.moderator, theme=first, other=second)
    assert themes(day) == ["Tid"]
    assert {day.note(id).theme_id for id in notes} == {first}
    undo(day)
    assert themes(day) == ["Tid", "Mødetid"]
    assert [day.note(id).theme_id for id in notes] == [first, second, second, second]
    with refuses("nothing_changed"):
        day.do("theme.merge", day.moderator, theme=first, other=first)


def test_a_theme_is_renamed_ordered_and_removed(day: World, notes: list[str]) -> None:
    ids = [theme(day, name) for name in ("Et", "To", "Tre")]
    day.do("theme.put", day.moderator, theme=ids[0], notes=notes)
    day.do("theme.move", day.moderator, theme=ids[2], before=ids[0])
    assert themes(day) == ["Tre", "Et", "To"]
    day.do("theme.move", day.moderator, theme=ids[2])
    assert themes(day) == ["Et", "To", "Tre"]
    undo(day)
    assert themes(day) == ["Tre", "Et", "To"]
    day.do("theme.rename", day.moderator, theme=ids[0], name="Én")
    day.do("theme.remove", day.moderator, theme=ids[0])
    assert day.note(notes[0]).theme_id is None
    undo(day)
    assert themes(day) == ["Tre", "Én", "To"]
    assert day.note(notes[0]).theme_id == ids[0]
    with refuses("nothing_changed"):
        day.do("theme.rename", day.moderator, theme=ids[0], name="Én")
    with refuses("field_empty"):
        day.do("theme.rename", day.moderator, theme=ids[0], name=" ")


def test_one_deletes_a_note_while_another_gathers_it(day: World, notes: list[str]) -> None:
    args: dict[str, Any] = {"note": notes[0], "secret_hash": day.secret(notes[0]), "seen": day.seq}
    day.do("note.delete", day.phone("Mette"), **args)
    answer = day.do("theme.add", day.moderator, id="t", name="Tid", notes=notes)
    assert (answer["notes"], answer["gone"]) == (3, 1)
    undo(day)
    assert themes(day) == []


def test_a_theme_that_somebody_removed_meanwhile_takes_no_more(
    day: World, notes: list[str]
) -> None:
    gone = theme(day, "Tid", notes[0])
    day.do("theme.remove", day.organiser, theme=gone)
    tried: tuple[tuple[str, dict[str, Any]], ...] = (
        ("put", {"notes": notes}),
        ("rename", {"name": "Ny"}),
        ("move", {}),
        ("remove", {}),
        ("merge", {"other": gone}),
    )
    for verb, args in tried:
        with refuses("theme_gone"):
            day.do(f"theme.{verb}", day.moderator, theme=gone, **args)
    undo(day, day.organiser)
    assert day.note(notes[0]).theme_id == gone


def test_two_fill_one_theme_and_each_takes_back_the_own_notes(day: World, notes: list[str]) -> None:
    shared = theme(day, "Tid", who=day.organiser)
    day.do("theme.put", day.moderator, theme=shared, notes=notes[:2])
    day.do("theme.put", keeper(day), theme=shared, notes=notes[2:])
    undo(day)
    assert [day.note(id).theme_id for id in notes] == [None, None, shared, shared]
    with refuses("undo_changed_since"):
        undo(day, day.organiser)
    undo(day, keeper(day))
    undo(day, day.organiser)
    assert themes(day) == []


def test_a_note_that_somebody_else_moved_since_is_not_moved_back(
    day: World, notes: list[str]
) -> None:
    theme(day, "Tid", notes[0])
    theme(day, "Penge", notes[0], who=day.organiser)
    with refuses("undo_changed_since", who="organiser"):
        undo(day)


def test_there_is_an_end_to_themes(day: World) -> None:
    for number in range(day.limits.themes):
        theme(day, f"Tema {number}")
    with refuses("too_many", most=200):
        theme(day, "Et for meget")


def test_themes_are_of_the_desk_and_not_of_tables(day: World, notes: list[str]) -> None:
    made = theme(day, "Tid", *notes)
    for of in (audience.DESK, audience.ORGANISER):
        assert day.sees(of, "theme", made) == {
            "type": "theme",
            "id": made,
            "number": 1,
            "name": "Tid",
        }
        note = day.sees(of, "note", notes[0])
        assert note is not None
        assert note["theme"] == made


def test_a_keeper_gathers_and_marks_and_moves_nothing_on_the_stage(
    day: World, notes: list[str]
) -> None:
    theme(day, "Tid", *notes, who=keeper(day))
    day.do("note.ask", keeper(day), note=notes[0])
    assert day.note(notes[0]).asked
    undo(day, keeper(day))
    assert not day.note(notes[0]).asked
    for verb in ("scene.set", "note.hide", "note.pick", "round.start", "timer.extend"):
        with refuses("not_allowed"):
            rights.check(keeper(day), verb, day.id)


def test_a_queued_note_stands_in_line_until_it_is_hidden(day: World, notes: list[str]) -> None:
    for id in (notes[1], notes[0]):
        day.do("note.queue", day.moderator, note=id)
    assert 0 < day.note(notes[1]).queued < day.note(notes[0]).queued
    day.do("note.unqueue", day.moderator, note=notes[0])
    assert day.note(notes[0]).queued == 0
    day.do("note.hide", day.moderator, note=notes[1], why="person")
    hidden = day.note(notes[1])
    assert (hidden.state, hidden.why, hidden.queued) == ("hidden", "person", 0)
    with refuses("note_not_shown"):
        day.do("note.queue", day.moderator, note=notes[1])
    day.do("note.restore", day.moderator, note=notes[1])
    assert day.note(notes[1]).why == ""
    with refuses("field_unknown"):
        day.do("note.hide", day.moderator, note=notes[1], why="because")
