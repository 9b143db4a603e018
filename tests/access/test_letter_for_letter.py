"""What people type stands on every page letter for letter, and is never run, read or filled in."""

from __future__ import annotations

import csv
import html
import json
import re
from html.parser import HTMLParser
from io import BytesIO, StringIO

import pytest

from facilitation.core import model
from tests.access.asking import Site
from tests.access.routes import routes

NASTY = (
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "</textarea></title><!--",
    "{{7*7}}",
    "{% raw %}{{ g }}",
    "${7*7}",
    "%(x)s",
    "{0.__class__}",
    "{name}",
    "&lt;b&gt;",
    "javascript:alert(1)",
    "=1+1",
)
TOGETHER = (" ".join(NASTY[:4]), " ".join(NASTY[4:9]), " ".join(NASTY[9:]))
"""As much at once as fits into a name."""
SHOWING = {
    "joining.join",
    "phone.phone",
    "desk.desk",
    "board.board",
    "report.report",
    "organiser.overview",
    "organiser.prompts",
    "organiser.people",
    "organiser.person",
    "organiser.names",
    "organiser.plan",
    "organiser.prints",
}
"""Pages that show something of it."""


class Elements(HTMLParser):
    """A page's elements and attribute names in order, and its text with values."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: set[str] = set()
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes |= {name for name, _value in attributes}
        self.said += [value for _name, value in attributes if value]

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def _read(page: str) -> Elements:
    read = Elements()
    read.feed(page)
    return read


def _write_everywhere(site: Site, nasty: str) -> None:
    """The text in every field of the day that somebody can fill in."""
    day, who = site.mine, site.mine.organiser
    day.do("workshop.edit", who, title=nasty, place=nasty, theme=nasty)
    for prompt in day.find(model.Prompt):
        words = dict.fromkeys(("title_da", "title_en", "text_da", "text_en"), nasty)
        day.do("prompt.edit", who, prompt=prompt.id, **words)
    for one in day.find(model.Organisation):
        day.do("organisation.edit", who, id=one.id, name=nasty)
    for type, kind in (("target_group", model.TargetGroup), ("method", model.Method)):
        for id in _ids(site, kind):
            day.do(f"{type}.edit", who, id=id, name_da=nasty, name_en=nasty)
    for person in day.people():
        first = person.name.split()[0]
        day.do("participant.edit", who, participant=person.id, name=f"{first} {nasty}")
    day.write(day.phone("Mette"), nasty)
    day.write(day.phone("Mette"), f"{nasty} med navn", sign={"kind": "name"})


def _ids(site: Site, kind: type[model.TargetGroup | model.Method]) -> list[str]:
    return [one.id for one in site.mine.find(kind)]


@pytest.mark.parametrize("nasty", TOGETHER)
def test_nasty_text_stands_on_pages_as_it_was_typed(site: Site, nasty: str) -> None:
    pages = [
        (route.opened_by, route)
        for route in routes(site)
        if "GET" in route.methods and route.endpoint != "links.follow"  # it renews the session
    ]
    before = {}
    for name, route in pages:
        answer = site.ask(site.roles[name], "GET", route.path(site.mine))
        before[name, route.endpoint] = _read(answer.get_data(as_text=True))
    site.restore()
    _write_everywhere(site, nasty)
    shown = set()
    for name, route in pages:
        answer = site.ask(site.roles[name], "GET", route.path(site.mine))
        assert answer.status_code < 500, (route.endpoint, site.reports)
        if answer.mimetype != "text/html":
            continue
        page = answer.get_data(as_text=True)
        read, was = _read(page), before[name, route.endpoint]
        new = (set(read.elements) - set(was.elements), read.attributes - was.attributes)
        harmless = {"span", "b", "li", "ul", "p", "mark", "blockquote", "h3", "h4", "dt", "dd"}
        assert new[0] <= harmless, (route.endpoint, name, new)
        assert not [one for one in new[1] if one.startswith("on") or one == "style"]
        assert read.elements.count("script") == was.elements.count("script"), route.endpoint
        said = "\n".join(read.said)
        assert not re.search(r"\b49\b", said)
        if nasty in said or json.dumps(nasty, ensure_ascii=False)[1:-1] in said:
            shown.add(route.endpoint)
    assert shown >= SHOWING, SHOWING - shown


@pytest.mark.parametrize("nasty", TOGETHER)
def test_nasty_cells_of_a_list_stand_in_the_preview_as_they_were(site: Site, nasty: str) -> None:
    table = StringIO()
    lines = [("Navn", "Organisation", "Målgruppe"), *((f"Mette {nasty}", nasty, nasty),) * 2]
    csv.writer(table, delimiter=";").writerows(lines)
    file = (BytesIO(table.getvalue().encode()), "list.csv")
    answer = site.ask(
        site.roles["organiser"],
        "POST",
        f"/organiser/{site.mine.id}/import",
        data={"file": file},
        content_type="multipart/form-data",
    )
    read = _read(answer.get_data(as_text=True))
    assert answer.status_code == 200
    assert nasty in "\n".join(read.said)
    assert not {"img", "svg onload"} & set(read.elements)
    assert not [one for one in read.attributes if one.startswith("on")]


@pytest.mark.parametrize("nasty", TOGETHER)
def test_nasty_text_that_is_given_back_is_given_back_as_typed(site: Site, nasty: str) -> None:
    """In forms that were refused, searches, and sentences with a place for it."""
    day, organiser = site.mine, site.roles["organiser"]
    quoted = {"q": nasty, "code": nasty, "name": nasty, "next": nasty}
    answers = [
        site.ask(None, "GET", "/j", query_string=quoted),
        site.ask(None, "GET", f"/j/{day.day.code}", query_string=quoted),
        site.ask(None, "GET", f"/j/{day.day.code}/new", query_string=quoted),
        site.ask(None, "GET", f"/{nasty}", query_string=quoted),
        site.ask(None, "POST", "/login", data={"email": nasty, "password": nasty}),
        site.ask(organiser, "GET", f"/organiser/{day.id}/people", query_string=quoted),
        site.ask(organiser, "POST", f"/organiser/{day.id}/", data={"title": "", "theme": nasty}),
    ]
    for answer in answers:
        assert answer.status_code < 500, site.reports
        read = _read(answer.get_data(as_text=True))
        assert not [one for one in read.attributes if one.startswith("on")]
        assert "alert(1)" not in "".join(
            re.findall(r"<script[^>]*>(.*?)</script>", answer.get_data(as_text=True), re.DOTALL)
        )
        assert (
            "49" not in html.unescape(answer.get_data(as_text=True)).split() or "7*7" not in nasty
        )
    assert nasty in "\n".join(_read(answers[-1].get_data(as_text=True)).said)
