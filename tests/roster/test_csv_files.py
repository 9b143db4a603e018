from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitation.roster import read_list
from facilitation.roster.sheet import clean
from tests.roster.lists import as_csv, only_person, written

LIST = "Navn;Organisation;E-mail\nÅse Nørgaard;Bølgebryderne;aase@b.example\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (LIST.encode(), "utf-8"),
        (LIST.encode("utf-8-sig"), "utf-8"),
        (LIST.encode("cp1252"), "cp1252"),
        (LIST.encode("utf-16"), "utf-16-le"),
        (b"\xfe\xff" + LIST.encode("utf-16-be"), "utf-16-be"),
        (LIST.encode("utf-16-le"), "utf-16-le"),
        (LIST.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_the_encoding_is_guessed_and_told(data: bytes, encoding: str) -> None:
    result = read_list(data)
    assert result.read.encoding == encoding
    assert [(p.name, p.organisation) for p in result.people] == [("Åse Nørgaard", "Bølgebryderne")]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_the_delimiter_is_guessed_and_told(delimiter: str, line_end: str) -> None:
    text = LIST.replace(";", delimiter).replace("\n", line_end)
    result = read_list(text.encode())
    assert result.read.delimiter == delimiter
    assert [person.email for person in result.people] == ["aase@b.example"]


def test_commas_in_cells_do_not_mislead_about_the_delimiter() -> None:
    person = only_person("Navn;Organisation;Målgrupper", "Dahl, Bo;A, B og C;unge, ældre, børn")
    assert person.organisation == "A, B og C"
    assert person.target_groups == ("unge", "ældre", "børn")


def test_excels_own_line_about_the_delimiter_is_followed() -> None:
    result = written("sep=,", "Navn,Organisation", "Ida Holm,Ungeskuret")
    assert [fate.kind for fate in result.fates] == ["title", "header", "person"]


def test_a_quoted_cell_may_hold_lines_quotes_and_semicolons() -> None:
    result = written("Navn;Organisation", '"Ida\nHolm";"""A""; B"', "Bo Ravn;C")
    assert [(p.name, p.organisation) for p in result.people] == [
        ("Ida Holm", '"A"; B'),
        ("Bo Ravn", "C"),
    ]
    assert [person.row for person in result.people] == [2, 3]


def test_a_semicolon_in_a_text_without_quotes_is_noticed() -> None:
    result = written("Navn;Organisation", "Ida Holm;A;B", "Bo Ravn;C;")
    assert [(r.row, r.reason) for r in result.refused] == [(2, "too_many_cells")]
    assert [person.name for person in result.people] == ["Bo Ravn"]


@given(st.lists(st.text(max_size=60), min_size=1, max_size=8))
def test_any_text_in_a_cell_comes_back_cleaned_and_else_as_it_was(texts: list[str]) -> None:
    rows = [(f"Ida Holm {chr(65 + n)}", f"Org {n} {text}") for n, text in enumerate(texts)]
    result = read_list(as_csv([("Navn", "Organisation"), *rows]))
    assert [(p.name, p.organisation) for p in result.people] == [(n, clean(o)) for n, o in rows]


@given(st.lists(st.lists(st.text(max_size=30), min_size=5, max_size=5), max_size=8))
def test_any_text_in_any_cell_gets_its_row_a_fate(rows: list[list[str]]) -> None:
    head = ("Navn", "Organisation", "Målgruppe", "Rolle", "Bemærkninger")
    result = read_list(as_csv([head, *rows, ("Ida Holm", "A", "", "", "")]))
    assert [fate.row for fate in result.fates] == list(range(1, len(rows) + 3))
    assert {person.row for person in result.people} <= {
        fate.row for fate in result.fates if fate.kind == "person"
    }


def test_the_apostrophe_before_a_guarded_formula_is_taken_off_again() -> None:
    assert only_person("Navn;Organisation", "Ida Holm;'=1+1").organisation == "=1+1"


@given(st.text(max_size=80))
def test_a_cleaned_text_stays_as_it_is(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ida\x00 Holm", "Ida Holm"),
        ("Ida\u202e Holm\u061c", "Ida Holm"),
        ("  Ida \t\u00a0 Holm ", "Ida Holm"),
        ("A\u030ase Holm", "Åse Holm"),
        ("So\u0338ren Holm", "Søren Holm"),
        ("Ida \x85Ho\x9flm\ufffe", "Ida Holm"),
        ("Ida \ud800Holm", "Ida Holm"),
        ("=1+1", "=1+1"),
        ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
        ("{{7*7}}", "{{7*7}}"),
    ],
)
def test_a_text_is_cleaned_and_else_kept_letter_for_letter(typed: str, kept: str) -> None:
    assert clean(typed) == kept


def test_a_name_that_looks_like_a_formula_or_a_tag_stays_that_text() -> None:
    result = written("Navn;Organisation", "=cmd|' /C calc'!A0;@x", "</script><b>;{0.__class__}")
    assert [(p.name, p.organisation) for p in result.people] == [
        ("=cmd|' /C calc'!A0", "@x"),
        ("</script><b>", "{0.__class__}"),
    ]


def test_headings_of_fifty_thousand_signs_take_no_time() -> None:
    long = f"Navn;Organisation;{'a' * 50_000};{'(' * 50_000}\nIda Holm;Ungeskuret\n"
    began = time.process_time()
    assert len(read_list(long.encode()).people) == 1
    assert time.process_time() - began < 0.3


def test_names_of_many_pluses_and_brackets_take_no_time() -> None:
    rows = [("+ 2 " * 70 + "x", "(" * 290), ("(" * 295, "- " * 140), ("a, " * 99, "o")] * 20
    began = time.process_time()
    read_list(as_csv([("Navn", "Organisation"), *rows]))
    assert time.process_time() - began < 1


def test_a_thousand_people_of_one_name_take_no_time() -> None:
    rows = [("Ida Holm", f"Forening {n % 7}", f"ida{n}@x.example") for n in range(1_000)]
    began = time.process_time()
    result = read_list(as_csv([("Navn", "Organisation", "E-mail"), *rows]))
    assert len(result.people) == 1_000
    assert time.process_time() - began < 3
