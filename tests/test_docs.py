"""The docs say what is there: links lead somewhere, commands and words are those of the code."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCS = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
}
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def anchors(text: str) -> set[str]:
    """Headings as they are linked to: lower case, blanks to dashes, signs left out."""
    plain = (re.sub(r"[^\w\- ]", "", heading).strip().lower() for heading in HEADING.findall(text))
    return {heading.replace(" ", "-") for heading in plain}


def commands() -> list[str]:
    """All commands of the command line, ``roster read`` and the like with their group."""
    from facilitation.cli import main

    found = []
    asked = click.Context(main)
    for name in main.list_commands(asked):
        command = main.get_command(asked, name)
        below = command.commands if isinstance(command, click.Group) else {}
        found += [f"{name} {one}" for one in below] or [name]
    return found


@pytest.mark.parametrize("name", DOCS)
def test_every_link_leads_to_a_file_or_heading_of_this_project(name: str) -> None:
    lost = []
    for target in LINK.findall(DOCS[name]):
        assert "://" not in target, f"{name} links to another host: {target}"
        path, _, anchor = target.partition("#")
        file = (ROOT / name).parent / path if path else ROOT / name
        if not file.exists() or (anchor and anchor not in anchors(file.read_text("utf-8"))):
            lost.append(target)
    assert lost == []


def test_every_page_of_the_docs_is_reached_from_the_readme() -> None:
    linked = set(LINK.findall(DOCS["README.md"]))
    assert [name for name in DOCS if name.startswith("docs/") and name not in linked] == []


def test_every_command_is_named_in_the_docs() -> None:
    listed = commands()
    assert "roster read" in listed
    told = " ".join(DOCS.values())
    assert [one for one in listed if f"facilitation {one}" not in told] == []


def test_every_make_target_that_the_docs_name_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    named = {name for text in DOCS.values() for name in re.findall(r"`make ([a-z]+)", text)}
    assert {"run", "test"} <= named
    assert named - targets == set()


def test_every_file_that_the_docs_name_is_there() -> None:
    """Paths in backquotes, from the root or from the package."""
    lost = []
    for name, text in DOCS.items():
        for path in re.findall(r"`((?:[A-Za-z_.][\w.-]*/)+[\w.-]*)`", text):
            roots = (ROOT, ROOT / "facilitation")
            if not any((root / path).exists() for root in roots) and not path.startswith("var/"):
                lost.append(f"{name}: {path}")
    assert lost == []


def test_every_test_that_the_docs_name_is_there() -> None:
    named = [
        one for text in DOCS.values() for one in re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", text)
    ]
    assert len(named) > 30
    lost = [
        f"{path}::{name}"
        for path, name in named
        if f"def {name}(" not in (ROOT / path).read_text(encoding="utf-8")
    ]
    assert lost == []


def glossary() -> list[tuple[str, str]]:
    """Code word and Danish word of each line."""
    lines = re.findall(r"^\| (\w+) \| ([^|]+) \|", DOCS["docs/glossary.md"], re.MULTILINE)
    return [line for line in lines if line[0] != "code"]


def test_every_word_of_the_glossary_is_used_in_the_code() -> None:
    words = glossary()
    assert len(words) > 25
    code = "\n".join(
        path.read_text(encoding="utf-8") for path in sorted((ROOT / "facilitation").rglob("*.py"))
    )
    assert [word for word, _ in words if not re.search(rf"(?i)\b{word}\b", code)] == []


def test_every_danish_word_of_the_glossary_stands_on_a_page() -> None:
    shown = "\n".join(
        path.read_text(encoding="utf-8").lower()
        for path in sorted((ROOT / "templates" / "words").glob("*.json"))
    )
    danish = {word.strip() for _, word in glossary() if word.strip() not in ("-", "")}
    assert [word for word in danish if word.lower() not in shown] == []
