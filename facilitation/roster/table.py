"""The sheet with the people, its headings understood: which cell means what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from facilitation.roster import headings
from facilitation.roster.cells import is_cross, is_cross_or_not
from facilitation.roster.result import CROSSES, KEPT, Column, Reading, ReadResult
from facilitation.roster.sheet import Sheet, clean, fold
from facilitation.roster.vocabulary import Vocabulary, template_methods, template_target_groups

_ONCE = ("name", "first", "last", "org", "role", "status", "email")
_LONGEST_CROSS = 20


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet, the index of its headings, and the meaning of its columns."""

    sheet: Sheet
    header: int
    columns: list[Column]

    @property
    def below(self) -> Sequence[tuple[str, ...]]:
        """The rows under the headings."""
        return self.sheet.rows[self.header + 1 :]

    def has(self, meaning: str) -> bool:
        """Whether a column has this meaning."""
        return any(column.meaning == meaning for column in self.columns)

    def raw(self, row: Sequence[str], meaning: str) -> list[str]:
        """The filled cells of a row in the columns of this meaning, as they stand in the file."""
        found = [column.index - 1 for column in self.columns if column.meaning == meaning]
        return [row[at] for at in found if at < len(row) and row[at].strip()]

    def cell(self, row: Sequence[str], meaning: str) -> str:
        """The first filled cell of this meaning, cleaned; "" when there is none."""
        return next((text for raw in self.raw(row, meaning) if (text := clean(raw))), "")

    def name(self, row: Sequence[str]) -> str:
        """The name cell, or first and last name together."""
        first_and_last = f"{self.cell(row, 'first')} {self.cell(row, 'last')}".strip()
        return self.cell(row, "name") or first_and_last

    def kept(self, row: Sequence[str]) -> list[str]:
        """All filled cells of the columns that are kept."""
        return [text for meaning in KEPT for raw in self.raw(row, meaning) if (text := clean(raw))]

    def crosses(self, row: Sequence[str], kind: str) -> list[str]:
        """What is crossed off in the columns of target groups or methods (``kind`` of CROSSES)."""
        return [
            column.meaning.removeprefix(kind)
            for column in self.columns
            if column.meaning.startswith(kind)
            and column.index <= len(row)
            and is_cross(row[column.index - 1])
        ]

    def reading(self) -> Reading:
        """How the file was understood."""
        sheet = self.sheet
        columns = tuple(self.columns)
        return Reading(sheet.encoding, sheet.delimiter, sheet.title, self.header + 1, columns)


def table_of(
    sheet: Sheet, targets: Vocabulary | None = None, methods: Vocabulary | None = None
) -> Table | None:
    """The table in a sheet, or None when no row has a heading for names."""
    header = headings.find_header(sheet.rows)
    if header is None:
        return None
    table = Table(sheet, header, headings.columns_of(sheet.rows[header]))
    for kind, given, template in (
        (CROSSES[0], targets, template_target_groups),
        (CROSSES[1], methods, template_methods),
    ):
        for at, column in enumerate(table.columns):
            answer = (given or template()).exact(column.label)
            if column.meaning == "other" and answer and _is_crossed(table, column):
                meaning = kind + (answer if given else column.label)
                table.columns[at] = replace(column, meaning=meaning)
    return table


def _is_crossed(table: Table, column: Column) -> bool:
    """Whether the column holds crosses and nothing else."""
    cells = (row[column.index - 1] for row in table.below if column.index <= len(row))
    return all(len(cell) < _LONGEST_CROSS and is_cross_or_not(cell) for cell in cells)


def ask_about_columns(table: Table, result: ReadResult) -> None:
    """Asks when there is no organisation, or two filled columns of one meaning."""
    if not table.has("org"):
        result.ask("columns", "organisation", "")
    for meaning in _ONCE:
        same = [column for column in table.columns if column.meaning == meaning]
        for other in same[1:]:
            result.ask("columns", same[0].label, other.label)


def is_heading_again(table: Table, row: Sequence[str]) -> bool:
    """Whether a row further down repeats the headings (as on a new printed page)."""
    again = [cell for cell in row if cell.strip()]
    labels = [cell for cell in table.sheet.rows[table.header] if cell.strip()]
    return len(again) == len(labels) and all(
        len(cell) < 2 * len(label) + 10 and fold(cell) == fold(label)
        for cell, label in zip(again, labels, strict=True)
    )
