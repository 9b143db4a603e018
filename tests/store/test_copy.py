"""A copy of the database that is made while people write is one moment of the day."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

from facilitation.store.engine import open_engine, reading
from facilitation.store.facts import current_seq, load_everything
from tests.world import World, a_database, a_running_day


def test_a_copy_made_under_load_is_one_moment_of_the_day(tmp_path: Path) -> None:
    day = a_running_day(a_database(tmp_path))
    mette = day.phone("Mette")
    taken: list[str] = [day.write(mette)]
    enough, copied = threading.Event(), threading.Event()

    def write_on() -> None:
        while not copied.is_set():
            taken.append(day.write(mette))
            if len(taken) > 20:
                enough.set()

    writing = threading.Thread(target=write_on)
    writing.start()
    assert enough.wait(30)
    before = len(taken)
    live = sqlite3.connect(tmp_path / "samskab.db")
    live.execute("VACUUM INTO ?", (str(tmp_path / "copy.db"),))
    after = len(taken)
    copied.set()
    writing.join()
    assert_moment(day, tmp_path / "copy.db", taken, before, after)


def assert_moment(day: World, copy: Path, taken: list[str], before: int, after: int) -> None:
    """The copy is sound, and holds exactly the first so many notes, and their numbers."""
    with reading(open_engine(f"sqlite:///{copy}")) as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        facts = load_everything(connection, day.id)
        numbers = [one for (one,) in connection.exec_driver_sql("SELECT seq FROM change")]
        assert sorted(numbers) == list(range(1, current_seq(connection, day.id) + 1))
    # The one that was being written may be in, though its answer had not come.
    assert before <= len(facts.notes) <= after + 1
    assert set(facts.notes) == set(taken[: len(facts.notes)])
