"""Which notes wait for the desk: those with a CPR number, phone number, e-mail or listed name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from facilitation.core.text import fold

# A Danish CPR number: day, month, year, four more digits, with or without a dash or blank.
_CPR = re.compile(r"(?<!\d)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}[- ]?\d{4}(?!\d)")
# Eight digits as Danes write them, with or without +45.
_PHONE = re.compile(
    r"(?<!\d)(?:(?:\+|00)45[ ]?)?[2-9]\d(?:[ .]?\d{2}){3}(?!\d)|(?<!\d)1[0-9](?:[ .]?\d{2}){3}(?!\d)"
)
_EMAIL = re.compile(r"[^\s@]{1,64}@[^\s@]{1,190}\.[^\s@.]{2,24}")
_WORDS = re.compile(r"\w+")


def reason_to_wait(text: str, names: Iterable[str]) -> str | None:
    """Why this note must be seen by the desk first: cpr, phone, email, name, or None.

    ``names`` are full names of listed people; a name is found when all its words stand
    together in order, whatever their case.
    """
    if _CPR.search(text):
        return "cpr"
    if _PHONE.search(text):
        return "phone"
    if _EMAIL.search(text):
        return "email"
    return "name" if _names_someone(text, names) else None


def _names_someone(text: str, names: Iterable[str]) -> bool:
    said = " " + " ".join(_WORDS.findall(fold(text))) + " "
    return any(
        f" {wanted} " in said or f" {wanted}s " in said  # the Danish genitive has no apostrophe
        for wanted in map(_folded, names)
        if " " in wanted
    )


@lru_cache(maxsize=20_000)
def _folded(name: str) -> str:
    # Kept, since each note is held against all names: 7 ms for a thousand of them otherwise.
    return " ".join(_WORDS.findall(fold(name)))
