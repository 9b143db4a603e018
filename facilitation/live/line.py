"""A phone's socket that the hub itself reads and writes, without a task of its own.

Two tasks for each phone cost a switch for each packet, and 50 KiB of stacks and buffers. What
cannot be sent at once waits here, so a board that takes nothing costs nobody else.
"""

from __future__ import annotations

import socket
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from facilitation import asyncmode

READ_BYTES = 65_536
GOODBYE_SECONDS = 5.0
"""So long may the other side take to close, once it was told."""


class Line:
    """Used on the hub's own thread only. ``heard(bytes)`` gets what comes in; none: it is over."""

    __slots__ = ("_ending", "_heard", "_reading", "_socket", "_waiting", "_writing")

    def __init__(self, connected: socket.socket, heard: Callable[[bytes], None]) -> None:
        connected.setblocking(False)
        self._socket = connected
        self._heard = heard
        self._waiting: deque[bytes] = deque()
        self._reading: Any = None
        self._writing: Any = None
        self._ending = False

    @property
    def waiting(self) -> int:
        """How many packets the other side has not taken."""
        return len(self._waiting)

    def listen(self) -> None:
        """Hear what comes in, from now on."""
        if self._reading is None and self._socket.fileno() >= 0:
            self._reading = asyncmode.when_readable(self._socket, self._read)

    def pause(self) -> None:
        """Hear nothing until ``listen``."""
        if self._reading is not None:
            asyncmode.no_longer(self._reading)
            self._reading = None

    def put(self, data: bytes) -> None:
        """Send; in order, and at once where the other side takes it."""
        if self._ending:
            return
        if self._waiting:
            self._waiting.append(data)
        else:
            self._send(data)

    def finish(self) -> None:
        """Say goodbye when what waits has been sent."""
        if not self._ending:
            self._ending = True
            asyncmode.later(GOODBYE_SECONDS, self.cut)
            if not self._waiting:
                self._no_more()

    def cut(self) -> None:
        """Close at once, with all that waits."""
        self._ending = True
        self.pause()
        self._wait_no_more()
        self._waiting.clear()
        self._socket.close()

    def _read(self) -> None:
        try:
            data = self._socket.recv(READ_BYTES)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.cut()
        self._heard(data)

    def _send(self, data: bytes) -> bool:
        """Whether all of it was taken."""
        try:
            sent = self._socket.send(data)
        except BlockingIOError:
            sent = 0
        except OSError:  # gone: whoever reads hears of it, in its own turn
            self._waiting.clear()
            asyncmode.later(0, self._gone)
            return False
        if sent == len(data):
            return True
        self._waiting.appendleft(data[sent:])
        if self._writing is None:
            self._writing = asyncmode.when_writable(self._socket, self._go_on)
        return False

    def _go_on(self) -> None:
        while self._waiting:
            if not self._send(self._waiting.popleft()):
                return
        self._wait_no_more()
        if self._ending:
            self._no_more()

    def _wait_no_more(self) -> None:
        if self._writing is not None:
            asyncmode.no_longer(self._writing)
            self._writing = None

    def _no_more(self) -> None:
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_WR)

    def _gone(self) -> None:
        if self._socket.fileno() >= 0:
            self.cut()
            self._heard(b"")
