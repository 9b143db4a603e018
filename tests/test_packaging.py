"""The wheel carries everything: installed alone, it runs without node, make or sources."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import packaging, servers
from tests.test_locks import locked

ROOT = packaging.ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return packaging.build_wheel(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def carried(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment that holds the wheel and what it asks for."""
    return packaging.install(wheel, tmp_path_factory.mktemp("installed") / "venv")


def tracked(folder: str) -> set[str]:
    command = ["git", "ls-files", "-z", folder]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return {name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()}


def test_the_wheel_carries_the_package_with_its_data_and_migrations(carried: set[str]) -> None:
    assert tracked("facilitation") - carried == set()
    assert any(re.match(r"facilitation/store/migrations/versions/.+\.py$", n) for n in carried)


def test_the_wheel_carries_the_pages_and_their_words(carried: set[str]) -> None:
    templates = tracked("templates")
    assert templates
    assert {f"facilitation/_site/{name}" for name in templates} - carried == set()


def test_the_wheel_carries_the_bundles_and_not_their_sources(carried: set[str]) -> None:
    manifest = json.loads((ROOT / "static/dist/manifest.json").read_text())
    assert {"phone.js", "board.js", "desk.js", "organiser.js"} <= set(manifest)
    bundles = {"manifest.json", *manifest.values()}
    assert {f"facilitation/_site/static/dist/{name}" for name in bundles} - carried == set()
    assert [name for name in carried if "_site/static/js/" in name or name.endswith(".mjs")] == []


def test_what_the_wheel_asks_for_is_in_the_runtime_lock(wheel: Path) -> None:
    asked = packaging.requirements_of(wheel)
    assert {"flask", "sqlalchemy"} <= asked
    assert asked - set(locked("requirements.lock")) == set()


@pytest.fixture
def address(programs: Path, tmp_path: Path) -> Iterator[str]:
    """A server started from the installed wheel alone, in an empty folder, without a PATH."""
    port = servers.free_port()
    command = [str(programs / "facilitation"), "run", "--host", "127.0.0.1", "--port", str(port)]
    data = {"FACILITATION_DATA_DIR": str(tmp_path / "data"), "PATH": os.devnull}
    log = tmp_path / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=tmp_path, env=data, stdout=output, stderr=output)
        try:
            servers.wait_for(port, process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGINT)
            code = process.wait(30)
    assert code == 0, log.read_text()


def body_of(url: str) -> str:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return str(answer.read().decode())


def test_the_installed_wheel_serves_its_pages_and_bundles(address: str) -> None:
    page = body_of(f"{address}/")
    assert "<html" in page
    built = set(json.loads((ROOT / "static/dist/manifest.json").read_text()).values())
    linked = re.findall(r'(?:src|href)="([^"?]+)', page)
    bundles = [link for link in linked if link.rsplit("/", 1)[-1] in built]
    assert bundles
    for bundle in bundles:
        assert body_of(f"{address}{bundle}")
