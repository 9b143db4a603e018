"""What people type is cleaned without being shortened, and sorted as Danes sort."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitation.core.text import clean_line, clean_text, fold, note_text, sort_key
from tests.world import refuses

FAMILY = "👨‍👩‍👧‍👦"
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60) | st.text(
    alphabet="a e\u0301\u200b\u202e\u0000\ud800\n\r\t\u2028ﷺ\u0e47\u20e3\ufe0f👍🏽‍", max_size=40
)


@given(ANY_TEXT)
def test_cleaning_twice_is_cleaning_once_and_the_result_can_be_kept(text: str) -> None:
    for clean in (clean_text, clean_line):
        cleaned = clean(text)
        assert clean(cleaned) == cleaned
        assert unicodedata.normalize("NFC", cleaned) == cleaned
        cleaned.encode()  # no half signs
        assert "\x00" not in cleaned
    assert "\n" not in clean_line(text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Godt\tfundet  på \r\n ja", "Godt fundet på\nja"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("a\x00b\x07c\x9fd", "abcd"),
        ("a\ud83db", "ab"),
        ("a\ufffeb\ufeffc", "abc"),
        ("skjult \u202eetxet\u2066 her", "skjult etxet her"),
        ("Ae\u0301ro", "Aéro"),
        ("e\u200b\u0301", "é"),
        (FAMILY + " 👍🏽 🇩🇰 ❤️", FAMILY + " 👍🏽 🇩🇰 ❤️"),
        (
            "<img src=x onerror=alert(1)> {{7*7}} %(x)s",
            "<img src=x onerror=alert(1)> {{7*7}} %(x)s",
        ),
        ("می‌خواهم", "می‌خواهم"),
    ],
)
def test_what_is_cleaned_away_and_what_stays(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


@pytest.mark.parametrize("mark", ["\u0301", "\u0e47", "\u20dd", "\u064e"])
def test_a_tower_of_marks_is_cut_down(mark: str) -> None:
    cleaned = clean_text("o" + mark * 1000 + "k")
    assert cleaned.endswith("k")
    assert len(cleaned) <= 6


def test_marks_that_writing_needs_stay() -> None:
    for word in ("Việt Nam", "ภาษาไทย", "שָׁלוֹם", "हिन्दी", "مُحَمَّد"):
        assert clean_text(word) == unicodedata.normalize("NFC", word)


@pytest.mark.parametrize(
    "nothing", ["", "   ", "\n" * 40_000, "\u200b\u200d", "\u202e", "\u3000", "\u0301"]
)
def test_a_note_must_say_something(nothing: str) -> None:
    with refuses("note_empty"):
        note_text(nothing, most=500, lines=12)


def test_a_note_at_the_limit_is_taken_whole_and_one_sign_more_is_refused() -> None:
    full = FAMILY * 2
    assert note_text(full, most=len(full), lines=1) == full
    with refuses("note_too_long", most=len(full), length=len(full) + 1):
        note_text(full + "!", most=len(full), lines=1)


def test_a_megabyte_is_refused_at_once() -> None:
    with refuses("note_too_long", length=1_000_000):
        note_text("x" * 1_000_000, most=500, lines=12)


def test_a_note_has_so_many_lines_and_no_more() -> None:
    assert note_text("a\nb\nc", most=50, lines=3) == "a\nb\nc"
    with refuses("note_too_many_lines", most=3):
        note_text("a\nb\nc\nd", most=50, lines=3)


@pytest.mark.parametrize(
    "in_order",
    [
        ["Anna", "Bo", "Zoe", "Zz", "Ærø", "Ø", "Åse"],
        ["Ab", "Az", "Æg", "Aabenraa"],
        ["Aagaard", "Åse"],
        ["Bord 2", "Bord 10", "Bord 11"],
        ["Ærlig", "Ärmel", "Æsel"],
        ["Zebra 10", "Æ 1", "Ø 2"],
        ["Resume", "Resumé", "Resumer"],
        ["a b", "ab"],
    ],
)
def test_names_stand_in_the_danish_order(in_order: list[str]) -> None:
    keys = [sort_key(name) for name in in_order]
    assert keys == sorted(set(keys))


def test_the_order_does_not_depend_on_case_or_composition() -> None:
    for same in (str.upper, lambda text: unicodedata.normalize("NFD", text)):
        change: Callable[[str], str] = same
        assert sort_key(change("åse ærø"))[0] == sort_key("Åse Ærø")[0]


def test_names_are_found_whatever_their_case_and_accents() -> None:
    assert fold("RENÉ Aagaard") == fold("rene ågaard")
    assert fold("Sø") != fold("So")
    assert fold("Å") == fold("A\u030a") == fold("Aa") == "å"
