"""What reading a list gives: people, questions, refused rows, and the fate of every row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Row = int | str
"""The record's number in a CSV file, ``Sheet!row`` in a workbook; both begin at 1."""

KEPT = ("name", "first", "last", "org", "tg", "me", "role", "status", "email")
"""Meanings of columns that are kept; of all others only the heading is told."""

CROSSES = ("target_group ", "method ")

REFUSED_ROWS = ("no_name", "cell_too_long", "too_many_cells")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its number from 1, its heading, and its meaning.

    The meaning is one of ``KEPT``, ``target_group X`` or ``method X`` (a column of crosses for
    X), or one that is dropped: diet, phone, date, remark, other.
    """

    index: int
    label: str
    meaning: str

    @property
    def kept(self) -> bool:
        return self.meaning in KEPT or self.meaning.startswith(CROSSES)


@dataclass(slots=True)
class Person:
    """Somebody on the list; ``name`` is None for a seat kept for an unnamed colleague."""

    row: Row
    name: str | None
    organisation: str = ""
    target_groups: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    role: str = "participant"
    status: str = "active"
    email: str | None = None
    substitute_for: str | None = None
    beside: str | None = None
    """For an unnamed seat: who asked for it."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a human must decide.

    kind organisation: a is the cell's text, b the person. person: a and b may be one person, or
    b is the text about a that is not understood. targets: a is the text, b the person.
    unnamed: a is the name cell, b the organisation. columns: a and b are headings or sheets.
    ``of`` says more of some: same (perhaps one person), name (b is how the name cell was read),
    cancelled (a row of a sheet of cancellations fits nobody, or several), email (b is an address
    that is not understood), sheets.
    """

    kind: str
    a: str
    b: str
    row: Row | None = None
    of: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    row: Row
    reason: str


@dataclass(slots=True)
class Fate:
    """What became of one row.

    kind: person, merged, cancelled (a row of a sheet of cancellations), header, title, empty,
    total, remark or refused (then ``reason``). ``text`` is its first words, from kept columns.
    """

    row: Row
    kind: str
    text: str = ""
    reason: str | None = None
    into: Row | None = None
    """For a merged row: the row of the person who it says again."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How the file was understood; ``header_row`` begins at 1."""

    encoding: str | None
    delimiter: str | None
    sheet: str | None
    header_row: int
    columns: tuple[Column, ...]


@dataclass(slots=True)
class ReadResult:
    read: Reading
    people: list[Person] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    fates: list[Fate] = field(default_factory=list)
    _asked: set[tuple[str, ...]] = field(default_factory=set, repr=False)

    @property
    def dropped(self) -> list[Column]:
        """The columns of which nothing is kept."""
        return [column for column in self.read.columns if not column.kept]

    def ask(self, kind: str, a: str, b: str, row: Row | None = None, of: str = "") -> None:
        """Adds a question, once; about words for targets once, whoever wrote them."""
        key = (kind, a) if kind == "targets" else (kind, a, b)
        if key not in self._asked:
            self._asked.add(key)
            self.questions.append(Question(kind, a, b, row, of))

    def to_json(self) -> dict[str, Any]:
        """The answer of ``roster read --json``, as plain lists and dicts."""
        return {
            "people": [_person_json(person) for person in self.people],
            "questions": [{"kind": q.kind, "a": q.a, "b": q.b} for q in self.questions],
            "refused": [{"row": r.row, "reason": r.reason} for r in self.refused],
            "read": {
                "encoding": self.read.encoding,
                "delimiter": self.read.delimiter,
                "sheet": self.read.sheet,
                "header_row": self.read.header_row,
                "columns": [
                    {"index": c.index, "label": c.label, "meaning": c.meaning}
                    for c in self.read.columns
                ],
            },
        }


def _person_json(person: Person) -> dict[str, Any]:
    return {
        "row": person.row,
        "name": person.name,
        "organisation": person.organisation,
        "target_groups": list(person.target_groups),
        "methods": list(person.methods),
        "role": person.role,
        "status": person.status,
        "email": person.email,
    }
