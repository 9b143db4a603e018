"""A server that is told to stop while people write answers what it has taken, and goes."""

from __future__ import annotations

import os
import time
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from socketio.exceptions import BadNamespaceError

from tests.live.running import serving
from tests.world import a_database, a_running_day

SOON_SECONDS = 5.0
NAMES = ("Mette", "Søren", "Åse", "Ibrahim", "Kirsten", "Bo")


@pytest.mark.skipif(os.name != "posix", reason="stopping a process is a POSIX signal")
def test_a_server_that_stops_under_load_has_kept_all_that_it_answered(tmp_path: Path) -> None:
    world = a_running_day(a_database(tmp_path))
    with (
        serving(world, tmp_path, note_rate="0", message_rate="0") as running,
        ExitStack() as stack,
    ):
        phones = [running.client(world.phone(name)) for name in NAMES]
        for phone in phones:
            stack.callback(phone.close)
        notes = [(phone, phone.note(f"Tanke {n}")) for n in range(100) for phone in phones]
        for phone, note in notes[:300]:
            phone.io.emit("note.add", note)
        running.process.terminate()
        told = time.monotonic()
        for phone, note in notes[300:]:
            with suppress(BadNamespaceError):  # this one has been told already
                phone.io.emit("note.add", note)
        assert running.process.wait(2 * SOON_SECONDS) == 0
        assert time.monotonic() - told < SOON_SECONDS
        for phone in phones:
            phone.wait_for(lambda phone=phone: not phone.io.connected)  # type: ignore[misc]
        answers = [answer for phone in phones for answer in phone.answers.values()]
        assert all(answer["ok"] for answer in answers)
        assert {answer["re"] for answer in answers} == set(world.facts().notes)
