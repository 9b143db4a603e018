"""Both languages say all of it, with the same places; no word is unknown and none unused."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from flask import Flask

from facilitation.core.model import LANGUAGES
from facilitation.core.rights import VERBS
from facilitation.web.blueprints import BLUEPRINTS

ROOT = Path(__file__).resolve().parent.parent.parent
AREAS = {
    path.stem: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "templates" / "words").glob("*.json"))
}
KEYS = {f"{area}.{key}" for area, words in AREAS.items() for key in words}
CODE = "\n".join(
    path.read_text(encoding="utf-8")
    for folder, endings in (
        ("templates", ("html",)),
        ("static/js", ("js", "jsx")),
        ("facilitation", ("py",)),
    )
    for ending in endings
    for path in sorted((ROOT / folder).rglob(f"*.{ending}"))
)
FILES = ("css", "csv", "html", "js", "json", "jsx", "svg", "xlsx")


def forms(text: str | dict[str, str]) -> Iterator[str]:
    yield from text.values() if isinstance(text, dict) else (text,)


def places(text: Any) -> set[str]:
    return {name for form in forms(text) for _, name, _, _ in Formatter().parse(form) if name}


def endpoints() -> set[str]:
    app = Flask("words")
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return set(app.view_functions)


def named() -> set[str]:
    """What stands in the code as ``area.key``, in quotes, and is no file."""
    found = re.findall(rf"([\"'`])((?:{'|'.join(AREAS)})\.([a-z0-9_]+))\1", CODE)
    return {key for _quote, key, name in found if name not in FILES}


def asked_for() -> set[str]:
    """What is asked for as words, and is no page's name, verb or change of the same form."""
    kinds = set(re.findall(r"Change\(\s*\"([a-z_.]+)\"", CODE))
    return named() - endpoints() - set(VERBS) - kinds - beginnings()


def beginnings() -> set[str]:
    """Keys that the code puts together: ``t("organiser.role_" ~ role)`` asks for role_*."""
    listed = {f"organiser.{area}_" for area in re.findall(r"options\(\"([a-z_]+)\"", CODE)}
    pattern = rf"[\"'`]((?:{'|'.join(AREAS)})\.[a-z0-9_]+)(?:\$?\{{|[\"']\s*~)"
    return listed | set(re.findall(pattern, CODE))


@pytest.mark.parametrize("area", AREAS)
def test_every_word_is_there_in_both_languages_and_no_third(area: str) -> None:
    odd = [key for key, texts in AREAS[area].items() if set(texts) != set(LANGUAGES)]
    empty = [
        key
        for key, texts in AREAS[area].items()
        for text in texts.values()
        if not all(form.strip() for form in forms(text))
    ]
    assert (odd, empty) == ([], [])


@pytest.mark.parametrize("area", AREAS)
def test_both_languages_fill_the_same_places(area: str) -> None:
    odd = [key for key, texts in AREAS[area].items() if places(texts["da"]) != places(texts["en"])]
    assert odd == []


@pytest.mark.parametrize("area", AREAS)
def test_what_depends_on_a_number_has_a_form_for_one_and_one_for_others(area: str) -> None:
    odd = [
        key
        for key, texts in AREAS[area].items()
        for text in texts.values()
        if isinstance(text, dict) and set(text) != {"one", "other"}
    ]
    assert odd == []


def test_every_word_that_the_code_asks_for_is_there() -> None:
    assert asked_for() - KEYS == set()


def test_every_beginning_of_a_key_begins_some_word() -> None:
    lost = [start for start in beginnings() if not any(key.startswith(start) for key in KEYS)]
    assert lost == []


def test_no_word_is_unused() -> None:
    starts = tuple(beginnings())
    quoted = set(re.findall(r"[\"'`]([a-z0-9_]+)[\"'`]", CODE))
    unused = [
        key
        for key in KEYS - named()
        if not key.startswith(starts) and key.partition(".")[2] not in quoted
    ]
    assert sorted(unused) == []


def test_every_refusal_has_its_sentence() -> None:
    raised = set(re.findall(r"Refusal\(\s*\"([a-z_]+)\"", CODE))
    assert len(raised) > 30
    assert raised - set(AREAS["refusals"]) == set()


def test_a_missing_word_would_be_found() -> None:
    assert places({"one": "{n} seddel", "other": "{n} sedler fra {who}"}) == {"n", "who"}
    assert {"join.title", "shared.table"} <= asked_for()
    assert "organiser.role_" in beginnings()
