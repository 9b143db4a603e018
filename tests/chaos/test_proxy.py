"""The bad network does what it says, to those it should, and heals."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress

import pytest

from tests.chaos.proxy import FaultProxy
from tests.chaos.sieve import EveryNth
from tests.support.waiting import wait_until


class Echo:
    """A server that says back what it hears, and remembers all of it."""

    def __init__(self) -> None:
        self.heard = b""
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._taken: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._serve)]
        self._threads[0].start()

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._threads[0].join()
        self._listener.close()
        for taken in self._taken:  # a cut on the other side does not always come through
            with suppress(OSError):
                taken.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()

    def _serve(self) -> None:
        while True:
            try:
                taken, _address = self._listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._echo, args=(taken,))
            self._taken.append(taken)
            self._threads.append(thread)
            thread.start()

    def _echo(self, taken: socket.socket) -> None:
        with taken:
            try:
                while data := taken.recv(65_536):
                    self.heard += data
                    taken.sendall(data)
            except OSError:
                return


@pytest.fixture
def echo() -> Iterator[Echo]:
    one = Echo()
    yield one
    one.close()


@contextmanager
def talking(proxy: FaultProxy) -> Iterator[socket.socket]:
    """A connection through the proxy that has already been answered once."""
    with socket.create_connection(("127.0.0.1", proxy.port), timeout=40) as made:
        said(made, b"hello")
        yield made


def said(made: socket.socket, what: bytes) -> None:
    made.sendall(what)
    heard = b""
    while len(heard) < len(what):
        piece = made.recv(65_536)
        assert piece, "cut"
        heard += piece
    assert heard == what


def is_cut(made: socket.socket) -> bool:
    try:
        return made.recv(1) == b""
    except ConnectionResetError:
        return True


def test_a_good_network_carries_all_both_ways(echo: Echo) -> None:
    with FaultProxy(echo.port).running() as proxy, talking(proxy) as made:
        said(made, bytes(range(256)) * 2_000)
        assert proxy.did["bytes"] == 2 * (256 * 2_000 + 5)


def test_a_cut_ends_the_connection_and_the_next_one_is_good(echo: Echo) -> None:
    with FaultProxy(echo.port).running() as proxy, talking(proxy) as made:
        proxy.hit("cut")
        assert is_cut(made)
        with talking(proxy):
            pass


def test_a_lost_reply_is_one_that_the_server_gave(echo: Echo) -> None:
    with FaultProxy(echo.port).running() as proxy, talking(proxy) as made:
        proxy.hit("lose_replies")
        made.sendall(b"take this")
        wait_until(lambda: echo.heard == b"hellotake this")
        wait_until(lambda: proxy.did["bytes swallowed"] == len(b"take this"))
        proxy.heal()
        assert is_cut(made)  # and nothing came before


def test_a_black_hole_lets_nothing_through(echo: Echo) -> None:
    with FaultProxy(echo.port).running() as proxy, talking(proxy) as made:
        proxy.hit("black_hole")
        made.sendall(b"take this")
        wait_until(lambda: proxy.did["bytes swallowed"] == len(b"take this"))
        assert echo.heard == b"hello"
        proxy.heal()
        assert is_cut(made)


def test_what_is_split_arrives_whole_and_in_order(echo: Echo) -> None:
    with FaultProxy(echo.port).running() as proxy, talking(proxy) as made:
        proxy.hit("split")
        said(made, bytes(range(256)) * 20)


def test_a_delay_is_waited_for_and_ends(echo: Echo) -> None:
    with FaultProxy(echo.port).running() as proxy, talking(proxy) as made:
        proxy.hit("delay", seconds=0.3)
        made.sendall(b"slow")
        made.settimeout(0.3)
        with pytest.raises(TimeoutError):
            made.recv(10)
        made.settimeout(40)
        assert made.recv(10) == b"slow"
        proxy.heal()
        said(made, b"quick")


def test_who_is_refused_gets_in_when_the_network_heals(echo: Echo) -> None:
    with FaultProxy(echo.port).running() as proxy, talking(proxy) as made:
        proxy.refuse()
        assert is_cut(made)
        with socket.create_connection(("127.0.0.1", proxy.port), timeout=40) as refused:
            assert is_cut(refused)
        proxy.heal()
        with talking(proxy):
            pass


def test_who_is_led_elsewhere_is_back_when_the_network_heals(echo: Echo) -> None:
    with (
        closing(Echo()) as portal,
        FaultProxy(echo.port).running() as proxy,
        talking(proxy) as made,
    ):
        proxy.divert(portal.port)
        assert is_cut(made)
        with talking(proxy) as led:
            assert portal.heard == echo.heard == b"hello"
            proxy.heal()
            assert is_cut(led)
        with talking(proxy):
            assert echo.heard == b"hellohello"


def test_a_websocket_that_is_not_let_through_is_answered_with_403(echo: Echo) -> None:
    head = b"GET /socket.io/ HTTP/1.1\r\nUpgrade: WebSocket\r\n\r\n"
    with FaultProxy(echo.port, websockets=False).running() as proxy, talking(proxy):
        with socket.create_connection(("127.0.0.1", proxy.port), timeout=40) as made:
            made.sendall(head)
            assert made.recv(100).startswith(b"HTTP/1.1 403")
        assert proxy.did["forbidden"] == 1
    assert echo.heard == b"hello"


def test_a_server_that_is_not_there_is_a_cut(echo: Echo) -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]
    with FaultProxy(port).running() as proxy:
        with socket.create_connection(("127.0.0.1", proxy.port), timeout=40) as made:
            assert is_cut(made)
        assert proxy.did["refused"] == 1


def test_a_seed_hits_the_same_connections_again(echo: Echo) -> None:
    def cut_by(seed: int) -> list[bool]:
        with FaultProxy(echo.port, seed=seed).running() as proxy:
            socks = [socket.create_connection(("127.0.0.1", proxy.port)) for _ in range(12)]
            for made in socks:
                made.settimeout(40)
                said(made, b"in")
            proxy.hit("cut", share=0.5)
            proxy.heal()
            cut = []
            for made in socks:
                try:
                    said(made, b"still")
                    cut.append(False)
                except (OSError, AssertionError):
                    cut.append(True)
                made.close()
            return cut

    first = cut_by(7)
    assert 0 < sum(first) < 12
    assert cut_by(7) == first
    assert cut_by(8) != first


def frame(text: bytes) -> bytes:
    """A websocket frame as a server sends it."""
    size = len(text)
    if size < 126:
        return bytes([0x81, size]) + text
    return bytes([0x81, 126]) + size.to_bytes(2, "big") + text


@pytest.mark.parametrize("step", [1, 3, 70, 100_000])
def test_every_third_frame_is_left_out_however_it_arrives(step: int) -> None:
    head = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"
    frames = [frame(b'42["frame",{"n":%d,"fill":"%s"}]' % (n, b"x" * n * 30)) for n in range(9)]
    beat = frame(b'42["heartbeat",{}]')
    stream = head + b"".join(one + beat for one in frames)
    sieve = EveryNth(3)
    passed = b"".join(sieve.feed(stream[at : at + step]) for at in range(0, len(stream), step))
    wanted = [b"" if number % 3 == 2 else one for number, one in enumerate(frames)]
    assert passed.endswith(b"".join(one + beat for one in wanted))
    assert sieve.dropped == 3


def test_long_polling_passes_a_sieve_whole() -> None:
    answer = b'HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n42["frame",{}]'
    sieve = EveryNth(1)
    assert sieve.feed(answer) == answer
