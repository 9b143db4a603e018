"""A process that has no descriptors left goes on, and takes new connections when it can again."""

from __future__ import annotations

import socket
import subprocess
import sys
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from tests.live.running import serving
from tests.support.waiting import wait_until
from tests.world import a_database, a_running_day

_ROOM = """
import resource
resource.setrlimit(resource.RLIMIT_NOFILE, ({soft}, {hard}))
from facilitation.descriptors import room_for
print(room_for({wanted}), resource.getrlimit(resource.RLIMIT_NOFILE)[0])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux changes a running process's limit")
def test_a_server_without_descriptors_serves_who_is_there_and_later_all(tmp_path: Path) -> None:
    import resource

    world = a_running_day(a_database(tmp_path))
    with (
        serving(world, tmp_path) as running,
        closing(running.client(world.phone("Mette"))) as mette,
    ):
        port = int(running.url.rpartition(":")[2])
        open_now = len(list(Path(f"/proc/{running.process.pid}/fd").iterdir()))
        few = open_now + 20
        resource.prlimit(running.process.pid, resource.RLIMIT_NOFILE, (few, few))
        with ExitStack() as strangers:
            for _ in range(40):
                strangers.enter_context(socket.create_connection(("127.0.0.1", port), timeout=40))
            wait_until(lambda: '"event": "no_descriptors"' in running.log.read_text())
            assert running.process.poll() is None
        mette.must("note.add", **mette.note("Stadig med"))
        with closing(running.client(world.phone("Åse"))) as ase:
            ase.wait_for(lambda: len(world.facts().notes) == 1)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
@pytest.mark.parametrize(
    ("soft", "hard", "wanted", "room"),
    [(1024, 1024, 5000, 824), (256, 1024, 700, 700), (1024, 1024, 100, 100)],
)
def test_there_is_room_for_as_many_connections_as_the_system_lets_us_have(
    soft: int, hard: int, wanted: int, room: int
) -> None:
    program = _ROOM.format(soft=soft, hard=hard, wanted=wanted)
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout
    found, limit = map(int, said.split())
    assert found == room
    assert limit >= room + 200 or limit == hard
