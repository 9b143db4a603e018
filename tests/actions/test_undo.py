"""Promise 7: undo takes back the actor's own last step, unless somebody has gone on from it."""

from __future__ import annotations

import pytest

from facilitation.actions import VERBS
from facilitation.core.rights import Actor
from tests.world import World, refuses


def undo(day: World, who: Actor | None = None, *, confirm: bool = False) -> object:
    return day.do("step.undo", who or day.moderator, confirm=confirm)["undid"]


def test_there_is_nothing_to_undo_at_first(day: World) -> None:
    with refuses("nothing_to_undo"):
        undo(day)


def test_a_hidden_note_comes_back_after_asking(day: World) -> None:
    note = day.write(day.phone("Mette"))
    day.do("note.hide", day.moderator, note=note)
    with refuses("undo_shows_text"):
        undo(day)
    assert day.note(note).state == "hidden"
    undo(day, confirm=True)
    assert day.note(note).state == "shown"


@pytest.mark.parametrize("verb", ["note.restore", "note.release"])
def test_what_was_let_through_is_taken_back_without_asking(day: World, verb: str) -> None:
    note = day.write(day.phone("Mette"), "Ring til 22 33 44 55")
    before = day.note(note)
    day.do(verb, day.moderator, note=note)
    assert day.note(note).state == "shown"
    undo(day)
    assert day.note(note) == before


def test_steps_are_taken_back_one_after_the_other(day: World) -> None:
    prompt = day.prompt(1).id
    before = day.day
    day.do("prompt.close", day.moderator, prompt=prompt)
    day.do("scene.set", day.moderator, scene="groups")
    day.now += 1000
    day.do("timer.extend", day.moderator, minutes=5)
    assert [undo(day), undo(day), undo(day)] == ["timer.put", "scene.put", "prompt.open"]
    assert day.day == before
    assert day.facts().open_in[prompt] == day.round(1).id
    with refuses("nothing_to_undo"):
        undo(day)


def test_only_ones_own_step_is_taken_back(day: World) -> None:
    first, second = day.write(day.phone("Mette")), day.write(day.phone("Søren"))
    day.do("note.hide", day.moderator, note=first)
    day.do("note.hide", day.other_moderator, note=second)
    undo(day, confirm=True)
    assert (day.note(first).state, day.note(second).state) == ("shown", "hidden")


def test_when_somebody_has_changed_the_same_since_they_are_named_and_nothing_is_done(
    day: World,
) -> None:
    note = day.write(day.phone("Mette"))
    day.do("note.hide", day.moderator, note=note)
    day.do("note.restore", day.organiser, note=note)
    before = day.facts()
    with refuses("undo_changed_since", who="organiser"):
        undo(day, confirm=True)
    assert day.facts() == before


def test_an_author_who_has_edited_since_is_not_named(day: World) -> None:
    mette = day.phone("Mette")
    note = day.write(mette)
    day.do("note.hide", day.moderator, note=note)
    edit = {"note": note, "text": "Bedre", "secret_hash": day.secret(note), "seen": day.seq}
    day.do("note.edit", mette, message_id=None, **edit)
    with refuses("undo_changed_since", who="author"):
        undo(day, confirm=True)


def test_going_back_to_a_scene_with_notes_asks(day: World) -> None:
    day.do("scene.set", day.moderator, scene="notes")
    day.do("scene.set", day.moderator, scene="welcome")
    with refuses("undo_shows_text"):
        undo(day)
    undo(day, confirm=True)
    assert day.day.scene == "notes"


def test_a_concealed_prompt_is_revealed_again_only_after_asking(day: World) -> None:
    prompt = day.prompt(1).id
    day.do("prompt.edit", day.organiser, prompt=prompt, showing="reveal")
    day.do("prompt.reveal", day.moderator, prompt=prompt)
    day.do("prompt.conceal", day.moderator, prompt=prompt)
    with refuses("undo_shows_text"):
        undo(day)
    undo(day, confirm=True)
    assert day.prompt(1).revealed
    undo(day)
    assert not day.prompt(1).revealed


def test_closing_a_round_cannot_be_undone(day: World) -> None:
    day.do("round.close", day.moderator, round=day.round(1).id)
    with refuses("nothing_to_undo"):
        undo(day)


def test_an_undo_is_a_change_of_its_own_that_names_its_actor(day: World) -> None:
    day.do("scene.set", day.moderator, scene="groups")
    before = day.seq
    undo(day)
    last = day.changes()[-1]
    assert (last["seq"], last["kind"], last["actor"]) == (
        before + 1,
        "step.undone",
        day.moderator.name,
    )
    assert "step.undo" in VERBS
