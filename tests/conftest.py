"""What holds for all tests: this machine only, and nothing left out without a printed reason."""

from __future__ import annotations

import os
from collections.abc import Iterator

import hypothesis
import pytest

# The tests' own process is never patched: the browser's driver would wait for ever. The servers
# that tests start are processes of their own, in the mode that they are told.
os.environ["FACILITATION_ASYNC_MODE"] = "threading"
from facilitation import asyncmode

del os.environ["FACILITATION_ASYNC_MODE"]

from tests.support import network, servers, system

assert not asyncmode.patched()

# Two busy cores: a slow example says nothing about the code.
hypothesis.settings.register_profile("samskab", deadline=None, print_blob=True)
hypothesis.settings.load_profile("samskab")

NEEDS_OF_FIXTURES = {
    "browser": "needs_chromium",
    "postgres_url": "needs_postgres",
    "redis_url": "needs_redis",
}


def pytest_configure() -> None:
    network.watch()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for fixture in getattr(item, "fixturenames", ()):
            if fixture in NEEDS_OF_FIXTURES:
                item.add_marker(NEEDS_OF_FIXTURES[fixture])


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose program is missing here; in CI that is a failure."""
    for marker in item.iter_markers():
        reason = system.lacks(marker.name)
        if reason and system.in_ci():
            pytest.fail(reason, pytrace=False)
        if reason:
            pytest.skip(reason)


@pytest.fixture(autouse=True)
def this_machine_only() -> Iterator[None]:
    """No test reaches for another machine, not even when the code swallows the refusal."""
    network.refused.clear()
    yield
    assert not network.refused, f"reached for {network.refused}"


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The SQLAlchemy URL of a private PostgreSQL server's database, for all tests of a process."""
    with servers.postgres() as url:
        yield url


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """The URL of a private Redis server, shared by all tests of a process."""
    with servers.redis() as url:
        yield url
