from __future__ import annotations

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from facilitation.report import Document, make, to_csv
from facilitation.report.csv_writer import guarded, unguarded
from tests.world import World

HEADER = "number;round;prompt;text;signed_by;name;organisation;target_group;table;late"


def read_back(content: bytes) -> list[dict[str, str]]:
    """The rows of our CSV as somebody gets them who takes the guards away again."""
    text = content.decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=";")
    return [{key: unguarded(value) for key, value in row.items()} for row in rows]


def test_it_is_made_for_a_danish_excel(document: Document) -> None:
    content = to_csv(document)
    assert content.startswith(b"\xef\xbb\xbf" + HEADER.encode() + b"\r\n")
    assert content.endswith(b"\r\n")
    assert "Små prøver\nførst".encode() in content


def test_only_the_columns_of_the_signature_are_filled(document: Document) -> None:
    signed = [
        (row["signed_by"], row["name"], row["organisation"], row["target_group"], row["table"])
        for row in read_back(to_csv(document))
    ]
    assert signed == [
        ("organisation", "", "Fjordhjælpen", "", ""),
        ("table", "", "", "", "1"),
        ("target_group", "", "", "Unge", ""),
        ("table", "", "", "", "2"),
        ("name", "Åse Ærø", "Broen", "", ""),
        ("table", "", "", "", "2"),
    ]


@pytest.mark.parametrize(("language", "word"), [("da", "ja"), ("en", "yes")])
def test_late_is_said_in_the_language_of_the_report(world: World, language: str, word: str) -> None:
    rows = read_back(to_csv(make(world.facts_for_report(), language)))
    assert [row["late"] for row in rows] == ["", "", "", word, "", ""]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+45 12 34",
        "-2",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "＝1+1",
        "＋1",
        "－1",
        "＠a",
        "﹦1",
        "−1",
        " =1",
        '"=1',
        "'=1",
        ";=1",
        "\n=1",
        '";=HYPERLINK("x")',
    ],
)
def test_a_cell_that_could_be_a_formula_is_guarded(text: str) -> None:
    assert guarded(text) == "'" + text
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["", "Ro", "1 = 1", "'n gang", "»sådan«", "…", "🙂 = 2"])
def test_other_cells_are_left_alone(text: str) -> None:
    assert guarded(text) == text


@given(some.text())
@example("''=1")
@example("'ro")
def test_any_text_comes_back_as_it_was(text: str) -> None:
    assert unguarded(guarded(text)) == text


def test_no_cell_of_the_file_begins_like_a_formula(world: World) -> None:
    organisation = world.organisation("Fjordhjælpen")
    world.do("organisation.edit", world.organiser, id=organisation.id, name="@fjord")
    world.do("prompt.edit", world.organiser, prompt=world.prompt(1).id, title_da="=cmd|' /C calc'")
    content = to_csv(make(world.facts_for_report())).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(content), delimiter=";") for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert {"'=1+1", "'@fjord", "'=cmd|' /C calc'"} <= set(cells)


def test_quotes_semicolons_and_newlines_stay_in_their_cell(document: Document) -> None:
    texts = [row["text"] for row in read_back(to_csv(document))]
    assert texts[1] == "Små prøver\nførst"
    assert texts[5] == 'Sig "nej"; én gang om året'
