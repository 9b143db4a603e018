"""One table of cells as text, before anything in it is understood."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from facilitation.core.text import clean_line
from facilitation.core.text import fold as fold_name
from facilitation.roster.result import Row

# Some programs write ø as an o with a stroke laid over it, which NFC does not join; the last is
# the one direction mark that clean_line leaves.
_ODD = str.maketrans({"\r": " ", "\u061c": ""})
_STROKES = (("o\u0338", "ø"), ("O\u0338", "Ø"), ("o\u0337", "ø"), ("O\u0337", "Ø"))
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Cells by row, as they stand in the file. ``title`` is None for a CSV file."""

    rows: list[tuple[str, ...]]
    title: str | None = None
    encoding: str | None = None
    delimiter: str | None = None

    def place(self, index: int) -> Row:
        """The name of the row at this index (from 0) in answers to people."""
        return index + 1 if self.title is None else f"{self.title}!{index + 1}"


def clean(text: str) -> str:
    """One line: NFC, without NUL, controls, lone surrogates and bidi marks; blanks collapsed."""
    text = text.translate(_ODD)
    for apart, joined in _STROKES:
        text = text.replace(apart, joined)
    return unicodedata.normalize("NFC", clean_line(text))


def words(text: str) -> list[str]:
    """The words of a text for comparing: lower case, no accents or punctuation."""
    return _WORDS.findall(fold_name(text))


def fold(text: str) -> str:
    """A text for comparing whole: its words with single blanks."""
    return " ".join(words(text))
