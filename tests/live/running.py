"""A real server process on a world of the tests, and real Socket.IO clients that follow it."""

from __future__ import annotations

import dataclasses
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import socketio
from sqlalchemy import Connection, Engine, insert

from facilitation.core import model, tokens
from facilitation.core.changes import Key
from facilitation.core.rights import Actor
from facilitation.live.messages import PROTOCOL
from facilitation.store import accounts, rows
from tests.support.servers import free_port
from tests.world import KEY, World

START_SECONDS = 60.0
WAIT_SECONDS = 15.0
_START = "from facilitation.cli import main; main(['run', '--host', '127.0.0.1', '--port', '{}'])"


@dataclass
class Running:
    """A server process and its database."""

    world: World
    url: str
    process: subprocess.Popen[bytes]
    log: Path

    def session(self, actor: Actor, *, created_at: int | None = None) -> str:
        """A browser session with this right, straight into the database; returns its secret."""
        secret = tokens.new_secret()
        organiser = actor.subject_id if actor.role == "organiser" else None
        values = {
            "hash": tokens.hashed(secret),
            "organiser_id": organiser,
            "created_at": now_ms() if created_at is None else created_at,
        }
        with self._writing() as connection:
            connection.execute(insert(rows.session), values)
        if organiser is None:
            self.grant(actor, secret)
        return secret

    def grant(self, actor: Actor, secret: str) -> None:
        """Give a session one more right."""
        granted = model.Grant(
            model.new_id(), actor.workshop_id, tokens.hashed(secret), actor.role, actor.subject_id
        )
        values = dataclasses.asdict(granted)
        with self._writing() as connection:
            connection.execute(insert(rows.TABLES[model.Grant]), values)

    def log_out(self, secret: str) -> None:
        """End an organiser's session as the page does."""
        with self._writing() as connection:
            accounts.end_organiser_session(connection, tokens.hashed(secret))

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        writing = self.world.engine.connect().execution_options(writes=True)
        with writing as connection, connection.begin():
            yield connection

    def client(self, actor: Actor, **options: Any) -> Follower:
        """A client connected as this actor, with its first picture."""
        follower = Follower(self, actor, **options)
        follower.connect()
        follower.wait_for(lambda: follower.seq is not None)
        return follower


@dataclass
class Follower:
    """A client that keeps the rules of docs/protocol.md, and remembers all it received."""

    running: Running
    actor: Actor
    secret: str | None = None
    transports: tuple[str, ...] = ("websocket",)
    records: dict[Key, dict[str, Any]] = field(default_factory=dict)
    seq: int | None = None
    audience: str | None = None
    chain: str | None = None
    answers: dict[str | None, dict[str, Any]] = field(default_factory=dict)
    received: list[tuple[str, Any]] = field(default_factory=list)
    refused: Any = None
    deaf: bool = False
    """A test may lose frames on purpose."""

    def __post_init__(self) -> None:
        self.io = socketio.Client(reconnection=False)
        for event in ("snapshot", "frame", "heartbeat", "presence", "notice", "answer"):
            self.io.on(event, lambda data, event=event: self._hear(event, data))
        self.io.on("connect_error", lambda data=None: setattr(self, "refused", data))
        if self.secret is None:
            self.secret = self.running.session(self.actor)

    def connect(self, **auth: Any) -> None:
        """Connect and say hello; socketio's ConnectionError when refused."""
        hello = {
            "protocol": PROTOCOL,
            "workshop": self.actor.workshop_id,
            "role": self.actor.role,
            "after": self.seq,
            "chain": self.chain,
        }
        self.io.connect(
            self.running.url,
            headers={"Cookie": f"samskab={self.secret}"},
            auth=hello | auth,
            transports=list(self.transports),
            wait_timeout=10,
        )

    def close(self) -> None:
        self.io.disconnect()
        self.io.shutdown()
        # The library leaves its sockets to the garbage collector when the server hangs up first.
        if self.io.eio.ws is not None:
            self.io.eio.ws.shutdown()
        if self.io.eio.http is not None:
            self.io.eio.http.close()

    def connect_again(self) -> None:
        """Come back after a break, with what was last seen."""
        self.io.disconnect()
        seen = len(self.received)
        self.connect()
        self.wait_for(lambda: len(self.received) > seen)

    def last(self, event: str) -> Any:
        """What came last under this name."""
        return self.heard(event)[-1]

    def ask(self, verb: str, **fields: Any) -> dict[str, Any]:
        """Send a message and return its answer."""
        fields = {"id": secrets.token_hex(16)} | fields
        self.answers.pop(fields["id"], None)
        self.io.emit(verb, fields)
        self.wait_for(lambda: fields["id"] in self.answers)
        return self.answers[fields["id"]]

    def must(self, verb: str, **fields: Any) -> dict[str, Any]:
        """Send a message that is accepted, and return its answer."""
        answer = self.ask(verb, **fields)
        assert answer["ok"], answer
        return answer

    def send_raw(self, packet: str) -> None:
        """Send a Socket.IO packet as it stands."""
        self.io.eio.send(packet)

    def note(self, text: str = "Vi mødes på havnen", **other: Any) -> dict[str, Any]:
        """The fields of a ``note.add`` as a phone would send it now, signed by the table."""
        args = self.running.world.note_args(self.actor, text)
        del args["secret_hash"]
        usual = {"id": secrets.token_hex(16), "secret": secrets.token_hex(16), "seen": self.seq}
        return args | usual | other

    def heard(self, event: str) -> list[Any]:
        """All that came under this name."""
        return [data for name, data in self.received if name == event]

    def has(self, type: str, id: str) -> bool:
        return (type, id) in self.records

    def until_has(self, type: str, id: str) -> None:
        self.wait_for(lambda: self.has(type, id))

    def until_answered(self, id: str) -> None:
        self.wait_for(lambda: id in self.answers)

    def until_records(self, wanted: dict[Key, dict[str, Any]]) -> None:
        self.wait_for(lambda: self.records == wanted)

    def until_audience(self, name: str) -> None:
        self.wait_for(lambda: self.audience == name)

    def wait_for(self, condition: Callable[[], Any], *, seconds: float = WAIT_SECONDS) -> Any:
        """Wait until ``condition`` holds, and return what it gave."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = condition()
            if found:
                return found
            time.sleep(0.005)
        raise AssertionError(f"waited in vain; received {self.received[-5:]}")

    def _hear(self, event: str, data: Any) -> None:
        if event == "frame" and self.deaf:
            return
        if event == "snapshot":
            self.records = {(one["type"], one["id"]): one for one in data["records"]}
            self.audience, self.chain = data["audience"], data["chain"]
            self.seq = data["seq"]
        elif event == "frame":
            self._take(data)
        elif event == "heartbeat" and self.seq is not None and data["to"] > self.seq:
            self._repair()
        elif event == "answer":
            self.answers[data["re"]] = data
        self.received.append((event, data))

    def _take(self, frame: dict[str, Any]) -> None:
        assert self.seq is not None
        if frame["to"] <= self.seq:
            return
        if frame["from"] > self.seq:
            self._repair()
            return
        self.records |= {(one["type"], one["id"]): one for one in frame["records"]}
        for type, id in frame["gone"]:
            self.records.pop((type, id), None)
        self.seq = frame["to"]

    def _repair(self) -> None:
        self.io.emit("repair", {"after": self.seq, "chain": self.chain})


@dataclass(frozen=True)
class House:
    """A server process on a database in which any number of workshops can be."""

    engine: Engine
    url: str
    process: subprocess.Popen[bytes]
    log: Path

    def of(self, world: World) -> Running:
        return Running(world, self.url, self.process, self.log)


@contextmanager
def serving(
    world: World, folder: Path, port: int | None = None, **settings: str
) -> Iterator[Running]:
    """The product's own server on this world's database."""
    with a_house(world.engine, folder, port=port, **settings) as house:
        yield house.of(world)


@contextmanager
def a_house(
    engine: Engine, folder: Path, *, port: int | None = None, **settings: str
) -> Iterator[House]:
    """Run the product's own server on this database, on a free port or the one given."""
    port = port or free_port()
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("FACILITATION_")
    }
    environment |= {
        "FACILITATION_DATABASE_URL": str(engine.url),
        "FACILITATION_DATA_DIR": str(folder),
        "FACILITATION_SECRET_KEY": KEY.decode(),
        **{f"FACILITATION_{name.upper()}": value for name, value in settings.items()},
    }
    log = folder / f"server-{port}.log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-c", _START.format(port)],
            env=environment,
            stdout=output,
            stderr=output,
        )
    try:
        _wait_until_up(port, process, log)
        yield House(engine, f"http://127.0.0.1:{port}", process, log)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_up(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"the server did not start:\n{log.read_text()}")


def now_ms() -> int:
    """Milliseconds since 1970."""
    return int(time.time() * 1000)
