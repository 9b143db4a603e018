"""Who is connected to this process: one entry for each connection, found by its sid."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, field

from facilitation.core.rights import PARTICIPANT, TABLE, Actor
from facilitation.live.chain import Chain

SHARES = 32
"""Of a room, for what is told to it and looked at in turn: a thousand heartbeats all at once held
up the slowest notes of each second."""


@dataclass(eq=False, slots=True)
class Client:
    """One connection: one role in one workshop."""

    sid: str
    actor: Actor
    session_hash: str
    after: int | None = None
    wants_chain: str | None = None
    """The number and chain that it last followed, as it says."""
    chain: Chain | None = field(default=None)
    """The chain it follows now; None until it has its first picture."""
    stale: bool = False
    """Too far behind to be sent frames: it gets one snapshot when its queue has drained."""
    told_elsewhere: bool = False
    share: int = 0
    """In which of its courier's shares its queue is looked at."""

    @property
    def is_phone(self) -> bool:
        """Whether its audience depends on where it is seated."""
        return self.actor.role in (PARTICIPANT, TABLE)

    @property
    def holds(self) -> tuple[str, str, str]:
        """The right it came by: session, role, subject."""
        return self.session_hash, self.actor.role, self.actor.subject_id


class Clients:
    """All connections, by sid and by workshop."""

    def __init__(self) -> None:
        self._by_sid: dict[str, Client] = {}
        self._sessions: Counter[str] = Counter()
        self._lock = threading.Lock()  # real, and never held while others may run

    def __len__(self) -> int:
        return len(self._by_sid)

    def add(self, client: Client) -> None:
        with self._lock:
            self._by_sid[client.sid] = client
            self._sessions[client.session_hash] += 1

    def pop(self, sid: str) -> Client | None:
        with self._lock:
            client = self._by_sid.pop(sid, None)
            if client is not None:
                self._sessions[client.session_hash] -= 1
                if self._sessions[client.session_hash] <= 0:
                    del self._sessions[client.session_hash]
        return client

    def sids(self) -> list[str]:
        return list(self._by_sid)

    def get(self, sid: str) -> Client | None:
        return self._by_sid.get(sid)

    def of_session(self, session_hash: str) -> int:
        """How many connections a browser session has."""
        return self._sessions[session_hash]
