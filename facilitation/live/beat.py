"""What is told while nothing happens: heartbeats, presence. And who does not listen is let go."""

from __future__ import annotations

from collections.abc import Callable

from facilitation.core import audience as audiences
from facilitation.core.rights import KEEPER, MODERATOR, ORGANISER
from facilitation.live.chain import Chain
from facilitation.live.clients import SHARES, Client
from facilitation.live.jobs import Means

DESKS = (MODERATOR, KEEPER, ORGANISER)
"""Who watches over the board; see board_hold_seconds."""
STALE_PACKETS = 300
"""So many packets waiting, and a client gets no frames until they have drained."""
DRAINED_PACKETS = 10
CUT_PACKETS = 3_000
"""So many, and it is cut."""


class Beat:
    """Each tick, for a courier's ``clients`` and ``chains``; ``drop`` forgets a client."""

    def __init__(
        self,
        means: Means,
        clients: dict[str, Client],
        chains: dict[str, Chain],
        drop: Callable[[Client], None],
    ) -> None:
        self._means = means
        self._clients = clients
        self._chains = chains
        self._drop = drop
        self._ticks = 0

    def tick(self) -> None:
        """One share of what is told and looked at in the time of a heartbeat."""
        now = self._means.now()
        self._ticks += 1
        for chain in self._chains.values():
            if int(chain.id, 16) % SHARES == self._ticks % SHARES:
                self._means.wire.send(chain.id, "heartbeat", {"to": chain.to, "now": now})
        for client in list(self._clients.values()):
            if client.share == self._ticks % SHARES:
                self._mind_queue(client)
        if self._ticks % SHARES == 0:
            self._tell_presence()

    def _tell_presence(self) -> None:
        connected = len({c.actor.name for c in self._clients.values() if c.is_phone})
        desks = sum(c.actor.role in DESKS for c in self._clients.values())
        told = [self._chains.get(name) for name in (*audiences.STAGE, audiences.BOARD)]
        for chain in told:
            if chain is not None:
                presence = {"connected": connected, "desks": desks}
                self._means.wire.send(chain.id, "presence", presence)

    def _mind_queue(self, client: Client) -> None:
        """A client that does not take what it is sent costs nobody else."""
        waiting = self._means.wire.waiting(client.sid)
        if waiting > CUT_PACKETS:
            self._drop(client)
            self._means.wire.drop(client.sid)
        elif waiting > STALE_PACKETS and not client.stale and client.chain is not None:
            client.stale = True
            self._means.wire.leave(client.sid, client.chain.id)
        elif client.stale and waiting < DRAINED_PACKETS and client.chain is not None:
            client.stale = False
            self._means.wire.enter(client.sid, client.chain.id)
            self._means.show(client.chain, client.sid)
