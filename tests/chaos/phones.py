"""Many phones (and boards) on one loop, each with the rules of the real phone.

A phone sends the oldest message of its outbox until that is answered, comes back with jitter after
a break, says what it last saw, and asks for what it lacks. The wire is the light client of the
measurements; its times are the pages' own, times ``scale``.
"""

from __future__ import annotations

import json
import selectors
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from benchmarks import wire
from facilitation.core.rights import Actor
from facilitation.live.messages import PROTOCOL
from tests.chaos.history import Asked, History, Told
from tests.chaos.outbox import Message, Outbox, Picture

SILENT, ANSWER, AGAIN = 10.0, 10.0, 4.0
"""Seconds: nothing heard, no answer, sent again."""
LACKING = (0.25, 1.0)
"""Seconds until what is missing is asked for again: the first time, then twice as long, at most."""
BACK = (0.1, 1.5)
"""Seconds until a phone connects again, drawn between the two."""
COME_AGAIN = ("busy", "too_many_connections")


@dataclass(eq=False)
class Phone:
    """One client; ``history`` hears what it writes and what it is told."""

    name: str
    actor: Actor
    cookie: str
    port: int
    history: History
    picture: Picture = field(default_factory=Picture)
    outbox: Outbox = field(default_factory=Outbox)
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The last answer to each message."""
    notices: list[str] = field(default_factory=list)
    away: bool = False
    """Switched off, or out of reach: it does not try to connect."""
    refused: str | None = None
    """Why the server does not take it any more."""
    raw: bytes = b""
    """All packets since this was last emptied, where ``listens``."""
    listens: bool = False
    loses_every: int = 0
    """So many frames are lost: every 7th, say; 0 for none."""
    gaps: list[float] = field(default_factory=list)
    """Seconds from each lost frame until what was in it was there."""
    acks: list[float] = field(default_factory=list)
    snapshots: int = 0

    def __post_init__(self) -> None:
        self.client: wire.Client | None = None
        self.heard_at = self.back_at = 0.0
        self.sent_at: float | None = None
        self.due_at = 0.0
        self.frames = 0
        self.lost: list[tuple[int, float]] = []
        self.lacks = False
        self.ask_at = 0.0
        self.ask_again = LACKING[0]

    @property
    def is_in(self) -> bool:
        return self.client is not None and self.client.state == wire.READY

    def write(self, verb: str, **payload: Any) -> Message:
        """Put a message into the outbox; it goes out as soon as it can."""
        message = Message(verb, payload)
        self.outbox.put(message)
        note = payload.get("note") or payload["id"]
        self.history.ask(Asked(self.name, message.id, verb, note, payload.get("text")))
        return message


class Crowd:
    """Drives its phones; nothing happens but in ``turn`` and what calls it."""

    def __init__(self, *, seed: int = 0, scale: float = 1.0) -> None:
        self.phones: list[Phone] = []
        self.reconnects = 0
        self._rng = Random(seed)
        self.scale = scale
        self._selector = selectors.DefaultSelector()

    def add(self, phones: Iterable[Phone]) -> None:
        self.phones.extend(phones)

    def close(self) -> None:
        for phone in self.phones:
            self._hang_up(phone)
        self._selector.close()

    def until(self, done: Callable[[], bool], seconds: float = 60.0) -> None:
        """Go on until ``done``; AssertionError with who is left when it never is."""
        end = time.monotonic() + seconds
        while not done():
            assert time.monotonic() < end, self._why_not()
            self.turn()

    def run(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.turn()

    def is_calm(self) -> bool:
        """Whether everybody is in and nothing waits."""
        return all(one.is_in and not len(one.outbox) for one in self.phones)

    def turn(self) -> None:
        """What is due now, and what has arrived."""
        now = time.monotonic()
        for phone in self.phones:
            self._mind(phone, now)
        for key, events in self._selector.select(0.01):
            phone = key.data
            try:
                self._ready(phone, events)
            except (OSError, ConnectionError):
                self._lose(phone)

    def hang_up(self, phone: Phone) -> None:
        """Its connection is gone from one moment to the next."""
        self._lose(phone)

    # What is due

    def _mind(self, phone: Phone, now: float) -> None:
        if phone.client is None:
            if not phone.away and phone.refused is None and now >= phone.back_at:
                self._connect(phone)
            return
        if phone.away or now - phone.heard_at > SILENT * self.scale:
            self._lose(phone)
        elif phone.is_in:
            self._mind_outbox(phone, now)
            self._mind_gap(phone, now)

    def _mind_outbox(self, phone: Phone, now: float) -> None:
        if phone.sent_at is not None and now - phone.sent_at > ANSWER * self.scale:
            phone.sent_at, phone.due_at = None, now + AGAIN * self.scale
        first = phone.outbox.first()
        if first is not None and phone.sent_at is None and now >= phone.due_at:
            phone.sent_at = now
            self.say(phone, first.verb, first.payload)

    def _mind_gap(self, phone: Phone, now: float) -> None:
        if phone.lacks and now >= phone.ask_at:
            phone.ask_at = now + phone.ask_again
            phone.ask_again = min(2 * phone.ask_again, LACKING[1])
            asked = {"after": phone.picture.seq, "chain": phone.picture.chain}
            self.say(phone, "repair", asked)

    def say(self, phone: Phone, verb: str, payload: dict[str, Any]) -> None:
        """Send one event, if it can be sent."""
        assert phone.client is not None
        text = json.dumps([verb, payload], ensure_ascii=False)
        try:
            phone.client.send(b"42" + text.encode())
        except OSError:
            self._lose(phone)

    # Connecting

    def _connect(self, phone: Phone) -> None:
        client = wire.Client({}, phone.cookie)
        made = client.begin("127.0.0.1", phone.port)
        phone.client, phone.heard_at = client, time.monotonic()
        self._selector.register(made, selectors.EVENT_WRITE, phone)
        self.reconnects += 1

    def _hang_up(self, phone: Phone) -> None:
        if phone.client is None or phone.client.connection is None:
            return
        self._selector.unregister(phone.client.connection)
        phone.client.connection.close()
        phone.client = None

    def _lose(self, phone: Phone) -> None:
        self._hang_up(phone)
        phone.sent_at, phone.due_at, phone.lacks = None, 0.0, False
        phone.back_at = time.monotonic() + self._rng.uniform(*BACK) * self.scale

    def _hello(self, phone: Phone) -> bytes:
        hello = {
            "protocol": PROTOCOL,
            "workshop": phone.actor.workshop_id,
            "role": phone.actor.role,
            "after": phone.picture.seq,
            "chain": phone.picture.chain,
        }
        return b"40" + json.dumps(hello).encode()

    # What arrives

    def _ready(self, phone: Phone, events: int) -> None:
        client = phone.client
        if client is None or client.connection is None:
            return
        if events & selectors.EVENT_WRITE:
            self._selector.modify(client.connection, selectors.EVENT_READ, phone)
            client.upgrade("127.0.0.1", phone.port)
            return
        data = client.connection.recv(262_144)
        if not data:
            raise ConnectionError("closed")
        phone.heard_at = time.monotonic()
        for packet in client.packets(data):
            self._take(phone, client, packet)

    def _take(self, phone: Phone, client: wire.Client, packet: bytes) -> None:
        if phone.listens:
            phone.raw += packet
        kind = packet[:2]
        if packet == b"2":
            client.send(b"3")
        elif packet[:1] == b"0":
            client.send(self._hello(phone))
        elif kind == b"40":
            client.state = wire.READY
        elif kind == b"44":
            code = json.loads(packet[2:])["data"]["code"]
            phone.refused = None if code in COME_AGAIN else code
            raise ConnectionError(code)
        elif kind == b"41":
            raise ConnectionError("the server said goodbye")
        elif kind == b"42":
            self._hear(phone, *json.loads(packet[2:]))

    def _hear(self, phone: Phone, event: str, data: Any) -> None:
        now = time.monotonic()
        if event == "snapshot":
            phone.picture.replace(data)
            phone.snapshots += 1
            self._level(phone, now)
        elif event == "frame":
            self._frame(phone, data, now)
        elif event == "heartbeat":
            phone.lacks = phone.lacks or phone.picture.lacks(data["to"])
        elif event == "answer":
            self._answered(phone, data, now)
        elif event == "notice":
            phone.notices.append(data["code"])

    def _frame(self, phone: Phone, frame: dict[str, Any], now: float) -> None:
        phone.frames += 1
        if phone.loses_every and phone.frames % phone.loses_every == 0:
            phone.lost.append((frame["to"], now))
        elif phone.picture.take(frame):
            self._level(phone, now)
        else:
            phone.lacks = True

    def _level(self, phone: Phone, now: float) -> None:
        """The picture is whole again."""
        phone.lacks, phone.ask_again = False, LACKING[0]
        there = [lost for lost in phone.lost if lost[0] <= (phone.picture.seq or 0)]
        phone.gaps += [now - since for _to, since in there]
        phone.lost = [lost for lost in phone.lost if lost not in there]

    def _answered(self, phone: Phone, answer: dict[str, Any], now: float) -> None:
        phone.answers[answer["re"]] = answer
        first = phone.outbox.first()
        if first is None or first.id != answer["re"]:
            self._told(phone, answer)
            return
        sent, phone.sent_at = phone.sent_at, None
        phone.due_at = now + answer["data"].get("retry_ms", 0) / 1000
        if phone.outbox.hear(answer) is not None:
            self._told(phone, answer)
            if sent is not None:
                phone.acks.append(now - sent)

    def _told(self, phone: Phone, answer: dict[str, Any]) -> None:
        told = Told(ok=answer["ok"], seq=answer.get("seq"), code=answer.get("code"))
        phone.history.tell(answer["re"], told)

    def _why_not(self) -> str:
        left = [
            f"{one.name}: {'in' if one.is_in else one.refused or 'out'}, {len(one.outbox)} wait, "
            f"first {one.outbox.first()}, told {list(one.answers.values())[-1:]}"
            for one in self.phones
            if not one.is_in or len(one.outbox)
        ]
        return f"{len(left)} are not done: {left[:10]}"
