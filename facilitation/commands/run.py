"""``facilitation run``: the server, and where to find it."""

from __future__ import annotations

import os
import socket

import click

from facilitation import asyncmode, logs, settings
from facilitation.addresses import Addresses, base_addresses, of_workshop
from facilitation.core import tokens
from facilitation.core.refusals import BadSetting
from facilitation.opening import clock
from facilitation.server import Server, build
from facilitation.store import accounts, lookup
from facilitation.web.qr import qr_terminal


@click.command("run")
@click.option("--host", default="0.0.0.0", show_default=True, help="Address to listen on.")  # noqa: S104 (phones must reach it)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--demo", is_flag=True, help="Make the demo day when the database is empty.")
def run_command(host: str, port: int, demo: bool) -> None:
    """Serve the pages until Ctrl-C."""
    loaded = settings.load()
    logs.start(loaded.log_level)
    listening = _listen(host, port)
    server = build(loaded)
    if demo and not _workshops(server):
        from facilitation.commands.demo import make_demo  # large, and needed once

        make_demo(server.store, loaded)
    _say_where(server, host, port)
    server.serve(listening)
    click.echo("\nStopped. Everything that was saved is on the disk.", err=True)


def _listen(host: str, port: int) -> socket.socket:
    try:
        return asyncmode.listen(host, port)
    except OSError as fault:
        reason = os.strerror(fault.errno) if fault.errno else str(fault)
        raise BadSetting(
            f"--host and --port take an address of this machine and a free port "
            f"({host}, {port}: {reason})."
        ) from fault


def _workshops(server: Server) -> list[str]:
    return server.store.reader.run(lookup.all_workshop_ids)


def _say_where(server: Server, host: str, port: int) -> None:
    bases = base_addresses(server.settings, host, port)
    _say_first_link(server, bases[0])
    ids = _workshops(server)
    if ids:
        found = of_workshop(server.store.reader, server.settings, ids[-1], bases[0])
        _say_workshop(found)
    click.echo(f"Organiser's login   {bases[0]}/login")
    for other in bases[1:]:
        click.echo(f"Also at             {other}")
    if bases[0].startswith("http://"):
        click.echo("Plain http: what is written can be read by others on the same network.")
    click.echo("Ctrl-C stops.")


def _say_workshop(found: Addresses) -> None:
    click.echo(f"\n{found.title}  (code {found.code})")
    for label, address in (
        ("Organiser", found.organiser),
        ("Desk", found.desk),
        ("Board", found.board),
        ("Report", found.report),
        ("Join", found.join),
    ):
        if address:
            click.echo(f"{label:<20}{address}")
    click.echo(qr_terminal(found.join))


def _say_first_link(server: Server, base: str) -> None:
    """A machine without an organiser gets a one-time link that makes the first."""
    if server.store.reader.run(accounts.has_password_organiser):
        return
    token = tokens.new_secret()
    expires = clock() + server.settings.first_link_hours * 3600 * 1000
    server.store.ledger.run(lambda connection: accounts.put_first_link(connection, token, expires))
    click.echo(f"\nMake the first organiser (works once): {base}/first/{token}")
