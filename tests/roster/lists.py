"""Small sign-up files, made where a test needs them."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import openpyxl

from facilitation.roster import Person, ReadResult, read_list

DATA = Path(__file__).parent.parent / "data" / "roster"


def sample(name: str) -> bytes:
    return (DATA / name).read_bytes()


def written(*lines: str) -> ReadResult:
    """The result of reading a CSV file of these lines."""
    return read_list("\n".join(lines).encode())


def only_person(*lines: str) -> Person:
    (person,) = written(*lines).people
    return person


def as_csv(rows: Iterable[Sequence[str]], delimiter: str = ";") -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    return stream.getvalue().encode()


def as_workbook(*sheets: Iterable[Sequence[object]], titles: Sequence[str] = ("Ark1",)) -> bytes:
    book = openpyxl.Workbook()
    for rows, title in zip(sheets, titles, strict=True):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    del book["Sheet"]
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_part(workbook: bytes, name: str, content: bytes) -> bytes:
    """The same workbook with one part of its zip put in or replaced."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return stream.getvalue()
