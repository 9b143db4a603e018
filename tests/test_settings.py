"""Nonsense stops the start with one sentence that names the setting and what it takes."""

from __future__ import annotations

import re
import stat
from dataclasses import fields
from pathlib import Path

import pytest

from facilitation import asyncmode
from facilitation.core.pace import Rate
from facilitation.core.refusals import BadSetting
from facilitation.settings import PREFIX, Settings, load

DOCS = (Path(__file__).parent.parent / "docs" / "settings.md").read_text(encoding="utf-8")
NONSENSE: dict[str, tuple[str, ...]] = {
    "database_url": (
        "mysql://x",
        "sqlite://",
        "samskab.db",
        "sqlite:///:memory:",
        "postgresql://x",
    ),
    "redis_url": ("localhost", "http://x", "redis://"),
    "secret_key": ("short", "x" * 31),
    "base_url": ("example.org", "ftp://x", "http://", "http://x:99999", "http://x?y", "http://a@x"),
    "log_level": ("LOUD", "0"),
}
FOR_A_RATE = ("fast", "5", "5/", "/5", "-1/5", "nan/5", "inf/5", "5/0", "5/20/3")
FOR_A_NUMBER = ("many", "-1", "1.5", "1e3", "99999999999")


def environment(folder: Path, **values: str) -> dict[str, str]:
    return {"FACILITATION_DATA_DIR": str(folder), **values}


def nonsense() -> list[tuple[str, str]]:
    cases = []
    for one in fields(Settings):
        by_kind = FOR_A_RATE if isinstance(one.default, Rate) else FOR_A_NUMBER
        if one.name != "data_dir":
            cases += [(one.name, value) for value in NONSENSE.get(one.name, by_kind)]
    return cases


def test_without_any_setting_it_runs_on_a_file_of_its_own(tmp_path: Path) -> None:
    settings = load(environment(tmp_path / "var"))
    assert settings.database_url == f"sqlite:///{tmp_path / 'var' / 'samskab.db'}"
    assert len(settings.secret_key) >= 32
    assert stat.S_IMODE((tmp_path / "var").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "var" / "secret-key").stat().st_mode) == 0o600


def test_the_key_is_made_once_and_kept(tmp_path: Path) -> None:
    first, second = load(environment(tmp_path)), load(environment(tmp_path))
    assert first.secret_key == second.secret_key
    assert first.secret_key != load(environment(tmp_path / "other")).secret_key


@pytest.mark.parametrize(("name", "value"), nonsense())
def test_nonsense_is_named_in_one_sentence(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(BadSetting) as caught:
        load(environment(tmp_path, **{PREFIX + name.upper(): value}))
    sentence = str(caught.value)
    assert sentence.startswith(f"{PREFIX}{name.upper()} takes ")
    assert sentence.count(". ") == 0
    assert "\n" not in sentence


def test_a_value_that_makes_sense_is_taken(tmp_path: Path) -> None:
    values = {
        "FACILITATION_NOTE_RATE": "0.5/7",
        "FACILITATION_SEARCH_RATE": "0",
        "FACILITATION_TABLES": "40",
        "FACILITATION_BASE_URL": "http://192.168.1.20:8000/",
        "FACILITATION_SECRET_KEY": "k" * 32,
        "FACILITATION_LOG_LEVEL": "debug",
        "FACILITATION_DATABASE_URL": "postgresql+psycopg://tests@localhost/samskab",
    }
    settings = load(environment(tmp_path, **values))
    assert settings.note_rate == Rate(0.5, 7)
    assert settings.search_rate.unlimited
    assert settings.limits().tables == 40
    assert settings.base_url == "http://192.168.1.20:8000"
    assert settings.key == b"k" * 32
    assert settings.log_level == "DEBUG"
    assert settings.database_url.startswith("postgresql")


def test_an_empty_value_is_the_default(tmp_path: Path) -> None:
    assert load(environment(tmp_path, FACILITATION_NOTE_LENGTH="")).note_length == 500


def test_a_setting_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="FACILITATION_NOTE_RATES is no setting"):
        load(environment(tmp_path, FACILITATION_NOTE_RATES="5/20"))


def test_several_workers_take_one_given_key(tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match=r"FACILITATION_SECRET_KEY takes .*same for all workers"):
        load(environment(tmp_path, FACILITATION_WORKERS="2"))
    key = "k" * 40
    values = {"FACILITATION_WORKERS": "2", "FACILITATION_SECRET_KEY": key}
    assert load(environment(tmp_path, **values)).workers == 2


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(BadSetting, match="FACILITATION_DATA_DIR takes a folder"):
        load(environment(tmp_path / "file"))


def test_a_kept_key_that_was_cut_short_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "secret-key").write_text("short")
    with pytest.raises(BadSetting, match="at least 32 characters"):
        load(environment(tmp_path))
    assert (tmp_path / "secret-key").read_text() == "short"


def test_an_async_mode_that_does_not_exist_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asyncmode, "mode", "gevent")
    with pytest.raises(BadSetting, match="FACILITATION_ASYNC_MODE takes eventlet or threading"):
        load(environment(tmp_path))


@pytest.mark.parametrize("one", fields(Settings), ids=lambda one: one.name)
def test_the_docs_have_a_line_for_each_setting(one: object) -> None:
    name, default = one.name, one.default  # type: ignore[attr-defined]
    takes = one.metadata["takes"]  # type: ignore[attr-defined]
    written = f"{default.per_second:g}/{default.burst}" if isinstance(default, Rate) else default
    shown = f"`{written}`" if str(written) else "-"
    assert f"| `{PREFIX}{name.upper()}` | {shown} | {takes} | " in DOCS


def test_the_docs_have_no_setting_that_does_not_exist() -> None:
    known = {PREFIX + one.name.upper() for one in fields(Settings)} | {"FACILITATION_ASYNC_MODE"}
    assert set(re.findall(r"FACILITATION_[A-Z_]*[A-Z]", DOCS)) == known
