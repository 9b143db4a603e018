"""``organiser``, ``db upgrade`` and ``check``: what keeps an installation in order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from facilitation import asyncmode, settings
from facilitation.core.refusals import Refusal
from facilitation.opening import clock, open_store
from facilitation.passwords import LEAST, MOST, hash_password
from facilitation.store import accounts
from facilitation.web.resources import STATIC


@click.group("organiser")
def organiser_command() -> None:
    """Accounts of organisers."""


_password = click.password_option(
    help="Asked for when left out; then it stands in no shell history.",
    envvar="SAMSKAB_PASSWORD",
)


@organiser_command.command("add")
@click.argument("email")
@_password
def add(email: str, password: str) -> None:
    """Add an organiser with EMAIL."""
    hashed = _hashed(password)
    _account(lambda connection: accounts.add_organiser(connection, email, hashed, clock()))
    click.echo("Added.", err=True)


@organiser_command.command("password")
@click.argument("email")
@_password
def password(email: str, password: str) -> None:
    """Give the organiser with EMAIL a new password; who is logged in so is logged out."""
    hashed = _hashed(password)
    _account(lambda connection: accounts.set_password(connection, email, hashed))
    click.echo("Changed.", err=True)


def _hashed(password: str) -> str:
    if not LEAST <= len(password) <= MOST:
        raise click.UsageError(f"A password takes {LEAST} to {MOST} signs.")
    return hash_password(password)


def _account(work: Callable[[Any], object]) -> None:
    store = open_store(settings.load())
    try:
        store.ledger.run(work)
    except Refusal as refused:
        sentences = {
            "email_taken": "There is already an organiser with that e-mail.",
            "email_unknown": "There is no organiser with that e-mail, or it is none.",
        }
        raise click.ClickException(sentences[refused.code]) from refused


@click.group("db")
def db_command() -> None:
    """The database."""


@db_command.command("upgrade")
def upgrade() -> None:
    """Bring the database to the present schema (``run`` does so by itself)."""
    open_store(settings.load())
    click.echo("The database is at the present schema.", err=True)


@click.command("check")
def check_command() -> None:
    """Check settings, database and built pages; exit 1 names what is missing."""
    loaded = settings.load()
    store = open_store(loaded)
    organisers = store.reader.run(accounts.organiser_count)
    click.echo(f"Settings are sound. Async mode: {asyncmode.mode}.", err=True)
    click.echo(f"Database is at the present schema. Organisers: {organisers}.", err=True)
    if not (STATIC / "dist" / "manifest.json").exists():
        raise click.ClickException("The browser bundles are missing; `make setup` builds them.")
    click.echo("Browser bundles are built.", err=True)
