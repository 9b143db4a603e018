"""People who stand twice on the list: merged when surely one, asked about when perhaps."""

from __future__ import annotations

from facilitation.roster.result import Person, ReadResult, Row
from facilitation.roster.sheet import fold


def merge_same(result: ReadResult) -> None:
    """Merges people of the same name, organisation and e-mail; asks about the nearly same.

    The first keeps its place and gets the target groups and methods of both. Two of one name
    in different organisations with different addresses are two, without a question. Where a
    list has no addresses to tell them apart, the merging itself is asked about.
    """
    seen = _Seen()
    stay: list[Person] = []
    into: dict[Row, Row] = {}
    for person in result.people:
        if person.name and (same := seen.surely(person)):
            _merge(result, same, person)
            into[person.row] = same.row
            continue
        if person.name and (other := seen.perhaps(person)):
            result.ask("person", called(other), called(person), person.row, of="same")
        seen.add(person)
        stay.append(person)
    result.people = stay
    _tell_fates(result, into)


class _Seen:
    """The people above, found by name together with what else tells people apart."""

    def __init__(self) -> None:
        self._by: dict[tuple[str, ...], Person] = {}

    def surely(self, person: Person) -> Person | None:
        return self._by.get(("all", *_keys(person)))

    def perhaps(self, person: Person) -> Person | None:
        """One of the same organisation, of the same address, or either without organisation."""
        name, organisation, email = _keys(person)
        return (
            self._by.get(("organisation", name, organisation))
            or (self._by.get(("email", name, email)) if email else None)
            or self._by.get(("organisation", name, ""))
            or (None if organisation else self._by.get(("name", name)))
        )

    def add(self, person: Person) -> None:
        name, organisation, email = _keys(person)
        self._by.setdefault(("all", name, organisation, email), person)
        self._by.setdefault(("organisation", name, organisation), person)
        self._by.setdefault(("email", name, email), person)
        self._by.setdefault(("name", name), person)


def _keys(person: Person) -> tuple[str, str, str]:
    organisation = fold(person.organisation).replace(" ", "")
    return fold(person.name or ""), organisation, (person.email or "").casefold()


def _merge(result: ReadResult, first: Person, again: Person) -> None:
    if not first.email or first.status != again.status:
        result.ask("person", called(first), called(again), again.row, of="same")
    if first.status == "cancelled":  # the later row says that they come after all
        first.status = again.status
    first.target_groups = tuple(dict.fromkeys(first.target_groups + again.target_groups))
    first.methods = tuple(dict.fromkeys(first.methods + again.methods))
    if first.role == "participant":
        first.role = again.role


def _tell_fates(result: ReadResult, into: dict[Row, Row]) -> None:
    rows_with_people = {person.row for person in result.people}
    for fate in result.fates:
        if fate.kind == "person" and fate.row in into and fate.row not in rows_with_people:
            fate.kind, fate.into = "merged", into[fate.row]


def called(person: Person) -> str:
    """How a question names a person: with the address, or else the organisation."""
    if person.email:
        return f"{person.name} <{person.email}>"
    return f"{person.name} ({person.organisation})"
