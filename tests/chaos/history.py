"""What phones asked for, what they were told, and what stands there in the end: do they agree?

The faults that a read of all notes can show: *lost* (taken, and not there), *doubled* (there
twice), *ghost* (there, though refused or deleted), *garbled* (another text than the last one
taken), *invented* (nobody wrote it), *reordered* (one sender's notes in another order than they
were written) and *contradicted* (one message answered in two ways).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, fields

ADD, EDIT, DELETE = "note.add", "note.edit", "note.delete"


@dataclass(frozen=True, slots=True)
class Asked:
    """One message as its sender wrote it; ``text`` only where the verb carries one."""

    sender: str
    message: str
    verb: str
    note: str
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A settling answer: yes with its number, or a no that ends the matter (a code)."""

    ok: bool
    seq: int | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """A note in the read at the end; reads are in the order of numbers."""

    note: str
    text: str


@dataclass
class Faults:
    """The ids that something is wrong with, by fault."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    ghost: list[str] = field(default_factory=list)
    garbled: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)
    reordered: list[str] = field(default_factory=list)
    contradicted: list[str] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """How many of each."""
        return {one.name: len(getattr(self, one.name)) for one in fields(self)}

    def none(self) -> bool:
        return not any(self.counts().values())


class History:
    """All that was asked and told, in order; ``check`` holds it against a read."""

    def __init__(self) -> None:
        self._asked: dict[str, Asked] = {}
        self._told: dict[str, list[Told]] = defaultdict(list)

    def ask(self, asked: Asked) -> None:
        """A sender has written something; a repeat of the same message changes nothing."""
        self._asked.setdefault(asked.message, asked)

    def tell(self, message: str, told: Told) -> None:
        """An answer has reached the sender."""
        self._told[message].append(told)

    @property
    def asked(self) -> int:
        return len(self._asked)

    def all(self) -> list[Asked]:
        """What was asked, in order."""
        return list(self._asked.values())

    def refused(self) -> Counter[str]:
        """How many messages ended with a no, by code."""
        ends = (told[-1] for told in self._told.values())
        return Counter(str(end.code) for end in ends if not end.ok)

    def open(self) -> list[str]:
        """The messages that nobody has been told anything about."""
        return [id for id in self._asked if not self._told.get(id)]

    def check(self, read: Sequence[Seen]) -> Faults:
        """The faults of this read."""
        faults = Faults(contradicted=self._contradicted())
        found = {one.note: one.text for one in read}
        faults.doubled = [id for id, n in Counter(one.note for one in read).items() if n > 1]
        for note, messages in self._by_note().items():
            self._judge(note, self._life(messages), found.get(note), faults)
        self._look_at_strangers(found, faults)
        faults.reordered = self._reordered([one.note for one in read])
        return faults

    def _by_note(self) -> dict[str, list[Asked]]:
        notes: dict[str, list[Asked]] = defaultdict(list)
        for asked in self._asked.values():
            notes[asked.note].append(asked)
        return notes

    def _life(self, messages: list[Asked]) -> Life:
        life = Life(must=False, may=False, texts=set())
        for asked in messages:
            told = self._told.get(asked.message)
            life = life.after(asked, told[-1].ok if told else None)
        return life

    def _judge(self, note: str, life: Life, text: str | None, faults: Faults) -> None:
        if text is None:
            if life.must:
                faults.lost.append(note)
        elif not life.may:
            faults.ghost.append(note)
        elif text not in life.texts:
            faults.garbled.append(note)

    def _look_at_strangers(self, found: dict[str, str], faults: Faults) -> None:
        """Notes that nobody asked for: the copy of a known text is a doubled one."""
        known = {asked.note for asked in self._asked.values()}
        texts = {asked.text for asked in self._asked.values()}
        for note in found.keys() - known:
            (faults.doubled if found[note] in texts else faults.invented).append(note)

    def _reordered(self, read: list[str]) -> list[str]:
        place = {note: at for at, note in reversed(list(enumerate(read)))}  # its first
        latest: dict[str, int] = {}
        wrong = []
        for asked in self._asked.values():
            if asked.verb != ADD or asked.note not in place:
                continue
            if place[asked.note] < latest.get(asked.sender, -1):
                wrong.append(asked.note)
            latest[asked.sender] = max(latest.get(asked.sender, -1), place[asked.note])
        return wrong

    def _contradicted(self) -> list[str]:
        """A yes is for good, with its number. A no may come before a yes (the desk has opened the
        prompt again), never after."""
        return [id for id, told in self._told.items() if len(set(told[_first_yes(told) :])) > 1]


def _first_yes(told: list[Told]) -> int:
    return next((at for at, one in enumerate(told) if one.ok), len(told) - 1)


@dataclass(frozen=True, slots=True)
class Life:
    """What may have become of a note: whether it must and may be there, and with which texts."""

    must: bool
    may: bool
    texts: set[str]

    def after(self, asked: Asked, ok: bool | None) -> Life:
        """The life after one more message; ``ok`` is None while nobody knows."""
        if ok is False:
            return self
        sure = ok is True
        if asked.verb == DELETE:
            return Life(must=False, may=self.may and not sure, texts=self.texts)
        new = {asked.text} if asked.text is not None else set()
        if asked.verb == ADD:
            return Life(must=sure, may=True, texts=new)
        return Life(self.must, self.may, new if sure and new else self.texts | new)
