"""How large a sign-up file may be, and the codes of the answers of "no" to a whole file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest list that is read; the caller takes the numbers from the settings."""

    file_bytes: int = 5_000_000
    unpacked_bytes: int = 20_000_000
    """All parts of a workbook together, unpacked."""
    ratio: int = 100
    """Unpacked bytes per packed byte, for parts above 1 MB; real lists stay below 40."""
    entries: int = 500
    """Parts in a workbook's zip; real lists have 10 to 30."""
    rows: int = 5_000
    columns: int = 200
    cell: int = 300
    """Characters in one cell that is kept."""


FILE_REFUSALS = (
    "file_broken",  # cut off, or damaged inside
    "file_cell_too_long",  # often a quotation mark that is never closed
    "file_empty",
    "file_is_ods",
    "file_is_pdf",
    "file_is_picture",
    "file_is_program",
    "file_is_protected",  # asks for a password
    "file_is_web_page",
    "file_is_xls",  # Excel before 2007
    "file_no_headings",  # no row with a heading for names
    "file_no_people",  # headings, but nobody below them
    "file_not_a_table",
    "file_too_large",  # megabytes
    "file_too_many_columns",  # most
    "file_too_many_rows",  # most
    "file_unsafe",  # a zip or XML bomb
)


def megabytes(size: int) -> int:
    """A number of bytes for people: whole megabytes, at least 1."""
    return max(1, size // 1_000_000)
