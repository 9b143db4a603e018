"""Joins the parts: the store, the pages and the live part, and serves them until told to stop."""

from __future__ import annotations

import socket
from dataclasses import dataclass, replace

from flask import Flask

from facilitation import asyncmode, logs, tidying
from facilitation.descriptors import Patient, room_for
from facilitation.live import Live, attach
from facilitation.opening import Store, clock, open_store
from facilitation.settings import Settings
from facilitation.store.forgetting import forget_old_sessions
from facilitation.store.writer import GroupWriter
from facilitation.web.base import Parts
from facilitation.web.site import make_site

DRAIN_SECONDS = 3.0


@dataclass(frozen=True)
class Server:
    """The running whole."""

    settings: Settings
    store: Store
    writer: GroupWriter
    app: Flask
    live: Live

    def serve(self, listening: socket.socket) -> None:
        """Serve until SIGINT or SIGTERM; then finish what was begun."""
        asyncmode.stop_on_signals()
        patient = Patient(listening, full=lambda: logs.report("no_descriptors"))
        tidying.begin(lambda: self.writer.busy_at)
        try:
            asyncmode.serve(patient, self.live.wsgi, header_seconds=self.settings.header_seconds)
        except KeyboardInterrupt:
            pass
        finally:
            listening.close()
            self.writer.drain(DRAIN_SECONDS)
            self.live.stop()


def _with_room(settings: Settings) -> Settings:
    """No more connections than the system gives us descriptors for; said where that is fewer."""
    room = room_for(settings.connections)
    if room < settings.connections:
        logs.report("few_descriptors", connections=room)
    return replace(settings, connections=room)


def build(settings: Settings) -> Server:
    """All parts, put together; BadSetting when the database cannot be used."""
    settings = _with_room(settings)
    store = open_store(settings)
    store.ledger.run(
        lambda connection: forget_old_sessions(connection, clock(), settings.session_days)
    )
    heard: list[Live] = []
    writer = GroupWriter(
        store.ledger,
        most_waiting=settings.queue_length,
        committed=lambda written: heard[0].committed(written),  # noqa: PLW0108 (filled below)
        report=logs.report,
    )
    parts = Parts(settings, store.reader, writer, clock, logs.report)
    app = make_site(parts)
    live = attach(
        app,
        settings=settings,
        reader=store.reader,
        writer=writer,
        clock=clock,
        report=logs.report,
    )
    heard.append(live)
    writer.start()
    return Server(settings, store, writer, app, live)
