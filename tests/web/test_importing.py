"""A sign-up list is shown row by row before anything is stored."""

from __future__ import annotations

import html
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from facilitation.core import model
from tests.web.browsing import Visitor, words
from tests.world import World

DATA = Path(__file__).parent.parent / "data" / "roster"

pytestmark = pytest.mark.usefixtures("logged_in")


def preview(
    visitor: Visitor, world: World, data: bytes, name: str = "liste.csv", **form: str
) -> TestResponse:
    return visitor.post(f"/organiser/{world.id}/import", file=(io.BytesIO(data), name), **form)


def save(visitor: Visitor, world: World, shown: TestResponse, **form: object) -> TestResponse:
    """Press the button of a preview."""
    found = re.search(r'name="rows" value="([^"]*)"', shown.get_data(as_text=True))
    assert found
    rows = html.unescape(found[1])
    return visitor.post(f"/organiser/{world.id}/import/save", rows=rows, **form)


def listed(name: str = "deltagere-2022.csv") -> bytes:
    return (DATA / name).read_bytes()


def test_the_2022_list_imports_without_a_question(visitor: Visitor, world: World) -> None:
    shown = preview(visitor, world, listed())
    text = words(shown)
    assert "95 nye" in text
    assert "Se efter her" not in text
    assert text.count("flere med dette navn") == 2
    before = len(world.people())
    assert save(visitor, world, shown).status_code == 302
    assert len(world.people()) == before + 95


def test_nothing_is_stored_by_looking(visitor: Visitor, world: World) -> None:
    before = world.seq
    preview(visitor, world, listed())
    assert world.seq == before


def test_the_same_list_twice_gives_no_doubles(visitor: Visitor, world: World) -> None:
    save(visitor, world, preview(visitor, world, listed()))
    count = len(world.people())
    again = preview(visitor, world, listed())
    assert "uændrede 95" in words(again)
    save(visitor, world, again)
    assert len(world.people()) == count


def test_diet_and_phone_are_not_stored_and_the_preview_says_so(
    visitor: Visitor, world: World
) -> None:
    data = "Navn;Organisation;Kost;Telefon\nOle Bak;Broen;vegetar-markør;19000000\n".encode()
    shown = preview(visitor, world, data)
    assert "Gemmes ikke Kost, Telefon" in words(shown)
    assert "vegetar-markør" not in shown.get_data(as_text=True)
    assert "19000000" not in shown.get_data(as_text=True)


def test_email_is_stored_only_when_ticked(visitor: Visitor, world: World) -> None:
    data = b"Navn;Organisation;E-mail\nOle Bak;Broen;ole@broen.example\n"
    save(visitor, world, preview(visitor, world, data))
    assert world.person("Ole").email is None
    save(visitor, world, preview(visitor, world, data, email="yes"))
    assert world.person("Ole").email == "ole@broen.example"


def test_a_question_holds_no_address_where_addresses_are_not_kept(
    visitor: Visitor, world: World
) -> None:
    data = (
        b"Navn;Organisation;E-mail\nOle Bak;Broen;ole@broen.example\n"
        b"Ole Bak;Broen;ole@hjem.example\nIda Holm;Broen;ida-at-broen\n"
    )
    shown = preview(visitor, world, data)
    assert "»Ole Bak« står der mere end én gang" in words(shown)
    assert "@" not in words(shown)
    assert "ida-at-broen" not in shown.get_data(as_text=True)
    ticked = words(preview(visitor, world, data, email="yes"))
    assert "»Ole Bak <ole@broen.example>«" in ticked
    assert "»ida-at-broen« ved »Ida Holm«" in ticked


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ("Navn\nOle Bak\n", "ingen kolonne med organisationer"),
        ("Navn;Organisation;Rolle\nOle Bak;A;tromme\n", "»tromme« ved »Ole Bak« forstår vi ikke"),
        ("Navn;Organisation\nOle Bak;A\nBroen;\n", "Er »Broen« en person?"),
    ],
)
def test_a_question_says_what_is_not_understood(
    visitor: Visitor, world: World, data: str, sentence: str
) -> None:
    assert sentence in words(preview(visitor, world, data.encode()))


def test_people_who_are_gone_stay_unless_ticked(visitor: Visitor, world: World) -> None:
    shown = preview(visitor, world, b"Navn;Organisation\nOle Bak;Broen\n")
    mette, soeren = world.person("Mette"), world.person("Søren")
    save(visitor, world, shown, cancel=[mette.id])
    assert world.person("Mette").status == "cancelled"
    assert world.person("Søren").status == soeren.status == "active"


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"MZ\x90\x00 not a list", "liste.csv", "program"),
        (b"", "liste.csv", "tom"),
        (b"%PDF-1.7 ...", "liste.pdf", "PDF"),
        (b"Navn;Organisation\n", "liste.csv", "ingen"),
    ],
)
def test_a_file_that_is_no_list_gets_its_kind_sentence(
    visitor: Visitor, world: World, data: bytes, name: str, sentence: str
) -> None:
    before = world.seq
    answer = preview(visitor, world, data, name)
    assert answer.status_code in (400, 413)
    assert sentence in words(answer)
    assert world.seq == before


def test_a_file_over_the_limit_is_refused(site: Flask, visitor: Visitor, world: World) -> None:
    parts = site.extensions["samskab"]
    site.extensions["samskab"] = replace(
        parts, settings=replace(parts.settings, upload_bytes=20_000)
    )
    answer = preview(visitor, world, b"Navn\n" + b"x" * 30_000)
    assert answer.status_code == 413
    assert "for stor" in words(answer)


def test_rows_that_were_tampered_with_store_nothing(visitor: Visitor, world: World) -> None:
    before = world.seq
    answer = visitor.post(f"/organiser/{world.id}/import/save", rows='[{"name": 1}]')
    assert answer.status_code == 400
    assert world.seq == before


def test_a_list_from_excel_is_read_too(visitor: Visitor, world: World) -> None:
    data = listed("rodet/04-to-overskriftsraekker.xlsx")
    shown = preview(visitor, world, data, "liste.xlsx")
    assert "36 nye" in words(shown)
    assert len(world.find(model.Participant)) == 6
