"""The plan's wishes, its prices and what stopped it, in words for the page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from facilitation.core.model import Method, Participant, TargetGroup
from facilitation.web.base import language, t
from facilitation.web.organiser.planday import PlanDay
from facilitation.web.organiser.planning import Card, Job
from facilitation.web.organiser.planwishes import sentences
from facilitation.web.words import area, best, refusal

LABELS = ("organisation", "role", "target_group", "method")
"""The kinds of what people may have in common, as reasons name them."""
NONE_NEEDED = "none_needed"
"""The reason of a bound where nothing holds the wish back."""
MORE_IS_BETTER = ("target_best_theme", "method_best_theme")


@dataclass(frozen=True)
class Wish:
    """One line of the left column: the value with its unit, its bound, and the reason of that."""

    label: str
    value: int
    best: str
    proven: bool
    unit: str = ""
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
    bound = t(f"plan.{limit}", n=record["bound"]) if proof else ""
    if names is None:
        return Wish(label, record["value"], bound, proven)
    unit = t(f"plan.unit_{name}", n=record["value"])
    return Wish(label, record["value"], bound, proven, unit, _why(record, names) if proof else "")


def wishes(card: Card, day: PlanDay) -> list[Wish]:
    """The whole column; where the plan breaks something, nothing counts as proven."""
    names, proof = names_of(day), not card.broken
    return [
        _with_rounds(wish(one, names, proof=proof), card.rounds.get(one["wish"], []), proof)
        for one in card.wishes
    ]


def _with_rounds(whole: Wish, rounds: list[dict[str, Any]], proof: bool) -> Wish:
    """Says which rounds are proven where the sum is not, and what the others have."""
    best = [str(one["round"]) for one in rounds if one["proven"]]
    if whole.proven or not best or not proof:
        return whole
    rest = [one for one in rounds if not one["proven"]]
    said = [t("plan.proven_in", n=len(best), rounds=_listed(best))]
    said += [t("plan.open_in", round=one["round"], n=one["value"]) for one in rest]
    return replace(whole, why=" ".join([*said, whole.why]).strip())


def names_of(day: PlanDay) -> Names:
    """How target groups and methods are called for the reader."""
    labels: list[TargetGroup | Method] = [*day.target_groups.values(), *day.methods.values()]
    texts = {one.name_da: {"da": one.name_da, "en": one.name_en} for one in labels}
    return {name: best(both, language())[0] for name, both in texts.items()}


def so_far(job: Job) -> list[Wish]:
    """The best that a running job has found."""
    return [wish(one) for one in job.wishes]


def _why(record: dict[str, Any], names: Names) -> str:
    """Why no plan is better, or how much is open: the bound and what it stands on."""
    reason = record.get("reason", {})
    code = reason.get("bound", reason.get("code", ""))
    because = _because(reason, code, names)
    more = "more" if record["wish"] in MORE_IS_BETTER else "fewer"
    if record["proven"]:
        met = t("plan.all_met") if code == NONE_NEEDED else ""
        return t(f"plan.no_{more}", why=because) if because else met
    if not because:
        return t("plan.gap_open")
    return t(f"plan.gap_{more}", n=record["bound"], why=because)


def _because(reason: dict[str, Any], code: str, names: Names) -> str:
    """What a bound stands on; nothing where nothing holds the wish back."""
    if code == "pigeonhole":
        kind = next(one for one in LABELS if one in reason)
        label = reason[kind] if kind != "role" else t(f"plan.role_{reason['role']}")
        places = {"n": reason["people"], "tables": reason["tables"]}
        return t(f"plan.why_pigeonhole_{kind}", label=names.get(label, label), **places)
    if f"why_{code}" not in area("plan"):
        return ""
    return t(f"plan.why_{code}", n=reason.get("hosts", 0), tables=reason.get("tables", 0))


def broken(card: Card, day: PlanDay) -> list[str]:
    """What the plan breaks, in words; those who are not seated are shown by name."""
    said = [
        t("plan.size_broken", table=one["group"], round=one["round"], n=one["people"])
        for one in card.broken
        if one["code"] == "size"
    ]
    for one in card.broken:
        if one["code"] == "wish":
            words = "; ".join(sentences(day, [one["wish"]]) or [])
            said.append(t("plan.wish_broken", round=one["round"], wish=words))
    return said


def prices(day: PlanDay, person: Participant, round: int) -> list[Price]:
    """Every other table in use in the round, with whom one would meet there from one's own
    organisation or for the second time."""
    met, own = day.met(person.id, round), day.seats.get((person.id, round))
    closed = {one.number for one in day.tables if one.closed}
    found = []
    for number, there in day.at_tables(round).items():
        if number == own or number in closed:
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
    if job.code == "conflict":
        return _conflict(job, day)
    return refusal(language(), job.code, job.data)


def in_conflict(job: Job | None) -> list[str]:
    """The ids of the wishes that the last job could not hold together."""
    if job is None or job.state != "refused" or job.code != "conflict":
        return []
    lines = [one["line"] for one in job.data["wishes"] if one["line"]]
    return [job.asked.wishes[line - 1] for line in lines]


def _conflict(job: Job, day: PlanDay) -> str | None:
    """The wishes, or the tables, that cannot hold together; None when a wish is gone since."""
    sizes = [one for one in job.data["wishes"] if one["type"] == "capacity"]
    if sizes:
        numbers = [str(job.asked.tables[one["group"] - 1]) for one in sizes]
        there = _there(job)
        return t("plan.sizes_conflict", n=len(sizes), tables=_listed(numbers), people=there)
    said = sentences(day, in_conflict(job))
    number = job.asked.rounds[job.data["round"] - 1]
    if said is None:
        return None
    return t("plan.wishes_conflict", n=len(said), round=number, wishes="; ".join(said))


def _there(job: Job) -> int:
    """How many are there in the round that has no seating."""
    problem, number = job.asked.problem, job.data["round"]
    away = {one.a for one in problem.wishes if one.type == "away" and one.applies(number)}
    return len(problem.people) - len(away)


def _listed(words: list[str]) -> str:
    *some, last = words
    return t("plan.and", some=", ".join(some), last=last) if some else last
