"""The lock files hold names, versions and hashes, and no address that somebody else may lack."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PYTHON_LOCKS = tuple(f"requirements{part}.lock" for part in ("", "-dev", "-node", "-rivals"))
LOCKS = (*PYTHON_LOCKS, "package-lock.json")


def locked(name: str) -> dict[str, str]:
    """Packages of a Python lock: everything that stands with a name, by its name."""
    entries = (ROOT / name).read_text().replace("\\\n", " ").splitlines()
    return {entry.split("==")[0]: entry for entry in entries}


def plain(requirement: str) -> str:
    """The name in a requirement such as ``Psycopg[binary]>=3``, as locks write it."""
    name = re.match(r"[\w.-]+", requirement)
    assert name is not None
    return re.sub(r"[-_.]+", "-", name[0]).lower()


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_no_address(name: str) -> None:
    assert "://" not in (ROOT / name).read_text()


@pytest.mark.parametrize("name", PYTHON_LOCKS)
def test_every_locked_python_package_has_its_hashes(name: str) -> None:
    assert locked(name)
    assert [entry for entry in locked(name).values() if "--hash=sha256:" not in entry] == []


def test_every_locked_browser_package_has_its_hash() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    installed = {name: entry for name, entry in packages.items() if name}
    assert installed
    assert [name for name, entry in installed.items() if "integrity" not in entry] == []
    assert [name for name, entry in installed.items() if "resolved" in entry] == []


def test_everything_that_the_project_asks_for_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    runtime = project["project"]["dependencies"]
    scale = project["project"]["optional-dependencies"]["scale"]
    groups = project["dependency-groups"]
    assert {plain(wish) for wish in [*runtime, *scale]} <= set(locked("requirements.lock"))
    assert {plain(wish) for wish in groups["dev"]} <= set(locked("requirements-dev.lock"))
    assert {plain(wish) for wish in groups["node"]} <= set(locked("requirements-node.lock"))
    assert {plain(wish) for wish in groups["rivals"]} <= set(locked("requirements-rivals.lock"))


def test_the_tests_run_with_the_very_versions_that_are_delivered() -> None:
    runtime, development = locked("requirements.lock"), locked("requirements-dev.lock")
    assert {name: development.get(name) for name in runtime} == runtime
