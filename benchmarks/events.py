"""Made-up events for the table plan: people, hard wishes and tables, from a seed alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from facilitation.grouping.problem import Person, Problem, Round, Wish

TARGETS = tuple(f"målgruppe {k}" for k in range(1, 15))
METHODS = tuple(f"metode {k}" for k in range(1, 11))


def event(
    people: int,
    tables: int,
    rounds: int,
    seed: int,
    targets: str = "mix",
    *,
    uneven: bool = False,
) -> Problem:
    """An event with one large organisation, a few of two or three people, the others alone.

    There is a host for each table, one fixed seat for every two dozen people, and for every
    sixty a pair kept together and a pair kept apart; with ``uneven``, tables of several sizes.
    """
    chance = Random(f"{people} {tables} {seed}")
    organisations = _organisations(chance, people)
    roles = ["host"] * tables + ["board"] * max(2, people // 50) + ["speaker"] * 2
    roles += ["participant"] * people
    listed = [
        Person(
            f"p{i:04}",
            organisations[i],
            _labels(chance, TARGETS),
            _labels(chance, METHODS),
            roles[i],
        )
        for i in range(people)
    ]
    chance.shuffle(listed)
    wishes = tuple(_wishes(chance, [one.id for one in listed], tables))
    sizes = _sizes(people, tables) if uneven else None
    return Problem(tuple(listed), tables, (Round(targets),) * rounds, wishes, sizes, seed=seed)


def golfers(tables: int, seats: int, rounds: int) -> Problem:
    """A social golfer case: nobody should meet twice."""
    people = tuple(Person(f"p{i:04}") for i in range(tables * seats))
    return Problem(people, tables, (Round("none"),) * rounds)


def _organisations(chance: Random, people: int) -> list[str]:
    """The large one has a sixth or less of all; most of the others come alone."""
    names = ["Fonden"] * (people // chance.randrange(6, 10))
    while len(names) < people:
        together = chance.choice((1,) * 9 + (2, 3))
        names += [f"Forening {len(names)}"] * together
    names = names[:people]
    chance.shuffle(names)
    return names


def _labels(chance: Random, all_labels: Sequence[str]) -> tuple[str, ...]:
    """One to three labels; the first ones of the list are common, the last ones are not."""
    weights = [1 / k for k in range(1, len(all_labels) + 1)]
    many = chance.choice((1, 1, 1, 2, 2, 3))
    return tuple(dict.fromkeys(chance.choices(all_labels, weights, k=many)))


def _wishes(chance: Random, ids: Sequence[str], tables: int) -> Iterator[Wish]:
    """No person stands in two of them, so that they always can hold together."""
    pool = list(ids)
    chance.shuffle(pool)
    for k in range(max(1, len(ids) // 24)):
        yield Wish("fixed", pool.pop(), group=k % tables + 1)
    for _ in range(max(1, len(ids) // 60)):
        yield Wish("together", pool.pop(), pool.pop())
        yield Wish("apart", pool.pop(), pool.pop())


def _sizes(people: int, tables: int) -> tuple[tuple[int, int], ...]:
    """Every third table is large."""
    usual = people // tables
    return tuple((max(1, usual - 2), usual + 3 if t % 3 == 0 else usual) for t in range(tables))
