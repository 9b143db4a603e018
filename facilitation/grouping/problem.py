"""What is asked of the table plan: people, tables, rounds and wishes, with a strict JSON form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from facilitation.core.refusals import Refusal

MODES = ("mix", "gather", "none")
WISH_TYPES = ("together", "apart", "fixed", "away")
ORDER = ("colleagues", "repeats", "hosts", "roles", "targets", "methods")
MOST_PEOPLE, MOST_TABLES, MOST_ROUNDS = 5000, 1000, 30


@dataclass(frozen=True, slots=True)
class Person:
    """One who is to be seated; labels are compared letter by letter, an empty one is none."""

    id: str
    organisation: str = ""
    target_groups: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    role: str = "participant"


@dataclass(frozen=True, slots=True)
class Wish:
    """A hard wish. ``round`` and ``group`` count from 1; round None is every round.

    together, apart: ``a`` and ``b``; fixed: ``a`` at table ``group``; away: ``a`` is not there.
    ``line`` is where it stood in a file. A seat locked on a page is a fixed wish of one round.
    """

    type: str
    a: str
    b: str = ""
    round: int | None = None
    group: int | None = None
    line: int | None = None

    def applies(self, number: int) -> bool:
        """Does it hold in round ``number`` (from 1)?"""
        return self.round is None or self.round == number

    def to_json(self) -> dict[str, Any]:
        """The form that files, pages and the conflict answer use; ``*`` is every round."""
        number: int | str = "*" if self.round is None else self.round
        return {
            "type": self.type,
            "a": self.a,
            "b": self.b or None,
            "round": number,
            "group": self.group,
            "line": self.line,
        }


@dataclass(frozen=True, slots=True)
class Round:
    """What one round wants of target groups and of methods: mix, gather or none."""

    targets: str = "mix"
    methods: str = "none"


@dataclass(frozen=True, slots=True)
class Problem:
    """All that the solver needs.

    ``capacities``: least and most people per table, or None for sizes within one of each other.
    ``met``: pairs of ids that met before. ``order``: the wishes to hold first, by the names in
    ORDER; the others follow in their usual order. ``time_limit``: seconds, stops earlier only.
    """

    people: tuple[Person, ...]
    tables: int
    rounds: tuple[Round, ...] = (Round(),)
    wishes: tuple[Wish, ...] = ()
    capacities: tuple[tuple[int, int], ...] | None = None
    met: tuple[tuple[str, str], ...] = ()
    order: tuple[str, ...] = ()
    seed: int = 1
    time_limit: float | None = None

    def __post_init__(self) -> None:
        """Raises Refusal ``bad_problem`` (where, reason) when the parts do not fit together."""
        _check_sizes(self)
        ids = {person.id for person in self.people}
        _need(len(ids) == len(self.people) and "" not in ids, "people", "ids")
        for wish in self.wishes:
            _check_wish(wish, ids, len(self.rounds))
        _need(all(a in ids and b in ids and a != b for a, b in self.met), "met", "unknown_person")
        known = len(set(self.order)) == len(self.order) and set(self.order) <= set(ORDER)
        _need(known, "order", "unknown_wish")


def _need(holds: bool, where: str, reason: str) -> None:
    if not holds:
        raise Refusal("bad_problem", where=where, reason=reason)


def _check_sizes(problem: Problem) -> None:
    _need(1 <= len(problem.people) <= MOST_PEOPLE, "people", "how_many")
    _need(1 <= problem.tables <= MOST_TABLES, "tables", "how_many")
    _need(1 <= len(problem.rounds) <= MOST_ROUNDS, "rounds", "how_many")
    modes = {mode for one in problem.rounds for mode in (one.targets, one.methods)}
    _need(modes <= set(MODES), "rounds", "mode")
    _need(problem.time_limit is None or problem.time_limit > 0, "time_limit", "positive")
    if problem.capacities is not None:
        _need(len(problem.capacities) == problem.tables, "capacities", "one_per_table")
        sane = all(0 <= least <= most for least, most in problem.capacities)
        _need(sane, "capacities", "least_above_most")


def _check_wish(wish: Wish, ids: set[str], rounds: int) -> None:
    _need(wish.type in WISH_TYPES, "wishes", "type")
    _need(wish.a in ids, "wishes", "unknown_person")
    if wish.type in ("together", "apart"):
        _need(wish.b in ids, "wishes", "unknown_person")
    _need(wish.type != "fixed" or wish.group is not None, "wishes", "no_group")
    _need(wish.round is None or 1 <= wish.round <= rounds, "wishes", "round")


# ---------------------------------------------------------------- to and from JSON


def to_json(problem: Problem) -> dict[str, Any]:
    """The problem as plain lists and dicts; ``from_json`` reads it back to an equal problem."""
    return {
        "people": [
            {
                "id": p.id,
                "organisation": p.organisation,
                "target_groups": list(p.target_groups),
                "methods": list(p.methods),
                "role": p.role,
            }
            for p in problem.people
        ],
        "tables": problem.tables,
        "rounds": [{"targets": r.targets, "methods": r.methods} for r in problem.rounds],
        "wishes": [wish.to_json() for wish in problem.wishes],
        "capacities": problem.capacities and [list(pair) for pair in problem.capacities],
        "met": [list(pair) for pair in problem.met],
        "order": list(problem.order),
        "seed": problem.seed,
        "time_limit": problem.time_limit,
    }


def from_json(raw: object) -> Problem:
    """Reads ``to_json``'s form strictly: every field there, none unknown.

    Raises Refusal ``bad_problem`` with where and reason.
    """
    top = "people tables rounds wishes capacities met order seed time_limit"
    whole = _record(raw, top, "problem")
    capacities = whole["capacities"]
    return Problem(
        people=tuple(_person(one) for one in _list(whole["people"], "people")),
        tables=_whole_number(whole["tables"], "tables"),
        rounds=tuple(_round(one) for one in _list(whole["rounds"], "rounds")),
        wishes=tuple(_wish(one) for one in _list(whole["wishes"], "wishes")),
        capacities=None
        if capacities is None
        else tuple(_capacity(one) for one in _list(capacities, "capacities")),
        met=tuple(_pair(one) for one in _list(whole["met"], "met")),
        order=_texts(whole["order"], "order"),
        seed=_whole_number(whole["seed"], "seed"),
        time_limit=_seconds(whole["time_limit"]),
    )


def _person(raw: object) -> Person:
    row = _record(raw, "id organisation target_groups methods role", "people")
    return Person(
        _text(row["id"], "people"),
        _text(row["organisation"], "people"),
        _texts(row["target_groups"], "people"),
        _texts(row["methods"], "people"),
        _text(row["role"], "people"),
    )


def _round(raw: object) -> Round:
    row = _record(raw, "targets methods", "rounds")
    return Round(_text(row["targets"], "rounds"), _text(row["methods"], "rounds"))


def _wish(raw: object) -> Wish:
    row = _record(raw, "type a b round group line", "wishes")
    number = None if row["round"] == "*" else _whole_number(row["round"], "wishes")
    other = "" if row["b"] is None else _text(row["b"], "wishes")
    group = None if row["group"] is None else _whole_number(row["group"], "wishes")
    line = None if row["line"] is None else _whole_number(row["line"], "wishes")
    return Wish(_text(row["type"], "wishes"), _text(row["a"], "wishes"), other, number, group, line)


def _capacity(raw: object) -> tuple[int, int]:
    least, most = _two(raw, "capacities")
    return _whole_number(least, "capacities"), _whole_number(most, "capacities")


def _pair(raw: object) -> tuple[str, str]:
    a, b = _two(raw, "met")
    return _text(a, "met"), _text(b, "met")


def _record(raw: object, names: str, where: str) -> dict[str, Any]:
    _need(isinstance(raw, dict) and set(raw) == set(names.split()), where, "fields")
    assert isinstance(raw, dict)
    return raw


def _list(raw: object, where: str) -> list[Any]:
    _need(isinstance(raw, list), where, "not_a_list")
    assert isinstance(raw, list)
    return raw


def _two(raw: object, where: str) -> list[Any]:
    both = _list(raw, where)
    _need(len(both) == 2, where, "not_a_pair")
    return both


def _text(raw: object, where: str) -> str:
    _need(isinstance(raw, str) and len(raw) <= 500, where, "not_a_text")
    return str(raw)


def _texts(raw: object, where: str) -> tuple[str, ...]:
    return tuple(_text(one, where) for one in _list(raw, where))


def _whole_number(raw: object, where: str) -> int:
    _need(isinstance(raw, int) and not isinstance(raw, bool), where, "not_a_whole_number")
    assert isinstance(raw, int)
    return raw


def _seconds(raw: object) -> float | None:
    number = isinstance(raw, int | float) and not isinstance(raw, bool)
    _need(raw is None or number, "time_limit", "not_a_number")
    return raw if isinstance(raw, int | float) else None
