"""Puts the live part together: connections come in, couriers carry, a look each second."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import Flask

from facilitation import asyncmode
from facilitation.core import cookies as cookie_names
from facilitation.core import tokens
from facilitation.core.growing import NewNotes
from facilitation.core.ports import Reader, Writer
from facilitation.core.refusals import Refusal
from facilitation.core.rights import Actor
from facilitation.live import messages, reading
from facilitation.live.bell import RedisBell
from facilitation.live.clients import SHARES, Client, Clients
from facilitation.live.courier import Courier
from facilitation.live.gathered import Gathered
from facilitation.live.inbox import Inbox
from facilitation.live.jobs import Means
from facilitation.live.wire import Wire, monotonic
from facilitation.settings import Settings
from facilitation.store import identity
from facilitation.store.accounts import DAY_MS

Report = Callable[..., None]
LOOK_SECONDS = 1.0


class Live:
    """The running live part; ``wsgi`` is the application to serve."""

    def __init__(
        self,
        app: Flask,
        *,
        settings: Settings,
        reader: Reader,
        writer: Writer,
        clock: Callable[[], int],
        report: Report,
    ) -> None:
        self._settings = settings
        self._reader = reader
        self._clock = clock
        self._report = report
        self._clients = Clients()
        self._couriers: dict[str, Courier] = {}
        self._stopped = False
        self._wire = Wire(
            app,
            self,
            connections=settings.connections,
            behind_proxy=settings.trusted_proxies > 0,
        )
        self._actors = Gathered(reader, self._actors_for)
        self._inbox = Inbox(
            settings=settings,
            writer=writer,
            send=self._wire.send,
            repair=self._repair,
            seconds=monotonic,
            report=report,
        )
        self._means = Means(
            reader=reader,
            wire=self._wire,
            now=clock,
            report=report,
            frame_seconds=settings.frame_ms / 1000,
            oldest_session=self._oldest_session,
        )
        self._bell = RedisBell(settings.redis_url, report=report) if settings.redis_url else None
        if self._bell is not None:
            self._bell.listen(lambda workshop_id, _seq: self._ring(workshop_id))
        self.wsgi = self._wire.wsgi
        asyncmode.spawn(self._tick_forever)
        asyncmode.spawn(self._look_forever)

    def committed(self, written: Mapping[str, NewNotes | None]) -> None:
        """The writer has committed changes of these workshops; see ``store.writer.Committed``."""
        for workshop_id, new in written.items():
            self._ring(workshop_id, new)
            if self._bell is not None:
                self._bell.ring(workshop_id, 0)

    def stop(self) -> None:
        """End the background tasks."""
        self._stopped = True
        if self._bell is not None:
            self._bell.stop()
        for courier in self._couriers.values():
            courier.put("stop")

    # What the wire hands on (wire.Handlers)

    def connect(self, sid: str, cookies: Mapping[str, str], auth: Any) -> None:
        """Take a connection, or raise the Refusal that says why not."""
        hello = reading.read_hello(auth)
        secret = cookie_names.session_secret(cookies)
        if secret is None:
            raise Refusal("not_allowed")
        session_hash = tokens.hashed(secret)
        self._room_for(session_hash)
        client = self._known(sid, session_hash, hello)
        self._clients.add(client)
        self._courier(hello.workshop).put("join", client)

    def disconnect(self, sid: str) -> None:
        client = self._clients.pop(sid)
        if client is not None:
            self._courier(client.actor.workshop_id).put("leave", client)

    def message(self, sid: str, verb: str | None, raw: bytes) -> None:
        client = self._clients.get(sid)
        if client is not None:
            self._inbox.take(client, verb, raw)

    def _room_for(self, session_hash: str) -> None:
        settings = self._settings
        if (
            len(self._clients) >= settings.connections
            or self._clients.of_session(session_hash) >= settings.connections_per_session
        ):
            raise Refusal("too_many_connections")

    def _known(self, sid: str, session_hash: str, hello: messages.Hello) -> Client:
        try:
            actor = self._actors.ask((session_hash, hello.workshop, hello.role))
        except Exception as fault:
            self._report("connect_failed", fault)
            raise Refusal("busy", retry_ms=2000) from fault
        if actor is None:
            raise Refusal("not_allowed")
        return Client(sid, actor, session_hash, hello.after, hello.chain)

    def _actors_for(self, connection: Any, claims: Sequence[identity.Claim]) -> list[Actor | None]:
        return identity.actors_for(connection, claims, oldest=self._oldest_session())

    def _repair(self, client: Client, asked: messages.Repair) -> None:
        courier = self._courier(client.actor.workshop_id)
        courier.put("repair", client, after=asked.after, chain=asked.chain)

    def _courier(self, workshop_id: str) -> Courier:
        courier = self._couriers.get(workshop_id)
        if courier is None:
            courier = self._couriers[workshop_id] = Courier(workshop_id, self._means)
            courier.start()
        return courier

    def _ring(self, workshop_id: str, new: NewNotes | None = None) -> None:
        courier = self._couriers.get(workshop_id)
        if courier is not None:
            courier.put("ring", new=new)

    def _oldest_session(self) -> int:
        return self._clock() - self._settings.session_days * DAY_MS

    # In the background

    def _tick_forever(self) -> None:
        while not self._stopped:
            asyncmode.sleep(self._settings.heartbeat_ms / 1000 / SHARES)
            for courier in list(self._couriers.values()):
                courier.put("tick")

    def _look_forever(self) -> None:
        """Once a second: has another process written, has a right or a connection ended?"""
        turn = 0
        while not self._stopped:
            asyncmode.sleep(LOOK_SECONDS / SHARES)
            turn += 1
            try:
                self._sweep(turn % SHARES)
                if turn % SHARES == 0:
                    self._look()
            except Exception as fault:  # noqa: BLE001 - reported, and the task goes on
                self._report("look_failed", fault)

    def _sweep(self, share: int) -> None:
        self._wire.sweep(monotonic(), share)
        for sid in self._clients.sids():
            if hash(sid) % SHARES == share and not self._wire.is_there(sid):
                self.disconnect(sid)
                self._wire.forget(sid)

    def _look(self) -> None:
        seqs = self._reader.run(
            lambda connection: identity.numbers_of(connection, list(self._couriers))
        )
        for workshop_id, courier in list(self._couriers.items()):
            courier.put("look")
            if courier.seq is not None and seqs.get(workshop_id, 0) != courier.seq:
                courier.put("ring")


def attach(
    app: Flask,
    *,
    settings: Settings,
    reader: Reader,
    writer: Writer,
    clock: Callable[[], int],
    report: Report,
) -> Live:
    """Add the live part to the pages; serve ``Live.wsgi``, and call ``Live.committed`` after
    each commit."""
    return Live(app, settings=settings, reader=reader, writer=writer, clock=clock, report=report)
