"""A server that dies and comes back on its port, as under a supervisor."""

from __future__ import annotations

import signal
import threading
import time
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Engine

from tests.live.running import House, a_house
from tests.support.servers import free_port


class Supervised:
    """The product's own server; ``starts`` has the seconds each start took until it listened."""

    def __init__(self, engine: Engine, folder: Path, **settings: str) -> None:
        self.port = free_port()
        self.starts: list[float] = []
        self._engine, self._folder, self._settings = engine, folder, settings
        self._stack = ExitStack()
        self._house: House | None = None
        self._starting: threading.Thread | None = None

    def start(self) -> None:
        """Start, and return when it listens."""
        began = time.monotonic()
        house = a_house(self._engine, self._folder, port=self.port, **self._settings)
        self._house = self._stack.enter_context(house)
        self.starts.append(time.monotonic() - began)

    def kill(self) -> None:
        """As kill -9 does."""
        self.up()
        self._signal(signal.SIGKILL)
        self._stack.close()
        self._house = None

    def start_soon(self) -> None:
        """Start beside what else is going on; ``up`` waits for it."""
        self._starting = threading.Thread(target=self.start)
        self._starting.start()

    def is_starting(self) -> bool:
        return self._starting is not None and self._starting.is_alive()

    def up(self) -> None:
        """Return when the last start has ended."""
        if self._starting is not None:
            self._starting.join()
            self._starting = None
        assert self._house is not None, "the server did not come up"

    def freeze(self) -> None:
        self.up()
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def log(self) -> str:
        """What it wrote, over all its lives."""
        return (self._folder / f"server-{self.port}.log").read_text()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._starting is not None:
            self._starting.join()
        self._stack.close()

    def _signal(self, number: signal.Signals) -> None:
        assert self._house is not None
        self._house.process.send_signal(number)
