"""Finds the row of headings and what each column means, in Danish or English."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from facilitation.roster.result import KEPT, Column
from facilitation.roster.sheet import clean, words

# The first rule that fits decides, so "Organisationens navn" is an organisation and "Deltagerens
# e-mail" an e-mail. A star stands for any ending, a blank for two words beside each other.
_RULES: tuple[tuple[str, str], ...] = (
    ("diet", "kost* allerg* diæt* diet* mad madønske* spise* vegetar* intoleran* helbred* hensyn"),
    ("other", "antal number cpr* personnummer* foto* photo*"),
    ("phone", "tlf* telefon* mobil* phone* telephone* cell"),
    ("email", "mail* email* epost*"),
    ("last", "efternavn* lastname surname last_name family_name familienavn"),
    ("first", "fornavn* firstname first_name given_name"),
    ("tg", "målgruppe* target_group* targetgroup* target_audience*"),
    ("me", "metode* method* arbejdsmetode* arbejdsform*"),
    ("org", "organisation* organization* forening* arbejdsplads* arbejdssted* firma* virksomhed*"),
    ("org", "institution* company association* employer partner*"),
    ("status", "status* tilmeldingsstatus deltagelse attendance"),
    ("role", "rolle* role* deltagertype"),
    ("remark", "bemærk* kommentar* comment* remark* note noter notes besked*"),
    ("date", "dato* date* tilmeldt* tidspunkt* timestamp* oprettet* modtaget*"),
    ("name", "navn navne name names deltager* participant* attendee*"),
)
_LONGEST = 80
_LOOK_ROWS = 50


def meaning_of(label: str) -> str:
    """The meaning of a heading (see result.Column); "other" when it is not known."""
    said = words(label[:_LONGEST])
    pairs = [f"{a}_{b}" for a, b in pairwise(said)]
    for meaning, patterns in _RULES:
        if any(_fits(p, w) for p in patterns.split() for w in (*said, *pairs)):
            return meaning
    return "other"


def _fits(pattern: str, word: str) -> bool:
    return word.startswith(pattern[:-1]) if pattern[-1] == "*" else word == pattern


def understood(row: Sequence[str]) -> int:
    """How many different kept meanings the cells of a row have, when read as headings."""
    return len({meaning_of(cell) for cell in row if cell} & set(KEPT))


def find_header(rows: Sequence[Sequence[str]]) -> int | None:
    """The index of the row that is best understood as headings and has one for names."""
    best, best_worth = None, 0
    for index, row in enumerate(rows[:_LOOK_ROWS]):
        worth = understood(row) if _may_be_header(row) else 0
        if worth > best_worth:
            best, best_worth = index, worth
    return best


def _may_be_header(row: Sequence[str]) -> bool:
    filled = [cell for cell in row if cell.strip()]
    meanings = {meaning_of(cell) for cell in filled}
    if not meanings & {"name", "first", "last"}:
        return False
    return len(meanings) > 1 or (len(filled) == 1 and words(filled[0]) in (["navn"], ["name"]))


def is_header_above(row: Sequence[str]) -> bool:
    """Whether a row above the headings groups them ("Deltager ... Kontakt"), and is no title."""
    return sum(bool(cell.strip()) for cell in row) > 1


def columns_of(labels: Sequence[str]) -> list[Column]:
    """The columns under these headings; those without one are left out."""
    found = [(index, clean(label[:_LONGEST])) for index, label in enumerate(labels, 1)]
    return [Column(index, label, meaning_of(label)) for index, label in found if label]
