from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given

from facilitation.core.refusals import Refusal
from facilitation.grouping.problem import Person, Problem, Round, Wish, from_json, to_json
from tests.grouping.small import problems

PEOPLE = (Person("a", "A"), Person("b"), Person("c"))


@given(problems())
def test_a_problem_comes_back_from_json_as_it_was(problem: Problem) -> None:
    assert from_json(json.loads(json.dumps(to_json(problem)))) == problem


@pytest.mark.parametrize(
    ("path", "nonsense"),
    [
        (("people",), []),
        (("people", 0, "id"), "b"),
        (("people", 0, "id"), ""),
        (("people", 0, "id"), 7),
        (("people", 0, "target_groups"), "x"),
        (("tables",), 0),
        (("tables",), True),
        (("tables",), 2.0),
        (("rounds",), []),
        (("rounds", 0, "targets"), "stir"),
        (("capacities",), [[1, 2]]),
        (("capacities",), [[3, 2], [1, 2]]),
        (("capacities",), [[1, 2, 3], [1, 2]]),
        (("wishes", 0, "type"), "near"),
        (("wishes", 0, "a"), "nobody"),
        (("wishes", 0, "b"), None),
        (("wishes", 0, "round"), 9),
        (("wishes", 0, "round"), "all"),
        (("met",), [["a", "nobody"]]),
        (("met",), [["a", "a"]]),
        (("order",), ["colleagues", "colleagues"]),
        (("order",), ["luck"]),
        (("seed",), None),
        (("time_limit",), 0),
        (("time_limit",), "1"),
    ],
)
def test_nonsense_in_a_problem_is_refused(path: tuple[Any, ...], nonsense: object) -> None:
    raw = to_json(Problem(PEOPLE, 2, (Round(),), (Wish("apart", "a", "b"),)))
    inner = raw
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = nonsense
    with pytest.raises(Refusal) as caught:
        from_json(raw)
    assert caught.value.code == "bad_problem"
    assert caught.value.data["where"] == path[0]


def test_a_field_too_many_or_too_few_is_refused() -> None:
    raw = to_json(Problem(PEOPLE, 2))
    more, fewer = copy.deepcopy(raw), copy.deepcopy(raw)
    more["people"][0]["diet"] = "fish"
    del fewer["seed"]
    wrongs: list[object] = [more, fewer, [], None]
    for wrong in wrongs:
        with pytest.raises(Refusal, match="bad_problem"):
            from_json(wrong)


def test_a_wish_to_sit_fixed_needs_its_table() -> None:
    with pytest.raises(Refusal, match="bad_problem"):
        Problem(PEOPLE, 2, wishes=(Wish("fixed", "a"),))
