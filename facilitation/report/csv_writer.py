"""The report as CSV for a Danish Excel: UTF-8 with byte-order mark, semicolons, CRLF.

A spreadsheet takes a cell that begins with ``= + - @``, a tab or a carriage return for a formula.
Such a cell is written with an apostrophe in front (also when those signs come in their full-width
forms, or after blanks, quotes, semicolons or newlines, where a careless reader would begin a new
cell). Whoever reads the file back takes that apostrophe away: ``unguarded``.
"""

from __future__ import annotations

import csv
import io
import unicodedata

from facilitation.report.document import Document
from facilitation.report.records import FIELDS, records

BYTE_ORDER_MARK = "\ufeff"
GUARD = "'"
_STARTS_FORMULA = "=+-@\t\r\u2212"  # the last: the true minus sign
_STANDS_BEFORE = " \n\"';,\u00a0\u2018\u2019\u201c\u201d"
YES = {"da": "ja", "en": "yes"}


def to_csv(document: Document) -> bytes:
    """The notes of a report, one a row, with the headings of ``records.FIELDS``.

    ``late`` holds ``ja`` or ``yes`` (by the report's language) or nothing.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(FIELDS)
    for record in records(document):
        writer.writerow(_cell(record[name], YES[document.language]) for name in FIELDS)
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def _cell(value: object, yes: str) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return yes
    return guarded(value) if isinstance(value, str) else str(value)


def guarded(text: str) -> str:
    """The text with an apostrophe in front where a spreadsheet could take it for a formula."""
    return GUARD + text if _could_be_formula(text) else text


def unguarded(cell: str) -> str:
    """The text that ``guarded`` was given."""
    return cell[1:] if cell.startswith(GUARD) and _could_be_formula(cell) else cell


def _could_be_formula(text: str) -> bool:
    first = text.lstrip(_STANDS_BEFORE)[:1]
    return first != "" and (
        first in _STARTS_FORMULA or unicodedata.normalize("NFKC", first) in _STARTS_FORMULA
    )
