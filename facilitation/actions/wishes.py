"""What the plan must hold: two together or apart, somebody at a table (a locked seat) or away."""

from __future__ import annotations

from typing import TypeVar

from facilitation.actions.registry import verb
from facilitation.core.changes import Change
from facilitation.core.model import WISHES, Participant, Round, Table, Wish, new_id
from facilitation.core.ports import UnitOfWork
from facilitation.core.refusals import Refusal
from facilitation.core.rights import Actor

T = TypeVar("T", Round, Table)


@verb("wish.add")
def add_wish(
    work: UnitOfWork,
    actor: Actor,
    *,
    kind: str,
    participant: str,
    other: str | None = None,
    round: int | None = None,
    table: int | None = None,
) -> Change:
    """Wish for something in one round (its number) or, with None, in all; answers ``wish``.

    ``other`` goes with together and apart, ``table`` (its number) with fixed. Refusals:
    ``day_closed``, ``round_held``, ``wish_incomplete``, ``nothing_changed`` when it stands there
    already, ``too_many``, ``not_found``.
    """
    _not_over(work)
    wish = _made(work, kind, participant, other, round, table)
    known = work.find(Wish)
    if any(_content(one) == _content(wish) for one in known):
        raise Refusal("nothing_changed")
    if len(known) >= work.limits.participants:
        raise Refusal("too_many", most=work.limits.participants)
    work.add(wish)
    return Change("wish.added", (("plan", "plan"),), {"wish": wish.id})


@verb("wish.remove")
def remove_wish(work: UnitOfWork, actor: Actor, *, wish: str) -> Change:
    """Take a wish back, or unlock a seat. Refusals: ``day_closed``, ``not_found``."""
    _not_over(work)
    work.remove(work.get(Wish, wish))
    return Change("wish.removed", (("plan", "plan"),))


def drop_wishes(work: UnitOfWork, **about: str) -> None:
    """Wishes about somebody, a round or a table that is removed go with it."""
    for wish in work.find(Wish, **about):
        work.remove(wish)


def locked_at(work: UnitOfWork, participant: str, round: Round) -> Table | None:
    """The table where somebody's seat in a round is locked, for this round or for all."""
    for wish in work.find(Wish, kind="fixed", participant_id=participant):
        if wish.round_id in (None, round.id) and wish.table_id is not None:
            return work.get(Table, wish.table_id)
    return None


def away_in(work: UnitOfWork, round: Round) -> set[str]:
    """The participants who are wished away in a round, for it or for all."""
    wishes = work.find(Wish, kind="away")
    return {one.participant_id for one in wishes if one.round_id in (None, round.id)}


def _made(
    work: UnitOfWork,
    kind: str,
    participant: str,
    other: str | None,
    round: int | None,
    table: int | None,
) -> Wish:
    """The wish, with nothing that its kind has no use for."""
    if kind not in WISHES:
        raise Refusal("field_unknown", field="kind")
    pair, fixed = kind in ("together", "apart"), kind == "fixed"
    if (pair and other in (None, participant)) or (fixed and table is None):
        raise Refusal("wish_incomplete")
    person = work.get(Participant, participant).id
    second = work.get(Participant, other).id if pair and other else None
    when = None if round is None else _numbered(work, Round, round)
    if when is not None and when.state == "closed":
        raise Refusal("round_held", number=when.number)
    place = _numbered(work, Table, table) if fixed and table is not None else None
    return Wish(
        new_id(),
        work.workshop_id,
        kind,
        person,
        second,
        when.id if when else None,
        place.id if place else None,
    )


def _content(wish: Wish) -> tuple[object, ...]:
    """What a wish says; a pair says the same both ways round."""
    people = frozenset((wish.participant_id, wish.other_id))
    return wish.kind, people, wish.round_id, wish.table_id


def _numbered(work: UnitOfWork, kind: type[T], number: int) -> T:
    found = work.find(kind, number=number)
    if not found:
        raise Refusal("not_found")
    return found[0]


def _not_over(work: UnitOfWork) -> None:
    if work.workshop.state == "closed":
        raise Refusal("day_closed")
