"""XLSX: the zip is checked before a byte is parsed, then its sheets are read as text."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse
from openpyxl.utils.cell import range_boundaries

from facilitation.core.refusals import Refusal
from facilitation.roster.limits import Limits, megabytes
from facilitation.roster.sheet import Sheet

_LARGE_PART = 1_000_000
_PIECE = 65_536
_DIRECTORY_LINE = 400
"""Bytes that one part may take in the zip's directory (its name is most of it)."""
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    struct.error,
)
_MERGED = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}mergeCell"


def read_workbook(data: bytes, limits: Limits) -> list[Sheet]:
    """All worksheets with their cells as text; raises Refusal (see limits.FILE_REFUSALS)."""
    check_zip(data, limits)
    try:
        with warnings.catch_warnings():
            # openpyxl warns of what it leaves out (charts, styles): nothing that we read.
            warnings.simplefilter("ignore")
            return list(_sheets(data, limits))
    except Refusal:
        raise
    except Exception as trouble:
        # A damaged part makes openpyxl raise nearly anything: KeyError, ValueError, TypeError...
        raise Refusal("file_broken") from trouble


def check_zip(data: bytes, limits: Limits) -> None:
    """Refuses bombs by the zip's directory, then counts what really unpacks, part by part.

    The directory's own size is looked at first: reading 100,000 lines of it takes too long.
    """
    _check_directory_size(data, limits)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_directory(archive.infolist(), limits)
            _check_kind(archive)
            _check_parts(archive, limits)
    except _DAMAGED as trouble:
        raise Refusal("file_broken") from trouble


def _check_directory_size(data: bytes, limits: Limits) -> None:
    end = data.rfind(b"PK\x05\x06")
    if end < 0 or len(data) < end + 22:
        raise Refusal("file_broken")
    entries, size = struct.unpack_from("<HI", data, end + 10)
    if entries > limits.entries or size > limits.entries * _DIRECTORY_LINE:
        raise Refusal("file_unsafe")


def _check_directory(parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    if any(part.flag_bits & 1 for part in parts):
        raise Refusal("file_is_protected")
    if len(parts) > limits.entries or len({part.header_offset for part in parts}) < len(parts):
        raise Refusal("file_unsafe")
    if sum(part.file_size for part in parts) > limits.unpacked_bytes:
        raise Refusal("file_too_large", megabytes=megabytes(limits.unpacked_bytes))
    if any(_swells(part, limits.ratio) for part in parts):
        raise Refusal("file_unsafe")


def _swells(part: zipfile.ZipInfo, ratio: int) -> bool:
    return part.file_size > _LARGE_PART and part.file_size > ratio * max(part.compress_size, 1)


def _check_kind(archive: zipfile.ZipFile) -> None:
    names = archive.namelist()
    if "mimetype" in names and b"opendocument.spreadsheet" in archive.read("mimetype"):
        raise Refusal("file_is_ods")
    if "[Content_Types].xml" not in names or not any(n.startswith("xl/") for n in names):
        raise Refusal("file_not_a_table")


def _check_parts(archive: zipfile.ZipFile, limits: Limits) -> None:
    unpacked = 0
    for part in archive.infolist():
        with archive.open(part) as stream:
            if stream.read(4) == b"PK\x03\x04":
                raise Refusal("file_unsafe")
            unpacked += 4
            while piece := stream.read(_PIECE):
                unpacked += len(piece)
                if unpacked > limits.unpacked_bytes:
                    raise Refusal("file_too_large", megabytes=megabytes(limits.unpacked_bytes))
        with archive.open(part) as stream:
            _refuse_entities(stream)


def _refuse_entities(stream: Any) -> None:
    """No part of a workbook has a document type; entities (bombs, outside files) need one.

    It must stand before the first element, so looking that far is enough.
    """
    try:
        next(iter(iterparse(stream, events=("start",), forbid_dtd=True)), None)
    except DefusedXmlException as trouble:
        raise Refusal("file_unsafe") from trouble
    except ParseError:
        return  # a picture, or damaged: then openpyxl says so


def _sheets(data: bytes, limits: Limits) -> Iterator[Sheet]:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    room = limits.file_bytes
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what a file says of its own size is not to be trusted
            rows = list(_rows(sheet, limits))
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                # openpyxl's reader of rows does not tell the merged cells, nor the sheet's path
                # by a public name.
                path = sheet._worksheet_path  # type: ignore[attr-defined]  # noqa: SLF001
                _fill_merged(rows, archive, path, limits)
            # One long text, stored once, may stand in a million cells.
            room -= sum(len(cell) for row in rows for cell in row)
            if room < 0:
                raise Refusal("file_too_large", megabytes=megabytes(limits.file_bytes))
            yield Sheet([tuple(row) for row in rows], title=sheet.title)
    finally:
        book.close()


def _rows(sheet: Any, limits: Limits) -> Iterator[list[str]]:
    """Rows as text, without the empty ones at the end."""
    filled, waiting = 0, 0
    for number, values in enumerate(sheet.iter_rows(max_col=limits.columns + 1, values_only=True)):
        if number > 20 * limits.rows:
            raise Refusal("file_too_many_rows", most=limits.rows)
        # Rows of nothing come by the hundred thousand where a file says so: they must cost little.
        row = [] if values.count(None) == len(values) else [_text(value) for value in values]
        if not any(row):
            waiting += 1
            continue
        filled += 1
        if filled > limits.rows:
            raise Refusal("file_too_many_rows", most=limits.rows)
        if len(row) > limits.columns and row[limits.columns]:
            raise Refusal("file_too_many_columns", most=limits.columns)
        yield from ([] for _ in range(waiting))
        waiting = 0
        yield row


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return str(value)


def _fill_merged(
    rows: list[list[str]], archive: zipfile.ZipFile, path: str, limits: Limits
) -> None:
    """Writes the value of a cell that is merged over several rows into each of them."""
    work = 0
    with archive.open(path) as stream:
        for _, element in iterparse(stream, forbid_dtd=True):
            if element.tag == _MERGED:
                left, top, _, bottom = range_boundaries(element.get("ref", ""))
                if left is None or top is None or bottom is None:
                    continue  # a whole row or column: nothing that a list needs
                work += min(bottom, len(rows)) - top + 1
                if work > limits.rows * 10:
                    raise Refusal("file_unsafe")
                _fill(rows, left - 1, top - 1, bottom)
            element.clear()


def _fill(rows: list[list[str]], column: int, top: int, bottom: int) -> None:
    if top >= len(rows) or column >= len(rows[top]):
        return
    for row in rows[top + 1 : bottom]:
        row.extend([""] * (column + 1 - len(row)))
        row[column] = row[column] or rows[top][column]
