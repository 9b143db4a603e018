"""CSV and TSV: the encoding and the delimiter are guessed, then the records are read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import islice

from facilitation.core.refusals import Refusal
from facilitation.roster import headings
from facilitation.roster.limits import Limits
from facilitation.roster.sheet import Sheet

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_DELIMITERS = (";", ",", "\t", "|")
_GUARDED = ("'=", "'+", "'-", "'@", "'\t", "'\r")
_LOOK = 20_000
_LOOK_ROWS = 40


def read_csv(data: bytes, limits: Limits) -> Sheet:
    """The one sheet of a CSV file; raises Refusal (see limits.FILE_REFUSALS)."""
    text, encoding = decode(data)
    if encoding == "cp1252":
        _refuse_binary(text)
    plain = text.replace("\x00", "")
    delimiter = guess_delimiter(plain)
    try:
        rows = list(_records(plain, delimiter, limits))
    except csv.Error as trouble:
        _refuse_binary(text)
        raise Refusal("file_cell_too_long") from trouble
    if headings.find_header(rows) is None:
        _refuse_binary(text)
    return Sheet(rows, encoding=encoding, delimiter=delimiter)


def decode(data: bytes) -> tuple[str, str]:
    """The text and the encoding: by its mark, else UTF-16 by its NULs, else UTF-8, else cp1252."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding), encoding
    if unmarked := _utf16_by_nuls(data[:4000]):
        return _strictly(data, unmarked), unmarked
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace"), "cp1252"


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as trouble:
        raise Refusal("file_broken") from trouble


def _utf16_by_nuls(look: bytes) -> str | None:
    """Western text in UTF-16 has a NUL in nearly every second byte, and none in the others."""
    even, odd, pairs = look[::2].count(0), look[1::2].count(0), len(look) // 2
    if odd * 10 > pairs * 7 and even * 10 < pairs:
        return "utf-16-le"
    if even * 10 > pairs * 7 and odd * 10 < pairs:
        return "utf-16-be"
    return None


def _refuse_binary(text: str) -> None:
    """Any bytes can be read as cp1252, and many as UTF-8; what comes of a program or a database
    is full of controls."""
    look = text[:_LOOK]
    odd = sum((sign < " " and sign not in "\t\r\n\f\x1a") or sign == "\ufffd" for sign in look)
    if odd > 3 + len(look) // 50:
        raise Refusal("file_not_a_table")


def guess_delimiter(text: str) -> str:
    """The delimiter under which the headings are best understood; Excel's ``sep=`` line rules."""
    first = text[:6].rstrip()
    if first[:4].lower() == "sep=" and first[4:] and text[4] in _DELIMITERS:
        return text[4]
    return max(_DELIMITERS, key=lambda delimiter: _worth(text, delimiter))


def _worth(text: str, delimiter: str) -> tuple[int, int]:
    try:
        rows = [tuple(row) for row in islice(_reader(text[:_LOOK], delimiter), _LOOK_ROWS)]
    except csv.Error:
        return 0, 0
    header = headings.find_header(rows)
    if header is None:
        return 0, max((len(row) for row in rows), default=0)
    return headings.understood(rows[header]), len(rows[header])


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _records(text: str, delimiter: str, limits: Limits) -> Iterator[tuple[str, ...]]:
    filled = 0
    for number, row in enumerate(_reader(text, delimiter)):
        filled += any(cell.strip() for cell in row)
        if filled > limits.rows or number > 20 * limits.rows:
            raise Refusal("file_too_many_rows", most=limits.rows)
        if len(row) > limits.columns and any(cell.strip() for cell in row[limits.columns :]):
            raise Refusal("file_too_many_columns", most=limits.columns)
        yield tuple(_unguarded(cell) for cell in row[: limits.columns])


def _unguarded(cell: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from taking a text for a formula."""
    return cell[1:] if cell[:2] in _GUARDED else cell
