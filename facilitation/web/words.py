"""The words for people, in both languages, as the pages and their scripts use them.

Words live in ``templates/words/AREA.json``: ``{"key": {"da": "...", "en": "..."}}``; a text may be
``{"one": "...", "other": "..."}`` where it depends on ``n``. Places are written ``{name}``.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from facilitation.core.model import LANGUAGES
from facilitation.web.resources import TEMPLATES

Text = str | dict[str, str]


@cache
def area(name: str) -> dict[str, dict[str, Text]]:
    """The words of one area, by key and language."""
    words: dict[str, dict[str, Text]] = json.loads(
        (TEMPLATES / "words" / f"{name}.json").read_text(encoding="utf-8")
    )
    return words


def say(language: str, key: str, **places: Any) -> str:
    """The text of ``area.key`` in a language, its places filled; KeyError for an unknown key."""
    where, _, name = key.partition(".")
    text = area(where)[name][language]
    if isinstance(text, dict):
        text = text["one" if places.get("n") == 1 else "other"]
    # format_map on our own text only: what people typed is filled in, never read as a format.
    return text.format_map(places) if places else text


def for_script(language: str, *areas: str) -> dict[str, Text]:
    """All words of some areas in one language, by ``area.key``, for a page's script."""
    return {f"{name}.{key}": texts[language] for name in areas for key, texts in area(name).items()}


def refusal(language: str, code: str, data: dict[str, Any]) -> str:
    """The kind sentence for a Refusal."""
    known = area("refusals")
    return say(language, f"refusals.{code if code in known else 'not_allowed'}", **data)


def best(texts: dict[str, str], language: str) -> tuple[str, bool]:
    """A two-language text in this language, or in the other where it is missing (then True)."""
    if texts.get(language):
        return texts[language], False
    other = next((texts[one] for one in LANGUAGES if texts.get(one)), "")
    return other, bool(other)
