"""Where the parts meet: what a part may ask of another, without knowing it.

``server.py`` hands the real ones over.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from facilitation.core.changes import Change, Key
from facilitation.core.facts import Facts
from facilitation.core.model import Workshop
from facilitation.core.rights import Actor

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits that actions hold; every one is a setting."""

    note_length: int = 500
    note_lines: int = 12
    name_length: int = 120
    text_length: int = 600
    notes_per_workshop: int = 20_000
    participants: int = 3_000
    walk_ins: int = 300
    tables: int = 300
    rounds: int = 12
    prompts: int = 12
    themes: int = 200
    items: int = 60


class UnitOfWork(Protocol):
    """One accepted action: reads and writes things of one workshop, and knows its own number."""

    workshop_id: str
    seq: int
    """The number this change gets when it is accepted."""
    now: int
    """Milliseconds since 1970, the server's clock."""
    limits: Limits
    key: bytes
    """The server's secret key, to derive link tokens with."""

    @property
    def workshop(self) -> Workshop: ...

    def get(self, kind: type[T], id: str) -> T:
        """The thing with this id in this workshop; Refusal ``not_found``."""
        ...

    def find(self, kind: type[T], /, **equals: object) -> list[T]:
        """The things of this workshop whose columns equal these (a list or tuple: any of them)."""
        ...

    def names(self, kind: type[Any], /) -> tuple[str, ...]:
        """The names of all things of this kind in the workshop."""
        ...

    def count(self, kind: type[Any], /, **equals: object) -> int: ...

    def add(self, thing: object) -> None: ...

    def save(self, *things: object) -> None:
        """Write changed things back under their ids: all of one kind, in one statement."""
        ...

    def remove(self, thing: object) -> None: ...

    def changes_after(self, seq: int) -> list[tuple[int, str | None, tuple[Key, ...]]]:
        """Number, actor and touched keys of the changes after ``seq``, oldest first."""
        ...


Action = Callable[..., Change | None]
"""``action(work, actor, **args)``: one verb of the day. None: accepted, but not worth a number."""


@dataclass(frozen=True, slots=True)
class Command:
    """A verb on its way to the writer.

    ``message_id`` makes a repeat recognisable; ``digest`` (core.tokens.digest over the whole
    message, and the actor where the verb keeps one) tells a repeat from another content.
    """

    workshop_id: str
    actor: Actor
    verb: str
    args: dict[str, Any]
    message_id: str | None = None
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a command: its number and data, or the Refusal's code and data."""

    ok: bool
    seq: int | None = None
    code: str | None = None
    data: dict[str, Any] = field(default_factory=dict)


class Writer(Protocol):
    """The one place that writes: gathers commands, commits them together, then answers."""

    def submit(self, command: Command, done: Callable[[Answer], None]) -> bool:
        """Queue a command; ``done`` is called after the commit. False when the queue is full."""
        ...

    def do(self, command: Command) -> Answer:
        """Queue a command and wait for its answer (never raises a Refusal: see Answer)."""
        ...

    def run(self, work: Callable[[Any], R]) -> R:
        """Run an unnumbered write (accounts, sessions) in the same line; ``work`` takes a store
        connection. What it raises, is raised here."""
        ...


class Reader(Protocol):
    """Reads, never on the hub."""

    def run(self, read: Callable[[Any], R]) -> R:
        """Run ``read`` with a store connection in one read transaction, in a real thread."""
        ...

    def everything(self, workshop_id: str) -> Facts:
        """All facts of the workshop at one number; Refusal ``not_found``."""
        ...

    def since(self, workshop_id: str, after: int, known: Facts | None = None) -> Facts | None:
        """The facts touched after ``after``, or None when a snapshot serves better; ``known``:
        what was read last, so that frames of notes need not read all else anew."""
        ...

    def seq(self, workshop_id: str) -> int: ...


class Bell(Protocol):
    """Tells other processes that a workshop has reached a number; carries nothing else."""

    def ring(self, workshop_id: str, seq: int) -> None: ...

    def listen(self, heard: Callable[[str, int], None]) -> None: ...
