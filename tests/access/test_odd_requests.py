"""Odd bodies, signs, sizes and rows, and titles like headers: answered, and nothing breaks."""

from __future__ import annotations

import re

import pytest

from tests.access.asking import Site
from tests.access.routes import Route, routes


def _posts(site: Site) -> list[Route]:
    return [route for route in routes(site) if "POST" in route.methods]


ODD_BODIES: tuple[tuple[str, bytes], ...] = (
    ("application/json", b'{"title": "x"}'),
    ("text/plain", b"title=x"),
    ("application/xml", b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"),
    ("multipart/form-data", b"no boundary"),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\n"),
    ("application/x-www-form-urlencoded", b"title=%ED%A0%80&name=%FF%FE&q=%C3"),
    ("application/x-www-form-urlencoded", b"=&&&;;&%%%&name=%"),
    ("application/x-www-form-urlencoded; charset=utf-7", b"title=+ADw-script+AD4-"),
    ("", b"\x00\x01\x02"),
)


@pytest.mark.parametrize(("type", "body"), ODD_BODIES)
def test_an_odd_body_is_answered_and_breaks_nothing(site: Site, type: str, body: bytes) -> None:
    for route in _posts(site):
        answer = site.ask(
            site.roles["organiser"], "POST", route.path(site.mine), data=body, content_type=type
        )
        assert answer.status_code < 500, (route.endpoint, site.reports)
        if site.touched():
            site.restore()


@pytest.mark.parametrize("odd", ["a\0b", "\ud800", "\ufffe\x1b[31m", "_%'--"])
def test_odd_signs_in_forms_and_queries_break_nothing(site: Site, odd: str) -> None:
    sent = odd.encode("utf-8", "surrogatepass")
    quoted = "".join(f"%{byte:02x}" for byte in sent)
    for route in routes(site):
        path, who = route.path(site.mine), site.roles[route.opened_by]
        query = f"{path}?q={quoted}&round={quoted}&person={quoted}&tab={quoted}&lang={quoted}"
        if "GET" in route.methods:
            answer = site.ask(who, "GET", query)
            assert answer.status_code < 500, (route.endpoint, site.reports)
        if "POST" in route.methods:
            body = "&".join(f"{key}={quoted}" for key in route.form(site.mine) if key != "form_id")
            answer = site.ask(
                who,
                "POST",
                path,
                data=f"{body}&form_id={'f' * 32}",
                content_type="application/x-www-form-urlencoded",
            )
            assert answer.status_code < 500, (route.endpoint, site.reports)
        if site.touched():
            site.restore()


def test_nul_in_a_form_or_an_address_is_refused(site: Site) -> None:
    assert site.ask(None, "POST", "/login", data={"email": "a\0b"}).status_code == 400
    assert site.ask(None, "GET", "/j?code=%00").status_code == 400
    assert site.ask(None, "GET", "/j/%00").status_code == 400


NO_FORM = ("login.log_out", "organiser.stop_plan")


def test_an_oversized_form_gets_a_kind_page_and_changes_nothing(site: Site) -> None:
    for route in _posts(site):
        form = route.form(site.mine) | {"title": "x" * 5_000_000}
        answer = site.ask(site.roles["organiser"], "POST", route.path(site.mine), data=form)
        if route.endpoint in NO_FORM or answer.status_code == 404:  # reads none, or not theirs
            site.restore()
            continue
        assert answer.status_code in (413, 302), (route.endpoint, answer.status_code)
        if answer.status_code == 413:
            assert "plads til" in answer.get_data(as_text=True)
            assert not site.touched(), route.endpoint
        elif site.touched():
            site.restore()


@pytest.mark.parametrize(
    "rows",
    ["[" * 10_000, "[" * 10_000 + "]" * 10_000, '{"a":' * 10_000, "[1e999]", "[NaN]", "null", "7"],
)
def test_odd_rows_of_an_import_are_refused(site: Site, rows: str) -> None:
    path = f"/organiser/{site.mine.id}/import/save"
    answer = site.ask(site.roles["organiser"], "POST", path, data={"rows": rows})
    assert answer.status_code == 400
    assert not site.touched()
    assert not site.reports


@pytest.mark.parametrize(
    "typed", ["%%%", "___", "_ette", "%", "' OR 1=1 --", "M%e", "*", ".*", "\\"]
)
def test_search_takes_every_sign_for_what_it_is(site: Site, typed: str) -> None:
    found = site.ask(
        None, "GET", f"/j/{site.mine.day.code}/names", query_string={"q": typed}
    ).get_json()
    assert found == {"hits": [], "more": False}
    page = site.ask(
        site.roles["organiser"],
        "GET",
        f"/organiser/{site.mine.id}/people",
        query_string={"q": typed},
    ).get_data(as_text=True)
    assert "Mette" not in page


def test_names_found_by_the_code_say_no_more_than_name_and_organisation(site: Site) -> None:
    person = site.mine.person("Mette")
    found = site.ask(
        None, "GET", f"/j/{site.mine.day.code}/names", query_string={"q": "Mette"}
    ).get_json()
    (hit,) = found["hits"]
    assert hit.keys() == {"id", "parts", "organisation"}
    assert "".join(part for part, _typed in hit["parts"]) == person.name


def test_a_title_cannot_break_out_of_a_download_header(site: Site) -> None:
    day = site.mine
    for title in (
        "A\r\nSet-Cookie: a=b",
        'A"; filename="x.exe',
        "../../etc/passwd",
        "Ærø 🐟\u202e",
    ):
        day.do("workshop.edit", day.organiser, title=title)
        for ending in ("csv", "json"):
            path = f"/report/{day.id}/report.{ending}"
            answer = site.ask(site.roles["report"], "GET", path)
            (header,) = answer.headers.getlist("Content-Disposition")
            assert header.startswith("attachment; filename=")
            assert re.fullmatch(r"[ -~]+", header)
            assert not re.search(r"[/\\]|\.exe\"", header.split("filename*")[0])
            assert "Set-Cookie" not in answer.headers
