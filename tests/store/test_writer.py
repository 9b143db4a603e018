"""The one writer: what is answered is on the disk, and one fault does not spoil the rest."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, insert

from facilitation.actions import VERBS
from facilitation.core import model
from facilitation.core.changes import Change
from facilitation.core.growing import NewNotes
from facilitation.core.ports import Action, Answer, Command, Limits, UnitOfWork
from facilitation.core.refusals import Refusal
from facilitation.core.rights import SYSTEM, Actor
from facilitation.store import accounts, rows
from facilitation.store.engine import clear_log, open_engine
from facilitation.store.ledger import Ledger
from facilitation.store.writer import GroupWriter
from tests.world import KEY, World, a_database, a_running_day, refuses


@pytest.fixture
def day(tmp_path: Path) -> World:
    return a_running_day(a_database(tmp_path))


def system(day: World, verb: str, **args: Any) -> Command:
    return Command(day.id, Actor(SYSTEM, day.id, ""), verb, args)


def note(day: World, id: str) -> Command:
    mette = day.phone("Mette")
    return Command(day.id, mette, "note.add", day.note_args(mette, id=id), id, id)


def ledger_with(engine: Engine, **verbs: Action) -> Ledger:
    return Ledger(engine, VERBS | verbs, limits=Limits(), key=KEY, clock=lambda: 0)


def breaks_the_database(work: UnitOfWork, actor: Actor, **args: Any) -> Change:
    """A defect that only the database notices: a second thing of one id."""
    work.add(work.find(model.Round)[0])
    raise AssertionError("the database takes anything")


def breaks(work: UnitOfWork, actor: Actor, **args: Any) -> Change:
    work.save(work.workshop)
    raise ZeroDivisionError


class Waiting:
    """A writer with its answers, waited for."""

    def __init__(self, ledger: Ledger, most: int = 100) -> None:
        self.reports: list[str] = []
        self.committed: list[dict[str, NewNotes | None]] = []
        self.writer = GroupWriter(
            ledger,
            most_waiting=most,
            committed=self.committed.append,
            report=lambda event, fault: self.reports.append(f"{event} {type(fault).__name__}"),
        )

    def batch(self, *jobs: Command) -> list[Answer]:
        """Answers to jobs that are committed as one batch."""
        faults: list[tuple[str, Exception]] = []
        answers = self.writer._commit(list(jobs), faults)
        self.reports += [f"{event} {type(fault).__name__}" for event, fault in faults]
        return answers


def test_one_refused_command_leaves_nothing_and_costs_the_others_nothing(day: World) -> None:
    bad = system(day, "note.hide", note="nowhere")
    before = day.seq
    answers = day.ledger.commit([note(day, "a"), bad, note(day, "b")])
    assert [one.seq if isinstance(one, Answer) else None for one in answers] == [
        before + 1,
        None,
        before + 2,
    ]
    assert set(day.facts().notes) == {"a", "b"}


@pytest.mark.parametrize("defect", [breaks, breaks_the_database])
def test_a_command_with_a_defect_does_not_take_the_others_with_it(
    day: World, defect: Action
) -> None:
    waiting = Waiting(ledger_with(day.engine, **{"note.hide": defect}))
    before = day.seq
    bad = system(day, "note.hide", note="a")
    answers = waiting.batch(note(day, "a"), bad, note(day, "b"))
    assert [one.ok for one in answers] == [True, False, True]
    assert answers[1].code == "not_saved"
    assert [one["seq"] for one in day.changes()][-2:] == [before + 1, before + 2]
    assert len(waiting.reports) == 1
    assert waiting.reports[0].startswith("command_failed")


def test_a_locked_database_is_answered_with_not_saved_and_later_takes_the_same(
    day: World, tmp_path: Path
) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'samskab.db'}", busy_ms=50)
    waiting = Waiting(ledger_with(engine))
    other = sqlite3.connect(tmp_path / "samskab.db", isolation_level=None)
    command = note(day, "a")
    other.execute("BEGIN IMMEDIATE")
    (answer,) = waiting.batch(command)
    assert (answer.ok, answer.code) == (False, "not_saved")
    assert answer.data["retry_ms"] > 0
    assert waiting.reports == ["commit_failed OperationalError"]
    other.execute("ROLLBACK")
    other.close()
    (answer,) = waiting.batch(command)
    assert answer.ok
    assert set(day.facts().notes) == {"a"}


@pytest.mark.parametrize(
    ("trouble", "over"),
    [
        # As when the disk is full: the file may not grow by one more page.
        ("max_page_count = 1", "max_page_count = 1000000"),
        # As when the file may only be read.
        ("query_only = 1", "query_only = 0"),
    ],
)
def test_a_full_or_read_only_disk_is_answered_with_not_saved_and_reading_goes_on(
    day: World, trouble: str, over: str
) -> None:
    used: list[Any] = []

    def meets(work: UnitOfWork, actor: Actor, **args: Any) -> Change:
        connection: Connection = work.connection  # type: ignore[attr-defined]
        used.append(connection.connection.driver_connection)
        used[0].execute(f"PRAGMA {trouble}")
        work.add(model.Organisation("big", work.workshop_id, "x" * 500_000))
        return Change("note.hidden", ())

    waiting = Waiting(ledger_with(day.engine, **{"note.hide": meets}))
    (answer,) = waiting.batch(system(day, "note.hide", note="a"))
    assert (answer.code, waiting.reports[0][-16:]) == ("not_saved", "OperationalError")
    assert day.facts().seq == day.seq
    used[0].execute(f"PRAGMA {over}")
    assert waiting.batch(note(day, "a"))[0].ok
    assert "a" in day.facts().notes


def test_what_an_unnumbered_write_changes_is_seen_by_the_next_command(day: World) -> None:
    mette = day.person("Mette").id
    grants = rows.TABLES[model.Grant]
    claim = {"id": "g", "workshop_id": day.id, "session_hash": "s", "role": "participant"}

    def put(connection: Connection) -> None:
        connection.execute(insert(grants), claim | {"subject_id": mette, "link_id": None})

    leave = Command(day.id, day.phone("Mette"), "participant.leave", {"session_hash": "s"})
    day.ledger.commit([leave, put, leave])
    assert day.find(model.Grant) == []


def test_an_unnumbered_write_that_is_refused_leaves_nothing(day: World) -> None:
    def twice(connection: Connection) -> None:
        accounts.add_organiser(connection, "birgit@fonden.example", "hash", 0)
        accounts.add_organiser(connection, "Birgit@Fonden.example", "hash", 0)

    with refuses("email_taken"):
        day.ledger.run(twice)
    assert day.ledger.run(accounts.organiser_count) == 0


@pytest.fixture
def running(day: World) -> tuple[World, Waiting]:
    waiting = Waiting(day.ledger)
    waiting.writer.start()
    return day, waiting


def test_an_answer_comes_after_the_commit(running: tuple[World, Waiting]) -> None:
    day, waiting = running
    there: list[bool] = []
    # What is there when the answer comes, by another connection.
    waiting.writer.submit(note(day, "a"), lambda _answer: there.append("a" in day.facts().notes))
    waiting.writer.drain(30)
    assert there == [True]


def test_forms_wait_for_their_answer_and_get_what_was_raised(
    running: tuple[World, Waiting],
) -> None:
    day, waiting = running
    assert waiting.writer.do(system(day, "round.add")).data["round"]
    assert waiting.writer.do(system(day, "round.remove", round="nowhere")).code == "not_found"
    assert waiting.writer.run(accounts.organiser_count) == 0

    def refused(_connection: Connection) -> None:
        raise Refusal("email_taken")

    with refuses("email_taken"):
        waiting.writer.run(refused)


def test_one_clients_trouble_is_reported_and_the_next_is_answered(
    running: tuple[World, Waiting],
) -> None:
    day, waiting = running

    def trouble(_answer: Answer) -> None:
        raise ConnectionResetError

    waiting.writer.submit(note(day, "a"), trouble)
    assert waiting.writer.do(note(day, "b")).ok
    assert waiting.reports == ["answer_failed ConnectionResetError"]


def test_a_full_queue_says_so_at_once(day: World) -> None:
    waiting = Waiting(day.ledger, most=1)
    assert waiting.writer.submit(note(day, "a"), lambda _answer: None)
    assert not waiting.writer.submit(note(day, "b"), lambda _answer: None)
    assert waiting.writer.do(note(day, "c")).code == "busy"
    with refuses("busy"):
        waiting.writer.run(accounts.organiser_count)


def test_other_processes_are_told_which_days_have_changed(
    running: tuple[World, Waiting],
) -> None:
    day, waiting = running
    waiting.writer.do(note(day, "a"))
    waiting.writer.drain(30)
    assert [set(one) for one in waiting.committed] == [{day.id}, set()]


def test_what_was_written_is_told_where_it_is_nothing_but_new_notes(day: World) -> None:
    seq = day.seq
    closed = replace(note(day, "b"), args=day.note_args(day.phone("Mette"), id="b", seen=9_999))
    day.ledger.commit([note(day, "a"), closed, note(day, "c")])
    new = day.ledger.new_notes[day.id]
    assert (new.after, new.seq) == (seq, seq + 2)
    assert [one.id for one in new.notes] == ["a", "c"]
    day.ledger.commit([note(day, "d"), system(day, "round.start", round=day.round(2).id)])
    assert day.ledger.new_notes == {}


def test_the_log_is_cleared_once_no_reader_is_in_the_way(day: World, tmp_path: Path) -> None:
    day.write(day.phone("Mette"), sign={"kind": "organisation"})
    log = tmp_path / "samskab.db-wal"
    reader = sqlite3.connect(tmp_path / "samskab.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM note").fetchall()
    ledger = day.ledger
    close = Command(day.id, day.moderator, "round.close", {"round": day.round(1).id})
    assert ledger.do(close).ok  # the answer does not wait for the reader
    assert log.stat().st_size > 0
    reader.close()
    assert ledger.do(system(day, "round.add")).ok
    assert not log.exists() or log.stat().st_size == 0
    assert clear_log(day.engine)


def test_the_log_is_cleared_though_nothing_more_is_written(
    running: tuple[World, Waiting], tmp_path: Path
) -> None:
    day, waiting = running
    day.write(day.phone("Mette"), sign={"kind": "organisation"})
    reader = sqlite3.connect(tmp_path / "samskab.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM note").fetchall()
    close = Command(day.id, day.moderator, "round.close", {"round": day.round(1).id})
    assert waiting.writer.do(close).ok
    log = tmp_path / "samskab.db-wal"
    assert size(log) > 0
    reader.close()
    end = time.monotonic() + 20
    while size(log) > 0:
        assert time.monotonic() < end, "what was erased still stands in the log"
        time.sleep(0.02)


def size(log: Path) -> int:
    """The bytes in a log; 0 when the last connection has taken it away."""
    try:
        return log.stat().st_size
    except FileNotFoundError:
        return 0


def statements(engine: Engine, work: Callable[[], Any]) -> list[str]:
    """The SQL that ``work`` runs, as the driver hears it."""
    found: list[str] = []

    def listen(connection: sqlite3.Connection, _record: Any, _proxy: Any) -> None:
        connection.set_trace_callback(found.append)

    def listen_no_more(connection: sqlite3.Connection, _record: Any) -> None:
        connection.set_trace_callback(None)

    event.listen(engine, "checkout", listen)
    event.listen(engine, "checkin", listen_no_more)
    try:
        work()
    finally:
        event.remove(engine, "checkout", listen)
        event.remove(engine, "checkin", listen_no_more)
    return found


def test_a_batch_of_notes_takes_one_statement_for_each_table_and_size(day: World) -> None:
    day.ledger.commit([note(day, "first")])
    single: list[Any] = [note(day, "one")]
    one = statements(day.engine, lambda: day.ledger.commit(single))
    many: list[Any] = [note(day, f"n{number}") for number in range(40)]
    found = statements(day.engine, lambda: day.ledger.commit(many))
    tables = sum(statement.startswith("INSERT") for statement in one)
    assert tables > 2
    assert len(found) == len(one) + tables  # 40 rows are 32 and 8


def test_what_was_read_is_read_anew_when_another_process_has_written(day: World) -> None:
    day.ledger.commit([note(day, "a")])
    other = day.another_ledger()
    other.do(system(day, "workshop.close"))
    assert day.ledger.do(note(day, "b")).code == "day_closed"


def test_what_was_read_in_a_commit_that_failed_is_not_believed(day: World) -> None:
    ledger = ledger_with(day.engine, breaks=breaks_after_renaming)
    ledger.commit([note(day, "a")])
    with pytest.raises(ZeroDivisionError):
        ledger.commit([system(day, "breaks")])
    assert ledger.do(note(day, "b")).ok


def breaks_after_renaming(work: UnitOfWork, actor: Actor, **args: Any) -> Change:
    work.save(replace(work.workshop, state="closed"))
    assert work.workshop.state == "closed"
    raise ZeroDivisionError


def test_a_refusal_after_something_was_added_takes_only_its_own_back(day: World) -> None:
    ledger = ledger_with(day.engine, adds=adds_and_refuses)
    answers = ledger.commit([note(day, "a"), system(day, "adds"), note(day, "b")])
    assert [one.ok for one in answers if isinstance(one, Answer)] == [True, False, True]
    assert {one.id for one in day.find(model.Note)} >= {"a", "b"}
    assert all(one.name != "Forsvinder" for one in day.find(model.Organisation))


def adds_and_refuses(work: UnitOfWork, actor: Actor, **args: Any) -> Change:
    work.add(model.Organisation("gone", work.workshop_id, "Forsvinder"))
    raise Refusal("not_found")


def test_a_refusal_after_something_was_found_among_the_added_takes_it_back(day: World) -> None:
    ledger = ledger_with(day.engine, adds=adds_finds_and_refuses)
    answers = ledger.commit([note(day, "a"), system(day, "adds"), note(day, "b")])
    assert [one.ok for one in answers if isinstance(one, Answer)] == [True, False, True]
    assert all(one.name != "Forsvinder" for one in day.find(model.Organisation))


def adds_finds_and_refuses(work: UnitOfWork, actor: Actor, **args: Any) -> Change:
    work.add(model.Organisation("gone", work.workshop_id, "Forsvinder"))
    assert work.find(model.Organisation, id="gone")
    raise Refusal("not_found")


def test_what_an_unnumbered_write_changed_is_read_anew_by_the_next_command(day: World) -> None:
    seen: list[set[str]] = []

    def looks(work: UnitOfWork, actor: Actor, **args: Any) -> Change:
        seen.append({one.name for one in work.find(model.Participant)})
        return Change("day.looked", (("day", day.id),))

    ledger = ledger_with(day.engine, looks=looks)
    ledger.do(system(day, "looks"))
    table = rows.TABLES[model.Participant]
    ledger.run(lambda connection: connection.execute(table.update().values(name="Else")))
    ledger.do(system(day, "looks"))
    assert seen[1] == {"Else"} != seen[0]
