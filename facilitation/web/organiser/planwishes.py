"""The wishes of a plan in plain words, and whom a typed name means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from facilitation.core.model import Participant, Wish
from facilitation.core.refusals import Refusal
from facilitation.core.text import clean_line, fold
from facilitation.web.base import t
from facilitation.web.organiser.planday import PlanDay


@dataclass(frozen=True)
class Said:
    """A wish as a sentence; ``lock``: a seat that is locked in one round."""

    id: str
    says: str
    lock: bool


def person_named(day: PlanDay, typed: str) -> str:
    """Whom a typed name means; Refusal ``person_unknown`` (name) or ``wish_incomplete``."""
    wanted = fold(clean_line(typed))
    if not wanted:
        raise Refusal("wish_incomplete")
    found = {id for id, label in labels(day).items() if fold(label) == wanted}
    found = found or {id for id, one in day.people.items() if fold(one.name) == wanted}
    if len(found) != 1:
        raise Refusal("person_unknown", name=clean_line(typed))
    return found.pop()


def labels(day: PlanDay) -> dict[str, str]:
    """Participant id -> a name that is nobody else's: with the organisation, or a number, where
    two have the same."""
    by_name = Counter(one.name for one in day.people.values())
    found, used = {}, Counter[str]()
    for id, one in day.people.items():
        label = one.name if by_name[one.name] == 1 else _longer(day, one)
        used[label] += 1
        found[id] = label if used[label] == 1 else f"{label} ({used[label]})"
    return found


def _longer(day: PlanDay, person: Participant) -> str:
    organisation = day.organisation(person)
    return f"{person.name}, {organisation}" if organisation else person.name


def said(day: PlanDay) -> list[Said]:
    """All wishes as sentences, the locked seats of held rounds left out."""
    held = {one.id for one in day.rounds if one.state == "closed"}
    return [
        Said(one.id, sentence(day, one), one.kind == "fixed" and one.round_id is not None)
        for one in day.wishes
        if one.round_id not in held
    ]


def sentence(day: PlanDay, wish: Wish) -> str:
    """A wish in plain words: who, what, and in which rounds."""
    number = day.round_of(wish)
    when = t("plan.in_all_rounds") if number is None else t("plan.in_that_round", number=number)
    other = day.people[wish.other_id].name if wish.other_id else ""
    return t(
        f"plan.wished_{wish.kind}",
        name=day.people[wish.participant_id].name,
        other=other,
        table=day.table_of(wish),
        when=when,
    )


def sentences(day: PlanDay, ids: Iterable[str]) -> list[str] | None:
    """These wishes in words; None when one of them stands no more."""
    known = {one.id: one for one in day.wishes}
    wanted = list(ids)
    if not all(id in known for id in wanted):
        return None
    return [sentence(day, known[id]).rstrip(".") for id in wanted]
