"""Which notes a report holds: those let through; and which of them were given to the board."""

from __future__ import annotations

from facilitation.core.audience import on_the_board
from facilitation.core.facts import Facts
from facilitation.core.model import Note


def let_through(facts: Facts) -> list[Note]:
    """All notes that are neither hidden nor wait for the desk."""
    return [note for note in facts.notes.values() if note.state == "shown"]


def was_given(facts: Facts, note: Note) -> bool:
    """Whether the board may show this note, or might before it was taken down again.

    A live prompt gives all its notes, a prompt that waits gives them when it is revealed, and one
    that is shown one by one gives those that the desk picks. ``facts`` are all of a workshop.
    """
    return on_the_board(note, facts.prompts.get(note.prompt_id)) or note.id in facts.taken_down
