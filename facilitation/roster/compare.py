"""A read list beside the people who are already stored: new, changed, unchanged, gone."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from facilitation.roster.result import Person
from facilitation.roster.sheet import fold

_FIELDS = ("name", "organisation", "target_groups", "methods", "role")


@dataclass(frozen=True, slots=True)
class Known:
    """A stored person, as far as a list can change it."""

    id: str
    name: str
    organisation: str = ""
    email: str | None = None
    target_groups: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    role: str = "participant"


@dataclass(frozen=True, slots=True)
class Pair:
    """A stored person and what the list says now; ``fields`` are the names of what differs."""

    known: Known
    person: Person
    fields: tuple[str, ...]


@dataclass(slots=True)
class Comparison:
    """``gone``: stored, but not on the list or cancelled there. Unnamed seats are left out."""

    new: list[Person] = field(default_factory=list)
    changed: list[Pair] = field(default_factory=list)
    unchanged: list[Pair] = field(default_factory=list)
    gone: list[Known] = field(default_factory=list)


def compare(
    known: Sequence[Known], people: Iterable[Person], *, with_email: bool = True
) -> Comparison:
    """Matches by e-mail, then by name and organisation, then by a name that is there only once.

    Every stored person and every read one is matched at most once, so a list imported twice
    gives no doubles. ``with_email``: whether addresses are kept; else they count for nothing.
    """
    coming = [p for p in people if p.name is not None and p.status != "cancelled"]
    matches = _Matches(list(known), coming)
    if with_email:
        matches.take(lambda one: (_email(one), fold(one.name or "")) if one.email else None)
        matches.take(_email, only_single=True)
    matches.take(lambda one: (fold(one.name or ""), _whole(one.organisation)))
    matches.take(lambda one: fold(one.name or ""), only_single=True)
    return matches.compared((*_FIELDS, "email") if with_email else _FIELDS)


class _Matches:
    def __init__(self, known: list[Known], people: list[Person]) -> None:
        self.known, self.people = known, people
        self.pairs: list[tuple[Known, Person]] = []

    def take(
        self, key: Callable[[Known | Person], Hashable | None], only_single: bool = False
    ) -> None:
        """Pairs off those left that have the same key; several of one key in their order."""
        waiting = _by_key(self.known, key)
        wanted = _by_key(self.people, key)
        for found, people in wanted.items():
            known = waiting.get(found, [])
            if only_single and (len(known) > 1 or len(people) > 1):
                continue
            self.pairs += zip(known, people, strict=False)
        taken = {id(one) for pair in self.pairs for one in pair}
        self.known = [one for one in self.known if id(one) not in taken]
        self.people = [one for one in self.people if id(one) not in taken]

    def compared(self, fields: Sequence[str]) -> Comparison:
        result = Comparison(new=self.people, gone=self.known)
        for known, person in self.pairs:
            different = tuple(name for name in fields if _differ(known, person, name))
            pair = Pair(known, person, different)
            (result.changed if different else result.unchanged).append(pair)
        result.changed.sort(key=lambda pair: str(pair.person.row))
        return result


_One = TypeVar("_One", Known, Person)


def _by_key(
    ones: list[_One], key: Callable[[Known | Person], Hashable | None]
) -> dict[Hashable, list[_One]]:
    found: dict[Hashable, list[_One]] = {}
    for one in ones:
        if (of := key(one)) is not None:
            found.setdefault(of, []).append(one)
    return found


def _differ(known: Known, person: Person, name: str) -> bool:
    old, new = getattr(known, name), getattr(person, name)
    if name == "email":
        # An address that the list does not say is not taken away.
        return bool(new) and (old or "").casefold() != new.casefold()
    return set(old) != set(new) if isinstance(old, tuple) else old != new


def _email(one: Known | Person) -> str | None:
    return one.email.casefold() if one.email else None


def _whole(organisation: str) -> str:
    return fold(organisation).replace(" ", "")
