from __future__ import annotations

import pytest

from facilitation.roster import Vocabulary, read_list
from facilitation.roster.headings import meaning_of
from tests.roster.lists import as_csv, only_person, written


@pytest.mark.parametrize(
    ("label", "meaning"),
    [
        ("Navn", "name"),
        ("  NAVN:  ", "name"),
        ("Deltagerens navn", "name"),
        ("Fornavn(e)", "first"),
        ("Last name", "last"),
        ("Organisationens navn", "org"),
        ("Hvilken forening kommer du fra?", "org"),
        ("Målgruppe(r)", "tg"),
        ("Maalgrupper", "tg"),
        ("Target group(s)", "tg"),
        ("METODER", "me"),
        ("Method", "me"),
        ("Deltagerens e-mail", "email"),
        ("e mail", "email"),
        ("Mailadresse", "email"),
        ("Rolle", "role"),
        ("Status", "status"),
        ("Tlf.", "phone"),
        ("Mobilnummer", "phone"),
        ("Kost/allergi", "diet"),
        ("Diet", "diet"),
        ("Særlige hensyn", "diet"),
        ("Bemærkninger", "remark"),
        ("Tilmeldt den", "date"),
        ("Antal deltagere", "other"),
        ("CPR-nummer", "other"),
        ("Stilling", "other"),
        ("", "other"),
    ],
)
def test_a_heading_is_understood(label: str, meaning: str) -> None:
    assert meaning_of(label) == meaning


def test_english_headings_and_values_are_understood() -> None:
    person = only_person(
        "Name,Organization,Target groups,Methods,Role,E-mail",
        "Ida Holm,Youth Shed,young people,mentoring,Speaker,ida@y.example",
    )
    assert (person.organisation, person.role) == ("Youth Shed", "speaker")
    assert (person.target_groups, person.methods) == (("young people",), ("mentoring",))


def test_titles_and_empty_rows_may_stand_above_the_headings() -> None:
    result = written("Deltagerliste 2022", "", "Navn;Organisation", "Ida Holm;Ungeskuret")
    assert [fate.kind for fate in result.fates] == ["title", "empty", "header", "person"]
    assert result.read.header_row == 3


def test_headings_repeated_further_down_are_nobody() -> None:
    result = written("Navn;Organisation", "Ida Holm;A", "NAVN;organisation", "Bo Ravn;B")
    assert [fate.kind for fate in result.fates] == ["header", "person", "header", "person"]


def test_columns_that_are_not_kept_are_named_and_nothing_of_them_is_told() -> None:
    result = written(
        "Navn;Organisation;Tlf.;Kost/allergi;Hund;Bemærkninger",
        "Ida Holm;Ungeskuret;19283746;nøddeallergi;Fido;Kan ikke tåle nødder",
    )
    labels = [column.label for column in result.dropped]
    assert labels == ["Tlf.", "Kost/allergi", "Hund", "Bemærkninger"]
    assert not any(word in repr(result) for word in ("19283746", "nøddeallergi", "Fido", "tåle"))


def test_a_list_without_organisations_is_asked_about_once() -> None:
    result = written("Navn;E-mail", "Ida Holm;i@x.example", "Bo Ravn;b@x.example")
    assert [(q.kind, q.a) for q in result.questions] == [("columns", "organisation")]


def test_two_columns_of_one_meaning_are_asked_about_and_the_first_is_read() -> None:
    result = written("Navn;Organisation;Forening", "Ida Holm;A;B")
    assert [(q.kind, q.a, q.b) for q in result.questions] == [
        ("columns", "Organisation", "Forening")
    ]
    assert result.people[0].organisation == "A"


def test_a_column_of_names_alone_is_a_list() -> None:
    result = written("Navn", "Ida Holm", "Prins", "Bo Ravn")
    assert [person.name for person in result.people] == ["Ida Holm", "Prins", "Bo Ravn"]


def test_crosses_under_a_target_group_name_it() -> None:
    rows = [
        ("Navn", "Organisation", "hjemløse", "Unge mødre", "Frokost"),
        ("Ida Holm", "A", "x", "", "ja"),
        ("Bo Ravn", "B", "", "JA", "nej"),
        ("Åse Dahl", "C", "1", "✓", ""),
    ]
    result = read_list(as_csv(rows))
    assert [person.target_groups for person in result.people] == [
        ("hjemløse",),
        ("Unge mødre",),
        ("hjemløse", "Unge mødre"),
    ]
    assert [column.label for column in result.dropped] == ["Frokost"]


def test_a_column_that_holds_more_than_crosses_is_no_target_group() -> None:
    result = written("Navn;Organisation;misbrug", "Ida Holm;A;hun er i behandling")
    assert result.people[0].target_groups == ()
    assert "behandling" not in repr(result)


def test_words_are_found_by_name_english_name_code_and_synonym() -> None:
    words = Vocabulary.from_csv(
        "kode;navn;engelsk;synonymer\nHJ;hjemløse;homeless people;boligløse|på gaden\n".encode()
    )
    for typed in ("HJEMLØSE", "Homeless  people", "hj", "boligløse", "På gaden", "hjemlo\u0338se"):
        assert read_list(
            as_csv([("Navn", "Organisation", "Målgrupper"), ("Ida Holm", "A", typed)]),
            target_groups=words,
        ).people[0].target_groups == ("hjemløse",)


def test_words_that_are_not_on_the_list_are_asked_about_and_give_nothing() -> None:
    words = Vocabulary.from_csv("navn\nhjemløse\n".encode())
    rows = [("Navn", "Organisation", "Målgrupper"), ("Ida Holm", "A", "hjemløse; rumvæsener")]
    result = read_list(as_csv(rows), target_groups=words)
    assert result.people[0].target_groups == ("hjemløse",)
    assert [(q.kind, q.a, q.b) for q in result.questions] == [("targets", "rumvæsener", "Ida Holm")]


def test_without_a_word_list_one_spelling_stands_for_all() -> None:
    result = written("Navn;Organisation;Målgrupper", "Ida Holm;A;Unge", "Bo Ravn;B;unge, ældre")
    assert [p.target_groups for p in result.people] == [("Unge",), ("Unge", "ældre")]
