"""Reads the lists that a plan is made from, and writes the plan and its proof."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from facilitation.core.refusals import Refusal
from facilitation.grouping.problem import WISH_TYPES, Person, Wish
from facilitation.grouping.proof import Plan


@dataclass(frozen=True)
class Row:
    """One line of a list: its file, its line number from 1, and its cells by heading."""

    file: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")

    def unreadable(self, reason: str, value: str = "") -> Refusal:
        """The "no" that names this line."""
        return _unreadable(self.file, self.line, reason, value)

    def number(self, name: str) -> int:
        """A whole number from 1 in column ``name``."""
        text = self[name]
        if not (text.isascii() and text.isdigit() and 1 <= len(text) <= 6 and int(text) > 0):
            raise self.unreadable("not_a_number", text[:50])
        return int(text)

    def labels(self, name: str) -> tuple[str, ...]:
        """The parts of a cell between semicolons, each once, in their order."""
        parts = (part.strip() for part in self[name].split(";"))
        return tuple(dict.fromkeys(part for part in parts if part))


def _unreadable(file: str, line: int, reason: str, value: str = "") -> Refusal:
    return Refusal("file_unreadable", file=file, line=line, reason=reason, value=value)


def read_rows(path: Path, needed: Sequence[str]) -> Iterator[Row]:
    """Lines of a UTF-8 list, with or without BOM, comma or semicolon, columns by name.

    Raises Refusal ``file_unreadable`` (file, line, reason, value).
    """
    text = _text(path)
    head = text.split("\n", 1)[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    names = [name.strip().lower() for name in _next(reader, path) or []]
    for name in needed:
        if name not in names:
            raise _unreadable(path.name, 1, "no_column", name)
    while (cells := _next(reader, path)) is not None:
        if any(cell.strip() for cell in cells):
            stripped = (cell.strip() for cell in cells)
            yield Row(path.name, reader.line_num, dict(zip(names, stripped, strict=False)))


def _text(path: Path) -> str:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise _unreadable(path.name, 0, "not_there", error.strerror or "") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise _unreadable(path.name, line, "not_utf8") from error
    if "\0" in text:
        raise _unreadable(path.name, text[: text.index("\0")].count("\n") + 1, "not_text")
    return text


def _next(reader: Any, path: Path) -> list[str] | None:
    try:
        row: list[str] | None = next(reader, None)
    except csv.Error as error:
        raise _unreadable(path.name, reader.line_num, "not_csv", str(error)) from error
    return row


def read_people(path: Path) -> tuple[Person, ...]:
    """participants.csv: participant_id, and organisation, target_groups, methods, role if there.

    Raises Refusal ``file_unreadable``.
    """
    people: dict[str, Person] = {}
    for row in read_rows(path, ["participant_id"]):
        own = row["participant_id"]
        if not own or own in people:
            raise row.unreadable("twice" if own else "no_id", own)
        role = row["role"] or "participant"
        targets, methods = row.labels("target_groups"), row.labels("methods")
        people[own] = Person(own, row["organisation"], targets, methods, role)
    if not people:
        raise _unreadable(path.name, 1, "no_people")
    return tuple(people.values())


def read_wishes(
    path: Path, ids: frozenset[str], rounds: int
) -> tuple[tuple[Wish, ...], tuple[Wish, ...]]:
    """constraints.csv: type, a, and b, round (``*`` or empty is all), group where they apply.

    Returns (wishes, passed over): those that name someone not in ``ids`` (who is not there) or a
    round after the last. Raises Refusal ``file_unreadable``.
    """
    found = [_wish(row) for row in read_rows(path, ["type", "a"])]

    def meant(wish: Wish) -> bool:
        return wish.a in ids and (not wish.b or wish.b in ids) and (wish.round or 1) <= rounds

    return tuple(filter(meant, found)), tuple(wish for wish in found if not meant(wish))


def _wish(row: Row) -> Wish:
    kind = row["type"]
    if kind not in WISH_TYPES:
        raise row.unreadable("unknown_type", kind[:50])
    pair = kind in ("together", "apart")
    if not row["a"] or (pair and not row["b"]):
        raise row.unreadable("no_id")
    number = None if row["round"] in ("", "*") else row.number("round")
    group = row.number("group") if kind == "fixed" else None
    return Wish(kind, row["a"], row["b"] if pair else "", number, group, row.line)


def read_met(path: Path, ids: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """Pairs of ``ids`` who sat together in an earlier plan (participant_id, round, group)."""
    tables: dict[tuple[int, int], list[str]] = {}
    for row in read_rows(path, ["participant_id", "round", "group"]):
        there = tables.setdefault((row.number("round"), row.number("group")), [])
        if row["participant_id"] in ids and row["participant_id"] not in there:
            there.append(row["participant_id"])
    pairs = {
        (min(a, b), max(a, b)) for there in tables.values() for a in there for b in there if a != b
    }
    return tuple(sorted(pairs))


def read_rounds(path: Path, rounds: int) -> list[dict[str, int]]:
    """A plan as written by ``plan_csv``: per round person id -> table from 1, in its order.

    Rounds after the last are passed over. Raises Refusal ``file_unreadable``.
    """
    found: list[dict[str, int]] = [{} for _ in range(rounds)]
    for row in read_rows(path, ["participant_id", "round", "group"]):
        own, number, group = row["participant_id"], row.number("round"), row.number("group")
        if number > rounds:
            continue
        if not own or own in found[number - 1]:
            raise row.unreadable("twice" if own else "no_id", own)
        found[number - 1][own] = group
    return found


def plan_csv(plan: Plan) -> str:
    """participant_id,round,group: by round, then in the order of the input."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["participant_id", "round", "group"])
    for r, row in enumerate(plan.rounds, 1):
        writer.writerows([own, r, group] for own, group in row.items())
    return out.getvalue()


def proof_json(plan: Plan) -> str:
    """proof.json: seed, stopped_by, seconds, wishes with value, bound, proven."""
    proof = {
        "seed": plan.seed,
        "stopped_by": plan.stopped_by,
        "seconds": plan.seconds,
        "wishes": [finding.to_json() for finding in plan.findings],
    }
    return json.dumps(proof, ensure_ascii=False, indent=1) + "\n"


def write_text(path: Path, text: str) -> None:
    """Writes UTF-8 with LF, whole or not at all. Raises OSError."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
