"""What one audience sees, kept as its clients have it: the picture, and when each part changed.

Frames chain: each says ``from`` (where this audience's last one ended) and ``to``. A client
that lacks some is told from the picture, without another read of the database; the picture is
fed by the one reader only, and holds present forms only. Pure: no sockets, no clock.
"""

from __future__ import annotations

import secrets
from typing import Any

from facilitation.core import audience as audiences
from facilitation.core.audience import Record
from facilitation.core.changes import Key
from facilitation.core.facts import Facts

Frame = dict[str, Any]


class Chain:
    """One audience's picture at number ``to``; ``facts`` must hold everything."""

    def __init__(self, audience: str, facts: Facts) -> None:
        self.id = secrets.token_hex(8)
        self.audience = audience
        self.members: set[str] = set()
        """The clients that follow it."""
        self._entries: dict[Key, tuple[int, Record | None]] = {}
        self.renew(facts)

    def renew(self, facts: Facts) -> None:
        """Begin anew from everything; repairs reach back to here and no further."""
        records = audiences.records(facts, self.audience)
        self.start = self.to = facts.seq
        self._entries = {(one["type"], one["id"]): (facts.seq, one) for one in records}

    def take(self, facts: Facts) -> Frame | None:
        """Go on to ``facts.seq``; the frame for everybody, or None when this audience sees
        nothing of it (then the next frame begins where the last one ended). A stage is told the
        number all the same: of a step and its undo in one go nothing is left to be seen, and its
        pages show what they foresee until they have seen the number of the answer."""
        if facts.seq <= self.to:
            return None
        found = {(one["type"], one["id"]): one for one in audiences.records(facts, self.audience)}
        changed = [one for key, one in found.items() if self._present(key) != one]
        known = facts.touched & self._entries.keys()  # only what it had can be gone for it
        gone = sorted(key for key in known - found.keys() if self._present(key) is not None)
        if not changed and not gone and self.audience not in audiences.STAGE:
            return None
        for one in changed:
            self._entries[one["type"], one["id"]] = (facts.seq, one)
        for key in gone:
            self._entries[key] = (facts.seq, None)
        before, self.to = self.to, facts.seq
        return {"from": before, "to": self.to, "records": changed, "gone": gone}

    def snapshot(self) -> dict[str, Any]:
        """The whole picture, for someone who has nothing of this chain."""
        records = [record for _to, record in self._entries.values() if record is not None]
        return {"audience": self.audience, "chain": self.id, "seq": self.to, "records": records}

    def since(self, after: int | None, chain: str | None) -> Frame | None:
        """What came after ``after``; None when a snapshot is needed, since the client followed
        another chain, or one of a time before this one."""
        if chain != self.id or after is None or not self.start <= after <= self.to:
            return None
        later = [(key, record) for key, (to, record) in self._entries.items() if to > after]
        return {
            "from": after,
            "to": self.to,
            "records": [record for _key, record in later if record is not None],
            "gone": [key for key, record in later if record is None],
        }

    def _present(self, key: Key) -> Record | None:
        return self._entries.get(key, (0, None))[1]
