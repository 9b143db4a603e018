"""A bucket lets a burst through, then its rate; nobody waits for another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from facilitation.core.pace import Pace, Rate


def test_a_burst_passes_and_the_next_one_waits() -> None:
    pace = Pace(Rate(5, 3))
    assert [pace.take("mette", 0.0) for _ in range(3)] == [0, 0, 0]
    assert 200 <= pace.take("mette", 0.0) <= 202
    assert pace.take("bo", 0.0) == 0


def test_nobody_saves_up_more_than_a_burst() -> None:
    pace = Pace(Rate(5, 3))
    taken = [pace.take("mette", 1_000_000.0) for _ in range(4)]
    assert taken[:3] == [0, 0, 0]
    assert taken[3] > 0


@given(st.floats(0.01, 1000), st.integers(1, 50), st.floats(0, 1e9))
def test_who_comes_back_after_the_time_named_is_let_through(
    per_second: float, burst: int, now: float
) -> None:
    pace = Pace(Rate(per_second, burst))
    wait = 0
    while wait == 0:
        wait = pace.take("mette", now)
    assert pace.look("mette", now) == wait
    assert pace.take("mette", now + wait / 1000) == 0


def test_looking_takes_nothing() -> None:
    pace = Pace(Rate(5, 1))
    assert [pace.look("mette", 0.0) for _ in range(3)] == [0, 0, 0]
    pace.take("mette", 0.0)
    assert pace.look("mette", 0.0) > 0
    assert pace.look("mette", 1.0) == 0


def test_zero_is_no_limit() -> None:
    pace = Pace(Rate(0, 0))
    assert {pace.take("mette", 0.0) for _ in range(1000)} == {0}
    assert pace.look("mette", 0.0) == 0


def test_names_are_forgotten_and_memory_stays() -> None:
    pace = Pace(Rate(1, 1), most_names=10)
    for number in range(1000):
        pace.take(str(number), 0.0)
    assert len(pace._buckets) == 10
    assert pace.take("999", 0.0) > 0  # the last one is known still
