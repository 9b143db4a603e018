"""The checker finds each fault that is planted, and none where there is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.chaos.history import ADD, DELETE, EDIT, Asked, Faults, History, Seen, Told

SENDERS = st.sampled_from(["Mette", "Søren", "Åse"])
# What becomes of a note: its text is edited so often, and it is deleted or not.
LIVES = st.lists(st.tuples(SENDERS, st.integers(0, 2), st.booleans()), min_size=2, max_size=12)


def a_clean_history(lives: list[tuple[str, int, bool]]) -> tuple[History, list[Seen]]:
    """Everything answered with yes, and what then must stand there."""
    history, read, seq = History(), [], 0
    for number, (sender, edits, deleted) in enumerate(lives):
        note = f"note {number}"
        verbs = [ADD, *[EDIT] * edits, *[DELETE] * deleted]
        for at, verb in enumerate(verbs):
            seq += 1
            text = None if verb == DELETE else f"text {number}.{at}"
            message = note if verb == ADD else f"{note}, message {at}"
            history.ask(Asked(sender, message, verb, note, text))
            history.tell(message, Told(ok=True, seq=seq))
        if not deleted:
            read.append(Seen(note, f"text {number}.{edits}"))
    return history, read


@given(LIVES)
def test_a_history_without_faults_has_none(lives: list[tuple[str, int, bool]]) -> None:
    history, read = a_clean_history(lives)
    assert history.check(read).none()
    assert history.open() == []


def lose(history: History, read: list[Seen]) -> str:
    return read.pop(1).note


def double(history: History, read: list[Seen]) -> str:
    read.append(read[1])
    return read[1].note


def store_twice(history: History, read: list[Seen]) -> str:
    """The same text under an id of its own, as a retry with a new id would leave it."""
    read.append(Seen("another id", read[1].text))
    return "another id"


def bring_back_deleted(history: History, read: list[Seen]) -> str:
    read.insert(0, Seen("note 0", "text 0.0"))
    return "note 0"


def store_refused(history: History, read: list[Seen]) -> str:
    history.ask(Asked("Bo", "refused", ADD, "refused", "too late"))
    history.tell("refused", Told(ok=False, code="prompt_closed"))
    read.append(Seen("refused", "too late"))
    return "refused"


def garble(history: History, read: list[Seen]) -> str:
    read[1] = Seen(read[1].note, read[1].text[:-1])
    return read[1].note


def forget_edit(history: History, read: list[Seen]) -> str:
    """The last edit was answered with yes, and the note says what it said before."""
    read[0] = Seen(read[0].note, "text 1.0")
    return read[0].note


def invent(history: History, read: list[Seen]) -> str:
    read.append(Seen("nobody's", "Hej"))
    return "nobody's"


def reorder(history: History, read: list[Seen]) -> str:
    read[1], read[2] = read[2], read[1]
    return read[1].note  # the later one's place is wrong only as seen from the earlier


def answer_otherwise(history: History, read: list[Seen]) -> str:
    history.tell("note 2", Told(ok=True, seq=99))
    return "note 2"


def refuse_what_was_taken(history: History, read: list[Seen]) -> str:
    history.tell("note 2", Told(ok=False, code="message_id_taken"))
    return "note 2"


@pytest.mark.parametrize(
    ("plant", "fault"),
    [
        (lose, "lost"),
        (double, "doubled"),
        (store_twice, "doubled"),
        (bring_back_deleted, "ghost"),
        (store_refused, "ghost"),
        (garble, "garbled"),
        (forget_edit, "garbled"),
        (invent, "invented"),
        (reorder, "reordered"),
        (answer_otherwise, "contradicted"),
        (refuse_what_was_taken, "contradicted"),
    ],
)
@given(LIVES)
def test_a_planted_fault_is_found_and_named(
    plant: Callable[[History, list[Seen]], str], fault: str, lives: list[tuple[str, int, bool]]
) -> None:
    # First one that was deleted, one that was edited, and two of one sender.
    first = [("Mette", 0, True), ("Mette", 1, False), ("Bo", 0, False), ("Bo", 1, False)]
    history, read = a_clean_history(first + lives)
    planted = plant(history, read)
    found = history.check(read)
    wanted = [planted] if fault != "reordered" else ["note 3"]
    assert getattr(found, fault) == wanted
    # A refusal after a yes says as well that the note should not be there.
    others = {name: n for name, n in found.counts().items() if name not in (fault, "ghost")}
    assert sum(others.values()) == 0


def test_what_was_never_answered_may_have_come_in_or_not() -> None:
    history = History()
    history.ask(Asked("Mette", "a", ADD, "a", "Måske"))
    assert history.check([]).none()
    assert history.check([Seen("a", "Måske")]).none()
    assert history.check([Seen("a", "Andet")]) == Faults(garbled=["a"])
    assert history.open() == ["a"]


def test_an_edit_and_a_deletion_without_an_answer_may_have_come_in_or_not() -> None:
    history, _read = a_clean_history([("Mette", 0, False)])
    history.ask(Asked("Mette", "edit", EDIT, "note 0", "Ny"))
    assert history.check([Seen("note 0", "Ny")]).none()
    assert history.check([Seen("note 0", "text 0.0")]).none()
    assert history.check([]) == Faults(lost=["note 0"])
    history.ask(Asked("Mette", "delete", DELETE, "note 0"))
    assert history.check([]).none()


def test_a_no_that_became_a_yes_is_no_contradiction() -> None:
    history = History()
    history.ask(Asked("Mette", "a", ADD, "a", "Et"))
    history.tell("a", Told(ok=False, code="prompt_closed"))
    history.tell("a", Told(ok=True, seq=4))
    assert history.check([Seen("a", "Et")]).none()
