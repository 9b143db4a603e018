"""Tells other processes by Redis that a workshop has something new; carries nothing else.

Nothing depends on it: whoever hears nothing looks at the numbers once a second.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from facilitation import asyncmode

CHANNEL = "samskab"
WAITING = 10_000
PAUSE_SECONDS = 0.5


class RedisBell:
    """See ``core.ports.Bell``. Each of its two tasks has a connection of its own."""

    def __init__(self, url: str, *, report: Callable[..., None]) -> None:
        self._url = url
        self._report = report
        self._waiting: Any = asyncmode.Queue(WAITING)
        self._stopped = False
        asyncmode.spawn(self._ring_forever)

    def ring(self, workshop_id: str, seq: int) -> None:
        """Say that the workshop has reached ``seq`` (0: at least one more than before)."""
        try:
            self._waiting.put_nowait(f"{workshop_id}:{seq}")
        except asyncmode.Full:
            self._report("bell_full")

    def listen(self, heard: Callable[[str, int], None]) -> None:
        """Call ``heard`` for every ring, from now on, in the background."""
        asyncmode.spawn(self._listen_forever, heard)

    def stop(self) -> None:
        self._stopped = True

    def _ring_forever(self) -> None:
        client = self._client()
        while not self._stopped:
            self._try("bell_silent", client.publish, CHANNEL, self._waiting.get())

    def _listen_forever(self, heard: Callable[[str, int], None]) -> None:
        while not self._stopped:
            self._try("bell_deaf", self._listen, heard)

    def _listen(self, heard: Callable[[str, int], None]) -> None:
        with self._client() as client, client.pubsub(ignore_subscribe_messages=True) as ears:
            ears.subscribe(CHANNEL)
            while not self._stopped:
                ring = ears.get_message(timeout=5)
                workshop_id, _colon, seq = (ring or {}).get("data", b"").decode().partition(":")
                if seq.isdigit():
                    heard(workshop_id, int(seq))

    def _client(self) -> Any:
        import redis

        return redis.Redis.from_url(self._url, socket_timeout=10, socket_connect_timeout=2)

    def _try(self, event: str, work: Callable[..., Any], *args: Any) -> None:
        try:
            work(*args)
        except Exception as fault:  # noqa: BLE001 - reported, and the task goes on
            if not self._stopped:
                self._report(event, fault)
                asyncmode.sleep(PAUSE_SECONDS)
