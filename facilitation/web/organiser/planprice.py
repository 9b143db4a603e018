"""What a move would change, and why somebody sits where they sit: asked of the engine, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from facilitation.core.model import Participant
from facilitation.web.base import t
from facilitation.web.organiser.plancard import names_of
from facilitation.web.organiser.planday import PlanDay
from facilitation.web.organiser.planproblem import Asked

MOST_NAMES = 3
Also = list[tuple[str, int]]
"""Who else moves: participant id and table number."""


@dataclass(frozen=True)
class Offer:
    """One way to do a move: alone, or changing places with ``partner``."""

    says: str
    better: bool
    also: Also
    partner: Participant | None = None


@dataclass(frozen=True)
class Target:
    """The table that somebody is to be moved to, and what it would mean."""

    table: int
    alone: Offer
    swap: Offer | None = None
    breaks: tuple[str, ...] = ()


def unpriced(table: int) -> Target:
    """A move in a round that the engine leaves alone, such as the one that runs."""
    return Target(table, Offer("", better=False, also=[]))


class Speaker:
    """Puts the engine's codes about one round into words, with the day's own names."""

    def __init__(self, day: PlanDay, asked: Asked) -> None:
        self._day, self._asked, self._names = day, asked, names_of(day)

    def target(self, person: Participant, table: int, price: dict[str, Any]) -> Target:
        """The price of a move, as ``why.price`` gives it."""
        swap = price["swap"] and self._offer(person, price["swap"])
        codes = {one["code"] for one in price["move"]["breaks"]} - {"not_seated"}
        breaks = tuple(t(f"plan.breaks_{code}") for code in sorted(codes))
        return Target(table, self._offer(person, price["move"]), swap, breaks)

    def here(self, reasons: list[dict[str, Any]]) -> list[str]:
        """Why somebody sits there, sentence by sentence, as ``why.why`` gives the reasons."""
        return [self._reason(one) for one in reasons]

    def _offer(self, person: Participant, priced: dict[str, Any]) -> Offer:
        partner = self._person(priced["partner"]) if priced["partner"] else None
        moves = {self._person(id).id: self._table(at) for id, at in priced["moves"].items()}
        also = [(id, table) for id, table in moves.items() if id != person.id]
        return Offer(changes(priced["changes"]), priced["better"], also, partner)

    def _reason(self, reason: dict[str, Any]) -> str:
        code = reason["code"]
        say = getattr(self, f"_say_{code}", None)
        places = say(reason) if say else {}
        return t(f"plan.here_{places.pop('form', code)}", **places)

    def _say_fixed(self, reason: dict[str, Any]) -> dict[str, Any]:
        return {"table": self._table(reason["group"])}

    def _say_kept_together(self, reason: dict[str, Any]) -> dict[str, Any]:
        return {"names": self._listed(reason["people"])}

    def _say_kept_apart(self, reason: dict[str, Any]) -> dict[str, Any]:
        return {"names": self._listed([one["person"] for one in reason["people"]])}

    def _say_shares_targets(self, reason: dict[str, Any]) -> dict[str, Any]:
        labels = [self._names.get(one["label"], one["label"]) for one in reason["labels"]]
        people = {id for one in reason["labels"] for id in one["people"]}
        return {"labels": joined(labels), "n": len(people)}

    _say_shares_methods = _say_shares_targets

    def _say_avoids_colleagues(self, reason: dict[str, Any]) -> dict[str, Any]:
        return {"organisation": reason["organisation"], **self._tables(reason["groups"])}

    def _say_colleagues_here(self, reason: dict[str, Any]) -> dict[str, Any]:
        form = "colleagues_fewest" if reason["fewest"] else "colleagues_here"
        names = self._listed(reason["people"])
        return {"form": form, "organisation": reason["organisation"], "names": names}

    def _say_avoids_met(self, reason: dict[str, Any]) -> dict[str, Any]:
        form = "meets_again" if reason["again"] else "avoids_met"
        tables = self._tables([one["group"] for one in reason["groups"]])
        return {"form": form, "again": reason["again"], **tables}

    def _say_next_best(self, reason: dict[str, Any]) -> dict[str, Any]:
        places = {"table": self._table(reason["group"]), "price": changes(reason["changes"])}
        if reason["partner"] is None:
            return places
        return {**places, "form": "next_best_swap", "name": self._person(reason["partner"]).name}

    def _tables(self, groups: list[int]) -> dict[str, Any]:
        numbers = [str(self._table(one)) for one in groups]
        if len(numbers) > MOST_NAMES * 2:
            numbers = [*numbers[: MOST_NAMES * 2], t("plan.more", n=len(numbers) - MOST_NAMES * 2)]
        return {"tables": joined(numbers), "n": len(groups)}

    def _listed(self, ids: list[str]) -> str:
        names = [self._person(id).name for id in ids]
        if len(names) > MOST_NAMES:
            names = [*names[:MOST_NAMES], t("plan.more", n=len(names) - MOST_NAMES)]
        return joined(names)

    def _person(self, id: str) -> Participant:
        return self._day.people[self._asked.people[int(id)]]

    def _table(self, place: int) -> int:
        return self._asked.tables[place - 1]


def changes(found: dict[str, int]) -> str:
    """Changes of values in the organiser's units: "+1 kollegapar, -2 gensyn"."""
    said = [
        t(f"plan.unit_{wish}", n=abs(step)).join((f"{_signed(step)} ", ""))
        for wish, step in found.items()
        if step
    ]
    return ", ".join(said) or t("plan.changes_none")


def _signed(step: int) -> str:
    return f"+{step}" if step > 0 else f"\N{MINUS SIGN}{-step}"


def joined(words: list[str]) -> str:
    """One, two and three as people list them."""
    *some, last = words or [""]
    return t("plan.and", some=", ".join(some), last=last) if some else last
