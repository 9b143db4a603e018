"""The command ``report``: writes a day's report into a file that needs nothing beside it."""

from __future__ import annotations

import os
from pathlib import Path

import click

from facilitation import report
from facilitation.core.model import LANGUAGES

FORMATS = ("html", "csv", "json")


@click.command("report")
@click.argument("workshop")
@click.option("--format", "kind", type=click.Choice(FORMATS), required=True, help="Kind of file.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The file to write.")
@click.option("--language", type=click.Choice(LANGUAGES), default="da", show_default=True)
@click.option("--board", "only_board", is_flag=True, help="Only notes released to the board.")
def report_command(workshop: str, kind: str, out: Path, language: str, only_board: bool) -> None:
    """Write the report of WORKSHOP (its id or its join code).

    HTML is one file without links to others: it opens anywhere and prints on A4. CSV is for a
    Danish Excel, JSON for programs.
    """
    content = _content(_document(workshop, language, only_board), kind)
    try:
        _write(out, content)
    except OSError as trouble:
        raise click.ClickException(f"{out}: {trouble.strerror}") from trouble
    click.echo(f"Wrote {out}", err=True)


def _document(workshop: str, language: str, only_board: bool) -> report.Document:
    from facilitation import settings
    from facilitation.core.tokens import tidy_code
    from facilitation.opening import open_store
    from facilitation.store import lookup
    from facilitation.store.shown import load_for_report

    reader = open_store(settings.load()).reader
    day = reader.run(
        lambda connection: (
            lookup.workshop(connection, workshop)
            or lookup.workshop_by_code(connection, tidy_code(workshop))
        )
    )
    if day is None:
        raise click.ClickException(f"No workshop has the id or code {workshop}.")
    facts = reader.run(lambda connection: load_for_report(connection, day.workshop_id))
    return report.make(facts, language, only_board=only_board)


def _content(document: report.Document, kind: str) -> bytes:
    if kind == "html":
        from facilitation.commands.standalone import to_html

        return to_html(document).encode()
    return report.to_csv(document) if kind == "csv" else report.to_json(document)


def _write(path: Path, content: bytes) -> None:
    """The whole file or none; readable for its owner alone, for a report names people."""
    if path.exists() and not path.is_file():  # a pipe or /dev/stdout
        path.write_bytes(content)
        return
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    descriptor = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    part.replace(path)
