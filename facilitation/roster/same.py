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
    by_name: dict[str, list[Person]] = {}
    stay: list[Person] = []
    into: dict[Row, Row] = {}
    for person in result.people:
        others = by_name.setdefault(fold(person.name), []) if person.name else []
        same = next((other for other in others if _surely_one(other, person)), None)
        if same is None:
            _ask_about(result, others, person)
            others.append(person)
            stay.append(person)
        else:
            _merge(result, same, person)
            into[person.row] = same.row
    result.people = stay
    _tell_fates(result, into)


def _surely_one(a: Person, b: Person) -> bool:
    return _organisation(a) == _organisation(b) and _email(a) == _email(b)


def _ask_about(result: ReadResult, others: list[Person], person: Person) -> None:
    for other in others:
        same_mail = _email(other) == _email(person) != ""
        unknown = not other.organisation or not person.organisation
        if same_mail or unknown or _organisation(other) == _organisation(person):
            result.ask("person", called(other), called(person), person.row)


def _merge(result: ReadResult, first: Person, again: Person) -> None:
    if not first.email or first.status != again.status:
        result.ask("person", called(first), called(again), again.row)
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


def _organisation(person: Person) -> str:
    return fold(person.organisation).replace(" ", "")


def _email(person: Person) -> str:
    return (person.email or "").casefold()
