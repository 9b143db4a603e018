"""Row by row: the people in it, what must be asked, and the row's fate."""

from __future__ import annotations

import re
from collections.abc import Sequence

from facilitation.roster import cells, headings
from facilitation.roster.limits import Limits
from facilitation.roster.names import Named, is_last_first, looks_like_name, read_names
from facilitation.roster.remarks import read_remark
from facilitation.roster.result import Fate, Person, ReadResult, Refused, Row
from facilitation.roster.sheet import clean, fold
from facilitation.roster.table import Table, is_heading_again
from facilitation.roster.vocabulary import Vocabulary

_TOTALS = ("i alt", "ialt", "total", "totalt", "sum", "antal", "samlet", "in all")
_LISTED = re.compile(r"[,;|\n\r]+| / ")
_SLASH_OR_PLUS = re.compile(r"/| \+ ")
_TEXT = 80


class RowReader:
    """Reads the rows of one table into a result, from the top down."""

    def __init__(
        self,
        table: Table,
        result: ReadResult,
        targets: Vocabulary | None,
        methods: Vocabulary | None,
        limits: Limits,
    ) -> None:
        self.table, self.result, self.limits = table, result, limits
        self.vocabularies = {"tg": targets, "me": methods}
        self.last_first = is_last_first(
            [clean(c) for r in table.below for c in table.raw(r, "name")]
        )
        self.several_columns = sum(column.kept for column in table.columns) > 1
        self.organisation_above = ""
        self.spelt: dict[tuple[str, str], str] = {}

    def read(self) -> None:
        """Every row of the sheet gets a fate; those with people add people."""
        for index, row in enumerate(self.table.sheet.rows):
            place = self.table.sheet.place(index)
            fate = self._fate(index, row, place)
            self.result.fates.append(fate)
            if fate.reason:
                self.result.refused.append(Refused(place, fate.reason))

    def _fate(self, index: int, row: Sequence[str], place: Row) -> Fate:
        filled = [text for raw in row if (text := clean(raw))]
        if not filled:
            return Fate(place, "empty")
        if index <= self.table.header:
            return Fate(place, self._above(index), filled[0][:_TEXT])
        if is_heading_again(self.table, row):
            return Fate(place, "header", filled[0][:_TEXT])
        if _is_total(filled):
            return Fate(place, "total", filled[0][:_TEXT])
        return self._below(row, place, filled)

    def _above(self, index: int) -> str:
        """Rows right above the headings that group them are headings too; others are titles."""
        between = self.table.sheet.rows[index : self.table.header]
        return "header" if all(headings.is_header_above(row) for row in between) else "title"

    def _below(self, row: Sequence[str], place: Row, filled: list[str]) -> Fate:
        name, kept = self.table.name(row), self.table.kept(row)
        text = name[:_TEXT]
        if self._is_shifted(row):
            return Fate(place, "refused", text, "too_many_cells")
        if not name:
            return Fate(place, "refused", "", "no_name") if kept else Fate(place, "remark")
        if len(filled) == 1 and self.several_columns and not looks_like_name(name):
            if fold(name).count(" ") < 2 and name.replace(" ", "").isalpha():
                self.result.ask("person", name, "", place, of="name")
            return Fate(place, "remark", text)
        if any(len(cell) > self.limits.cell for cell in [name, *kept]):
            return Fate(place, "refused", text, "cell_too_long")
        self._people(row, place, name)
        return Fate(place, "person", text)

    def _is_shifted(self, row: Sequence[str]) -> bool:
        """In a CSV file, cells beyond the headings mean a delimiter inside a text."""
        beyond = row[len(self.table.sheet.rows[self.table.header]) :]
        return self.table.sheet.title is None and any(cell.strip() for cell in beyond)

    def _people(self, row: Sequence[str], place: Row, cell: str) -> None:
        named = read_names(cell, self.last_first)
        names = named.names
        if named.doubtful:
            self.result.ask("person", cell, " / ".join(names), place, of="name")
        first = Person(place, names[0], self._organisation(row, place, names))
        first.target_groups = self._listed(row, "tg", names[0], place)
        first.methods = self._listed(row, "me", names[0], place)
        first.role = self._role(row, place, names[0])
        everyone = [first, *(_like(first, name) for name in names[1:])]
        self._emails(row, place, everyone)
        self._status(row, place, everyone, named)
        everyone += self._unnamed(place, cell, first, named)
        self.result.people += everyone

    def _organisation(self, row: Sequence[str], place: Row, names: list[str]) -> str:
        cell = self.table.cell(row, "org")
        if cells.is_ditto(cell):
            found = self.organisation_above
        else:
            found = "" if cells.says_nothing(cell) else cells.unquoted(cell)
        if fold(found) in map(fold, names):  # somebody's own name is no organisation
            found = ""
        if self.table.has("org") and not found:
            self.result.ask("organisation", cell, names[0], place)
        self.organisation_above = found
        return found

    def _role(self, row: Sequence[str], place: Row, name: str) -> str:
        cell = self.table.cell(row, "role")
        role = cells.role_of(cell)
        if role is None:
            self.result.ask("person", name, cell, place)
        return role or "participant"

    def _emails(self, row: Sequence[str], place: Row, everyone: list[Person]) -> None:
        """One address belongs to the first; as many as people, one to each."""
        cell = self.table.cell(row, "email")
        found = cells.emails_of(cell)
        if cell and not found and not cells.says_nothing(cell):
            self.result.ask("person", everyone[0].name or "", cell, place, of="email")
        takers = everyone if len(found) == len(everyone) else everyone[:1]
        for person, email in zip(takers, found, strict=False):
            person.email = email

    def _status(self, row: Sequence[str], place: Row, everyone: list[Person], named: Named) -> None:
        cell, first = self.table.cell(row, "status"), everyone[0]
        status = cells.status_of(cell)
        said = read_remark(" ".join(clean(raw) for raw in self.table.raw(row, "remark")))
        for doubt in (cell if status is None else None, said.doubt):
            if doubt:
                self.result.ask("person", first.name or "", doubt, place)
        gone = named.cancelled or status == "cancelled" or said.cancelled
        for person in everyone[:1] if said.instead else everyone:
            person.status = "cancelled" if gone else status or "active"
        if said.instead:
            instead = _like(first, said.instead)
            instead.status, instead.substitute_for = "substitute", first.name
            everyone.append(instead)

    def _unnamed(self, place: Row, cell: str, first: Person, named: Named) -> list[Person]:
        if named.unnamed:
            self.result.ask("unnamed", cell, first.organisation, place)
        seats = [_like(first, None) for _ in range(named.unnamed)]
        for seat in seats:
            seat.beside, seat.status = first.name, "active"
        return seats

    def _listed(self, row: Sequence[str], meaning: str, name: str, place: Row) -> tuple[str, ...]:
        """Target groups (tg) or methods (me) of a row: those crossed off, then those written."""
        kind = "target_group " if meaning == "tg" else "method "
        found = self.table.crosses(row, kind)
        for raw in self.table.raw(row, meaning):
            # A short list that is known as a whole ("børn og unge") is not taken apart.
            for piece in _LISTED.split(raw):
                found += self._understood(clean(piece), meaning, name, place)
        return tuple(dict.fromkeys(found))

    def _understood(self, piece: str, meaning: str, name: str, place: Row) -> list[str]:
        vocabulary = self.vocabularies[meaning]
        if not piece:
            return []
        if cells.says_nothing(piece):
            self.result.ask("targets", piece, name, place)
            return []
        if vocabulary is None:
            return [self.spelt.setdefault((meaning, fold(piece) or piece), piece)]
        if known := vocabulary.exact(piece):
            return [known]
        found: list[str] = []
        for part in _SLASH_OR_PLUS.split(piece):
            answers, wholly = vocabulary.understand(part)
            found += answers
            if not wholly:
                self.result.ask("targets", part.strip(), name, place)
        return found


def _like(first: Person, name: str | None) -> Person:
    """Another person of the same row: shares all but the e-mail."""
    return Person(
        first.row, name, first.organisation, first.target_groups, first.methods, first.role
    )


def _is_total(filled: list[str]) -> bool:
    said = fold(filled[0][:_TEXT])
    begins = said in _TOTALS or said.startswith(tuple(f"{word} " for word in _TOTALS))
    return begins and all(not cell[:_TEXT].strip("0123456789., ") for cell in filled[1:])
