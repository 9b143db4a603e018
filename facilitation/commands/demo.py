"""The command ``demo``: a demo day in the database, and the addresses of all its parts."""

from __future__ import annotations

import json
from typing import Any

import click

from facilitation import settings
from facilitation.addresses import Addresses, link_address, of_workshop
from facilitation.core.facts import Facts
from facilitation.core.model import Link
from facilitation.demo.day import DemoDay
from facilitation.demo.seats import in_order, organisation
from facilitation.opening import Store, open_store
from facilitation.store import lookup

LOCAL = "http://localhost:8000"


@click.command("demo")
@click.option("--people", default=95, show_default=True, type=click.IntRange(1))
@click.option("--tables", default=12, show_default=True, type=click.IntRange(1))
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(1))
@click.option("--notes", default=0, show_default=True, type=click.IntRange(0))
@click.option("--seed", default=1, show_default=True, help="Same seed, same people and seats.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
def demo_command(
    people: int, tables: int, rounds: int, notes: int, seed: int, as_json: bool
) -> None:
    """Make a demo day: people, tables, a published plan, round 1 running, and notes.

    A server on the same data serves it, also one that is running already. The addresses are
    those of FACILITATION_BASE_URL, or else of localhost on port 8000.
    """
    loaded = settings.load()
    _within(people, loaded.participants, "--people")
    _within(tables, loaded.tables, "--tables")
    _within(rounds, loaded.rounds, "--rounds")
    _within(notes, loaded.notes_per_workshop, "--notes")
    store = open_store(loaded)
    id = make_demo(
        store, loaded, people=people, tables=tables, rounds=rounds, notes=notes, seed=seed
    )
    links = found(store, loaded, id)
    if as_json:
        written = json.dumps(links, ensure_ascii=False, indent=1) + "\n"
        click.echo(written.encode(), nl=False)  # UTF-8, whatever the terminal says
    else:
        click.echo(_as_text(links))


def make_demo(
    store: Store,
    loaded: settings.Settings,
    *,
    people: int = 95,
    tables: int = 12,
    rounds: int = 3,
    notes: int = 0,
    seed: int = 1,
) -> str:
    """Make a demo day in the database and return its id; a Refusal when a limit forbids it."""
    day = DemoDay(store, loaded.key)
    day.make(number=people, tables=tables, rounds=rounds, seed=seed)
    day.begin(notes, seed)
    return day.id


def _within(number: int, most: int, option: str) -> None:
    if number > most:
        raise click.UsageError(f"{option} takes at most {most} (a setting, docs/settings.md).")


def found(store: Store, loaded: settings.Settings, id: str) -> dict[str, Any]:
    """All addresses of the day, as ``--json`` gives them."""
    base = loaded.base_url or LOCAL
    parts: Addresses = of_workshop(store.reader, loaded, id, base)
    facts = store.reader.everything(id)
    links = store.reader.run(lambda connection: lookup.find(connection, Link, id, revoked=False))
    url = {(one.kind, one.subject_id): link_address(loaded, base, one) for one in links}
    return {
        "workshop": id,
        "code": parts.code,
        "organiser_url": parts.organiser,
        "desk_url": parts.desk,
        "board_url": parts.board,
        "join_url": parts.join,
        "report_url": parts.report,
        "participants": _participants(facts, url),
        "tables": [
            {"table": one.number, "url": url["table", one.id]}
            for one in sorted(facts.tables.values(), key=lambda one: one.number)
        ],
    }


def _participants(facts: Facts, url: dict[tuple[str, str], str]) -> list[dict[str, Any]]:
    groups = [one for one in facts.groups.values() if one.round_id == facts.workshop.round_id]
    table = {
        person: facts.tables[group.table_id].number
        for group in groups
        for person in facts.members.get(group.id, ())
    }
    return [
        {
            "id": one.id,
            "name": one.name,
            "organisation": organisation(facts, one),
            "table": table[one.id],
            "url": url["badge", one.id],
        }
        for one in in_order(facts)
    ]


def _as_text(found: dict[str, Any]) -> str:
    labels = ("organiser", "desk", "board", "join", "report")
    lines = [f"Workshop {found['workshop']}, code {found['code']}", ""]
    lines += [f"{name:<10} {found[name + '_url']}" for name in labels]
    lines += ["", *(f"table {one['table']:<4} {one['url']}" for one in found["tables"]), ""]
    lines += [
        f"{one['url']}  table {one['table']:<3} {one['name']}, {one['organisation']}"
        for one in found["participants"]
    ]
    return "\n".join(lines)
