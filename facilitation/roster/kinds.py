"""What kind of file this is, by its first bytes and never by its name."""

from __future__ import annotations

from facilitation.core.refusals import Refusal
from facilitation.roster.limits import megabytes

_BEGINNINGS = (
    (b"%PDF", "file_is_pdf"),
    (b"MZ", "file_is_program"),
    (b"\x7fELF", "file_is_program"),
    (b"\x89PNG", "file_is_picture"),
    (b"\xff\xd8\xff", "file_is_picture"),
    (b"GIF8", "file_is_picture"),
    (b"II*\x00", "file_is_picture"),
    (b"RIFF", "file_is_picture"),
    (b"\x09\x08\x10\x00", "file_is_xls"),
    (b"\x1f\x8b", "file_not_a_table"),
    (b"7z\xbc\xaf", "file_not_a_table"),
    (b"Rar!", "file_not_a_table"),
    (b"{\\rtf", "file_not_a_table"),
)
_WEB_PAGE = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<svg")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def is_workbook(data: bytes, most_bytes: int) -> bool:
    """True for a zip (a workbook, if anything), False for what may be text.

    Raises Refusal with a code that names any other known kind, ``file_empty`` or
    ``file_too_large``.
    """
    if len(data) > most_bytes:
        raise Refusal("file_too_large", megabytes=megabytes(most_bytes))
    if not data.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise Refusal("file_empty")
    if data.startswith(_OLE):
        raise Refusal("file_is_protected" if _ENCRYPTED in data else "file_is_xls")
    _refuse_known(data)
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"))


def _refuse_known(data: bytes) -> None:
    for beginning, code in _BEGINNINGS:
        if data.startswith(beginning) and _surely(beginning, data):
            raise Refusal(code)
    if data.lstrip(b"\xef\xbb\xbf\r\n\t ")[:9].lower().startswith(_WEB_PAGE):
        raise Refusal("file_is_web_page")


def _surely(beginning: bytes, data: bytes) -> bool:
    """Two letters may also begin a list; a program has bytes soon after that no text has."""
    return len(beginning) > 2 or b"\x00" in data[:256]
