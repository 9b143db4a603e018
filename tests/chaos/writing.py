"""What people do with their phones, and the desk with its notes: drawn from a seed."""

from __future__ import annotations

from random import Random
from typing import Any

from tests.chaos.phones import Phone

DOES = ("add", "add", "add", "add", "add", "edit", "sign", "delete")
DESK_DOES = ("note.hide", "note.hide", "note.restore", "note.hold", "note.release", "note.pick")
_LETTERS = str.maketrans("0123456789abcdef", "bdfghjklmnprstvz")


class Writing:
    """Lets phones write; every text is found nowhere else."""

    def __init__(self, seed: int) -> None:
        self._rng = Random(f"writing {seed}")
        self._own: dict[tuple[str, str], dict[str, str]] = {}
        """By phone and round: the ids and secrets of its notes."""

    def id(self) -> str:
        """32 hexadecimal digits, drawn from the seed."""
        return f"{self._rng.getrandbits(128):032x}"

    def text(self) -> str:
        """Letters only: figures might be taken for something to be kept from the board."""
        words = self.id().translate(_LETTERS)
        return f"Tanke {words[:7]} {words[7:15]} æøå {words[15:20]}"

    def act(self, phone: Phone) -> None:
        """The next thing that this person does: a note, or a change of a note whose prompt is
        still open in the note's round."""
        own = self._own.setdefault((phone.name, open_round(phone)), {})
        what = self._rng.choice(DOES) if own else "add"
        if what == "add":
            self.add(phone)
            return
        note = self._rng.choice(sorted(own))
        payload: dict[str, Any] = {"note": note, "secret": own[note], "seen": seen(phone)}
        if what == "edit":
            payload["text"] = self.text()
        elif what == "sign":
            payload |= self._signed(phone)
        else:
            del own[note]
        phone.write(f"note.{what}", id=self.id(), **payload)

    def add(self, phone: Phone) -> str:
        """One more note; returns its id."""
        note, secret = self.id(), self.id()
        prompts = sorted(one["id"] for one in phone.picture.all("prompt") if one["open_in"])
        phone.write(
            "note.add",
            id=note,
            prompt=self._rng.choice(prompts),
            round=open_round(phone),
            text=self.text(),
            secret=secret,
            seen=seen(phone),
            **self._signed(phone),
        )
        self._own.setdefault((phone.name, open_round(phone)), {})[note] = secret
        return note

    def _signed(self, phone: Phone) -> dict[str, Any]:
        """A signature; that of the table only where one sits at one."""
        group = seat(phone)
        kinds = ("organisation", "name", "table")[: 3 if group else 2]
        return {"group": group, "sign": {"kind": self._rng.choice(kinds)}}

    def moderate(self, desk: Phone) -> None:
        """The desk does something with one of the notes it sees."""
        notes = sorted(one["id"] for one in desk.picture.all("note"))
        if notes:
            desk.write(self._rng.choice(DESK_DOES), id=self.id(), note=self._rng.choice(notes))

    def next_round(self, desk: Phone) -> None:
        """The desk starts the round after the present one, if there is one."""
        now = desk.picture.records["day", "day"]["round"]
        rounds = sorted(desk.picture.all("round"), key=lambda one: one["number"])
        at = [one["id"] for one in rounds].index(now)
        if at + 1 < len(rounds):
            desk.write("round.start", id=self.id(), round=rounds[at + 1]["id"])


def seen(phone: Phone) -> int:
    """The number that the phone has seen."""
    assert phone.picture.seq is not None
    return phone.picture.seq


def open_round(phone: Phone) -> str:
    """The round in which the prompts stand open."""
    return next(str(one["open_in"]) for one in phone.picture.all("prompt") if one["open_in"])


def seat(phone: Phone) -> str | None:
    """Our group in that round; the round comes first, the group a moment later."""
    groups = [one["id"] for one in phone.picture.all("group") if one["round"] == open_round(phone)]
    return str(groups[0]) if groups else None
