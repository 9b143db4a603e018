"""The report over HTTP: who may read it, and what the answers look like."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from facilitation import asyncmode
from facilitation.core import tokens
from facilitation.core.model import Link
from facilitation.report import Document, make, to_csv, to_json
from facilitation.settings import Settings
from facilitation.store.reader import StoreReader
from facilitation.web.base import Parts
from facilitation.web.site import make_site
from tests.report.page import Page
from tests.world import KEY, World

PATHS = ("", "report.csv", "report.json")


@pytest.fixture
def client(world: World) -> Iterator[FlaskClient]:
    """A browser that has not been here yet."""
    parts = Parts(
        Settings(secret_key=KEY.decode()),
        StoreReader(world.engine),
        world.ledger,  # type: ignore[arg-type]  # no queue before it: it writes at once
        lambda: world.now,
        lambda *args, **named: None,
    )
    with make_site(parts).test_client() as client:
        yield client


def follow(client: FlaskClient, world: World, kind: str) -> None:
    """Open a link of this kind, as its holder would."""
    link = next(one for one in world.find(Link) if one.kind == kind)
    answer = client.get(f"/l/{tokens.link_token(KEY, link.id)}")
    assert answer.status_code == 302


@pytest.mark.parametrize("path", PATHS)
def test_a_stranger_gets_no_report(client: FlaskClient, world: World, path: str) -> None:
    answer = client.get(f"/report/{world.id}/{path}")
    assert answer.status_code in (401, 404)
    assert "kontorplads" not in answer.get_data(as_text=True)


def test_the_reports_link_opens_all_three_forms(client: FlaskClient, world: World) -> None:
    follow(client, world, "report")
    document = make(world.facts_for_report(), "da")
    page = client.get(f"/report/{world.id}/").get_data(as_text=True)
    assert [note["text"] for note in Page(page).notes] == [
        line.text for _section, line in document.notes
    ]
    assert client.get(f"/report/{world.id}/report.csv").data == to_csv(document)
    assert client.get(f"/report/{world.id}/report.json").data == to_json(document)


def test_a_report_is_made_beside_the_thread_that_serves_the_room(
    client: FlaskClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow(client, world, "report")
    made_in: list[int] = []

    def made(*args: Any, **named: Any) -> Document:
        made_in.append(threading.get_ident())
        return make(*args, **named)

    monkeypatch.setattr("facilitation.report.make", made)
    for path in PATHS:
        assert client.get(f"/report/{world.id}/{path}").status_code == 200
    assert len(made_in) == len(PATHS)
    if asyncmode.mode == "eventlet":
        assert threading.get_ident() not in made_in


def test_files_come_as_downloads_with_a_safe_name(client: FlaskClient, world: World) -> None:
    world.do("workshop.edit", world.organiser, title="På Ærø\r\nX: y")
    follow(client, world, "report")
    answer = client.get(f"/report/{world.id}/report.csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith(
        'attachment; filename="Rapport Paa Aeroe X y.csv"; '
    )
    assert "X" not in answer.headers


def test_the_report_speaks_the_language_of_its_reader(client: FlaskClient, world: World) -> None:
    follow(client, world, "report")
    client.set_cookie("samskab-language", "en")
    page = client.get(f"/report/{world.id}/").get_data(as_text=True)
    assert '<html lang="en"' in page
    assert "Solutions" in page
    found = json.loads(client.get(f"/report/{world.id}/report.json").data)
    assert found["language"] == "en"


def test_a_report_is_never_kept_by_caches(client: FlaskClient, world: World) -> None:
    follow(client, world, "report")
    assert client.get(f"/report/{world.id}/").headers["Cache-Control"] == "no-store"


def test_notes_never_given_to_the_board_can_be_left_out(client: FlaskClient, world: World) -> None:
    for prompt in (1, 2):
        world.do(
            "prompt.edit", world.organiser, prompt=world.prompt(prompt).id, showing="one_by_one"
        )
    follow(client, world, "report")
    for path in PATHS:
        assert "kontorplads" in client.get(f"/report/{world.id}/{path}").text
        assert "kontorplads" not in client.get(f"/report/{world.id}/{path}?board=1").text
    assert "Tag dem ud" in client.get(f"/report/{world.id}/").text
    page = client.get(f"/report/{world.id}/?board=1").text
    assert f"/report/{world.id}/report.csv?board=1" in page
    assert "Tag dem med" in page
