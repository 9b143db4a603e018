"""Starts private PostgreSQL and Redis servers for tests, and stops them again."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.support import system

START_SECONDS = 30.0


def free_port() -> int:
    """Return a port on 127.0.0.1 that nobody listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def postgres() -> Iterator[str]:
    """Run an empty PostgreSQL server; gives the SQLAlchemy URL of its database."""
    # A folder of our own making: pytest's may be closed to the user that the server runs as.
    with tempfile.TemporaryDirectory(prefix="pg-") as name:
        folder = Path(name)
        before = _other_user(folder)
        port = free_port()
        data = folder / "data"
        trust = ["--username=tests", "--auth=trust", "--encoding=UTF8", "--locale=C"]
        initdb = [_program("initdb"), f"--pgdata={data}", "--no-sync", *trust]
        subprocess.run([*before, *initdb], check=True, stdout=subprocess.DEVNULL, cwd=folder)
        settings = ["-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={folder}"]
        command = [_program("postgres"), "-D", str(data), "-p", str(port), *settings]
        with running([*before, *command], port, folder):
            _until_it_answers(f"postgresql://tests@127.0.0.1:{port}/postgres")
            yield f"postgresql+psycopg://tests@127.0.0.1:{port}/postgres"


def _until_it_answers(url: str) -> None:
    """PostgreSQL listens a moment before it lets anybody in."""
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
        else:
            return


@contextmanager
def redis(port: int | None = None) -> Iterator[str]:
    """Run an empty Redis server that keeps nothing on the disk; gives its URL."""
    with tempfile.TemporaryDirectory(prefix="redis-") as name:
        port = port or free_port()
        settings = ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        command = [_program("redis-server"), "--port", str(port), *settings]
        with running(command, port, Path(name)):
            yield f"redis://127.0.0.1:{port}/0"


def _program(name: str) -> str:
    found = system.find(name)
    assert found is not None, f"{name} is not on this machine"
    return found


def _other_user(folder: Path) -> list[str]:
    """The words before a command that make it another user's: PostgreSQL refuses to be root's."""
    if os.geteuid() != 0:
        return []
    user = pwd.getpwnam("postgres")
    shutil.chown(folder, user.pw_uid, user.pw_gid)
    clear = ["--clear-groups", "--no-new-privs"]
    return [_program("setpriv"), f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", *clear]


@contextmanager
def running(command: list[str], port: int, folder: Path) -> Iterator[None]:
    """Run a server that listens on ``port`` and writes its log into ``folder``."""
    log = folder / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, cwd=folder)
    try:
        wait_for(port, process, log)
        yield
    finally:
        process.terminate()  # to PostgreSQL: finish, but wait for open connections
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until a process that was just started listens; RuntimeError with its log if it ends."""
    end = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except ConnectionRefusedError:
            time.sleep(0.02)
        else:
            return
    raise RuntimeError(f"a server did not start:\n{log.read_text()}")
