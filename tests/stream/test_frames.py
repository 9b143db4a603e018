"""The promise behind every page: an old snapshot and the frames since are a fresh snapshot.

Days are made up by hypothesis from every verb there is. After each step, for every audience, a
client that follows each step, one that looks now and then, and one that looks at the very end
must have the picture that a page loaded now would have. The same days are searched for what
nobody may see.
"""

from __future__ import annotations

import itertools
import os
import random
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from unittest import mock

import hypothesis
import pytest
from hypothesis import HealthCheck, Phase
from hypothesis import strategies as st
from sqlalchemy import Engine, event

from facilitation.actions import VERBS
from facilitation.core.ports import Limits
from facilitation.store.engine import open_engine
from tests import world as worlds
from tests.stream.living import Life
from tests.stream.plays import PLAYS
from tests.world import World

# More of them: SAMSKAB_EXAMPLES=1000 pytest tests/stream
EXAMPLES = int(os.environ.get("SAMSKAB_EXAMPLES", "20"))
PHASES = (worlds.a_workshop, worlds.a_planned_day, worlds.a_running_day, worlds.a_running_day)


def test_every_verb_is_played() -> None:
    assert set(PLAYS) == set(VERBS)


@hypothesis.settings(
    max_examples=EXAMPLES,
    phases=[Phase.generate, Phase.shrink],  # explaining takes minutes
    suppress_health_check=[HealthCheck.too_slow],
)
@hypothesis.given(seed=st.integers(0, 1 << 40), steps=st.integers(10, 40))
def test_an_old_snapshot_and_its_frames_are_a_fresh_snapshot(seed: int, steps: int) -> None:
    # By a seed, and not by hypothesis' own draws: those come back to the same few steps, and
    # hardly a note would get far enough to be hidden. Fewer steps are still tried on a failure.
    with a_life(seed, PHASES[seed % len(PHASES)], hypothesis.note) as life:
        life.live(steps)
        life.end()


@pytest.mark.parametrize("seed", [1, 2])
def test_every_verb_succeeds_in_a_long_day_and_keeps_the_promise(seed: int) -> None:
    # A day that is there is not created again; all days here began with it.
    left = set(VERBS) - {"workshop.create"}
    with a_life(seed, worlds.a_running_day, str) as life:
        life.live(40)
        for verb in sorted(
            left - life.succeeded, key=lambda verb: (verb == "workshop.close", verb)
        ):
            life.insist(verb)
        life.end()
    assert left <= life.succeeded


@contextmanager
def a_life(
    seed: int, phase: Callable[[Engine], World], say: Callable[[str], object]
) -> Iterator[Life]:
    with tempfile.TemporaryDirectory() as folder, the_same_ids_each_time(1 << 40):
        engine = copied(phase, Path(folder))
        limits = replace(Limits(), rounds=200, prompts=200)
        world, other = World(engine, limits=limits), World(engine, "other")
        yield Life(world, other, random.Random(seed).choice, say)


@contextmanager
def the_same_ids_each_time(first: int) -> Iterator[None]:
    """So that hypothesis can play a day again: things stand in the order of their ids."""
    numbers = itertools.count(first)
    with mock.patch("secrets.token_hex", side_effect=lambda _size: f"{next(numbers):016x}"):
        yield


def copied(phase: Callable[[Engine], World], folder: Path) -> Engine:
    """A database in which a day stands at this phase, and beside it another day."""
    shutil.copyfile(_made_once(phase), folder / "samskab.db")
    return hasty(folder)


@cache
def _made_once(phase: Callable[[Engine], World]) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="phase-"))
    worlds.a_database(folder)
    engine = hasty(folder)
    with the_same_ids_each_time(0):
        worlds.a_planned_day(engine, "other")
        phase(engine)
    engine.dispose()  # the last connection folds the log into the file that is copied
    return folder / "samskab.db"


def hasty(folder: Path) -> Engine:
    """These days are lived thousands of times: the disk need not be waited for."""
    engine = open_engine(f"sqlite:///{folder / 'samskab.db'}")

    @event.listens_for(engine, "connect")
    def do_not_wait(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA synchronous=OFF")

    return engine
