"""The examples of docs/scaling fit together, and name only settings that there are."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from facilitation import settings
from tests.scaling.proxy import SCALING


def text_of(name: str) -> str:
    return (SCALING / name).read_text(encoding="utf-8")


def test_the_settings_of_the_examples_are_taken(tmp_path: Path) -> None:
    lines = re.findall(r"^(FACILITATION_\w+)=(.*)$", text_of("samskab.env"), re.MULTILINE)
    given = dict(lines) | {
        "FACILITATION_SECRET_KEY": "0" * 64,
        "FACILITATION_DATA_DIR": str(tmp_path),
    }
    loaded = settings.load(given)
    assert loaded.database_url.startswith("postgresql+psycopg://")
    assert loaded.redis_url
    assert loaded.trusted_proxies == 1
    assert loaded.workers == len(
        re.findall(r"^server ", text_of("samskab-workers.conf"), re.MULTILINE)
    )


def test_every_setting_that_is_named_is_there() -> None:
    known = {f"FACILITATION_{one.name.upper()}" for one in fields(settings.Settings)}
    for file in SCALING.iterdir():
        named = set(re.findall(r"FACILITATION_[A-Z_]+", file.read_text(encoding="utf-8")))
        assert named <= known, file.name


def test_the_units_start_the_processes_that_nginx_asks() -> None:
    started = re.findall(r"samskab@(\d+)\.service", text_of("samskab.target"))
    asked = re.findall(r"127\.0\.0\.1:(\d+) ", text_of("samskab-workers.conf"))
    assert started == asked != []
    assert "--host 127.0.0.1 --port %i" in text_of("samskab@.service")


def test_the_containers_that_nginx_asks_are_there() -> None:
    compose = text_of("compose.yaml")
    asked = re.findall(r"server ([\w-]+):8000 ", compose)
    assert asked == re.findall(r"^  (worker-\d+): \*worker$", compose, re.MULTILINE) != []
    assert f'FACILITATION_WORKERS: "{len(asked)}"' in compose
    assert '"--port", "8000"' in text_of("Dockerfile")
