"""A report's notes as flat records, the same for CSV and JSON."""

from __future__ import annotations

from typing import Any

from facilitation.report.document import Document
from facilitation.report.sections import Line, Section

FIELDS = (  # of a CSV; JSON has "on_board" and "theme" beside them
    "number",
    "round",
    "prompt",
    "text",
    "signed_by",
    "name",
    "organisation",
    "target_group",
    "table",
    "late",
)


def records(document: Document) -> list[dict[str, Any]]:
    """One dict a note, keys as in FIELDS and in that order, then ``on_board`` and ``theme``; None
    where the signature has nothing, or the note is in no theme.

    ``number``, ``round`` and ``table`` are int, ``late`` and ``on_board`` bool, the others text.
    """
    return [_record(section, line) for section, line in document.notes]


def _record(section: Section, line: Line) -> dict[str, Any]:
    signature = line.signature
    return {
        "number": line.number,
        "round": section.round,
        "prompt": section.question.title,
        "text": line.text,
        "signed_by": signature.by,
        "name": signature.name or None,
        "organisation": signature.organisation or None,
        "target_group": signature.target_group or None,
        "table": signature.table,
        "late": line.late,
        "on_board": line.on_board,
        "theme": line.theme.name if line.theme else None,
    }
