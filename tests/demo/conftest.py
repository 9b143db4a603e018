"""Runs the commands in this process, each test on a data folder of its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from facilitation.commands.demo import demo_command
from facilitation.core.facts import Facts
from facilitation.opening import open_store
from facilitation.settings import load

Demo = Callable[..., dict[str, Any]]


@pytest.fixture
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "var"
    monkeypatch.setenv("FACILITATION_DATA_DIR", str(folder))
    return folder


@pytest.fixture
def demo(data_dir: Path) -> Demo:
    """``demo(*options)`` makes a demo day and returns what ``--json`` says."""

    def run(*options: str) -> dict[str, Any]:
        result = CliRunner().invoke(demo_command, ["--json", *options], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        found: dict[str, Any] = json.loads(result.stdout)
        return found

    return run


def facts_of(day: dict[str, Any]) -> Facts:
    """Everything the database holds of a demo day."""
    return open_store(load()).reader.everything(day["workshop"])
