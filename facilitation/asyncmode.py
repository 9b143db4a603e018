"""The only file that names eventlet: reads one setting, patches, and offers the few names needed.

``FACILITATION_ASYNC_MODE`` is ``eventlet`` (default) or ``threading``; leaving eventlet is that
one line. Import this module before anything else: ``app.py`` and the console script do so on
their first line.
"""

from __future__ import annotations

import collections
import contextvars
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable
from typing import Any, TypeVar

R = TypeVar("R")

MODES = ("eventlet", "threading")
mode: str = os.environ.get("FACILITATION_ASYNC_MODE") or "eventlet"
takes_over = mode == "eventlet"
"""Whether a websocket's connection can be taken from the server that made it (``take_over``), to
be read and written on the hub. On threads each has its own, which waits."""
Full: type[Exception] = queue.Full
Popen: Any = subprocess.Popen
"""A child process whose pipes are read in a real thread (``run_blocking``)."""

if mode == "eventlet":
    warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
    import eventlet
    import eventlet.event
    import eventlet.hubs
    import eventlet.queue
    import eventlet.tpool
    import eventlet.websocket
    import eventlet.wsgi

    # thread=False: locks stay real. Database work runs in real threads, and a lock patched green
    # under a real thread ends in "cannot switch to a different thread".
    eventlet.monkey_patch(thread=False)
    Full = eventlet.queue.Full
    Popen = eventlet.patcher.original("subprocess").Popen


def patched() -> bool:
    """Whether the standard library was patched by this module (always before others use it)."""
    return mode == "eventlet" and bool(eventlet.patcher.is_monkey_patched("socket"))


def Queue(size: int) -> Any:
    """A bounded queue between greenlets (or threads); ``put_nowait`` raises ``Full``."""
    return eventlet.queue.LightQueue(size) if mode == "eventlet" else queue.Queue(size)


class Turn:
    """One at a time, in the order they came: ``with turn:``. Who waits takes up no real thread."""

    def __init__(self) -> None:
        self._taken = Queue(1)

    def __enter__(self) -> None:
        self._taken.put(None)

    def __exit__(self, *_fault: object) -> None:
        self._taken.get()


class _Letters:
    """A queue that real threads fill and a greenlet empties: a byte on a socket wakes the hub."""

    def __init__(self) -> None:
        plain = eventlet.patcher.original("socket")
        self._hears, self._wakes = plain.socketpair()
        self._hears.setblocking(False)
        self._waiting: collections.deque[Any] = collections.deque()
        self._queue = eventlet.queue.LightQueue()
        when_readable(self._hears, self._come)

    def put(self, letter: Any) -> None:
        self._waiting.append(letter)
        self._wakes.send(b"!")

    def get(self) -> Any:
        return self._queue.get()

    def _come(self) -> None:
        self._hears.recv(READ_BYTES)
        while self._waiting:
            self._queue.put_nowait(self._waiting.popleft())


READ_BYTES = 4096


def Letters() -> Any:
    """What real threads have to say to the others: ``put`` in any thread, ``get`` waits for the
    next. Made where it is read."""
    return _Letters() if mode == "eventlet" else queue.SimpleQueue()


def spawn_thread(work: Callable[[], Any]) -> None:
    """Run ``work`` in a real thread of its own for as long as the process lives; it must take
    nothing green, ``Letters`` apart."""
    threading.Thread(target=work, daemon=True).start()


class _GreenEvent:
    def __init__(self) -> None:
        self._event = eventlet.event.Event()

    def set(self) -> None:
        if not self._event.ready():
            self._event.send()

    def is_set(self) -> bool:
        return bool(self._event.ready())

    def wait(self, timeout: float | None = None) -> bool:
        self._event.wait(timeout)
        return self.is_set()


def Event() -> Any:
    """An event to wait for: ``set``, ``is_set``, ``wait(seconds)``."""
    return _GreenEvent() if mode == "eventlet" else threading.Event()


def spawn(work: Callable[..., Any], *args: Any) -> None:
    """Run ``work`` in the background, in a greenlet or daemon thread."""
    if mode == "eventlet":
        eventlet.spawn(work, *args)
    else:
        threading.Thread(target=work, args=args, daemon=True).start()


def sleep(seconds: float) -> None:
    """Let others run for so long."""
    if mode == "eventlet":
        eventlet.sleep(seconds)
    else:
        time.sleep(seconds)


def take_over(websocket: Any) -> socket.socket:
    """The plain socket of a websocket that the server made: nobody else reads, writes or closes
    it from now on, and what handled its request may end."""
    websocket.websocket_closed = True  # no goodbye when its handler returns
    number = websocket.socket.fd.detach()
    connected: socket.socket = eventlet.patcher.original("socket").socket(fileno=number)
    return connected


def when_readable(connected: socket.socket, call: Callable[[], None]) -> Any:
    """Call on the hub each time there is something to read, until ``no_longer``; ``call`` must
    neither wait nor raise."""
    return _when(eventlet.hubs.hub.READ, connected, call)


def when_writable(connected: socket.socket, call: Callable[[], None]) -> Any:
    """As ``when_readable``, each time something can be written."""
    return _when(eventlet.hubs.hub.WRITE, connected, call)


def _when(event: str, connected: socket.socket, call: Callable[[], None]) -> Any:
    hub = eventlet.hubs.get_hub()
    return hub.add(event, connected.fileno(), lambda _number: call(), _pass_over, None)


def _pass_over(_fault: Any) -> None: ...


def no_longer(asked: Any) -> None:
    """Take back what ``when_readable`` or ``when_writable`` returned."""
    eventlet.hubs.get_hub().remove(asked)


def later(seconds: float, call: Callable[..., None], *args: Any) -> None:
    """Call on the hub after so long; ``call`` must neither wait nor raise."""
    eventlet.hubs.get_hub().schedule_call_global(seconds, call, *args)


def run_blocking(work: Callable[..., R], *args: Any) -> R:
    """Run ``work`` in a real thread while the others go on; what it raises is raised here.

    ``work`` sees the caller's context (the request, say), and must take nothing green: no
    logging, no queue or event of this module.
    """
    if mode == "eventlet" and eventlet.tpool.threading.get_ident() == _hub_thread:
        result: R = eventlet.tpool.execute(contextvars.copy_context().run, work, *args)
        return result
    return work(*args)


_hub_thread = threading.get_ident()


def listen(host: str, port: int) -> socket.socket:
    """A listening socket made for many phones: no Nagle (accepted ones inherit it), long backlog.

    Raises OSError as the system does.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    if sys.platform != "win32":  # there, it would let two servers share the port
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    listening.bind((host, port))
    listening.listen(2048)
    return listening


def stop_on_signals() -> None:
    """From now on SIGINT and SIGTERM raise KeyboardInterrupt where this was called from.

    Python runs a signal's handler in whatever greenlet happens to be current; raised there, the
    interrupt would end that one and be lost.
    """
    serving = eventlet.getcurrent() if mode == "eventlet" else None

    def interrupt(_number: int, _frame: Any) -> None:
        if serving is None or eventlet.getcurrent() is serving:
            raise KeyboardInterrupt
        eventlet.hubs.get_hub().schedule_call_global(0, serving.throw, KeyboardInterrupt)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, interrupt)


BUFFER_BYTES = 2048
"""For reading a request and writing an answer. A connection that has become a websocket keeps
both for as long as it lasts; more than this goes out without being gathered first."""


def serve(listening: Any, app: Any, *, header_seconds: int) -> None:
    """Serve a WSGI application on a listening socket until the process is told to stop."""
    if mode == "eventlet":

        class Lean(eventlet.wsgi.HttpProtocol):  # type: ignore[misc]  # the library has no types
            rbufsize = wbufsize = BUFFER_BYTES

        eventlet.wsgi.server(
            listening,
            app,
            protocol=Lean,
            max_size=20_000,
            log_output=False,
            socket_timeout=header_seconds,
            debug=False,
        )
        return
    from werkzeug.serving import WSGIRequestHandler, make_server

    class Quiet(WSGIRequestHandler):
        protocol_version = "HTTP/1.1"

        def log(self, type: str, message: str, *args: Any) -> None:
            """The access log would hold addresses."""

    host, port = listening.getsockname()[:2]
    server = make_server(
        host, port, app, threaded=True, request_handler=Quiet, fd=listening.fileno()
    )
    server.serve_forever()
