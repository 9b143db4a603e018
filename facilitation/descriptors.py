"""Descriptors: each connection takes one, and systems give a process few of them unasked."""

from __future__ import annotations

import errno
import socket
import sys
from collections.abc import Callable
from typing import Any

from facilitation import asyncmode

KEPT_BACK = 200
"""For the files of the database, and for pages while they are loaded."""
LEAST = 10
NONE_LEFT = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)
AGAIN_SECONDS = 0.2


def room_for(connections: int) -> int:
    """How many connections can be held open, at most as many as asked for; where the system lets
    us, the process's own limit is raised for them."""
    if sys.platform == "win32":  # no such limit there
        return connections
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = connections + KEPT_BACK
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    if soft == resource.RLIM_INFINITY:
        return connections
    return min(connections, max(LEAST, soft - KEPT_BACK))


class Patient:
    """A listening socket that waits while there is no descriptor left for one more: who serves on
    it would stop for good. ``full`` is called once for each such time."""

    def __init__(self, listening: socket.socket, full: Callable[[], None]) -> None:
        self._listening = listening
        self._full = full

    def accept(self) -> Any:
        """The next connection and where it comes from."""
        said = False
        while True:
            try:
                return self._listening.accept()
            except OSError as fault:
                if fault.errno not in NONE_LEFT:
                    raise
            if not said:
                self._full()
            said = True
            asyncmode.sleep(AGAIN_SECONDS)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._listening, name)
