"""Which notes wait for the desk: those with a CPR number, phone number, e-mail or listed name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

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
_WORDS = re.compile(r"\w+")


def reason_to_wait(text: str, names: Iterable[str]) -> str | None:
    """Why this note must be seen by the desk first: cpr, phone, email, name, or None.

    ``names`` are full names of listed people; a name is found when all its words, or the first
    and the last, stand together in order, whatever their case. One word alone is no name.
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
        for name in names
        for wanted in _ways_to_say(name)
    )


@lru_cache(maxsize=20_000)
def _ways_to_say(name: str) -> tuple[str, ...]:
    # Kept, since each note is held against all names: 7 ms for a thousand of them otherwise.
    parts = [" ".join(_WORDS.findall(part)) for part in fold(name).split()]
    if len(parts) < 2:
        return ()
    return tuple(dict.fromkeys((" ".join(parts), f"{parts[0]} {parts[-1]}")))
