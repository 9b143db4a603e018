"""Small worlds on a real SQLite file: a day, its few people, and a way to do what they do."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlalchemy import Engine

from facilitation.actions import VERBS
from facilitation.core import audience, model, rights, tokens
from facilitation.core.audience import Record
from facilitation.core.changes import Key
from facilitation.core.facts import Facts
from facilitation.core.ports import Answer, Command, Limits
from facilitation.core.refusals import Refusal
from facilitation.core.rights import Actor
from facilitation.store import lookup, rows
from facilitation.store.engine import open_engine, reading
from facilitation.store.facts import current_seq, load_everything, load_since
from facilitation.store.ledger import Ledger
from facilitation.store.schema import upgrade
from facilitation.store.shown import load_for_report

T = TypeVar("T")
KEY = b"a key of the tests, long enough to be taken"

PEOPLE: tuple[dict[str, Any], ...] = (
    {"name": "Mette Nielsen", "organisation": "Fjordhjælpen", "target_groups": ["Unge"]},
    {"name": "Søren Aagaard", "organisation": "Havnens Hus", "target_groups": ["Unge", "Ældre"]},
    {"name": "Åse Ærø", "organisation": "Broen", "target_groups": ["Ældre"]},
    {"name": "Ibrahim Yilmaz", "organisation": "Fjordhjælpen", "target_groups": ["Unge"]},
    {"name": "Kirsten Holm", "organisation": "Havnens Hus", "target_groups": ["Ældre"]},
    {"name": "Bo Lund", "organisation": "", "target_groups": [], "role": "staff"},
)
"""The same few everywhere. In round 1 the first three sit at table 1, the others at table 2."""


@dataclass
class World:
    """One workshop in a database, and what a test wants of it in few words."""

    engine: Engine
    id: str = "w"
    limits: Limits = field(default_factory=Limits)
    now: int = 1_700_000_000_000
    _ledger: Ledger | None = None

    # -- who acts

    @property
    def organiser(self) -> Actor:
        return Actor(rights.ORGANISER, self.id, "birgit")

    @property
    def moderator(self) -> Actor:
        return Actor(rights.MODERATOR, self.id, "desk-link")

    @property
    def other_moderator(self) -> Actor:
        return Actor(rights.MODERATOR, self.id, "other-desk-link")

    @property
    def stranger(self) -> Actor:
        return Actor(rights.STRANGER, self.id, "")

    def phone(self, first_name: str) -> Actor:
        """The participant with this first name, on a phone."""
        return Actor(rights.PARTICIPANT, self.id, self.person(first_name).id)

    def device(self, table: int) -> Actor:
        """The device of a table."""
        return Actor(rights.TABLE, self.id, self.table(table).id)

    # -- what is done

    def answer(
        self, verb: str, actor: Actor, *, message_id: str | None = None, **args: Any
    ) -> Answer:
        """The writer's answer to a verb, yes or no."""
        content = repr((verb, sorted(args.items()))).encode()
        digest = tokens.digest(KEY, content)
        return self.ledger.do(Command(self.id, actor, verb, args, message_id, digest))

    def do(
        self, verb: str, actor: Actor, *, message_id: str | None = None, **args: Any
    ) -> dict[str, Any]:
        """Do a verb and return what it answers; a no is raised as its Refusal."""
        answer = self.answer(verb, actor, message_id=message_id, **args)
        if not answer.ok:
            raise Refusal(answer.code or "", **answer.data)
        return answer.data

    def write(self, actor: Actor, text: str = "Vi mødes på havnen", **other: Any) -> str:
        """Write a note as a phone would, to prompt 1 of the current round; returns its id."""
        args = self.note_args(actor, text, **other)
        self.do("note.add", actor, message_id=args["id"], **args)
        return str(args["id"])

    def note_args(self, actor: Actor, text: str = "Vi mødes", **other: Any) -> dict[str, Any]:
        """The arguments of ``note.add`` as a phone would send them now."""
        id = other.pop("id", None) or model.new_id()
        round = other.get("round") or self.day.round_id
        group = self.group_of(actor, round)
        usual: dict[str, Any] = {
            "id": id,
            "prompt": other.get("prompt") or self.prompt(1).id,
            "round": round,
            "group": group.id if group else None,
            "text": text,
            "sign": {"kind": "table"},
            "secret_hash": self.secret(id),
            "seen": self.seq,
        }
        return usual | other

    def secret(self, note: str) -> str:
        """The hash of the secret that the phone has for a note."""
        return tokens.hashed(f"secret of {note}")

    @property
    def ledger(self) -> Ledger:
        """One for the world's whole life, as in a server: it remembers what it has read."""
        if self._ledger is None:
            self._ledger = self.another_ledger()
        return self._ledger

    def another_ledger(self) -> Ledger:
        """The ledger of another process on the same database."""
        return Ledger(self.engine, VERBS, limits=self.limits, key=KEY, clock=lambda: self.now)

    @property
    def seq(self) -> int:
        with reading(self.engine) as connection:
            return current_seq(connection, self.id)

    @property
    def day(self) -> model.Workshop:
        return self.find(model.Workshop)[0]

    def find(self, kind: type[T], /, **equals: Any) -> list[T]:
        with reading(self.engine) as connection:
            return lookup.find(connection, kind, self.id, **equals)

    def note(self, id: str) -> model.Note:
        return self.find(model.Note, id=id)[0]

    def person(self, first_name: str) -> model.Participant:
        (found,) = (one for one in self.people() if one.name.split()[0] == first_name)
        return found

    def people(self) -> list[model.Participant]:
        return self.find(model.Participant)

    def organisation(self, name: str) -> model.Organisation:
        return self.find(model.Organisation, name=name)[0]

    def target_group(self, name: str) -> model.TargetGroup:
        return self.find(model.TargetGroup, name_da=name)[0]

    def table(self, number: int) -> model.Table:
        return self.find(model.Table, number=number)[0]

    def round(self, number: int) -> model.Round:
        return self.find(model.Round, number=number)[0]

    def prompt(self, number: int) -> model.Prompt:
        return self.find(model.Prompt, number=number)[0]

    def group(self, table: int, round: int = 1) -> model.Group:
        (found,) = self.find(
            model.Group, table_id=self.table(table).id, round_id=self.round(round).id
        )
        return found

    def group_of(self, actor: Actor, round: str | None) -> model.Group | None:
        """Where the actor sits in a round."""
        if actor.role == rights.TABLE:
            groups = self.find(model.Group, table_id=actor.subject_id, round_id=round)
            return groups[0] if groups else None
        seats = self.find(
            model.Seat, participant_id=actor.subject_id, round_id=round, until_seq=None
        )
        return self.find(model.Group, id=seats[0].group_id)[0] if seats else None

    def changes(self) -> list[dict[str, Any]]:
        """The stored stream, oldest first, as its table has it."""
        with reading(self.engine) as connection:
            query = rows.change.select().where(rows.change.c.workshop_id == self.id)
            found = connection.execute(query.order_by(rows.change.c.seq))
            return [dict(row) for row in found.mappings()]

    # -- what is seen

    def facts(self) -> Facts:
        with reading(self.engine) as connection:
            return load_everything(connection, self.id)

    def facts_for_report(self) -> Facts:
        with reading(self.engine) as connection:
            return load_for_report(connection, self.id)

    def since(self, seq: int, known: Facts | None = None) -> Facts | None:
        with reading(self.engine) as connection:
            return load_since(connection, self.id, seq, known)

    def snapshot(self, of: str) -> dict[Key, Record]:
        """Everything that an audience sees now."""
        return by_key(audience.records(self.facts(), of))

    def sees(self, of: str, type: str, id: str) -> Record | None:
        """One record as an audience sees it now, or None."""
        return self.snapshot(of).get((type, id))


def by_key(records: list[Record]) -> dict[Key, Record]:
    return {(record["type"], record["id"]): record for record in records}


@contextmanager
def refuses(code: str, **data: Any) -> Iterator[None]:
    """What stands inside is answered with this Refusal (and at least this data)."""
    with pytest.raises(Refusal) as caught:
        yield
    assert caught.value.code == code
    assert data.items() <= caught.value.data.items()


def a_database(folder: Path) -> Engine:
    """A new database with the present schema, as a file in ``folder``."""
    path = folder / "samskab.db"
    shutil.copyfile(_made_once(), path)
    path.chmod(0o600)
    return open_engine(f"sqlite:///{path}")


@cache
def _made_once() -> Path:
    """Running all migrations for each of some hundred tests would take its time."""
    folder = Path(tempfile.mkdtemp(prefix="world-"))
    engine = open_engine(f"sqlite:///{folder / 'empty.db'}")
    upgrade(engine, data_dir=folder)
    with engine.connect() as connection:
        connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder / "empty.db"


def an_empty_day(engine: Engine, id: str = "w", **limits: int) -> World:
    """A day with nothing in it but its title."""
    world = World(engine, id, replace(Limits(), **limits))
    world.do("workshop.create", world.organiser, title="Indsatsdag", from_template=False)
    return world


def a_workshop(engine: Engine, id: str = "w", **limits: int) -> World:
    """A day in preparation: two prompts, two rounds, two tables, the six people."""
    world = an_empty_day(engine, id, **limits)
    world.do("prompt.add", world.organiser, title_da="Løsninger", title_en="Solutions")
    world.do("prompt.add", world.organiser, title_da="Identitet", title_en="Identity")
    for _ in range(2):
        world.do("round.add", world.organiser)
    world.do("tables.set", world.organiser, seats=[(None, None), (None, None)])
    add_people(world, *PEOPLE)
    return world


def add_people(world: World, *people: dict[str, Any]) -> None:
    """Put people on the list, as ``roster.store`` takes them."""
    usual: dict[str, Any] = {"target_groups": [], "methods": ["Mentorer"], "role": "participant"}
    world.do("roster.store", world.organiser, people=[usual | one for one in people])


def a_participant(world: World, name: str, organisation: str = "Broen") -> model.Participant:
    """One more on the list."""
    add_people(world, {"name": name, "organisation": organisation})
    return world.person(name.split(maxsplit=1)[0])


def a_planned_day(engine: Engine, id: str = "w", **limits: int) -> World:
    """A day whose plan is published: in round 2 Mette and Kirsten have changed places."""
    world = a_workshop(engine, id, **limits)
    names = [str(one["name"]).split()[0] for one in PEOPLE]
    first = {name: 1 if name in names[:3] else 2 for name in names}
    second = first | {"Mette": 2, "Kirsten": 1}
    seats = [
        (world.person(name).id, number, table)
        for number, tables in ((1, first), (2, second))
        for name, table in tables.items()
    ]
    world.do("plan.store", world.organiser, seats=seats, proof=[], seed=1)
    world.do("plan.publish", world.organiser)
    return world


def a_running_day(engine: Engine, id: str = "w", **limits: int) -> World:
    """Round 1 runs, both prompts stand open."""
    world = a_planned_day(engine, id, **limits)
    world.do("round.start", world.moderator, round=world.round(1).id)
    return world
