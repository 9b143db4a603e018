from __future__ import annotations

import csv
from pathlib import Path
from random import Random

import pytest
from hypothesis import assume, given, settings

from facilitation.grouping import themebound
from facilitation.grouping.bounds import best_theme
from facilitation.grouping.gather import Gathering, assign, choose
from facilitation.grouping.hall import Hall, make_hall
from facilitation.grouping.problem import Person, Problem, Round
from facilitation.grouping.rules.base import mark
from facilitation.grouping.themebound import theme_bound
from tests.grouping import small

LIST = Path(__file__).parent.parent / "data" / "roster" / "deltagere-2022.csv"


def _labels(problem: Problem) -> list[frozenset[str]]:
    return [frozenset(person.target_groups) for person in problem.people]


@settings(max_examples=200)
@given(small.problems(most_rounds=1))
def test_the_bound_is_never_passed_and_free_people_reach_what_is_counted(problem: Problem) -> None:
    best = max(
        (small.value(problem, "target_best_theme", seats) for seats in small.seatings(problem, 1)),
        default=None,
    )
    assume(best is not None)
    assert best is not None
    hall, labels = make_hall(problem, 1), _labels(problem)
    assert best <= theme_bound(hall, labels) <= len(hall.unit_of)
    gathering = Gathering(hall, mark(labels))
    if not len(gathering.kept):
        return
    counted = gathering.value(choose(gathering, Random(1), lambda _: None, 30)[0])[0]
    if not problem.wishes:
        assert best == counted


@settings(max_examples=100)
@given(small.problems(most_rounds=1))
def test_rare_themes_counted_as_one_keep_the_bound_true(problem: Problem) -> None:
    best = max(
        (small.value(problem, "target_best_theme", seats) for seats in small.seatings(problem, 1)),
        default=0,
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(themebound, "MOST_THEMES", 1)
        assert best <= themebound.theme_bound(make_hall(problem, 1), _labels(problem))


def test_of_the_list_of_2022_at_least_75_of_at_most_77_gather() -> None:
    with LIST.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    labels = [tuple(filter(None, row["Målgrupper"].split(", "))) for row in rows]
    listed = tuple(Person(f"p{i}", "", own) for i, own in enumerate(labels))
    hall = make_hall(Problem(listed, 12, (Round("gather"),)), 1)
    sets = [frozenset(own) for own in labels]
    gathering = Gathering(hall, mark(sets))
    themes = choose(gathering, Random(1), lambda _: None, 20)[0]
    assert gathering.value(themes)[0] >= 75
    assert theme_bound(hall, sets) == 77


def _event(people: int, tables: int, seed: int) -> tuple[Hall, list[frozenset[str]]]:
    chance = Random(seed)
    themes = "abcdefghijklmnop"
    listed = tuple(
        Person(f"p{i}", "", tuple(sorted(set(chance.choices(themes, range(16, 0, -1), k=2)))))
        for i in range(people)
    )
    problem = Problem(listed, tables, (Round("gather"),))
    return make_hall(problem, 1), _labels(problem)


@pytest.mark.parametrize("seed", range(4))
def test_people_are_assigned_as_many_as_the_least_cut_says(seed: int) -> None:
    hall, labels = _event(50, 6, seed)
    gathering = Gathering(hall, mark(labels))
    themes = choose(gathering, Random(seed), lambda _: None, 5)[0]
    wanted = assign(gathering, themes, gathering.free.tolist())
    assert len(wanted) == gathering.value(themes)[0]
    assert all(gathering.has[person, theme] for person, theme in wanted.items())


@pytest.mark.parametrize("seed", range(4))
def test_the_programme_bounds_no_looser_than_pigeonholes(seed: int) -> None:
    hall, labels = _event(120, 15, seed)
    gathering = Gathering(hall, mark(labels))
    found = gathering.value(choose(gathering, Random(seed), lambda _: None, 20)[0])[0]
    bound = theme_bound(hall, labels)
    assert found <= bound <= best_theme(hall, labels)
    assert bound <= 1.08 * found
