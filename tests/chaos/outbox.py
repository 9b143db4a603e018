"""What a phone keeps: its picture of the day, and messages that wait; the rules of the real phone
(static/js/shared/picture.js, static/js/phone/outbox.js) without sockets."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Any

Key = tuple[str, str]
AGAIN = ("busy", "too_fast", "not_saved")
"""A no that settles nothing: the same message is sent once more."""


@dataclass
class Picture:
    """What an audience's client has, and its number."""

    records: dict[Key, dict[str, Any]] = field(default_factory=dict)
    seq: int | None = None
    audience: str | None = None
    chain: str | None = None

    def replace(self, snapshot: dict[str, Any]) -> None:
        self.records = {(one["type"], one["id"]): one for one in snapshot["records"]}
        self.seq = snapshot["seq"]
        self.audience, self.chain = snapshot["audience"], snapshot["chain"]

    def take(self, frame: dict[str, Any]) -> bool:
        """Whether it fits; False means that something before it is missing."""
        if self.seq is None or frame["from"] > self.seq:
            return False
        if frame["to"] > self.seq:
            self.records |= {(one["type"], one["id"]): one for one in frame["records"]}
            for type, id in frame["gone"]:
                self.records.pop((type, id), None)
            self.seq = frame["to"]
        return True

    def lacks(self, to: int) -> bool:
        return self.seq is None or to > self.seq

    def all(self, type: str) -> list[dict[str, Any]]:
        return [one for (kind, _id), one in self.records.items() if kind == type]


@dataclass(frozen=True, slots=True)
class Message:
    """One message, the same at each repeat."""

    verb: str
    payload: dict[str, Any]

    @property
    def id(self) -> str:
        return str(self.payload["id"])


class Outbox:
    """Messages in the order of writing; the first is sent until it is settled."""

    def __init__(self) -> None:
        self._waiting: deque[Message] = deque()

    def __len__(self) -> int:
        return len(self._waiting)

    def put(self, message: Message) -> None:
        self._waiting.append(message)

    def first(self) -> Message | None:
        return self._waiting[0] if self._waiting else None

    def hear(self, answer: dict[str, Any]) -> Message | None:
        """An answer came; the message that it settles, if it does."""
        first = self.first()
        if first is None or answer["re"] != first.id:
            return None  # an answer to what was settled before: it came twice
        if not answer["ok"] and answer["code"] in AGAIN:
            return None
        return self._waiting.popleft()

    def backup(self) -> list[Message]:
        """A copy of what waits."""
        return list(self._waiting)
