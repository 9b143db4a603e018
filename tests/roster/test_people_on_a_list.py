from __future__ import annotations

import openpyxl
import pytest

from facilitation.roster import Limits, Person, read_list
from tests.roster.lists import as_csv, as_workbook, only_person, saved, written

HEAD = "Navn;Organisation;E-mail"


def names(people: list[Person]) -> list[str | None]:
    return [person.name for person in people]


@pytest.mark.parametrize(
    ("typed", "role"),
    [
        ("", "participant"), ("Deltager", "participant"), ("BORDVÆRT", "host"),
        ("Table host", "host"),
        ("Bestyrelsesmedlem", "board"), ("Fondens sekretariat", "staff"), ("fonden", "staff"),
        ("Oplægsholder", "speaker"), ("Oplæg", "speaker"), ("board member", "board"),
    ],
)  # fmt: skip
def test_a_role_is_understood(typed: str, role: str) -> None:
    assert only_person("Navn;Organisation;Rolle", f"Ida Holm;A;{typed}").role == role


def test_a_role_that_is_not_known_is_asked_about() -> None:
    result = written("Navn;Organisation;Rolle", "Ida Holm;A;trommeslager")
    assert result.people[0].role == "participant"
    assert [(q.kind, q.a, q.b) for q in result.questions] == [
        ("person", "Ida Holm", "trommeslager")
    ]


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ("", "active"), ("Tilmeldt", "active"), ("afbud 3/10", "cancelled"),
        ("Afmeldt", "cancelled"),
        ("Cancelled", "cancelled"), ("Afløser", "substitute"), ("kommer ikke", "cancelled"),
    ],
)  # fmt: skip
def test_a_status_is_understood(typed: str, status: str) -> None:
    assert only_person("Navn;Organisation;Status", f"Ida Holm;A;{typed}").status == status


@pytest.mark.parametrize(
    ("remark", "status", "asked"),
    [
        ("kan desværre ikke alligevel", "cancelled", False),
        ("Framelding pr. mail 28/9", "cancelled", False),
        ("Kommer først kl. 10", "active", False),
        ("Kommer ikke til frokosten", "active", True),
        ("Afbud til middagen", "active", True),
        ("Kommer i stedet for Bo Ravn", "active", True),
        ("Vi er 2 kørestole med på dagen", "active", False),
    ],
)
def test_a_remark_may_say_that_somebody_does_not_come(
    remark: str, status: str, asked: bool
) -> None:
    result = written("Navn;Organisation;Bemærkninger", f"Ida Holm;A;{remark}")
    assert result.people[0].status == status
    assert bool(result.questions) == asked


@pytest.mark.parametrize(
    "remark", ["Erstattes af Bo Ravn Dahl", "Ida er syg, Bo Ravn Dahl kommer i stedet"]
)
def test_a_substitute_takes_over_everything_but_the_address(remark: str) -> None:
    result = written(
        "Navn;Organisation;Målgruppe;Rolle;E-mail;Bemærkninger",
        f"Ida Holm;A;unge;bordvært;ida@a.example;{remark}",
    )
    ida, bo = result.people
    assert (ida.status, bo.status, bo.substitute_for) == ("cancelled", "substitute", "Ida Holm")
    assert (bo.name, bo.organisation, bo.target_groups, bo.role, bo.email) == (
        "Bo Ravn Dahl", "A", ("unge",), "host", None,
    )  # fmt: skip


def test_a_name_marked_as_gone_is_cancelled() -> None:
    result = written("Navn;Organisation", "UDGÅR: Ida Holm;A", "Bo Ravn (afbud);B")
    assert [(p.name, p.status) for p in result.people] == [
        ("Ida Holm", "cancelled"),
        ("Bo Ravn", "cancelled"),
    ]


@pytest.mark.parametrize("cell", ["Ida Holm, Bo Ravn og Åse Dahl", "Ida Holm / Bo Ravn / Åse Dahl"])
def test_several_people_in_one_cell_share_all_but_the_address(cell: str) -> None:
    result = read_list(as_csv([HEAD.split(";"), (cell, "A", "ida@a.example")]))
    assert [(p.name, p.organisation, p.email) for p in result.people] == [
        ("Ida Holm", "A", "ida@a.example"),
        ("Bo Ravn", "A", None),
        ("Åse Dahl", "A", None),
    ]


def test_a_column_of_last_names_first_is_turned() -> None:
    result = written("Navn;Organisation", "Dahl, Gitte;A", "Vestergaard Toft, Bo;B", "Ravn, Åse;C")
    assert names(result.people) == ["Gitte Dahl", "Bo Vestergaard Toft", "Åse Ravn"]
    assert result.questions == []


def test_one_last_name_first_among_others_is_turned_and_asked_about() -> None:
    result = written("Navn;Organisation", "Dahl, Gitte;A", "Bo Toft;B", "Åse Ravn;C")
    assert result.people[0].name == "Gitte Dahl"
    assert [(q.kind, q.a) for q in result.questions] == [("person", "Dahl, Gitte")]


def test_first_and_last_name_in_columns_of_their_own_are_joined() -> None:
    assert only_person("Fornavn;Efternavn;Organisation", "Ida;Holm Dahl;A").name == "Ida Holm Dahl"


@pytest.mark.parametrize(
    ("cell", "seats"), [("Ida Holm + 2 kolleger", 2), ("Ida Holm og en kollega", 1)]
)
def test_unnamed_colleagues_get_seats_and_a_question(cell: str, seats: int) -> None:
    result = written("Navn;Organisation", f"{cell};Ungeskuret")
    assert names(result.people) == ["Ida Holm", *[None] * seats]
    assert {p.beside for p in result.people[1:]} == {"Ida Holm"}
    assert [(q.kind, q.a, q.b) for q in result.questions] == [("unnamed", cell, "Ungeskuret")]


@pytest.mark.parametrize("ditto", ["Samme som ovenfor", "do.", '"-"', "〃"])
def test_as_above_means_the_organisation_above(ditto: str) -> None:
    rows = [("Navn", "Organisation"), ("Ida Holm", "A"), ("Bo Ravn", ditto), ("Åse Dahl", ditto)]
    assert {person.organisation for person in read_list(as_csv(rows)).people} == {"A"}


@pytest.mark.parametrize("typed", ["?", "(se mail)", "-", "", "Ida Holm"])
def test_an_organisation_that_is_none_is_asked_about(typed: str) -> None:
    result = written("Navn;Organisation", f"Ida Holm;{typed}")
    assert [(q.kind, q.a, q.b) for q in result.questions] == [("organisation", typed, "Ida Holm")]
    assert result.people[0].organisation == ""


def test_a_name_that_is_no_organisation_is_none_for_the_row_below_either() -> None:
    result = written("Navn;Organisation", "Ida Holm;IDA HOLM", "Bo Ravn;samme")
    assert [person.organisation for person in result.people] == ["", ""]
    assert [q.b for q in result.questions] == ["Ida Holm", "Bo Ravn"]


def test_the_same_person_twice_is_one_with_the_target_groups_of_both() -> None:
    result = written(
        "Navn;Organisation;Målgruppe;E-mail",
        "Ida Holm;Unge-skuret;unge;ida@a.example",
        "IDA HOLM;Ungeskuret;ældre;Ida@a.example",
    )
    (ida,) = result.people
    assert (ida.name, ida.target_groups) == ("Ida Holm", ("unge", "ældre"))
    assert [(fate.kind, fate.into) for fate in result.fates][1:] == [
        ("person", None),
        ("merged", 2),
    ]
    assert result.questions == []


def test_one_name_in_one_organisation_with_two_addresses_is_two_and_asked_about() -> None:
    result = written(HEAD, "Ida Holm;A;ida@a.example", "Ida Holm;A;ida1984@post.example")
    assert len(result.people) == 2
    assert [q.kind for q in result.questions] == ["person"]


def test_one_name_in_two_organisations_is_two_without_a_question() -> None:
    result = written(HEAD, "Ida Holm;A;ida@a.example", "Ida Holm;B;ida@b.example")
    assert (len(result.people), result.questions) == (2, [])


def test_names_that_differ_only_in_how_letters_are_composed_are_the_same_name() -> None:
    result = written(HEAD, "Åse Dahl;A;aase@a.example", "A\u030ase Dahl;A;aase@a.example")
    assert names(result.people) == ["Åse Dahl"]


def test_where_nothing_tells_two_apart_they_are_merged_and_asked_about() -> None:
    result = written("Navn;Organisation", "Ida Holm;A", "Ida Holm;A")
    assert (len(result.people), [q.kind for q in result.questions]) == (1, ["person"])


def test_totals_and_remarks_below_the_list_are_nobody() -> None:
    result = written(
        HEAD, "Ida Holm;A;ida@a.example", ";;", "I alt;33;", "* ring hvis nogen mangler;;"
    )
    assert [fate.kind for fate in result.fates] == ["header", "person", "empty", "total", "remark"]


def test_a_row_without_a_name_is_refused_and_said() -> None:
    result = written(HEAD, ";A;ida@a.example", "Bo Ravn;B;")
    assert [(r.row, r.reason) for r in result.refused] == [(2, "no_name")]


def test_a_cell_over_the_limit_refuses_its_row_alone() -> None:
    rows = [("Navn", "Organisation"), ("Ida " * 9, "A"), ("Bo Ravn", "B" * 31), ("Åse Dahl", "C")]
    result = read_list(as_csv(rows), limits=Limits(cell=30))
    assert [(r.row, r.reason) for r in result.refused] == [
        (2, "cell_too_long"),
        (3, "cell_too_long"),
    ]
    assert names(result.people) == ["Åse Dahl"]


def test_a_merged_cell_of_a_workbook_counts_for_all_its_rows() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [("Navn", "Organisation"), ("Ida Holm", "A"), ("Bo Ravn",), ("Åse Dahl", "B")]:
        sheet.append(row)
    sheet.merge_cells("B2:B3")
    assert [p.organisation for p in read_list(saved(book)).people] == ["A", "A", "B"]


def test_a_sheet_of_cancellations_cancels_the_people_of_the_other() -> None:
    people = [("Navn", "Organisation"), ("Ida Holm", "A"), ("Bo Ravn", "B")]
    gone = [("Navn", "Organisation"), ("Ida Holm", "A"), ("Ukendt Person", "C")]
    result = read_list(as_workbook(people, gone, titles=("Tilmeldte", "Afmeldinger")))
    assert [(p.name, p.status) for p in result.people] == [
        ("Ida Holm", "cancelled"),
        ("Bo Ravn", "active"),
    ]
    assert [(q.kind, q.a) for q in result.questions] == [("person", "Ukendt Person")]
    assert result.people[0].row == "Tilmeldte!2"


def test_a_second_sheet_of_people_is_asked_about() -> None:
    rows = [("Navn", "Organisation"), ("Ida Holm", "A")]
    result = read_list(as_workbook(rows, rows, titles=("Mandag", "Tirsdag")))
    assert [(q.kind, q.a, q.b) for q in result.questions] == [("columns", "Mandag", "Tirsdag")]


def test_numbers_and_dates_in_a_workbook_are_read_as_text() -> None:
    result = read_list(as_workbook([("Navn", "Organisation"), ("Ida Holm", 7.0), ("Bo Ravn", 1.5)]))
    assert [person.organisation for person in result.people] == ["7", "1.5"]


def test_a_text_that_begins_like_a_formula_stays_text_in_a_workbook() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(("Navn", "Organisation"))
    sheet.append(("Ida Holm", "x"))
    sheet["B2"].value, sheet["B2"].data_type = "=1+1", "s"
    assert read_list(saved(book)).people[0].organisation == "=1+1"
