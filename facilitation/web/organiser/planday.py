"""What the plan page knows of a day: who sits where in which round, as planned and as it is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from facilitation.core.model import (
    Group,
    Method,
    Organisation,
    Participant,
    Plan,
    Round,
    Seat,
    Table,
    TargetGroup,
    Wish,
    Workshop,
)
from facilitation.core.text import sort_key
from facilitation.store import lookup
from facilitation.web.base import read, the_workshop

Seats = dict[tuple[str, int], int]
"""(participant id, round number) -> table number."""


@dataclass(frozen=True)
class PlanDay:
    """A day at one moment; people are the active ones, in the one order of names."""

    workshop: Workshop
    people: dict[str, Participant]
    organisations: dict[str, str]
    target_groups: dict[str, TargetGroup]
    methods: dict[str, Method]
    tables: tuple[Table, ...]
    rounds: tuple[Round, ...]
    plan: Plan
    seated: Seats
    """As phones have it now."""
    wishes: tuple[Wish, ...] = ()
    """Those about people who come."""

    @cached_property
    def seats(self) -> Seats:
        """As planned: the draft, and for closed rounds and those it does not know, as it is."""
        states = {one.number: one.state for one in self.rounds}
        planned = {
            (person, round): table
            for person, round, table in self.plan.seats
            if person in self.people and states.get(round, "closed") != "closed"
        }
        found = {**self.seated, **planned}
        return {seat: table for seat, table in found.items() if seat not in self.away}

    @cached_property
    def away(self) -> set[tuple[str, int]]:
        """Who is wished away in which round that is not closed."""
        return {
            (wish.participant_id, one.number)
            for wish in self.wishes
            for one in self.rounds
            if wish.kind == "away" and wish.round_id in (None, one.id) and one.state != "closed"
        }

    @cached_property
    def locks(self) -> dict[tuple[str, int], Wish]:
        """(participant id, round number) -> the wish that fixes this seat, of one round first."""
        fixed = [wish for wish in self.wishes if wish.kind == "fixed"]
        return {
            (wish.participant_id, one.number): wish
            for wish in sorted(fixed, key=lambda wish: wish.round_id is not None)
            for one in self.rounds
            if wish.round_id in (None, one.id) and one.state != "closed"
        }

    def table_of(self, wish: Wish) -> int:
        """The number of a fixed wish's table; 0 for other wishes."""
        return {one.id: one.number for one in self.tables}.get(wish.table_id or "", 0)

    def round_of(self, wish: Wish) -> int | None:
        """The number of a wish's round; None is all rounds."""
        return next((one.number for one in self.rounds if one.id == wish.round_id), None)

    @cached_property
    def held(self) -> tuple[int, ...]:
        """Numbers of rounds that a new plan leaves alone: closed, or running with people in it."""
        busy = {round for _person, round in self.seated}
        return tuple(
            one.number
            for one in self.rounds
            if one.state == "closed" or (one.state == "running" and one.number in busy)
        )

    @property
    def by_hand(self) -> bool:
        """Has somebody been moved since the plan was computed? (Moving drops the proof.)"""
        return bool(self.plan.seats) and not self.plan.proof

    @property
    def over(self) -> bool:
        """Is the day closed, so that the plan stays as it was held?"""
        return self.workshop.state == "closed"

    @property
    def in_use(self) -> bool:
        """Do the phones show this plan, seat by seat? (Also when somebody was moved and back.)"""
        leaving = any(seat in self.away for seat in self.seated)
        as_seated = bool(self.seated) and self.seats == self.seated
        return (self.plan.published and not leaving) or as_seated

    @property
    def to_move(self) -> int:
        """How many seats that phones show now would change if the plan were put to use."""
        return sum(self.seats.get(key) != table for key, table in self.seated.items())

    @property
    def missing(self) -> str | None:
        """What a plan lacks: people, rounds or tables; None when nothing."""
        for name in ("people", "tables", "rounds"):
            if not getattr(self, name):
                return name
        return None

    def organisation(self, person: Participant) -> str:
        """The name of somebody's organisation, or nothing."""
        return self.organisations.get(person.organisation_id or "", "")

    def at_tables(self, round: int) -> dict[int, list[Participant]]:
        """Table number -> the people there in a round, by name."""
        found: dict[int, list[Participant]] = {one.number: [] for one in self.tables}
        for id, person in self.people.items():
            table = self.seats.get((id, round))
            if table in found:
                found[table].append(person)
        return found

    def unseated(self, round: int) -> list[Participant]:
        """Who has no table in a round and is not away, by name."""
        placed = self.seats.keys() | self.away
        return [one for id, one in self.people.items() if (id, round) not in placed]

    def met(self, person: str, besides: int) -> set[str]:
        """Who sits with somebody in other rounds than this one."""
        at: dict[tuple[int, int], set[str]] = defaultdict(set)
        for (other, round), table in self.seats.items():
            if round != besides:
                at[round, table].add(other)
        return {one for together in at.values() if person in together for one in together}


def plan_day(workshop_id: str) -> PlanDay:
    """Read it, in one moment of the database; Refusal ``not_found``."""
    day = the_workshop(workshop_id)

    def work(connection: object) -> PlanDay:
        def all_of(kind: type) -> list:  # type: ignore[type-arg]
            return lookup.find(connection, kind, workshop_id)  # type: ignore[arg-type]

        active = [one for one in all_of(Participant) if one.status == "active"]
        tables, rounds = all_of(Table), all_of(Round)
        people = {one.id: one for one in sorted(active, key=lambda one: sort_key(one.name))}
        plans = all_of(Plan)
        return PlanDay(
            workshop=day,
            people=people,
            organisations={one.id: one.name for one in all_of(Organisation)},
            target_groups={one.id: one for one in all_of(TargetGroup)},
            methods={one.id: one for one in all_of(Method)},
            tables=tuple(tables),
            rounds=tuple(rounds),
            plan=plans[0] if plans else Plan(workshop_id, workshop_id),
            seated=_seated(
                people,
                tables,
                rounds,
                all_of(Group),
                lookup.find(connection, Seat, workshop_id, until_seq=None),  # type: ignore[arg-type]
            ),
            wishes=tuple(
                one
                for one in all_of(Wish)
                if one.participant_id in people and (one.other_id or one.participant_id) in people
            ),
        )

    return read(work)


def _seated(
    people: dict[str, Participant],
    tables: list[Table],
    rounds: list[Round],
    groups: list[Group],
    seats: list[Seat],
) -> Seats:
    number_of_table = {one.id: one.number for one in tables}
    number_of_round = {one.id: one.number for one in rounds}
    table_of = {one.id: number_of_table[one.table_id] for one in groups}
    return {
        (one.participant_id, number_of_round[one.round_id]): table_of[one.group_id]
        for one in seats
        if one.participant_id in people
    }
