"""The report holds all notes that are shown, marks those never given to the board, and can leave
them out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from facilitation.commands.standalone import to_html
from facilitation.report import make, to_csv, to_json
from tests.report.day import BY_TABLE
from tests.report.page import Page
from tests.world import World, a_database, a_running_day


@pytest.fixture
def day(tmp_path: Path) -> World:
    return a_running_day(a_database(tmp_path))


def shown_so(world: World, showing: str) -> str:
    """Prompt 1, shown in this way; its id."""
    prompt = world.prompt(1).id
    world.do("prompt.edit", world.organiser, prompt=prompt, showing=showing)
    return prompt


def write(world: World, text: str) -> str:
    return world.write(world.device(1), text, sign=BY_TABLE)


def texts(world: World, *, only_board: bool = True) -> list[str]:
    document = make(world.facts_for_report(), only_board=only_board)
    return [line.text for _section, line in document.notes]


def stage(world: World, verb: str, **args: Any) -> None:
    world.do(verb, world.moderator, **args)


def test_of_a_prompt_shown_one_by_one_the_picked_notes_are_in_it(day: World) -> None:
    shown_so(day, "one_by_one")
    picked, _other = write(day, "Valgt"), write(day, "Aldrig valgt")
    assert texts(day) == []
    stage(day, "note.pick", note=picked)
    assert texts(day) == ["Valgt"]
    assert make(day.facts_for_report()).not_given == 1


def test_a_note_that_made_room_for_the_next_stays_in_the_report(day: World) -> None:
    shown_so(day, "one_by_one")
    first, second = write(day, "Først"), write(day, "Så")
    stage(day, "note.pick", note=first)
    stage(day, "note.unpick", note=first)
    stage(day, "note.pick", note=second)
    assert texts(day) == ["Først", "Så"]


def test_a_note_pulled_to_the_board_and_taken_down_again_is_in_it(day: World) -> None:
    shown_so(day, "one_by_one")
    note = write(day, "Stod alene")
    stage(day, "note.show", note=note)
    stage(day, "note.unpick", note=note)
    assert texts(day) == ["Stod alene"]


def test_words_that_were_put_in_after_a_note_was_taken_down_are_not_in_it(day: World) -> None:
    shown_so(day, "one_by_one")
    note = write(day, "Som set på tavlen")
    stage(day, "note.pick", note=note)
    stage(day, "note.unpick", note=note)
    words = {"text": "Noget andet", "secret_hash": day.secret(note), "seen": day.seq}
    day.do("note.edit", day.device(1), message_id=None, note=note, **words)
    assert texts(day) == []


def test_notes_that_wait_to_be_revealed_are_in_it_once_they_are(day: World) -> None:
    prompt = shown_so(day, "reveal")
    write(day, "Før")
    assert texts(day) == []
    stage(day, "prompt.reveal", prompt=prompt)
    write(day, "Under")
    assert texts(day) == ["Før", "Under"]
    stage(day, "prompt.conceal", prompt=prompt)
    write(day, "Efter")
    assert texts(day) == ["Før", "Under"]


def test_a_reveal_that_is_undone_gives_no_more_than_was_there(day: World) -> None:
    prompt = shown_so(day, "reveal")
    write(day, "Før")
    stage(day, "prompt.reveal", prompt=prompt)
    stage(day, "step.undo", confirm=True)
    write(day, "Efter")
    assert texts(day) == ["Før"]


def test_a_note_let_through_after_the_reveal_was_over_is_not_in_it(day: World) -> None:
    prompt = shown_so(day, "reveal")
    waiting = write(day, "Ring til 20 12 34 56")
    stage(day, "prompt.reveal", prompt=prompt)
    stage(day, "prompt.conceal", prompt=prompt)
    stage(day, "note.release", note=waiting)
    assert texts(day) == []


def test_what_was_on_the_board_and_is_hidden_now_is_not_in_it(day: World) -> None:
    shown_so(day, "one_by_one")
    note = write(day, "Fortrudt")
    stage(day, "note.pick", note=note)
    stage(day, "note.hide", note=note)
    assert texts(day) == texts(day, only_board=False) == []
    assert make(day.facts_for_report()).not_given == 0


def test_all_notes_let_through_are_in_it_and_those_never_on_the_board_are_marked(
    day: World,
) -> None:
    shown_so(day, "one_by_one")
    picked, _other = write(day, "Valgt"), write(day, "Aldrig valgt")
    stage(day, "note.pick", note=picked)
    document = make(day.facts_for_report())
    said = [("Valgt", True), ("Aldrig valgt", False)]
    from_json = json.loads(to_json(document))["notes"]
    assert [(note["text"], note["on_board"]) for note in from_json] == said
    assert [(note["text"], note["on_board"]) for note in Page(to_html(document)).notes] == said
    assert "Aldrig valgt" in to_csv(document).decode()


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("da", "1 seddel er ikke med, fordi den aldrig blev givet fri til tavlen."),
        ("en", "1 note is left out, because it was never released to the board."),
    ],
)
def test_the_report_says_how_many_it_leaves_out(day: World, language: str, sentence: str) -> None:
    write(day, "Vist")
    assert sentence not in to_html(make(day.facts_for_report(), language, only_board=True))
    shown_so(day, "one_by_one")
    document = make(day.facts_for_report(), language, only_board=True)
    assert sentence in to_html(document)
    assert json.loads(to_json(document))["never_on_board"] == 1
