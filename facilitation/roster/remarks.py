"""What a remark says about coming: cancelled, somebody comes instead, or not understood.

Of the remark itself nothing is kept: it may hold anything (diet, illness).
"""

from __future__ import annotations

from dataclasses import dataclass

_GONE = (
    "kan desværre ikke alligevel", "kan alligevel ikke", "kan ikke alligevel", "må melde fra",
    "har meldt fra", "melder fra", "framelding", "frameldt", "afmeldt", "afmelding", "afbud",
    "udgår", "kan desværre ikke", "kommer ikke", "deltager ikke", "kommer alligevel ikke",
    "deltager alligevel ikke", "cancelled", "cannot come", "can't come", "not coming",
)  # fmt: skip
_NAME_AFTER = ("erstattes af", "afløses af", "i stedet kommer", "stedfortræder:", "replaced by")
_NAME_BEFORE = ("kommer i stedet", "deltager i stedet", "comes instead", "is coming instead")
_FOR_SOMEBODY = ("i stedet for", "afløser for", "instead of")
# "Afbud til middagen" and "kommer ikke til frokost" are about a part of the day.
_ONLY_A_PART = (" til ", " før ", " med ", " to ", " until ")
_NEAR = 25
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Said:
    """``instead``: who comes instead. ``doubt``: the phrase that a human should look at."""

    cancelled: bool = False
    instead: str | None = None
    doubt: str | None = None


def read_remark(text: str) -> Said:
    """What a cleaned remark says about coming, in Danish or English."""
    text = text[:_LONGEST]
    lowered = text.lower()
    if len(lowered) != len(text):  # a letter that changes its length: no place would fit
        return Said()
    if phrase := _first(_FOR_SOMEBODY, lowered):
        return Said(doubt=phrase)
    for phrases, after in ((_NAME_AFTER, True), (_NAME_BEFORE, False)):
        if phrase := _first(phrases, lowered):
            name = _name_beside(text, lowered.find(phrase), len(phrase), after)
            return Said(cancelled=True, instead=name) if name else Said(doubt=phrase)
    if phrase := _first(_GONE, lowered):
        rest = lowered[lowered.find(phrase) + len(phrase) :]
        partly = any(word in rest[:_NEAR] for word in _ONLY_A_PART)
        return Said(doubt=phrase) if partly else Said(cancelled=True)
    return Said()


def _first(phrases: tuple[str, ...], text: str) -> str | None:
    return next((phrase for phrase in phrases if phrase in text), None)


def _name_beside(text: str, start: int, length: int, after: bool) -> str | None:
    """The two or more words with capitals that stand right after or before the phrase."""
    parts = text[start + length :].split() if after else text[:start].split()[::-1]
    taken: list[str] = []
    for part in parts:
        bare = part.rstrip(".,;:!)")
        if not bare[:1].isupper() or (not after and bare != part):
            break
        taken.append(bare)
        if after and bare != part:
            break
    return " ".join(taken if after else taken[::-1]) if 2 <= len(taken) <= 5 else None
