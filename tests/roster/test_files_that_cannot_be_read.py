from __future__ import annotations

import io
import json
import struct
import time
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitation.core.refusals import Refusal
from facilitation.roster import FILE_REFUSALS, Limits, Vocabulary, read_list
from tests.roster.lists import DATA, as_csv, as_workbook, sample, with_part

ROWS = [("Navn", "Organisation"), ("Ida Holm", "Ungeskuret"), ("Bo Ravn", "Klub Kompas")]
SHEET = "xl/worksheets/sheet1.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def refusal_of(data: bytes, limits: Limits | None = None) -> Refusal:
    with pytest.raises(Refusal) as caught:
        read_list(data, limits=limits or Limits())
    return caught.value


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b"\xef\xbb\xbf\r\n \r\n", "file_empty"),
        (b"MZ\x90\x00\x03\x00" + bytes(200), "file_is_program"),
        (b"\x7fELF\x02\x01" + bytes(100), "file_is_program"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "file_is_pdf"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "file_is_picture"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "file_is_picture"),
        (OLE, "file_is_xls"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "file_is_protected"),
        (b"<!DOCTYPE html><table><tr><td>Navn</td></tr></table>", "file_is_web_page"),
        (bytes(range(256)) * 20, "file_not_a_table"),
        (b"SQLite format 3\x00" + bytes(range(32)) * 9, "file_not_a_table"),
        (struct.pack("<100I", *range(100)), "file_not_a_table"),
        (b"Kun lidt tekst\nuden noget andet\n", "file_no_headings"),
        (b"Navn;Organisation\n;;\n\n", "file_no_people"),
        (b'Navn;Organisation\n"Ida Holm;Ungeskuret\n' + b"a;b\n" * 50_000, "file_cell_too_long"),
    ],
)
def test_a_file_that_is_no_list_is_named(data: bytes, code: str) -> None:
    assert refusal_of(data).code == code


def test_two_letters_of_a_program_may_begin_a_list() -> None:
    result = read_list(b"MZ-liste;\nNavn;Organisation\nIda Holm;Ungeskuret\n")
    assert [person.name for person in result.people] == ["Ida Holm"]


def test_a_workbook_cut_off_anywhere_is_named_or_read() -> None:
    whole = as_workbook(ROWS)
    for length in range(4, len(whole), 97):
        assert refusal_of(whole[:length]).code == "file_broken"


def test_a_zip_that_is_no_workbook_is_named() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert refusal_of(stream.getvalue()).code == "file_not_a_table"


def test_an_opendocument_sheet_is_named() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert refusal_of(stream.getvalue()).code == "file_is_ods"


def test_a_bomb_is_refused_from_the_zip_directory_at_once() -> None:
    row = b'<row><c t="inlineStr"><is><t>x</t></is></c></row>'
    bomb = with_part(as_workbook(ROWS), SHEET, b"<worksheet><sheetData>" + row * 600_000)
    assert len(bomb) < 200_000
    began = time.process_time()
    assert refusal_of(bomb).code == "file_too_large"
    assert time.process_time() - began < 0.3


def test_a_part_that_swells_a_hundredfold_is_refused_below_the_limit_too() -> None:
    bomb = with_part(as_workbook(ROWS), SHEET, b" " * 5_000_000)
    assert refusal_of(bomb).code == "file_unsafe"


def test_fifty_thousand_parts_are_refused_without_reading_their_list() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(50_000):
            archive.writestr(f"{number}", b"")
    began = time.process_time()
    assert refusal_of(stream.getvalue()).code == "file_unsafe"
    assert time.process_time() - began < 0.3


def test_a_workbook_that_lies_about_its_size_is_not_unpacked() -> None:
    honest = with_part(as_workbook(ROWS), SHEET, b" " * 5_000_000)
    size = struct.pack("<I", 5_000_000)
    assert honest.count(size) >= 1
    assert refusal_of(honest.replace(size, struct.pack("<I", 900))).code == "file_broken"


def test_a_zip_within_the_workbook_is_refused() -> None:
    nested = with_part(as_workbook(ROWS), "xl/media/inner.bin", as_workbook(ROWS))
    assert refusal_of(nested).code == "file_unsafe"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_in_a_sheet_are_refused(encoding: str) -> None:
    bomb = f"""<?xml version="1.0" encoding="{encoding}"?>
        <!DOCTYPE b [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">
        <!ENTITY file SYSTEM "file:///etc/hostname">]>
        <worksheet><sheetData><row><c t="str"><v>&b;&file;</v></c></row></sheetData></worksheet>"""
    data = with_part(as_workbook(ROWS), SHEET, bomb.encode(encoding))
    assert refusal_of(data).code == "file_unsafe"


def test_entities_in_any_other_part_are_refused_too() -> None:
    bomb = b'<!DOCTYPE b [<!ENTITY a "lol">]><sst>&a;</sst>'
    data = with_part(as_workbook(ROWS), "xl/anything.dat", bomb)
    assert refusal_of(data).code == "file_unsafe"


def test_a_damaged_sheet_is_named() -> None:
    data = with_part(as_workbook(ROWS), SHEET, b"<worksheet><sheetData><row>")
    assert refusal_of(data).code == "file_broken"


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(file_bytes=40), "file_too_large"),
        (Limits(rows=2), "file_too_many_rows"),
        (Limits(columns=1), "file_too_many_columns"),
        (Limits(unpacked_bytes=3_000), "file_too_large"),
        (Limits(entries=3), "file_unsafe"),
    ],
)
def test_a_workbook_over_a_limit_is_named(limits: Limits, code: str) -> None:
    assert refusal_of(as_workbook(ROWS), limits).code == code


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(file_bytes=40), "file_too_large"),
        (Limits(rows=2), "file_too_many_rows"),
        (Limits(columns=1), "file_too_many_columns"),
    ],
)
def test_a_csv_file_over_a_limit_is_named(limits: Limits, code: str) -> None:
    assert refusal_of(as_csv(ROWS), limits).code == code


def test_a_cell_far_down_in_an_empty_sheet_costs_nothing() -> None:
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="999999999"><c r="A999999999" t="str"><v>x</v></c></row></sheetData></worksheet>'
    )
    data = with_part(as_workbook(ROWS), SHEET, sheet)
    began = time.process_time()
    assert refusal_of(data).code == "file_too_many_rows"
    assert time.process_time() - began < 1


def test_one_long_text_in_very_many_cells_is_refused() -> None:
    row = ["a" * 30_000] * 20
    data = as_workbook([*ROWS, *[row] * 20])
    assert len(data) < 100_000
    assert refusal_of(data, Limits(ratio=1_000)).code == "file_too_large"


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_by_name(data: bytes) -> None:
    _read_or_named(data)


@given(
    st.binary(max_size=200), st.sampled_from([b"Navn;Org\n", b"\xff\xfeN\x00a\x00", b"PK\x03\x04"])
)
def test_any_bytes_after_a_good_beginning_are_read_or_refused(data: bytes, start: bytes) -> None:
    _read_or_named(start + data)


@given(st.integers(0, 6_000), st.binary(min_size=1, max_size=8))
def test_a_workbook_with_some_bytes_changed_is_read_or_refused(at: int, put: bytes) -> None:
    whole = sample("rodet/05-to-faner.xlsx")
    _read_or_named(whole[:at] + put + whole[at + len(put) :])


def _read_or_named(data: bytes) -> None:
    try:
        code = "" if read_list(data).people else "nobody, and no refusal"
    except Refusal as refusal:
        code = refusal.code
    assert code in ("", *FILE_REFUSALS)


@pytest.mark.parametrize("data", [b"", b"kode;engelsk\na;b\n", b"navn\n\n", b"\xff\xfe\x00"])
def test_a_word_list_that_is_none_is_named(data: bytes) -> None:
    with pytest.raises(Refusal) as caught:
        Vocabulary.from_csv(data)
    assert caught.value.code in ("vocabulary_unreadable", "file_broken")


def test_each_no_to_a_file_has_its_sentence_in_both_languages() -> None:
    words = json.loads(
        (DATA.parent.parent.parent / "templates" / "words" / "refusals.json").read_text("utf-8")
    )
    for code in (*FILE_REFUSALS, "vocabulary_unreadable"):
        assert all(words[code][language] for language in ("da", "en"))
