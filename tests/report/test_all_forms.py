"""CSV, JSON and HTML say the same, in both languages, and the HTML stands alone."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import Any

import pytest

from facilitation.commands.standalone import to_html
from facilitation.report import make, to_csv, to_json
from tests.report.page import Page
from tests.report.test_csv import read_back
from tests.world import World

WORDS = {"da": ("Bord", "Seddel"), "en": ("Table", "Note")}
ATTACKS = (
    "<img src=x onerror=alert(1)>",
    "</script><svg onload=alert(1)>",
    "{{7*7}} {% if %} ${7*7} %(x)s {0.__class__}",
    "</style><script>alert(1)</script>",
)


def signed(note: dict[str, Any], table: str) -> str:
    """A note's one signature as the page writes it."""
    if note["signed_by"] == "table":
        return f"{table} {note['table']}"
    if note["signed_by"] == "name":
        return ", ".join(one for one in (note["name"], note["organisation"]) if one)
    return str(note[note["signed_by"]])


@pytest.mark.parametrize("language", ["da", "en"])
def test_page_csv_and_json_hold_the_same_notes(world: World, language: str) -> None:
    document = make(world.facts_for_report(), language)
    table, number = WORDS[language]
    from_json = json.loads(to_json(document))["notes"]
    from_csv = [
        {key: value or None for key, value in row.items()}
        | {key: int(row[key]) if row[key] else None for key in ("number", "round", "table")}
        | {"late": row["late"] != ""}
        for row in read_back(to_csv(document))
    ]
    beside = ("on_board", "theme")
    without = [{key: note[key] for key in note if key not in beside} for note in from_json]
    assert from_csv == without
    assert Page(to_html(document)).notes == [
        {
            "number": f"{number} {note['number']}",
            "text": note["text"],
            "signed": signed(note, table),
            "late": note["late"],
            "on_board": note["on_board"],
        }
        for note in from_json
    ]


@pytest.mark.parametrize("language", ["da", "en"])
def test_page_and_json_hold_the_same_figures(world: World, language: str) -> None:
    document = make(world.facts_for_report(), language)
    tally = json.loads(to_json(document))["notes_per_table"]
    rows = [[*row["notes"], row["total"]] for row in tally["rows"]]
    wanted = [["" if one is None else str(one) for one in row] for row in rows]
    wanted.append([str(one or "") for one in (*tally["totals"], tally["total"])])
    assert [row[1:] for row in Page(to_html(document)).tally[1:]] == wanted


def test_a_cell_with_nothing_holds_no_zero(world: World) -> None:
    cells = [cell for row in Page(to_html(make(world.facts_for_report()))).tally for cell in row]
    assert "" in cells
    assert "0" not in cells


def test_headings_go_from_the_day_over_rounds_to_questions(world: World) -> None:
    assert Page(to_html(make(world.facts_for_report()))).headings == [
        "Indsatsdag",
        "Runde 1",
        "Løsninger",
        "Identitet",
        "Runde 2",
        "Løsninger",
        "Identitet",
        "Sedler pr. bord og spørgsmål",
    ]


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_people_wrote_is_shown_letter_for_letter(world: World, attack: str) -> None:
    world.do("workshop.edit", world.organiser, title=attack, theme=attack, place=attack)
    world.do("prompt.edit", world.organiser, prompt=world.prompt(1).id, title_da=attack)
    name = world.organisation("Fjordhjælpen")
    world.do("organisation.edit", world.organiser, id=name.id, name=attack)
    world.write(
        world.phone("Mette"), attack, sign={"kind": "organisation"}, round=world.round(2).id
    )
    page = Page(to_html(make(world.facts_for_report())))
    assert {"text": attack, "signed": attack} in [
        {key: note[key] for key in ("text", "signed")} for note in page.notes
    ]
    assert page.headings[0] == attack
    assert not {"script", "img"} & set(page.tags)
    assert not [name for name, _value in page.attributes if name.startswith("on")]


def test_the_file_needs_nothing_beside_it(world: World) -> None:
    html = to_html(make(world.facts_for_report()))
    page = Page(html)
    assert not {"link", "script", "img", "iframe", "a", "use"} & set(page.tags)
    assert not {"src", "href", "style"} & {name for name, _value in page.attributes}
    assert not re.findall(r"https?://|@import|url\(", html)


def test_its_own_policy_allows_its_one_style_sheet(world: World) -> None:
    html = to_html(make(world.facts_for_report()))
    (style,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in {
        value for name, value in Page(html).attributes if name == "content"
    }
