"""Reads one sign-up file from its first byte to people, questions and fates."""

from __future__ import annotations

from facilitation.core.refusals import Refusal
from facilitation.roster import headings
from facilitation.roster.csvfile import read_csv
from facilitation.roster.kinds import is_workbook
from facilitation.roster.limits import Limits
from facilitation.roster.result import Fate, Person, ReadResult, Row
from facilitation.roster.rows import RowReader
from facilitation.roster.same import merge_same
from facilitation.roster.sheet import Sheet, fold
from facilitation.roster.table import Table, ask_about_columns, table_of
from facilitation.roster.vocabulary import Vocabulary

_CANCELLATIONS = ("afmeld", "frameld", "afbud", "udgå", "cancel", "aflys")
_DEFAULT = Limits()


def read_list(
    data: bytes,
    *,
    target_groups: Vocabulary | None = None,
    methods: Vocabulary | None = None,
    limits: Limits = _DEFAULT,
) -> ReadResult:
    """The people on a list in a CSV, TSV or XLSX file, with what must be asked of a human.

    Without a vocabulary the cells' own words are the names of target groups or methods. Raises
    Refusal with one of limits.FILE_REFUSALS and nothing else. It takes up to a few seconds of
    pure Python for a list at the limits, so a server calls it off its event loop.
    """
    workbook = is_workbook(data, limits.file_bytes)
    sheets = _workbook(data, limits) if workbook else [read_csv(data, limits)]
    table = _table_of_people(sheets, target_groups, methods)
    result = ReadResult(table.reading())
    ask_about_columns(table, result)
    RowReader(table, result, target_groups, methods, limits).read()
    merge_same(result)
    for sheet in sheets:
        if sheet is not table.sheet:
            _read_other(sheet, table, result)
    if not result.people:
        raise Refusal("file_no_people")
    return result


def _table_of_people(
    sheets: list[Sheet], targets: Vocabulary | None, methods: Vocabulary | None
) -> Table:
    """The table whose headings are best understood; cancellations only when there is no other."""
    if not any(sheet.rows for sheet in sheets):
        raise Refusal("file_empty")
    tables = [table for sheet in sheets if (table := table_of(sheet, targets, methods))]
    if not tables:
        raise Refusal("file_no_headings")
    return max(tables, key=lambda t: (not _is_cancellations(t.sheet), _worth(t)))


def _worth(table: Table) -> int:
    return headings.understood(table.sheet.rows[table.header])


def _is_cancellations(sheet: Sheet) -> bool:
    return fold(sheet.title or "").startswith(_CANCELLATIONS)


def _read_other(sheet: Sheet, main: Table, result: ReadResult) -> None:
    """Another sheet: cancellations are carried over, other people are asked about."""
    table = table_of(sheet)
    if table is None or not table.below:
        return
    if not _is_cancellations(sheet):
        result.ask("columns", main.sheet.title or "", sheet.title or "", of="sheets")
        return
    for index, row in enumerate(sheet.rows):
        name = table.name(row)
        kind = "title" if index < table.header else "header" if index == table.header else ""
        result.fates.append(Fate(sheet.place(index), kind or ("cancelled" if name else "empty")))
        if name and not kind:
            _cancel(result, name, table.cell(row, "org"), sheet.place(index))


def _cancel(result: ReadResult, name: str, organisation: str, place: Row) -> None:
    """Marks the one person of this name as cancelled; asks when there is none, or several."""
    named = [p for p in result.people if p.name and fold(p.name) == fold(name)]
    there = [p for p in named if fold(p.organisation) == fold(organisation)]
    meant: list[Person] = there if len(there) == 1 else named
    if len(meant) == 1:
        meant[0].status = "cancelled"
    else:
        result.ask("person", name, organisation, place, of="cancelled")


def _workbook(data: bytes, limits: Limits) -> list[Sheet]:
    # Its library takes a quarter of a second to load: not at each start of the server.
    from facilitation.roster.workbook import read_workbook

    return read_workbook(data, limits)
