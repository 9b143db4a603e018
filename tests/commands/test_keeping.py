"""The commands that keep an installation in order: accounts, database, check."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from facilitation.cli import main
from facilitation.opening import open_store
from facilitation.passwords import password_fits
from facilitation.settings import load
from facilitation.store import accounts

EMAIL = "lone@aakande.example"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run(tmp_path)


class Run:
    """The command line on a data folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.environment = {"FACILITATION_DATA_DIR": str(folder)}

    def __call__(self, *words: str, password: str = "", **settings: str) -> Result:
        environment = self.environment | settings
        if password:
            environment["SAMSKAB_PASSWORD"] = password
        return CliRunner().invoke(main, list(words), env=environment)

    def hash_of(self, email: str) -> str:
        store = open_store(load(self.environment))
        found = store.reader.run(lambda connection: accounts.organiser_by_email(connection, email))
        assert found is not None
        return found.password_hash


def test_an_organiser_is_added_once(run: Run) -> None:
    assert run("organiser", "add", EMAIL, password="en lang sætning").exit_code == 0
    again = run("organiser", "add", EMAIL.upper(), password="en anden sætning")
    assert again.exit_code == 1
    assert "already an organiser" in again.stderr
    assert password_fits(run.hash_of(EMAIL), "en lang sætning")


def test_a_forgotten_password_is_replaced(run: Run) -> None:
    run("organiser", "add", EMAIL, password="den glemte sætning")
    assert run("organiser", "password", EMAIL, password="den nye sætning").exit_code == 0
    assert password_fits(run.hash_of(EMAIL), "den nye sætning")
    assert not password_fits(run.hash_of(EMAIL), "den glemte sætning")


def test_a_password_for_nobody_is_refused(run: Run) -> None:
    answer = run("organiser", "password", "ingen@fond.example", password="en lang sætning")
    assert answer.exit_code == 1
    assert "no organiser with that e-mail" in answer.stderr


def test_a_short_password_is_wrong_usage(run: Run) -> None:
    assert run("organiser", "add", EMAIL, password="kort").exit_code == 2


def test_the_database_is_brought_up_and_checked(run: Run) -> None:
    assert run("db", "upgrade").exit_code == 0
    answer = run("check")
    assert answer.exit_code == 0
    assert "Settings are sound" in answer.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FACILITATION_SECRET_KEY", "short"),
        ("FACILITATION_DATABASE_URL", "mysql://here"),
        ("FACILITATION_NOTE_RATE", "often"),
        ("FACILITATION_DATA_DIR", "/proc/nowhere"),
    ],
)
def test_a_wrong_setting_stops_with_one_sentence_that_names_it(
    run: Run, name: str, value: str
) -> None:
    answer = run("check", **{name: value})
    assert answer.exit_code == 1
    assert answer.stderr.count("\n") == 1
    assert name in answer.stderr


def test_a_bad_port_is_named(run: Run) -> None:
    answer = run("run", "--port", "99999")
    assert answer.exit_code == 2
    assert "--port" in answer.stderr
