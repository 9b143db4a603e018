"""Known answers of "no".

SamskabError
├── Refusal         a known "no" to a person: a code and data; the pages hold the words
└── BadSetting      a setting that stops the start, in one sentence for the one who starts it
"""

from __future__ import annotations

from typing import Any


class SamskabError(Exception):
    """The root of everything this project raises on purpose."""


class Refusal(SamskabError):
    """A known "no".

    ``code`` is a lower-case name such as ``prompt_closed``; every code has its sentence in both
    languages in ``templates/words/refusals.json`` (a test holds this). ``data`` fills the
    sentence's places and is safe to send to the one who asked: it never names what they may
    not see.
    """

    def __init__(self, code: str, /, **data: Any) -> None:
        super().__init__(code)
        self.code = code
        self.data = data

    def __repr__(self) -> str:
        return f"Refusal({self.code!r}, {self.data!r})"


class BadSetting(SamskabError):
    """A setting that makes no sense: names the setting and what it takes."""
