from __future__ import annotations

from dataclasses import replace
from urllib.parse import unquote

import pytest

from facilitation.report import Document, download_header, file_name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Indsatsdag på Ærø", "Rapport Indsatsdag på Ærø.csv"),
        ("a\r\nSet-Cookie: x=1", "Rapport a Set-Cookie x=1.csv"),
        ("../../etc/passwd", "Rapport .. .. etc passwd.csv"),
        ('"; filename="evil.exe', "Rapport ; filename= evil.exe.csv"),
        ("x" * 500, f"Rapport {'x' * 72}.csv"),
        ("\x00\u202eexe", "Rapport exe.csv"),
    ],
)
def test_a_title_makes_a_safe_file_name(document: Document, title: str, name: str) -> None:
    assert file_name(replace(document, title=title), "csv") == name


@pytest.mark.parametrize("name", ["Rapport på Ærø.csv", "Rapport ; filename= evil.exe.csv"])
def test_the_header_is_one_line_with_a_plain_and_a_true_name(name: str) -> None:
    header = download_header(name)
    assert header.isascii()
    assert header.isprintable()
    assert header.count('"') == 2
    assert unquote(header.split("filename*=UTF-8''")[1]) == name


def test_the_plain_name_spells_danish_letters_out() -> None:
    assert 'filename="Rapport paa AeroeO.csv"' in download_header("Rapport på AerøÓ.csv")


def test_the_date_stands_in_the_name(document: Document) -> None:
    dated = replace(document, title="Dagen", date="2022-09-15", language="en")
    assert file_name(dated, "json") == "Report 2022-09-15 Dagen.json"
