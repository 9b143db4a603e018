"""Names of downloaded reports: safe on every disk, and one header line whatever a title holds."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

from facilitation.core.text import clean_line
from facilitation.report.document import Document

_UNSAFE = re.compile(r'[\\/:*?"<>|]')
_SPELLED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"})
_MOST = 80
_WORD = {"da": "Rapport", "en": "Report"}


def file_name(document: Document, ending: str) -> str:
    """A name such as ``Rapport 2022-09-15 Indsatsdag.csv``; ``ending`` is without its dot."""
    parts = (_WORD[document.language], document.date, document.title)
    name = " ".join(_UNSAFE.sub(" ", clean_line(" ".join(parts))).split())
    return f"{name[:_MOST].rstrip(' .')}.{ending}"


def download_header(name: str) -> str:
    """The value of Content-Disposition after RFC 6266: plain name, and the true one in UTF-8."""
    letters = unicodedata.normalize("NFKD", name.translate(_SPELLED))
    plain = re.sub(r"[^A-Za-z0-9 ._-]", "", letters)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
