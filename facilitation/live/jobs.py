"""What a courier is asked to do, what it needs for it, and what has gathered meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from facilitation.core.growing import NewNotes
from facilitation.core.ports import Reader
from facilitation.live.chain import Chain
from facilitation.live.clients import Client
from facilitation.live.wire import Wire


@dataclass(slots=True)
class Job:
    """Something to do: ring, tick, join, repair or leave."""

    kind: str
    client: Client | None = None
    after: int | None = None
    chain: str | None = None
    new: NewNotes | None = None


@dataclass(frozen=True, slots=True)
class Means:
    """What a courier needs of the rest."""

    reader: Reader
    wire: Wire
    now: Callable[[], int]
    """Milliseconds since 1970."""
    report: Callable[..., None]
    frame_seconds: float
    oldest_session: Callable[[], int]

    def show(self, chain: Chain, to: str) -> None:
        """Send a chain's whole picture to a client or to all who follow it."""
        self.wire.send(to, "snapshot", chain.snapshot() | {"now": self.now()})

    def notify(self, client: Client, code: str) -> None:
        """Tell one client something that is in no picture; see ``access.NOTICES``."""
        self.wire.send(client.sid, "notice", {"code": code, "data": {}})


@dataclass(slots=True)
class Due:
    """What has gathered and is not done yet; a fault leaves it for the next tick."""

    rung: bool = False
    new: list[NewNotes] = field(default_factory=list)
    """What the writer of this process has just committed; read already, or read anew, it is
    passed over."""
    tick: bool = False
    access: bool = False
    look: bool = False
    subjects: set[str] = field(default_factory=set)
    moves: bool = False
    seats: set[str] = field(default_factory=set)
    """Participants who sit elsewhere in some round, now or later."""
    joins: dict[str, Job] = field(default_factory=dict)
    repairs: dict[str, Job] = field(default_factory=dict)
