"""Which notes wait for the desk: those with a CPR number, phone number, e-mail or listed name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain

from facilitation.core.text import fold

# A Danish CPR number: day, month, year, four more digits, with or without a dash or blank.
_CPR = re.compile(r"(?<!\d)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}[- ]?\d{4}(?!\d)")
# What has eight digits and is no phone number: two years, a date, a time span, an amount.
_NO_PHONE = (
    r"(?!(?:19|20)\d\d[ -](?:19|20)\d\d(?!\d))"
    r"(?!(?:19|20)\d\d-\d\d-\d\d(?!\d))(?!\d\d([.-])\d\d\1(?:19|20)\d\d(?!\d))"
    r"(?!\d\d\.\d\d-\d\d\.\d\d(?!\d))(?!\d{8}\s?(?:kr|dkk|mio|euro|€))"
)
# Eight digits as Danes write them, two or four together or none apart, the first 2 to 9; or any
# number with the code of a country.
_PHONE = re.compile(
    rf"(?<!\d)(?<!\d[.,]){_NO_PHONE}[2-9]\d(?:[ .-]?\d{{2}}){{3}}(?!\d)"
    r"|(?:\+|(?<!\d)00)[1-9](?:[ .-]?\d){7,13}(?!\d)",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[^\s@]{1,64}@[^\s@]{1,190}\.[^\s@.]{2,24}")
_DIGIT = re.compile(r"\d")
_WORDS = re.compile(r"\w+")


def reason_to_wait(text: str, names: Iterable[str]) -> str | None:
    """Why this note must be seen by the desk first: cpr, phone, email, name, or None.

    ``names`` are full names of listed people; a name is found when all its words, or the first
    and the last, stand together in order, whatever their case. One word alone is no name.
    """
    if _DIGIT.search(text):  # most notes have none, and are not looked through for numbers
        if _CPR.search(text):
            return "cpr"
        if _PHONE.search(text):
            return "phone"
    if "@" in text and _EMAIL.search(text):
        return "email"
    return "name" if _names_someone(text, tuple(names)) else None


def _names_someone(text: str, names: tuple[str, ...]) -> bool:
    said = _WORDS.findall(fold(text))
    by_first_word = _ways_to_say(names)
    if by_first_word.keys().isdisjoint(said):
        return False
    return any(
        _stands_at(said, at, wanted)
        for at, word in enumerate(said)
        for wanted in by_first_word.get(word, ())
    )


def _stands_at(said: list[str], at: int, wanted: tuple[str, ...]) -> bool:
    found = tuple(said[at : at + len(wanted)])
    # The Danish genitive has no apostrophe.
    return found == wanted or found == (*wanted[:-1], wanted[-1] + "s")


@lru_cache(maxsize=64)
def _ways_to_say(names: tuple[str, ...]) -> dict[str, list[tuple[str, ...]]]:
    """The words that name somebody, by the first of them; kept, since each note asks anew."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for name in names:
        parts = [_WORDS.findall(part) for part in fold(name).split()]
        parts = [part for part in parts if part]
        if len(parts) > 1:
            for wanted in {(*chain(*parts),), (*parts[0], *parts[-1])}:
                found.setdefault(wanted[0], []).append(wanted)
    return found
