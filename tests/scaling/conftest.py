"""Two server processes on one PostgreSQL, a Redis of their own, and nginx before them."""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import requests
from sqlalchemy import Engine

from facilitation.core import model
from facilitation.core.rights import Actor
from facilitation.store.engine import open_engine
from facilitation.store.schema import upgrade
from tests.live.running import Follower, House, Running, a_house
from tests.scaling.proxy import Proxy, nginx
from tests.support import servers
from tests.world import World, a_running_day

SEARCHES = 3
"""Searches for a name that one address may do in these tests."""


class Bell:
    """A Redis that can be taken away and come back at the same address."""

    def __init__(self) -> None:
        self._port = servers.free_port()
        self._stack = ExitStack()
        self.come()

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self._port}/0"

    def come(self) -> None:
        self._stack.enter_context(servers.redis(self._port))

    def go(self) -> None:
        """End the server; all its connections break."""
        self._stack.close()


@dataclass
class Through(Running):
    """The server as somebody reaches it through nginx, with a cookie that leads to one process."""

    way: str = ""

    def session(self, actor: Actor, **options: int | None) -> str:
        return f"{super().session(actor, **options)}; samskab_way={self.way}"


@dataclass
class Site:
    """Both processes and what stands before them."""

    engine: Engine
    bell: Bell
    houses: list[House]
    proxy: Proxy
    _ways: dict[str, str] = field(default_factory=dict)

    def through(self, world: World, house: House, proxy: Proxy | None = None) -> Through:
        """The way to one process, for a browser that has kept its cookie."""
        proxy = proxy or self.proxy
        way = a_way(proxy, house)
        return Through(world, proxy.url, house.process, house.log, way)


def a_way(proxy: Proxy, house: House) -> str:
    """The cookie that nginx gave to somebody whom it sent to this process."""
    address = house.url.removeprefix("http://")
    for _attempt in range(200):
        with urllib.request.urlopen(f"{proxy.url}/") as answer:
            given = re.match(r"samskab_way=([0-9a-f]{32});", answer.headers["Set-Cookie"] or "")
        assert given is not None, "nginx gave no cookie"
        way = given[1]
        if any(one.way == way and one.upstream == address for one in proxy.requests()):
            return way
    raise AssertionError(f"nginx sends nobody to {address}")


@contextmanager
def a_worker(site_engine: Engine, bell: Bell, folder: Path) -> Iterator[House]:
    """One server process as docs/scaling.md says, but for a search limit that a test can reach."""
    with a_house(
        site_engine,
        folder,
        redis_url=bell.url,
        workers="2",
        trusted_proxies="1",
        search_rate=f"0.001/{SEARCHES}",
    ) as house:
        yield house


@pytest.fixture(scope="module")
def site(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("workers")
    engine = open_engine(postgres_url)
    upgrade(engine, data_dir=folder)
    bell = Bell()
    with ExitStack() as stack:
        stack.callback(bell.go)
        houses = [stack.enter_context(a_worker(engine, bell, folder)) for _ in range(2)]
        addresses = [house.url.removeprefix("http://") for house in houses]
        yield Site(engine, bell, houses, stack.enter_context(nginx(addresses)))


@pytest.fixture
def world(site: Site) -> World:
    return a_running_day(site.engine, model.new_id())


@pytest.fixture
def join() -> Iterator[Join]:
    joined = Join()
    yield joined
    joined.close()


class Join:
    """Connects actors; they are disconnected when the test ends."""

    def __init__(self) -> None:
        self._stack = ExitStack()

    def __call__(self, running: Through, actor: Actor, *transports: str) -> Follower:
        follower = Follower(running, actor, transports=transports or ("websocket",))
        # The library sends the headers that it is given with its first request only.
        follower.io.eio.http = requests.Session()
        follower.io.eio.http.cookies.set("samskab_way", running.way)
        self._stack.callback(follower.close)
        follower.connect()
        follower.wait_for(lambda: follower.seq is not None)
        return follower

    def close(self) -> None:
        self._stack.close()
