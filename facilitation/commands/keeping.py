"""``organiser add``, ``db upgrade`` and ``check``: what keeps an installation in order."""

from __future__ import annotations

import click

from facilitation import asyncmode, settings
from facilitation.core.refusals import Refusal
from facilitation.opening import clock, open_store
from facilitation.passwords import LEAST, hash_password
from facilitation.store import accounts
from facilitation.web.resources import STATIC


@click.group("organiser")
def organiser_command() -> None:
    """Accounts of organisers."""


@organiser_command.command("add")
@click.argument("email")
@click.password_option(
    help="Asked for when left out; then it stands in no shell history.",
    envvar="SAMSKAB_PASSWORD",
)
def add(email: str, password: str) -> None:
    """Add an organiser with EMAIL."""
    if len(password) < LEAST:
        raise click.UsageError(f"A password takes at least {LEAST} signs.")
    store = open_store(settings.load())
    hashed = hash_password(password)
    try:
        store.ledger.run(
            lambda connection: accounts.add_organiser(connection, email, hashed, clock())
        )
    except Refusal as refused:
        sentences = {
            "email_taken": "There is already an organiser with that e-mail.",
            "email_unknown": "That does not look like an e-mail address.",
        }
        raise click.ClickException(sentences[refused.code]) from refused
    click.echo("Added.", err=True)


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
