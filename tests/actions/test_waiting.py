"""Which notes wait for the desk, from the phone's answer to the board."""

from __future__ import annotations

import pytest

from facilitation.core.audience import BOARD
from tests.world import World


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Hans nummer er 150480-1234", "cpr"),
        ("Ring 22 33 44 55", "phone"),
        ("Skriv til mette@fjord.example", "email"),
        ("Det siger Kirsten Holm også", "name"),
        ("Vi har 95 frivillige siden 2019", None),
    ],
)
def test_personal_data_waits_and_its_author_is_told_why(
    day: World, text: str, why: str | None
) -> None:
    mette = day.phone("Mette")
    args = day.note_args(mette, text)
    answer = day.do("note.add", mette, message_id=args["id"], **args)
    assert answer == {"state": "waiting" if why else "shown", "late": False, "waits": why}
    assert (day.sees(BOARD, "note", args["id"]) is None) == (why is not None)
    assert day.sees("desk", "note", args["id"])["text"] == text  # type: ignore[index]


def test_a_name_waits_from_the_moment_it_is_listed(day: World) -> None:
    text = "Tak til Jonna Dam"
    assert day.note(day.write(day.phone("Mette"), text)).state == "shown"
    day.do("participant.add", day.organiser, name="Jonna Dam")
    assert day.note(day.write(day.phone("Mette"), text)).state == "waiting"


def test_the_desk_lets_a_waiting_note_through(day: World) -> None:
    note = day.write(day.phone("Mette"), "Tak til Kirsten Holm")
    day.do("note.release", day.moderator, note=note)
    assert day.sees(BOARD, "note", note)
