"""Promise 7: nothing reaches the board by accident."""

from __future__ import annotations

from typing import Any

from facilitation.core.audience import BOARD
from tests.world import World, refuses


def show(day: World, showing: str) -> None:
    day.do("prompt.edit", day.organiser, prompt=day.prompt(1).id, showing=showing)


def on_board(day: World, note: str) -> bool:
    return day.sees(BOARD, "note", note) is not None


def counted(day: World) -> int:
    record = day.sees(BOARD, "count", day.prompt(1).id)
    assert record is not None
    return int(record["notes"])


def test_live_notes_stand_on_the_board_at_once(day: World) -> None:
    assert on_board(day, day.write(day.phone("Mette")))


def test_notes_of_a_reveal_prompt_wait_for_the_reveal_and_come_together(day: World) -> None:
    show(day, "reveal")
    notes = [day.write(day.phone(who)) for who in ("Mette", "Søren")]
    assert [on_board(day, note) for note in notes] == [False, False]
    day.do("prompt.reveal", day.moderator, prompt=day.prompt(1).id)
    assert [on_board(day, note) for note in notes] == [True, True]
    day.do("prompt.conceal", day.moderator, prompt=day.prompt(1).id)
    assert [on_board(day, note) for note in notes] == [False, False]


def test_one_by_one_shows_only_what_the_desk_picks(day: World) -> None:
    show(day, "one_by_one")
    picked, other = day.write(day.phone("Mette")), day.write(day.phone("Søren"))
    day.do("note.pick", day.moderator, note=picked)
    assert (on_board(day, picked), on_board(day, other)) == (True, False)
    day.do("note.unpick", day.moderator, note=picked)
    assert not on_board(day, picked)


def test_only_a_reveal_prompt_can_be_revealed(day: World) -> None:
    for showing in ("live", "one_by_one"):
        show(day, showing)
        with refuses("prompt_not_revealable"):
            day.do("prompt.reveal", day.moderator, prompt=day.prompt(1).id)


def test_an_old_reveal_does_not_outlive_another_way_of_showing(day: World) -> None:
    show(day, "reveal")
    note = day.write(day.phone("Mette"))
    day.do("prompt.reveal", day.moderator, prompt=day.prompt(1).id)
    show(day, "one_by_one")
    show(day, "reveal")
    assert not on_board(day, note)


def test_hidden_and_waiting_notes_are_not_on_the_board_nor_counted(day: World) -> None:
    note = day.write(day.phone("Mette"))
    for away, back in (("hide", "restore"), ("hold", "release")):
        assert (on_board(day, note), counted(day)) == (True, 1)
        day.do(f"note.{away}", day.moderator, note=note)
        assert (on_board(day, note), counted(day)) == (False, 0)
        day.do(f"note.{back}", day.moderator, note=note)


def test_what_waits_cannot_be_picked(day: World) -> None:
    show(day, "one_by_one")
    note = day.write(day.phone("Mette"), "Ring 22 33 44 55")
    with refuses("note_not_shown"):
        day.do("note.pick", day.moderator, note=note)


def edit(day: World, note: str, text: str) -> dict[str, Any]:
    secret = day.secret(note)
    mette = day.phone("Mette")
    return day.do("note.edit", mette, note=note, text=text, secret_hash=secret, seen=day.seq)


def test_a_picked_note_with_new_words_is_no_longer_picked(day: World) -> None:
    show(day, "one_by_one")
    note = day.write(day.phone("Mette"), "Godt")
    day.do("note.pick", day.moderator, note=note)
    edit(day, note, "Godt")
    assert on_board(day, note)
    edit(day, note, "Noget ganske andet")
    assert not on_board(day, note)


def test_an_edit_does_not_bring_a_held_or_hidden_note_back(day: World) -> None:
    note = day.write(day.phone("Mette"), "Ring 22 33 44 55")
    assert edit(day, note, "Uden nummer")["state"] == "waiting"
    day.do("note.hide", day.moderator, note=note)
    assert edit(day, note, "Stadig skjult")["state"] == "hidden"


def test_an_edit_that_adds_a_phone_number_waits_for_the_desk(day: World) -> None:
    note = day.write(day.phone("Mette"), "Godt")
    answer = edit(day, note, "Ring 22 33 44 55")
    assert (answer["state"], answer["waits"]) == ("waiting", "phone")
    assert not on_board(day, note)


def test_the_board_shows_the_signature_and_nothing_else_of_the_author(day: World) -> None:
    mette = day.phone("Mette")
    note = day.write(mette, sign={"kind": "name"})
    assert day.sees(BOARD, "note", note)["signed"] == {  # type: ignore[index]
        "kind": "name",
        "text": "Mette Nielsen",
        "organisation": "Fjordhjælpen",
    }
    note = day.write(mette, sign={"kind": "organisation"})
    signed = {"kind": "organisation", "text": "Fjordhjælpen"}
    assert day.sees(BOARD, "note", note)["signed"] == signed  # type: ignore[index]


def test_the_board_writes_first_names_and_tells_two_of_them_apart(day: World) -> None:
    names = day.sees(BOARD, "group", day.group(1).id)["names"]  # type: ignore[index]
    assert names == ["Mette N.", "Søren A.", "Åse Æ."]
    day.do("participant.add", day.organiser, name="Mette Nygaard")
    names = day.sees(BOARD, "group", day.group(1).id)["names"]  # type: ignore[index]
    assert names[0] == "Mette N. (Fj)"


def test_a_table_does_not_see_what_its_neighbours_write_nor_what_is_hidden(day: World) -> None:
    note = day.write(day.phone("Mette"), "Kun til os")
    own, other = (f"group:{day.group(number).id}" for number in (1, 2))
    assert day.sees(own, "note", note)["text"] == "Kun til os"  # type: ignore[index]
    assert day.sees(other, "note", note) is None
    day.do("note.hide", day.moderator, note=note)
    hidden = day.sees(own, "note", note)
    assert hidden is not None
    assert hidden["state"] == "hidden"
    assert "text" not in hidden


def test_a_phone_without_a_table_sees_the_day_and_its_prompts_only(day: World) -> None:
    day.write(day.phone("Mette"))
    seen = {type for type, _id in day.snapshot("phone:someone")}
    assert seen == {"day", "round", "prompt"}
