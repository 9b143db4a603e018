"""The plan's wishes, its prices and what stopped it, in words for the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from facilitation.core.model import Method, Participant, TargetGroup
from facilitation.web.base import language, t
from facilitation.web.organiser.planday import PlanDay
from facilitation.web.organiser.planning import Card, Job
from facilitation.web.words import area, best, refusal

MORE_IS_BETTER = ("target_best_theme", "method_best_theme")


@dataclass(frozen=True)
class Wish:
    """One line of the left column."""

    label: str
    value: int
    best: str
    proven: bool
    why: str = ""


@dataclass(frozen=True)
class Price:
    """What moving somebody to a table means, and how many sit there now."""

    table: int
    people: int
    says: str
    free: bool


Names = dict[str, str]
"""Danish name of a target group or method -> its name in the reader's language."""


def wish(record: dict[str, Any], names: Names | None = None, *, proof: bool = True) -> Wish:
    """A wish as the grouping package says it; ``proof`` False: the bound does not hold here.

    ``names`` are needed to say why; without them it is left out.
    """
    name, proven = record["wish"], record["proven"] and proof
    limit = "best" if proven else "most" if name in MORE_IS_BETTER else "least"
    label = t(f"plan.wish_{name}")
    if record["round"] is not None:
        label = t("plan.in_round", wish=label, number=record["round"])
    reason = _why(record.get("reason", {}), names) if names is not None and proven else ""
    bound = t(f"plan.{limit}", n=record["bound"]) if proof else ""
    return Wish(label, record["value"], bound, proven, reason)


def wishes(card: Card, day: PlanDay) -> list[Wish]:
    """The whole column; where the plan breaks something, nothing counts as proven."""
    labels: list[TargetGroup | Method] = [*day.target_groups.values(), *day.methods.values()]
    texts = {one.name_da: {"da": one.name_da, "en": one.name_en} for one in labels}
    names = {name: best(both, language())[0] for name, both in texts.items()}
    return [wish(one, names, proof=not card.broken) for one in card.wishes]


def so_far(job: Job) -> list[Wish]:
    """The best that a running job has found."""
    return [wish(one) for one in job.wishes]


def _why(reason: dict[str, Any], names: Names) -> str:
    code = reason.get("code", "")
    if code == "pigeonhole":
        labels = [
            reason[one] for one in ("organisation", "target_group", "method") if one in reason
        ]
        label = names.get(labels[0], labels[0]) if labels else t(f"plan.role_{reason['role']}")
        return t("plan.why_pigeonhole", label=label, n=reason["people"], tables=reason["tables"])
    if code == "few_hosts":
        return t("plan.why_few_hosts", n=reason["hosts"], tables=reason["tables"])
    return t(f"plan.why_{code}") if f"why_{code}" in area("plan") else ""


def sizes_broken(card: Card) -> list[str]:
    """Tables with too many or too few, in words; those who are not seated are shown by name."""
    return [
        t("plan.size_broken", table=one["group"], round=one["round"], n=one["people"])
        for one in card.broken
        if one["code"] == "size"
    ]


def prices(day: PlanDay, person: Participant, round: int) -> list[Price]:
    """Every other table of the round, with whom one would meet there from one's own
    organisation or for the second time."""
    met, own = day.met(person.id, round), day.seats.get((person.id, round))
    found = []
    for number, there in day.at_tables(round).items():
        if number == own:
            continue
        colleagues = sum(
            1
            for one in there
            if person.organisation_id and one.organisation_id == person.organisation_id
        )
        again = sum(one.id in met for one in there)
        said = [t(f"plan.price_{k}", n=n) for k, n in (("org", colleagues), ("again", again)) if n]
        says = ", ".join(said) or t("plan.price_none")
        found.append(Price(number, len(there), says, not said))
    return found


def trouble(job: Job | None, day: PlanDay) -> str | None:
    """Why the last job brought no plan, or None."""
    if job is None or job.state not in ("refused", "failed"):
        return None
    if job.state == "failed":
        return t("plan.failed")
    wishes = job.data.get("wishes", [])
    if job.code == "conflict" and wishes and all(one["type"] == "capacity" for one in wishes):
        numbers = [str(one["group"]) for one in wishes]
        tables = ", ".join(numbers[:-1])
        listed = t("plan.and", some=tables, last=numbers[-1]) if tables else numbers[-1]
        return t("plan.sizes_conflict", n=len(numbers), tables=listed, people=len(day.people))
    return refusal(language(), job.code, job.data)
