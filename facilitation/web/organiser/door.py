"""Who is expected, who has come and who has not: what the check-in list shows of a day."""

from __future__ import annotations

from dataclasses import dataclass

from facilitation.core.model import Organisation, Participant
from facilitation.core.text import fold, sort_key
from facilitation.web.base import things
from facilitation.web.organiser.planday import PlanDay, plan_day

STATES = ("missing", "here", "late", "absent")


@dataclass(frozen=True)
class Row:
    """One person at the door. ``state``: missing, here, late or absent; ``table``: in the round
    of now or next, None without one; ``waits``: has come and has no seat where one is due;
    ``instead``: the substitute who came; ``replaces``: whom they came for."""

    person: Participant
    organisation: str
    state: str
    table: int | None = None
    waits: bool = False
    instead: Participant | None = None
    replaces: Participant | None = None
    later: int | None = None
    """From which round on somebody late is there."""

    @property
    def find(self) -> str:
        """What a search looks in."""
        return fold(f"{self.person.name} {self.organisation}")


@dataclass(frozen=True)
class Door:
    """A day as the door sees it, everybody by name."""

    day: PlanDay
    rows: tuple[Row, ...]
    round: int | None
    """The number of the round whose tables are shown."""

    @property
    def here(self) -> int:
        return sum(one.state == "here" for one in self.rows)

    @property
    def absent(self) -> int:
        """Who has cancelled, those apart for whom somebody came."""
        return sum(one.state == "absent" and one.instead is None for one in self.rows)

    @property
    def expected(self) -> int:
        """Who is on the list and has not cancelled."""
        return sum(one.state != "absent" for one in self.rows)

    @property
    def waiting(self) -> int:
        """Who has come and has no seat."""
        return sum(one.waits for one in self.rows)

    def row(self, id: str) -> Row | None:
        return next((one for one in self.rows if one.person.id == id), None)


def the_door(workshop: str) -> Door:
    """Read it; Refusal ``not_found``."""
    day = plan_day(workshop)
    everybody = sorted(things(Participant, workshop), key=lambda one: sort_key(one.name))
    organisations = {one.id: one.name for one in things(Organisation, workshop)}
    round = _round(day)
    stand_ins = {one.replaces: one for one in everybody if one.replaces and one.status == "active"}
    known = {one.id: one for one in everybody}
    rows = tuple(
        Row(
            one,
            organisations.get(one.organisation_id or "", ""),
            _state(day, one, round),
            day.seated.get((one.id, round or 0)),
            _waits(day, one),
            stand_ins.get(one.id) if one.status != "active" else None,
            known.get(one.replaces or ""),
            _later(day, one),
        )
        for one in everybody
    )
    return Door(day, rows, round)


def _round(day: PlanDay) -> int | None:
    """The running round, else the next to come."""
    to_come = [one for one in day.rounds if one.state != "closed"]
    running = [one for one in to_come if one.state == "running"]
    return next((one.number for one in [*running, *to_come]), None)


def _state(day: PlanDay, person: Participant, round: int | None) -> str:
    if person.status != "active":
        return "absent"
    if (person.id, round or 0) in day.away and not person.arrived:
        return "late"
    return "here" if person.here else "missing"


def _later(day: PlanDay, person: Participant) -> int | None:
    return next(
        (
            one.number
            for one in day.rounds
            if one.state != "closed" and (person.id, one.number) not in day.away
        ),
        None,
    )


def _waits(day: PlanDay, person: Participant) -> bool:
    due = [one.number for one in day.rounds if one.state != "closed"]
    return (
        bool(day.seated)
        and person.here
        and any(
            (person.id, number) not in day.seated and (person.id, number) not in day.away
            for number in due
        )
    )
