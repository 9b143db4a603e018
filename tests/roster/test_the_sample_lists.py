"""The lists as they arrived, against what a human found in them."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from facilitation.roster import Person, ReadResult, Vocabulary, read_list
from facilitation.roster.vocabulary import template_methods, template_target_groups
from tests.roster.lists import DATA, sample

MESSY = sorted(path.name for path in (DATA / "rodet").glob("*.truth.json"))
ROLES = {"bordvært": "host", "bestyrelse": "board", "fonden": "staff", "oplægsholder": "speaker"}
# Rows that the list alone cannot decide: two people until a human has answered.
PERHAPS_ONE = {"PIA HJORTH", "NIKOLAJ BECH"}


def with_codes(name: str) -> ReadResult:
    groups = Vocabulary(template_target_groups().entries, answer_with="code")
    methods = Vocabulary(template_methods().entries, answer_with="code")
    return read_list(sample(name), target_groups=groups, methods=methods)


def truth_of(name: str) -> dict[str, Any]:
    truth: dict[str, Any] = json.loads(sample(f"rodet/{name}"))
    return truth


def messy(name: str) -> tuple[dict[str, Any], ReadResult]:
    truth = truth_of(name)
    return truth, with_codes(f"rodet/{truth['file']}")


def people_of(truth: dict[str, Any]) -> Counter[str | None]:
    return Counter(person["name"] for person in truth["people"])


def find(result: ReadResult, wanted: dict[str, Any]) -> Person:
    return next(
        person
        for person in result.people
        if person.name == wanted["name"] and person.row in wanted["rows"]
    )


def test_the_list_of_2022_is_read_without_a_question() -> None:
    result = read_list(sample("deltagere-2022.csv"))
    assert result.questions == []
    assert result.refused == []
    assert len(result.people) == 95
    assert len({person.organisation for person in result.people}) == 37
    assert Counter(person.role for person in result.people) == {
        "participant": 70, "host": 12, "board": 6, "staff": 5, "speaker": 2,
    }  # fmt: skip


def test_the_two_mette_nielsens_of_2022_stay_two() -> None:
    result = read_list(sample("deltagere-2022.csv"))
    called_so = [person for person in result.people if person.name == "Mette Nielsen"]
    assert {p.organisation for p in called_so} == {"Lanternen for Mødre", "Fonden Mellemrum"}
    assert len(called_so) == 2


def test_the_list_of_2022_names_only_known_target_groups_and_methods() -> None:
    result = with_codes("deltagere-2022.csv")
    assert result.questions == []
    groups = {group for person in result.people for group in person.target_groups}
    assert groups == {entry.code for entry in template_target_groups().entries}


def test_the_small_list_is_read_without_a_question() -> None:
    result = read_list(sample("deltagere-lille.csv"))
    assert (len(result.people), result.questions) == (18, [])


@pytest.mark.parametrize("name", MESSY)
def test_the_format_of_a_messy_list_is_guessed(name: str) -> None:
    truth, result = messy(name)
    form, read = truth["format"], result.read
    assert read.encoding == form["encoding"]
    assert read.delimiter == form["delimiter"]
    assert read.sheet == form["people_sheet"]
    assert read.header_row == form["header_row"]


@pytest.mark.parametrize("name", MESSY)
def test_nobody_on_a_messy_list_is_lost_or_invented(name: str) -> None:
    truth, result = messy(name)
    found = Counter(p.name for p in result.people if p.name not in PERHAPS_ONE)
    assert found == people_of(truth)


@pytest.mark.parametrize("name", MESSY)
def test_everyone_on_a_messy_list_has_their_role_status_and_address(name: str) -> None:
    truth, result = messy(name)
    for wanted in truth["people"]:
        person = find(result, wanted)
        assert person.email == wanted["email"]
        assert person.role == ROLES.get(wanted["role"], "participant")
        assert (person.status == "cancelled") == (wanted["status"] == "cancelled")
        assert person.substitute_for == wanted.get("substitute_for")


@pytest.mark.parametrize("name", MESSY)
def test_a_messy_list_gives_no_target_group_that_nobody_named(name: str) -> None:
    truth, result = messy(name)
    for wanted in truth["people"]:
        fair = {*(wanted["target_groups"] or []), *wanted.get("target_groups_optional", [])}
        assert set(find(result, wanted).target_groups) <= fair


@pytest.mark.parametrize("name", MESSY)
def test_a_target_group_that_is_not_found_is_asked_about(name: str) -> None:
    truth, result = messy(name)
    perhaps_one = {person.casefold() for person in PERHAPS_ONE}
    texts = [q.a for q in result.questions if q.kind == "targets"]
    rows = dict(zip((f.row for f in result.fates), _raw_rows(truth["file"]), strict=False))
    for wanted in truth["people"]:
        person = find(result, wanted)
        missing = set(wanted["target_groups"] or []) - set(person.target_groups)
        if missing and (person.name or "").casefold() not in perhaps_one:
            assert any(text in rows[person.row] for text in texts), (person, missing)


def _raw_rows(file: str) -> list[str]:
    from facilitation.roster import Limits
    from facilitation.roster.csvfile import read_csv
    from facilitation.roster.workbook import read_workbook

    data = sample(f"rodet/{file}")
    sheets = read_workbook(data, Limits()) if data[:2] == b"PK" else [read_csv(data, Limits())]
    return [" | ".join(row) for sheet in sheets for row in sheet.rows]


@pytest.mark.parametrize("name", MESSY)
def test_every_row_of_a_messy_list_has_its_fate(name: str) -> None:
    truth, result = messy(name)
    same = {"several": "person", "substitute": "person", "duplicate": "merged"}
    wanted = {row: same.get(of["kind"], of["kind"]) for row, of in truth["rows"].items()}
    found = {str(fate.row): fate.kind for fate in result.fates}
    assert found.keys() == wanted.keys()
    for row, kind in found.items():
        # A cancelled person is a person still; of two that are one, either row may stay.
        allowed = {wanted[row], {"cancelled": "person", "merged": "person"}.get(wanted[row])}
        twice = any(len(p["rows"]) > 1 and row in map(str, p["rows"]) for p in truth["people"])
        assert kind in allowed or (kind == "merged" and twice), row


@pytest.mark.parametrize("name", MESSY)
def test_what_a_list_leaves_open_about_people_and_targets_is_asked(name: str) -> None:
    truth, result = messy(name)
    asked = {(q.kind, q.a) for q in result.questions}
    must = {(q["kind"], q["a"]) for q in truth["ask"] if q["must"] and q["kind"] != "organisation"}
    assert must <= asked


@pytest.mark.parametrize("name", MESSY)
def test_nothing_of_a_dropped_column_is_in_the_result(name: str) -> None:
    truth, result = messy(name)
    told = repr((result.people, result.questions, result.refused, result.fates))
    for marker in ("nøddeallergi", "glutenfri", "svinekød", "vegetar;", "0045", "+45"):
        assert marker not in told
    sensitive = [column["label"] for column in truth["columns"] if column.get("sensitive")]
    assert set(sensitive) <= {column.label for column in result.dropped}
