from __future__ import annotations

from collections import Counter

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from facilitation.grouping.order import ranking
from facilitation.grouping.price import best_swap, next_best
from facilitation.grouping.problem import Person, Problem, Round, Wish
from facilitation.grouping.proof import Measure, broken, seats_of
from facilitation.grouping.rules import Reason
from facilitation.grouping.scales import Scales
from facilitation.grouping.why import price, why
from tests.grouping import small

Plan = list[dict[str, int]]


@st.composite
def plans(draw: st.DrawFn) -> tuple[Problem, Plan, str, int]:
    """A problem with a plan that keeps its wishes, one person and one round."""
    problem = draw(small.problems(most_wishes=2))
    ids = [person.id for person in problem.people]
    rows = []
    for number in range(1, len(problem.rounds) + 1):
        found = list(small.seatings(problem, number))
        assume(found)
        tables = draw(st.sampled_from(found))
        rows.append({own: t for own, t in zip(ids, tables, strict=True) if t})
    number = draw(st.integers(1, len(rows)))
    assume(rows[number - 1])
    return problem, rows, draw(st.sampled_from(sorted(rows[number - 1]))), number


def _values(problem: Problem, rows: Plan) -> Counter[str]:
    total = Counter[str]()
    for (wish, _), value in Measure(problem).values(seats_of(problem, rows)).items():
        total[wish] += value
    return total


def _after(rows: Plan, number: int, moves: dict[str, int]) -> Plan:
    return [{**row, **moves} if r == number else row for r, row in enumerate(rows, 1)]


def _changes(problem: Problem, rows: Plan, number: int, moves: dict[str, int]) -> dict[str, int]:
    before, after = _values(problem, rows), _values(problem, _after(rows, number, moves))
    return {wish: after[wish] - before[wish] for wish in after if after[wish] != before[wish]}


@settings(max_examples=150, deadline=None)
@given(plans(), st.integers(1, 3))
def test_a_price_is_the_difference_of_the_whole_plans(
    one: tuple[Problem, Plan, str, int], group: int
) -> None:
    problem, rows, person, number = one
    group = min(group, problem.tables)
    told = price(problem, rows, person, number, group)
    for said in (told["move"], told["swap"]):
        if said is not None:
            assert said["moves"][person] == group
            assert said["changes"] == _changes(problem, rows, number, said["moves"])
            anew = broken(problem, _after(rows, number, said["moves"]))
            assert said["breaks"] == [fault for fault in anew if fault not in broken(problem, rows)]
    if told["swap"]:
        assert not told["swap"]["breaks"]
        assert rows[number - 1][told["swap"]["partner"]] == group != rows[number - 1][person]


def _key(problem: Problem, rows: Plan, number: int, moves: dict[str, int]) -> tuple[int, ...]:
    """The cost of the plan afterwards in the order of the wishes."""
    measure = Measure(problem)
    seats = seats_of(problem, _after(rows, number, moves))
    return tuple(
        sum(rule.cost(seats, at) for rule, at in place) for place in ranking(problem, measure.rules)
    )


@settings(max_examples=120, deadline=None)
@given(plans())
def test_no_other_table_is_cheaper_than_the_next_best(one: tuple[Problem, Plan, str, int]) -> None:
    problem, rows, person, number = one
    hall, row = Measure(problem).halls[number - 1], rows[number - 1]
    ids = [p.id for p in problem.people]
    units = [[ids[i] for i in unit] for unit in hall.units]
    mine = next(unit for unit in units if person in unit)
    options = [
        dict.fromkeys(mine, table) for table in range(1, problem.tables + 1) if table != row[person]
    ]
    options += [
        {**dict.fromkeys(mine, row[unit[0]]), **dict.fromkeys(unit, row[person])}
        for unit in units
        if row[unit[0]] != row[person]
    ]
    held = [moves for moves in options if not broken(problem, _after(rows, number, moves))]
    scales = Scales(problem, rows)
    found = next_best(scales, person, number)
    if found is None:
        assert not held
        return
    assert not found.breaks
    assert _key(problem, rows, number, found.moves) == min(
        _key(problem, rows, number, moves) for moves in held
    )
    swaps = [moves for moves in held if len(set(moves.values())) == 2]
    best = best_swap(scales, person, number)
    assert (best is None) == (not swaps)
    if best is not None:
        assert _key(problem, rows, number, best.moves) == min(
            _key(problem, rows, number, moves) for moves in swaps
        )


@settings(max_examples=150, deadline=None)
@given(plans())
def test_every_reason_is_true(one: tuple[Problem, Plan, str, int]) -> None:
    problem, rows, person, number = one
    row, own = rows[number - 1], {p.id: p for p in problem.people}
    near = [other for other in row if other != person and row[other] == row[person]]
    for said in why(problem, rows, person, number):
        code = said["code"]
        if code == "fixed":
            assert said["group"] == row[person]
        elif code == "kept_together":
            assert set(said["people"]) <= set(near)
        elif code == "kept_apart":
            assert all(row[one["person"]] == one["group"] != row[person] for one in said["people"])
        elif code.startswith("shares_"):
            _check_shared(said, own, person, near)
        elif code in ("avoids_colleagues", "colleagues_here"):
            _check_colleagues(said, own, row, person)
        elif code == "avoids_met":
            met = {b for pair in problem.met if person in pair for b in pair}
            for other in rows[: number - 1] + rows[number:]:
                met |= {p for p in other if other[p] == other.get(person)}
            at = Counter(row[p] for p in met if p != person and p in row)
            assert said["again"] == at.pop(row[person], 0)
            assert {one["group"]: one["people"] for one in said["groups"]} == dict(at)
        elif code == "only_host":
            assert own[person].role == "host"
            assert all(own[p].role != "host" for p in near)
        else:
            assert code == "next_best"
            assert said["group"] != row[person]


def _check_shared(said: Reason, own: dict[str, Person], person: str, near: list[str]) -> None:
    kind = "target_groups" if said["code"] == "shares_targets" else "methods"
    for label in said["labels"]:
        sharing = {p for p in near if label["label"] in getattr(own[p], kind)}
        assert label["label"] in getattr(own[person], kind)
        assert set(label["people"]) == sharing != set()


def _check_colleagues(
    said: Reason, own: dict[str, Person], row: dict[str, int], person: str
) -> None:
    name = said["organisation"]
    there = {p: row[p] for p in row if p != person and own[p].organisation == name}
    assert own[person].organisation == name
    if said["code"] == "avoids_colleagues":
        assert row[person] not in there.values()
        assert said["groups"] == sorted(set(there.values()))
    else:
        here = [p for p in there if there[p] == row[person]]
        assert set(said["people"]) == set(here) != set()


def test_a_seat_is_explained_by_what_holds_it_there() -> None:
    people = [Person(f"p{i}", name, ("x",)) for i, name in enumerate("ABACBA")]
    wishes = (Wish("fixed", "p0", group=1), Wish("apart", "p0", "p3"))
    problem = Problem(tuple(people), 3, (Round("gather"), Round("gather")), wishes)
    rows = [
        {"p0": 1, "p1": 1, "p2": 2, "p3": 2, "p4": 3, "p5": 3},
        {"p0": 1, "p4": 1, "p1": 2, "p5": 2, "p2": 3, "p3": 3},
    ]
    told = {said["code"]: said for said in why(problem, rows, "p0", 1)}
    assert told["fixed"] == {"code": "fixed", "group": 1}
    assert told["kept_apart"]["people"] == [{"person": "p3", "group": 2}]
    assert told["shares_targets"]["labels"] == [{"label": "x", "people": ["p1"]}]
    assert told["avoids_colleagues"]["groups"] == [2, 3]
    assert told["avoids_met"] == {
        "code": "avoids_met",
        "groups": [{"group": 3, "people": 1}],
        "again": 0,
    }
    assert "next_best" not in told  # fixed: there is no other table
    assert next(s for s in why(problem, rows, "p1", 1) if s["code"] == "next_best")["partner"]


def test_one_who_is_not_there_has_no_reasons() -> None:
    problem = Problem((Person("p0"), Person("p1")), 1, wishes=(Wish("away", "p0"),))
    assert why(problem, [{"p1": 1}], "p0", 1) == []


def test_the_best_partner_is_the_one_who_leaves_no_colleagues_together() -> None:
    """p0 and p2 are colleagues: whoever else swaps with p0 leaves them at one table."""
    people = tuple(Person(f"p{i}", name) for i, name in enumerate("ABAC"))
    problem = Problem(people, 2, (Round("none"),))
    told = price(problem, [{"p0": 1, "p1": 1, "p2": 2, "p3": 2}], "p0", 1, 2)
    assert told["move"]["changes"] == {"same_org_pairs": 1}
    assert [fault["code"] for fault in told["move"]["breaks"]] == ["size", "size"]
    assert not told["move"]["better"]
    assert (told["swap"]["partner"], told["swap"]["changes"]) == ("p2", {})
