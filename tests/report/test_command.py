from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from facilitation.commands.demo import make_demo
from facilitation.commands.report import report_command
from facilitation.commands.standalone import to_html
from facilitation.opening import Store, open_store
from facilitation.report import make, to_csv
from facilitation.settings import load


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("FACILITATION_DATA_DIR", str(tmp_path / "var"))
    return open_store(load())


@pytest.fixture
def day(store: Store) -> str:
    return make_demo(store, load(), people=12, tables=3, notes=40)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(report_command, arguments)


def test_a_report_is_written_in_the_form_asked(store: Store, day: str, tmp_path: Path) -> None:
    document = make(store.reader.everything(day))
    html, csv, data = (tmp_path / f"r.{ending}" for ending in ("html", "csv", "json"))
    for out in (html, csv, data):
        assert run(day, "--format", out.suffix[1:], "--out", str(out)).exit_code == 0
    assert html.read_text(encoding="utf-8") == to_html(document)
    assert csv.read_bytes() == to_csv(document)
    assert len(json.loads(data.read_bytes())["notes"]) == len(document.notes)


def test_a_day_is_found_by_its_code_however_it_is_typed(
    store: Store, day: str, tmp_path: Path
) -> None:
    code = store.reader.everything(day).workshop.code
    out = tmp_path / "r.csv"
    typed = f"{code[:3]} {code[3:]}".lower()
    assert run(typed, "--format", "csv", "--out", str(out)).exit_code == 0
    assert out.exists()


def test_only_its_owner_can_read_the_file(day: str, tmp_path: Path) -> None:
    out = tmp_path / "r.csv"
    out.write_text("older")
    run(day, "--format", "csv", "--out", str(out))
    assert out.stat().st_mode & 0o077 == 0
    assert "older" not in out.read_text()


def test_an_unknown_day_is_a_failure_and_writes_nothing(store: Store, tmp_path: Path) -> None:
    out = tmp_path / "r.csv"
    result = run("NOBODY", "--format", "csv", "--out", str(out))
    assert result.exit_code == 1
    assert "NOBODY" in result.stderr
    assert not out.exists()


def test_a_folder_that_is_not_there_is_a_failure_with_a_sentence(day: str, tmp_path: Path) -> None:
    out = tmp_path / "nowhere" / "r.csv"
    result = run(day, "--format", "csv", "--out", str(out))
    assert result.exit_code == 1
    assert "nowhere" in result.stderr


def test_an_unknown_form_is_wrong_usage(tmp_path: Path) -> None:
    assert run("x", "--format", "pdf", "--out", str(tmp_path / "r.pdf")).exit_code == 2
