"""Promise 7: undo takes back the actor's own last step, unless somebody has gone on from it."""

from __future__ import annotations

from typing import Any

import pytest

from facilitation.actions import VERBS
from facilitation.core import model
from facilitation.core.rights import Actor
from tests.world import World, refuses


def undo(day: World, who: Actor | None = None, *, confirm: bool = False) -> object:
    return day.do("step.undo", who or day.moderator, confirm=confirm)["undid"]


def test_there_is_nothing_to_undo_at_first(day: World) -> None:
    with refuses("nothing_to_undo"):
        undo(day, day.other_moderator)


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
    with refuses("undo_final", step="round.started"):
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


def test_what_cannot_be_undone_is_named_and_the_step_before_it_stays(day: World) -> None:
    scene = day.day.scene
    day.do("scene.set", day.moderator, scene="groups")
    day.do("round.close", day.moderator, round=day.round(1).id)
    with refuses("undo_final", step="round.closed"):
        undo(day)
    assert day.day.scene == "groups"
    day.do("round.start", day.moderator, round=day.round(2).id)
    with refuses("undo_final", step="round.started"):
        undo(day)
    day.do("scene.set", day.moderator, scene="timer")
    assert undo(day) == "scene.put"
    assert day.day.scene == "groups" != scene


def test_another_moderators_last_step_is_undone_when_the_organiser_has_closed_the_round(
    day: World,
) -> None:
    day.do("scene.set", day.moderator, scene="groups")
    day.do("round.close", day.organiser, round=day.round(1).id)
    with refuses("undo_changed_since", who="organiser"):
        undo(day)
    day.do("timer.set", day.moderator, minutes=5)
    assert undo(day) == "timer.put"


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


def test_the_running_order_comes_back_as_it_was_with_what_had_begun(day: World) -> None:
    day.do("agenda.set", day.moderator, lines=["9.30 Velkomst", "10.15 Runde 1"])
    day.do("agenda.begin", day.moderator, item=day.find(model.Item)[0].id)
    before = day.find(model.Item)
    day.do("agenda.set", day.moderator, lines=["9.45 Noget helt andet"])
    assert undo(day) == "agenda.put"
    assert day.find(model.Item) == before


@pytest.fixture
def vote(day: World) -> str:
    for name in "AB":
        day.do("theme.add", day.moderator, id=f"theme-{name}", name=name, notes=[])
    day.do("scene.set", day.moderator, scene="timer")
    how: dict[str, Any] = {"title": "Hvad nu", "kind": "themes", "dots": 5, "most_each": 3}
    choices = ["theme-A", "theme-B"]
    return str(day.do("vote.open", day.moderator, choices=choices, **how)["vote"])


def cast(day: World, vote: str) -> None:
    secret = day.secret(vote)
    day.do("vote.cast", day.phone("Mette"), vote=vote, dots={"0": 1}, secret_hash=secret)


def test_a_vote_opened_by_accident_is_gone_again(day: World, vote: str) -> None:
    assert undo(day) == "vote.back"
    assert day.find(model.Vote) == []
    assert day.day.scene == "timer"


def test_a_vote_that_somebody_has_voted_in_stays(day: World, vote: str) -> None:
    cast(day, vote)
    with refuses("undo_changed_since", who="participant"):
        undo(day)
    assert day.find(model.Vote)[0].state == "open"


def test_a_result_shown_by_accident_is_the_desks_alone_again(day: World, vote: str) -> None:
    cast(day, vote)
    day.do("vote.close", day.moderator, vote=vote)
    day.do("vote.reveal", day.moderator, vote=vote)
    assert undo(day) == "vote.conceal"
    assert "result" not in (day.sees("board", "vote", vote) or {})
    assert (day.sees("desk", "vote", vote) or {})["result"] == {"0": 1, "1": 0}
    day.do("vote.reveal", day.moderator, vote=vote)
    assert (day.sees("board", "vote", vote) or {})["result"] == {"0": 1, "1": 0}
