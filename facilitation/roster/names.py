"""What stands in a name cell: one person, several, "Efternavn, Fornavn", "X + 2 kolleger"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from facilitation.roster.cells import status_of

_GONE = re.compile(r"(\w{4,12})\s?[:\-\N{EN DASH}]\s?(\S.*)")
_GONE_AFTER = re.compile(r"(.*\S)\s?[(\-\N{EN DASH}]\s?(\w{4,12})\)?")
_BESIDE = re.compile(
    r"(?:\+|\b(?:plus|og|samt|med|and|with)\b|&)"
    r" ?(\d{1,2}|en|et|to|tre|fire|one|two|three|four)?"
    r" ?(kolleg\w*|person\w*|gæst\w*|ledsager\w*|colleague\w*|guest\w*|mere|andre|more|others)?"
    r"\.?$",
    re.IGNORECASE,
)
_NUMBERS = {"en": 1, "et": 1, "one": 1, "to": 2, "two": 2, "tre": 3, "three": 3}
_NUMBERS |= {"fire": 4, "four": 4}
_BETWEEN = re.compile(r" og | and | samt | & | ?/ ?| ?; ?| ?\+ ?", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w.'’´-]*")
_MOST_WORDS = 6
_MOST_UNNAMED = 20


@dataclass(frozen=True, slots=True)
class Named:
    """The people of one name cell. ``doubtful``: a human should look at how it was read."""

    names: list[str]
    unnamed: int = 0
    cancelled: bool = False
    doubtful: bool = False


def read_names(cell: str, last_first: bool) -> Named:
    """Reads a cleaned name cell; ``last_first`` when the column is written "Last, First".

    A text that is not surely several names stays one name, letter for letter.
    """
    cell, cancelled = _without_gone(cell)
    cell, unnamed = _without_beside(cell)
    names, doubtful = _split(cell, last_first)
    return Named(names, min(unnamed, _MOST_UNNAMED), cancelled, doubtful)


def is_last_first(cells: list[str]) -> bool:
    """Whether most cells of a name column are two names with one comma between them."""
    filled = [cell for cell in cells if cell]
    with_comma = sum(cell.count(",") == 1 and _all_names(cell.split(",")) for cell in filled)
    return len(filled) > 1 and 2 * with_comma > len(filled)


def looks_like_name(text: str) -> bool:
    """Two to six words of letters, the first and the last with a capital."""
    parts = text.split()
    fits = 2 <= len(parts) <= _MOST_WORDS and all(_WORD.fullmatch(part) for part in parts)
    return fits and parts[0][0].isupper() and parts[-1][0].isupper() and parts[-1][-1] != "."


def _without_gone(cell: str) -> tuple[str, bool]:
    """Takes off "UDGÅR: " before the name, or "(afbud)" after it."""
    if (found := _GONE.fullmatch(cell)) and status_of(found[1]) == "cancelled":
        return found[2], True
    if (found := _GONE_AFTER.fullmatch(cell)) and status_of(found[2]) == "cancelled":
        return found[1], True
    return cell, False


def _without_beside(cell: str) -> tuple[str, int]:
    """Takes off "+ 2 kolleger", and how many they are (1 when it is not said)."""
    found = _BESIDE.search(cell)
    if not found or not (found[1] or found[2]) or not cell[: found.start()].strip():
        return cell, 0
    number = (found[1] or "1").lower()
    return cell[: found.start()].strip(), _NUMBERS.get(number) or int(number)


def _split(cell: str, last_first: bool) -> tuple[list[str], bool]:
    pieces = [piece.strip() for piece in _BETWEEN.split(cell)]
    if len(pieces) > 1 and not all(_all_names(piece.split(",")) for piece in pieces):
        return [cell], False
    if last_first:
        return [_turned(piece) for piece in pieces], False
    names = [name.strip() for piece in pieces for name in piece.split(",")]
    if len(names) == 1 or not _all_names(names):
        return [cell], False
    if all(" " in name for name in names):
        return names, False
    # "Dahl, Gitte" in a column of whole names is one person; "Anne og Peter Hansen" may be two.
    return ([_turned(cell)] if len(pieces) == 1 and len(names) == 2 else [cell]), True


def _turned(name: str) -> str:
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and "," not in first else name


def _all_names(pieces: list[str]) -> bool:
    """Whether every piece is words of letters and nothing else."""
    return all(
        0 < len(parts) <= _MOST_WORDS and all(_WORD.fullmatch(part) for part in parts)
        for parts in (piece.split() for piece in pieces)
    )
