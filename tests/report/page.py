"""Reads a report back from its HTML, as a reader's eye would."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

VOID = ("meta", "br", "link", "input", "img", "hr")


class Page(HTMLParser):
    """``notes``: number, text, signature and lateness as shown; ``tally``: the table's rows."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.notes: list[dict[str, Any]] = []
        self.tally: list[list[str]] = []
        self.headings: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self._open: list[tuple[str, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag in VOID:
            return
        name = dict(attrs).get("class") or ""
        hidden = "hidden" if dict(attrs).get("aria-hidden") == "true" else name
        self._open.append((tag, hidden))
        if name == "report-note":
            self.notes.append({"number": "", "text": "", "signed": "", "late": False})
            self.notes[-1]["on_board"] = True
        if name == "report-late":
            self.notes[-1]["late"] = True
        if name == "report-not-given":
            self.notes[-1]["on_board"] = False
        if tag == "tr":
            self.tally.append([])
        if tag in ("th", "td"):
            self.tally[-1].append("")
        if tag in ("h1", "h2", "h3"):
            self.headings.append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        names = [name for _tag, name in self._open]
        tags = [tag for tag, _name in self._open]
        if "hidden" in names:
            return
        if "report-number" in names:
            self.notes[-1]["number"] += data
        elif "report-text" in names:
            self.notes[-1]["text"] += data
        elif "report-signed" in names:
            self.notes[-1]["signed"] += data
        elif ("th" in tags or "td" in tags) and "visually-hidden" not in names:
            self.tally[-1][-1] += data
        elif {"h1", "h2", "h3"} & set(tags):
            self.headings[-1] += data
