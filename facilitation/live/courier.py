"""Carries one workshop's stream to its clients: joins, frames, moves, repairs.

One task for each workshop does all of it in turn, so nothing here needs a lock and a client's
packets keep their order. Others only drop jobs into its box.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from facilitation import asyncmode
from facilitation.core import audience as audiences
from facilitation.core.changes import ACCESS
from facilitation.core.facts import Facts
from facilitation.core.growing import grown
from facilitation.core.rights import PARTICIPANT
from facilitation.live.access import SEAT_CHANGED, Access
from facilitation.live.beat import Beat
from facilitation.live.chain import Chain
from facilitation.live.clients import SHARES, Client
from facilitation.live.jobs import Due, Job, Means
from facilitation.live.wire import monotonic
from facilitation.store import identity

MOVES = {"day", "round", "group", "participant"}
"""Touched keys after which people may sit elsewhere."""
FULL_BOX = 100_000
SENT_AT_ONCE = 64
"""Frames to so many clients, and whoever wrote meanwhile is heard and answered first."""


class Courier:
    """The clients of one workshop in this process, by audience."""

    def __init__(self, workshop_id: str, means: Means) -> None:
        self._id = workshop_id
        self._means = means
        self._box: Any = asyncmode.Queue(FULL_BOX)
        self._due = Due()
        self._seq: int | None = None
        self._known: Facts | None = None
        self._sent_at = 0.0
        self._clients: dict[str, Client] = {}
        self._chains: dict[str, Chain] = {}
        self._access = Access(workshop_id, means, self._clients, self._drop)
        self._beat = Beat(means, self._clients, self._chains, self._drop)
        self._joined = 0
        self._stopped = False

    def start(self) -> None:
        """Begin to work, in the background; ``stop`` ends it."""
        asyncmode.spawn(self._forever)

    def put(self, kind: str, client: Client | None = None, **details: Any) -> None:
        """Drop a job: ring, tick, join, repair, leave or stop."""
        self._box.put_nowait(Job(kind, client, **details))

    @property
    def seq(self) -> int | None:
        """The number that was read last; None before the first read."""
        return self._seq

    # The task

    def _forever(self) -> None:
        while True:
            self._sort(self._box.get())
            self._sort_waiting()
            if self._stopped:
                return
            try:
                self._work()
            except Exception as fault:  # noqa: BLE001 - reported, and the task goes on
                self._means.report("courier_failed", fault)

    def _sort_waiting(self) -> None:
        while not self._box.empty():
            self._sort(self._box.get())

    def _sort(self, job: Job) -> None:
        due, client = self._due, job.client
        if job.kind == "stop":
            self._stopped = True
        elif job.kind == "ring":
            due.rung = True
            due.new += [job.new] if job.new else []
        elif job.kind == "tick":
            due.tick = True
        elif job.kind == "look":
            due.look = True
        elif client is not None and job.kind == "join":
            due.joins[client.sid] = job
        elif client is not None and job.kind == "repair":
            due.repairs[client.sid] = job
        elif client is not None and job.kind == "leave":
            self._drop(client)

    def _work(self) -> None:
        due = self._due
        if not self._chains:
            self._seq = None  # nobody follows: nothing to read until somebody comes
        if due.rung and self._seq is not None:
            self._advance()
        due.rung = False
        due.new.clear()
        if due.moves:
            self._move()
        if due.access or due.look or due.subjects:
            self._access.check(due)
        if due.seats:
            self._tell_seats()
        if due.joins:
            self._join_all()
        for sid in list(due.repairs):
            self._repair(due.repairs.pop(sid))
        if due.tick:
            due.tick = False
            self._beat.tick()

    # Frames

    def _advance(self) -> None:
        """Leading edge: at once when idle, else at most one frame each ``frame_seconds``."""
        rest = self._sent_at + self._means.frame_seconds - monotonic()
        if rest > 0:
            asyncmode.sleep(rest)
            self._sort_waiting()  # into the same frame
        assert self._seq is not None
        facts = self._new_facts() or self._means.reader.since(self._id, self._seq, self._known)
        if facts is None:
            facts = self._means.reader.everything(self._id)
            self._renew(facts)
        else:
            self._send_frames(facts)
        if facts.seq > self._seq:
            self._sent_at = monotonic()
        self._seq, self._known = facts.seq, facts

    def _new_facts(self) -> Facts | None:
        """What most frames are made of: notes that this process has just written."""
        known = self._known
        return grown(known, self._due.new) if known and known.seq == self._seq else None

    def _send_frames(self, facts: Facts) -> None:
        self._notice_touched(facts)
        sent = 0
        for name in audiences.concerned(facts, self._chains):
            chain = self._chains[name]
            frame = chain.take(facts)
            if frame is None:
                continue
            self._means.wire.send(chain.id, "frame", frame | {"now": self._means.now()})
            sent += len(chain.members)
            if sent >= SENT_AT_ONCE:
                sent = 0
                asyncmode.sleep(0)

    def _renew(self, facts: Facts) -> None:
        self._due.access = True
        self._due.seats |= {client.actor.subject_id for client in self._clients.values()}
        known = list(self._chains.values())
        for chain in known:
            chain.renew(facts)
        self._move()
        for chain in known:
            self._means.show(chain, chain.id)

    def _notice_touched(self, facts: Facts) -> None:
        types = {type for type, _id in facts.keys}
        self._due.moves |= bool(types & MOVES)
        self._due.access |= ACCESS in facts.keys
        self._due.subjects |= {id for type, id in facts.keys if type in ("arrival", "participant")}
        self._due.seats |= {id for type, id in facts.keys if type == "seat"}

    # Joining, moving, repairing

    def _join_all(self) -> None:
        joins = self._due.joins
        ready = {sid: job for sid, job in joins.items() if self._means.wire.is_connected(sid)}
        clients = [job.client for job in ready.values() if job.client is not None]
        where = self._audiences(clients)
        self._begin_chains(set(where.values()))
        for client in clients:
            del joins[client.sid]
            self._clients[client.sid] = client
            client.share = self._joined % SHARES
            self._joined += 1
            self._follow(client, self._chains[where[client.sid]])
        if joins:  # told that they are in within a moment: look again
            asyncmode.sleep(0.002)
            self.put("wake")

    def _audiences(self, clients: list[Client]) -> dict[str, str]:
        actors = [client.actor for client in clients]
        found = self._means.reader.run(
            lambda connection: identity.audiences_of(connection, self._id, actors)
        )
        return {client.sid: name for client, name in zip(clients, found, strict=True)}

    def _begin_chains(self, names: Iterable[str]) -> None:
        new = [name for name in names if name not in self._chains]
        if not new:
            return
        facts = self._means.reader.everything(self._id)
        for name in new:
            self._chains[name] = Chain(name, facts)
        if self._seq is None:
            self._seq, self._known = facts.seq, facts
            # Where they sit, and whether they may be here, was asked before these facts were read:
            # what happened between is in no frame to come.
            self._due.moves = self._due.access = True
            self.put("wake")

    def _follow(self, client: Client, chain: Chain) -> None:
        self._unfollow(client)
        client.chain = chain
        chain.members.add(client.sid)
        client.stale = False
        self._means.wire.enter(client.sid, chain.id)
        self._catch_up(client, client.after, client.wants_chain)
        client.after = client.wants_chain = None  # from here on, what it has is what we sent

    def _unfollow(self, client: Client) -> None:
        chain = client.chain
        if chain is None:
            return
        client.chain = None
        chain.members.discard(client.sid)
        self._means.wire.leave(client.sid, chain.id)
        if not chain.members:
            self._chains.pop(chain.audience, None)

    def _catch_up(self, client: Client, after: int | None, chain: str | None) -> None:
        assert client.chain is not None
        frame = client.chain.since(after, chain)
        if frame is None:
            self._means.show(client.chain, client.sid)
        else:
            self._means.wire.send(client.sid, "frame", frame | {"now": self._means.now()})

    def _repair(self, job: Job) -> None:
        if job.client is not None and job.client.chain is not None and not job.client.stale:
            self._catch_up(job.client, job.after, job.chain)

    def _move(self) -> None:
        """Those who sit elsewhere now follow their new table; nobody else is told."""
        phones = [client for client in self._clients.values() if client.is_phone]
        where = self._audiences(phones)
        moved = [c for c in phones if c.chain is None or c.chain.audience != where[c.sid]]
        self._begin_chains({where[client.sid] for client in moved})
        for client in moved:
            self._follow(client, self._chains[where[client.sid]])
        self._due.moves = False

    def _tell_seats(self) -> None:
        """Where somebody will sit later stands in no picture of a table: their phones ask."""
        for client in self._clients.values():
            if client.actor.role == PARTICIPANT and client.actor.subject_id in self._due.seats:
                self._means.notify(client, SEAT_CHANGED)
        self._due.seats.clear()

    def _drop(self, client: Client) -> None:
        self._due.joins.pop(client.sid, None)
        self._due.repairs.pop(client.sid, None)
        if self._clients.pop(client.sid, None) is not None:
            self._unfollow(client)
