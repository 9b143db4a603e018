"""``facilitation roster read FILE``: what a sign-up file holds, without storing anything."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from facilitation.core.refusals import Refusal
from facilitation.roster import Limits, Person, ReadResult, Vocabulary, read_list
from facilitation.web import words

UNREADABLE = 4


@click.group("roster", help="Sign-up lists.")
def roster_command() -> None: ...


@roster_command.command("read")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.option(
    "--target-groups", type=click.Path(path_type=Path), help="CSV kode;navn;engelsk;synonymer."
)
@click.option("--methods", type=click.Path(path_type=Path), help="CSV kode;navn;engelsk;synonymer.")
def read(file: Path, as_json: bool, target_groups: Path | None, methods: Path | None) -> None:
    """Show who is on the list in FILE (CSV, TSV or XLSX), and what must be asked.

    Nothing is stored. With lists of target groups or methods, their codes are the answer;
    without, the file's own words. Exit code 4: a file cannot be read.
    """
    groups = _vocabulary(target_groups) if target_groups else None
    ways = _vocabulary(methods) if methods else None
    with _or_leave(file):
        result = read_list(_bytes(file), target_groups=groups, methods=ways)
    if as_json:
        written = json.dumps(result.to_json(), ensure_ascii=False, indent=1) + "\n"
        click.echo(written.encode(), nl=False)  # UTF-8, whatever the terminal's own encoding
    else:
        click.echo(as_table(result))


def as_table(result: ReadResult) -> str:
    """The people in columns, then how the file was read and what must be asked or left out."""
    lines = [_HEADINGS, *(_cells(person) for person in result.people)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(_HEADINGS))]
    people = ["  ".join(map(str.ljust, line, widths)).rstrip() for line in lines]
    return "\n".join([*people, "", *_notes(result)])


_HEADINGS = ("row", "name", "organisation", "role", "status", "target groups", "methods", "e-mail")


def _cells(person: Person) -> tuple[str, ...]:
    return (
        str(person.row),
        person.name or f"(with {person.beside})",
        person.organisation,
        person.role,
        person.status,
        ", ".join(person.target_groups),
        ", ".join(person.methods),
        person.email or "",
    )


def _notes(result: ReadResult) -> list[str]:
    read = result.read
    how = [read.encoding, read.delimiter and repr(read.delimiter), read.sheet]
    dropped = ", ".join(column.label for column in result.dropped)
    notes = [
        f"people: {len(result.people)}",
        f"read as: {' '.join(part for part in how if part)}, headings in row {read.header_row}",
        f"columns left out: {dropped or 'none'}",
    ]
    notes += [f"question ({q.kind}): {q.a!r} / {q.b!r}" for q in result.questions]
    notes += [f"refused: row {refused.row}, {refused.reason}" for refused in result.refused]
    return notes


def _vocabulary(path: Path) -> Vocabulary:
    with _or_leave(path):
        return Vocabulary.from_csv(_bytes(path), answer_with="code")


def _bytes(path: Path) -> bytes:
    """The file's bytes; of a file over the limit only as many as it takes to know that."""
    with path.open("rb") as stream:
        return stream.read(Limits().file_bytes + 1)


@contextmanager
def _or_leave(path: Path) -> Iterator[None]:
    """Ends the command with exit code 4 and one sentence when a file cannot be read."""
    try:
        yield
    except Refusal as refusal:
        why = words.refusal("en", refusal.code, refusal.data)
    except OSError as trouble:
        why = trouble.strerror or "cannot be opened"
    else:
        return
    click.echo(f"{path}: {why}", err=True)
    sys.exit(UNREADABLE)
