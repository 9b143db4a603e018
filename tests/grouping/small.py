"""Small problems, and a slow but plain second opinion on everything that the solver claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product
from pathlib import Path

from hypothesis import strategies as st

from facilitation.grouping.files import read_people, read_wishes
from facilitation.grouping.problem import Person, Problem, Round, Wish

DATA = Path(__file__).parent.parent / "data" / "grouping"
Seating = tuple[int, ...]  # table from 1 per person, 0 is away


def instance(
    name: str,
    tables: int,
    rounds: int,
    targets: str = "mix",
    capacities: tuple[tuple[int, int], ...] | None = None,
) -> Problem:
    """One of the lists in tests/data/grouping, with its hard wishes."""
    people = read_people(DATA / name / "participants.csv")
    ids = frozenset(person.id for person in people)
    wishes, _ = read_wishes(DATA / name / "constraints.csv", ids, rounds)
    return Problem(people, tables, (Round(targets),) * rounds, wishes, capacities)


# ---------------------------------------------------------------- strategies


def people_of(count: int) -> st.SearchStrategy[tuple[Person, ...]]:
    labels = st.lists(st.sampled_from("xyz"), max_size=2, unique=True).map(tuple)
    roles = st.sampled_from(["participant", "participant", "host", "board"])
    one = st.tuples(st.sampled_from(["", "A", "B", "C"]), labels, labels, roles)
    return st.lists(one, min_size=count, max_size=count).map(
        lambda rows: tuple(Person(f"p{i}", *row) for i, row in enumerate(rows))
    )


def wishes_of(ids: Sequence[str], tables: int, rounds: int) -> st.SearchStrategy[Wish]:
    who, when = st.sampled_from(ids), st.sampled_from([None, *range(1, rounds + 1)])
    table = st.integers(1, tables)
    pair = st.tuples(who, who).filter(lambda two: two[0] != two[1])
    return st.one_of(
        st.builds(lambda p, r: Wish("together", p[0], p[1], r), pair, when),
        st.builds(lambda p, r: Wish("apart", p[0], p[1], r), pair, when),
        st.builds(lambda a, r, t: Wish("fixed", a, "", r, t), who, when, table),
        st.builds(lambda a, r: Wish("away", a, "", r), who, when),
    )


@st.composite
def problems(
    draw: st.DrawFn, most_people: int = 6, most_rounds: int = 2, most_wishes: int = 3
) -> Problem:
    """Problems so small that all their seatings can be tried; some hold conflicts."""
    people = draw(st.integers(2, most_people).flatmap(people_of))
    tables, rounds = draw(st.integers(1, 3)), draw(st.integers(1, most_rounds))
    ids = [person.id for person in people]
    mode = st.sampled_from(["mix", "gather", "none"])
    capacity = st.tuples(st.integers(0, 2), st.integers(2, 5))
    sizes = st.lists(capacity, min_size=tables, max_size=tables).map(tuple)
    pairs = st.sampled_from(list(combinations(ids, 2)))
    return Problem(
        people=people,
        tables=tables,
        rounds=tuple(draw(st.builds(Round, mode, mode)) for _ in range(rounds)),
        wishes=tuple(
            draw(st.lists(wishes_of(ids, tables, rounds), max_size=most_wishes, unique=True))
        ),
        capacities=draw(st.one_of(st.none(), sizes)),
        met=tuple(draw(st.lists(pairs, max_size=2, unique=True))),
        seed=draw(st.integers(0, 9)),
    )


# ---------------------------------------------------------------- the second opinion


def seatings(
    problem: Problem, number: int, wishes: Iterable[Wish] | None = None
) -> Iterator[Seating]:
    """Every seating of round ``number`` that keeps the sizes and ``wishes`` (or all wishes)."""
    held = [w for w in (problem.wishes if wishes is None else wishes) if w.applies(number)]
    away = {w.a for w in held if w.type == "away"}
    ids = [person.id for person in problem.people]
    choices = [(0,) if own in away else tuple(range(1, problem.tables + 1)) for own in ids]
    for seats in product(*choices):
        if _sizes_fit(problem, seats) and all(
            kept(w, dict(zip(ids, seats, strict=True))) for w in held
        ):
            yield seats


def kept(wish: Wish, at: dict[str, int]) -> bool:
    """Is a wish kept? One for all rounds rests while its person is away."""
    a, b, explicit = at[wish.a], at.get(wish.b, 0), wish.round is not None
    if wish.type == "fixed":
        return a == wish.group or (a == 0 and not explicit)
    if wish.type == "together":
        return a == b or (0 in (a, b) and not explicit)
    if wish.type == "apart":
        return a != b or a == 0
    return a == 0


def _sizes_fit(problem: Problem, seats: Seating) -> bool:
    sizes = [seats.count(t) for t in range(1, problem.tables + 1)]
    if problem.capacities is not None:
        return all(a <= n <= b for n, (a, b) in zip(sizes, problem.capacities, strict=True))
    return max(sizes) - min(sizes) <= 1


def value(problem: Problem, wish: str, seats: Seating) -> int:
    """The value of a wish in one round, counted pair by pair and table by table."""
    tables = [
        [p for p, at in zip(problem.people, seats, strict=True) if at == t]
        for t in range(1, problem.tables + 1)
    ]
    if wish == "tables_without_host":
        return sum(1 for m in tables if m and not any(p.role == "host" for p in m))
    if wish.endswith("best_theme"):
        return sum(
            max((sum(t in labels(p, wish) for p in m) for t in "xyz"), default=0) for m in tables
        )
    return sum(
        len(labels(p, wish) & labels(q, wish)) for m in tables for p, q in combinations(m, 2)
    )


def labels(person: Person, wish: str) -> set[str]:
    if wish == "same_org_pairs":
        return {person.organisation} - {""}
    if wish == "same_role_pairs":
        return {person.role} - {"participant"}
    return set(person.target_groups if wish.startswith("target") else person.methods)


def repeats(problem: Problem, rounds: Sequence[Seating]) -> int:
    """Times together beyond the first, over all pairs; an earlier meeting is the first."""
    met = {frozenset(pair) for pair in problem.met}
    total = 0
    for (i, p), (j, q) in combinations(enumerate(problem.people), 2):
        times = sum(seats[i] == seats[j] != 0 for seats in rounds)
        total += max(0, times + ({p.id, q.id} in met) - 1)
    return total
