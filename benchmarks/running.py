"""Starts the servers that are measured, each a process of its own on a free port of 127.0.0.1."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.wire import Client

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 60.0
PEOPLE_AT_A_TABLE = 8
_COMMAND = "import sys; from facilitation.cli import main; main(sys.argv[1:])"
NO_LIMITS = {
    "FACILITATION_NOTE_RATE": "0",
    "FACILITATION_MESSAGE_RATE": "0",
    "FACILITATION_WRONG_CODE_RATE": "0",
    "FACILITATION_NOTES_PER_WORKSHOP": "1000000",
}


@dataclass
class Process:
    """A server that answers on ``port``."""

    port: int
    process: subprocess.Popen[bytes]

    def memory(self) -> int | None:
        """Bytes of memory in use (resident), None where the system does not tell."""
        status = Path(f"/proc/{self.process.pid}/status")
        if not status.exists():
            return None
        line = next(one for one in status.read_text().splitlines() if one.startswith("VmRSS"))
        return int(line.split()[1]) * 1024

    def cpu(self) -> float:
        """Seconds of processor that it has used so far; 0.0 where the system does not tell."""
        stat = Path(f"/proc/{self.process.pid}/stat")
        if not stat.exists():
            return 0.0
        fields = stat.read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@dataclass
class Day:
    """The product with a demo day: its process, and clients with the cookies of its links."""

    server: Process
    folder: Path
    phones: list[Client]
    boards: list[Client]
    settings: dict[str, str]
    made: dict[str, Any]
    """What the demo said."""


def command(*arguments: str, folder: Path, **more: str) -> subprocess.CompletedProcess[bytes]:
    """Run ``facilitation`` with its data in ``folder``; CalledProcessError when it fails."""
    return subprocess.run(
        [sys.executable, "-c", _COMMAND, *arguments],
        cwd=ROOT,
        env=_environment(folder, more),
        check=True,
        capture_output=True,
    )


@contextmanager
def product(
    folder: Path,
    *,
    people: int,
    notes: int = 0,
    limits: bool = False,
    more: dict[str, str] | None = None,
) -> Iterator[Day]:
    """The product's own server on a demo day, its phones (by badge) and two boards let in;
    ``more``: settings."""
    port = free_port()
    settings = {"FACILITATION_BASE_URL": f"http://127.0.0.1:{port}"}
    settings |= ({} if limits else NO_LIMITS) | (more or {})
    tables = str(max(1, people // PEOPLE_AT_A_TABLE))
    made = command(
        *("demo", "--json", "--people", str(people), "--tables", tables, "--rounds", "1"),
        *("--notes", str(notes)),
        folder=folder,
        **settings,
    )
    day = json.loads(made.stdout)
    with serve_product(folder, port, settings) as server:
        boards = [_board(day, port) for _ in range(2)]
        yield Day(server, folder, phones_of(day, port), boards, settings, day)


def another_board(day: Day) -> Client:
    """One more board of the day."""
    return _board(day.made, day.server.port)


@contextmanager
def serve_product(folder: Path, port: int, settings: dict[str, str]) -> Iterator[Process]:
    """The product's own server on the data in ``folder``, with these settings."""
    arguments = ["-c", _COMMAND, "run", "--host", "127.0.0.1", "--port", str(port)]
    with serving(arguments, port, environment=_environment(folder, settings)) as server:
        yield server


@contextmanager
def plain(name: str, folder: Path) -> Iterator[Process]:
    """One of ``benchmarks/servers``."""
    port = free_port()
    database = folder / f"{name}.db"
    arguments = ["-m", f"benchmarks.servers.{name}", str(port), str(database)]
    with serving(arguments, port, environment=_environment(folder, {})) as server:
        yield server


def plain_clients(phones: int) -> tuple[list[Client], list[Client]]:
    """Phones in groups as on the demo day, and two boards."""
    groups = max(1, phones // PEOPLE_AT_A_TABLE)
    return (
        [Client({"group": f"group-{number % groups}"}) for number in range(phones)],
        [Client({"group": "boards"}, is_board=True) for _ in range(2)],
    )


@contextmanager
def serving(arguments: list[str], port: int, *, environment: dict[str, str]) -> Iterator[Process]:
    """Run Python with these arguments until the block ends; RuntimeError if nothing answers."""
    process = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_until_up(port, process)
        yield Process(port, process)
    finally:
        process.kill()
        process.wait()


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _environment(folder: Path, more: dict[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if "FACILITATION_" not in name}
    return kept | {"FACILITATION_DATA_DIR": str(folder)} | more


def wait_until_up(port: int, process: subprocess.Popen[bytes]) -> None:
    """Until somebody answers on ``port``; RuntimeError if nobody does."""
    end = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise RuntimeError(f"no server came up on port {port} (exit code {process.poll()})")


def phones_of(day: dict[str, Any], port: int) -> list[Client]:
    auth = {"protocol": 1, "workshop": day["workshop"], "role": "participant"}

    def phone(person: dict[str, Any]) -> Client:
        sign = {"sign": "organisation" if person["organisation"] else "table"}
        return Client(auth, cookie_of(person["url"], port), facts=sign)

    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(phone, day["participants"]))


def _board(day: dict[str, Any], port: int) -> Client:
    auth = {"protocol": 1, "workshop": day["workshop"], "role": "board"}
    return Client(auth, cookie_of(day["board_url"], port), is_board=True)


def get(path: str, cookie: str, port: int) -> bytes:
    """What a page holds; RuntimeError when it is not there."""
    answer, content = _asked(path, port, {"Cookie": cookie})
    if answer.status != 200:
        raise RuntimeError(f"a page was answered by {answer.status}")
    return content


def cookie_of(url: str, port: int) -> str:
    """The session cookie that following a link gives."""
    answer, _content = _asked(urlsplit(url).path, port, {})
    cookie = answer.getheader("Set-Cookie")
    if answer.status != 302 or not cookie:
        raise RuntimeError(f"a link was answered by {answer.status}")
    return cookie.partition(";")[0]


def _asked(path: str, port: int, head: dict[str, str]) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request("GET", path, headers=head)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer, content
