"""What a foreign page, a forged header or an odd request can do: nothing."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from werkzeug.test import TestResponse

from tests.access.asking import ORIGIN, Role, Site, text_of
from tests.access.routes import routes

FOREIGN = (
    None,
    "null",
    "http://evil.example",
    "http://localhost.evil.example",
    "https://localhost",
    "http://localhost:8001",
    "http://[",
    "localhost",
    "http://localhost/",
)


@pytest.mark.parametrize("origin", FOREIGN)
def test_a_form_of_another_page_changes_nothing(site: Site, origin: str | None) -> None:
    for route in routes(site):
        if "POST" not in route.methods:
            continue
        for name in ("stranger", "participant", "organiser"):
            path, form = route.path(site.mine), route.form(site.mine)
            answer = site.ask(site.roles[name], "POST", path, data=form, origin=origin)
            assert answer.status_code == 403, (route.endpoint, name, answer.status_code)
            assert "Access-Control-Allow-Origin" not in answer.headers
    assert not site.touched()
    assert not site.reports


def test_no_page_lets_another_origin_read_it(site: Site) -> None:
    headers = {"Origin": "http://evil.example", "Access-Control-Request-Method": "POST"}
    for route in routes(site):
        for method in ("GET", "OPTIONS"):
            if method in route.methods:
                organiser = site.roles["organiser"]
                answer = site.ask(organiser, method, route.path(site.mine), headers=headers)
                given = [name for name, _ in answer.headers if name.startswith("Access-Control")]
                assert not given, (route.endpoint, given)
                if site.touched():
                    site.restore()


def _pages(site: Site) -> Iterator[tuple[str, TestResponse]]:
    """Every page in a role that may open it, in both languages, and every kind of error page."""
    for route in routes(site):
        if "GET" not in route.methods:
            continue
        for name in ("stranger", route.opened_by):
            for language in ("da", "en"):
                headers = {"Cookie": f"samskab-language={language}; {_cookie(site.roles[name])}"}
                path = route.path(site.mine)
                yield f"{route.endpoint} as {name}", site.ask(None, "GET", path, headers=headers)
                if site.touched():
                    site.restore()
    yield "404", site.ask(None, "GET", "/nowhere")
    yield "405", site.ask(None, "POST", "/")
    yield "403", site.ask(None, "POST", "/login", origin=None)
    yield "413", site.ask(None, "POST", "/login", data={"email": "x" * 2_000_000})
    yield "400", site.ask(None, "GET", "/?q=%00")
    yield "static", site.ask(None, "GET", "/static/icon.svg")
    yield "no static", site.ask(None, "GET", "/static/nothing.js")


def _cookie(role: Role) -> str:
    return f"samskab={role.secret}" if role.secret else ""


class Inline(HTMLParser):
    """What a page would run or style by itself, against the policy."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        self.found += [name for name in given if name == "style" or name.startswith("on")]
        if tag in ("style", "base"):
            self.found.append(tag)
        if tag == "script" and "src" not in given and given.get("type") != "application/json":
            self.found.append("script")
        for name in ("src", "href", "action", "formaction", "data", "poster", "srcset"):
            target = (given.get(name) or "").strip().lower()
            if target.startswith(("javascript:", "data:", "vbscript:")):
                self.found.append(f"{tag} {name}={target[:20]}")
            loads = name != "href" or tag == "link"
            if loads and target.startswith(("http:", "https:", "//")):
                self.found.append(f"{tag} loads {target}")


def test_every_answer_carries_the_headers_and_no_page_runs_anything_inline(site: Site) -> None:
    seen = set()
    for where, answer in _pages(site):
        policy = answer.headers["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "form-action 'self'" in policy
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        if "static" not in where:
            assert answer.headers["Cache-Control"] == "no-store", where
        if answer.mimetype == "text/html":
            inline = Inline()
            inline.feed(answer.get_data(as_text=True))
            assert not inline.found, (where, inline.found)
            if answer.status_code == 200:
                seen.add(where.split()[0])
    assert len(seen) >= 18, seen


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nowhere", 404), ("POST", "/", 405), ("POST", "/login", 413), ("GET", "/j", 500)],
)
def test_an_error_has_a_kind_page_of_our_own(
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
    method: str,
    path: str,
    status: int,
    language: str,
) -> None:

    def boom() -> str:
        raise RuntimeError("SECRETINSIDE")

    boom.access = ("anyone",)  # type: ignore[attr-defined]
    monkeypatch.setitem(site.app.view_functions, "joining.by_code", boom)
    cookie = {"Cookie": f"samskab-language={language}"}
    data = {"email": "x" * 1_100_000} if status == 413 else None
    answer = site.ask(None, method, path, data=data, headers=cookie)
    text = answer.get_data(as_text=True)
    assert answer.status_code == status
    assert f'<html lang="{language}"' in text
    assert 'class="phone"' in text
    assert "{" not in html.unescape(re.sub(r"<[^>]*>", "", text))
    assert "Traceback" not in text
    assert "SECRETINSIDE" not in text
    assert answer.headers["Content-Security-Policy"]
    as_json = site.ask(None, method, path, data=data, headers={"Accept": "application/json"})
    assert as_json.status_code == status
    assert as_json.get_json()["ok"] is False
    assert "SECRETINSIDE" not in as_json.get_data(as_text=True)


ELSEWHERE = (
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "https://evil.example/",
    "http:///evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    "javascript:alert(1)",
    "/%0d%0aSet-Cookie:%20a=b\r\nX: y",
    "evil.example",
    "@evil.example",
    "",
)


@pytest.mark.parametrize("target", ELSEWHERE)
def test_nothing_leads_to_another_site(site: Site, target: str) -> None:
    organiser = site.roles["organiser"]
    answers = [
        site.ask(None, "POST", "/language", data={"language": "en", "next": target}),
        site.ask(organiser, "GET", "/login", query_string={"next": target}),
    ]
    for answer in answers:
        assert answer.status_code == 302
        assert answer.headers["Location"] in ("/", "/organiser/")


def test_a_path_of_our_own_is_gone_to(site: Site) -> None:
    answer = site.ask(None, "POST", "/language", data={"language": "en", "next": "/j/ABC?q=Åse"})
    assert answer.headers["Location"] == "/j/ABC?q=%C3%85se"


@pytest.mark.parametrize(
    "path",
    [
        "../facilitation/settings.py",
        "..%2ffacilitation%2fsettings.py",
        "%2e%2e/%2e%2e/etc/passwd",
        "..\\facilitation\\settings.py",
        "..%5cfacilitation",
        "dist/../../pyproject.toml",
        "dist/%2e%2e/js/phone/main.js",
        "js/phone/main.js",
        "css/phone.css",
        "build.mjs",
        "dist/",
        "dist",
        "",
        ".git/config",
        "dist/.hidden.js",
        "dist/phone.js.map",
        "%00",
        "dist/%00.js",
    ],
)
def test_only_what_was_built_is_served(site: Site, path: str) -> None:
    answer = site.ask(None, "GET", f"/static/{path}")
    assert answer.status_code in (400, 404), answer.status_code


@pytest.mark.parametrize(
    "path",
    [
        "/.git/config",
        "/.env",
        "/console",
        "/samskab.db",
        "/var/samskab.db",
        "/backup",
        "/secret-key",
    ],
)
def test_nothing_else_lies_about(site: Site, path: str) -> None:
    assert site.ask(site.roles["organiser"], "GET", path).status_code == 404


def test_the_bundles_are_served_and_carry_no_maps(site: Site) -> None:
    names = site.ask(None, "GET", "/static/dist/manifest.json").get_json()
    assert names
    for name in names.values():
        answer = site.ask(None, "GET", f"/static/dist/{name}")
        assert answer.status_code == 200
        assert "sourceMappingURL" not in answer.get_data(as_text=True)
        assert site.ask(None, "GET", f"/static/dist/{name}.map").status_code == 404


HOSTS = ("evil.example", "evil.example:80", "a b", "evil.example/x", "[", "a:99999999", "<x>", '"')


@pytest.mark.parametrize("host", HOSTS)
def test_the_host_asked_for_stands_in_no_address(site: Site, host: str) -> None:
    site = site.with_settings(base_url="https://dag.fond.example")
    for path in (f"/organiser/{site.mine.id}/", f"/board/{site.mine.id}/", "/login", "/"):
        answer = site.ask(site.roles["organiser"], "GET", path, headers={"Host": host})
        assert answer.status_code in (200, 302, 400)
        assert host not in html.unescape(text_of(answer)) or len(host) == 1 or host == "a b"
        if answer.status_code == 200 and "organiser/" in path:
            assert f"https://dag.fond.example/j/{site.mine.day.code}" in text_of(answer)
    assert not site.reports


FORWARDED = {
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-For": "203.0.113.9",
}


def test_forwarded_headers_of_just_anybody_count_for_nothing(site: Site) -> None:
    for path in (f"/organiser/{site.mine.id}/", f"/board/{site.mine.id}/"):
        answer = site.ask(site.roles["organiser"], "GET", path, headers=FORWARDED)
        assert answer.status_code == 200
        assert "evil.example" not in text_of(answer)
    token = site.mine.token("desk")
    followed = site.ask(None, "GET", f"/l/{token}", headers=FORWARDED)
    assert "Secure" not in followed.headers["Set-Cookie"]


def test_behind_a_trusted_proxy_the_cookie_is_for_https_and_this_host_alone(
    site: Site,
) -> None:
    site = site.with_settings(trusted_proxies=1)
    token = site.mine.token("desk")
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "dag.fond.example"}
    answer = site.ask(None, "GET", f"/l/{token}", headers=headers)
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-samskab=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    # A cookie without the prefix could have been put there by a neighbouring host.
    secret = cookie.partition("=")[2].partition(";")[0]
    for name, status in (("__Host-samskab", 200), ("samskab", 404)):
        asked = headers | {"Cookie": f"{name}={secret}"}
        page = site.ask(None, "GET", f"/desk/{site.mine.id}/", headers=asked)
        assert page.status_code == status


def test_the_origin_is_our_own(site: Site) -> None:
    """So that the tests above refuse for the origin and nothing else."""
    answer = site.ask(None, "POST", "/language", data={"language": "en"}, origin=ORIGIN)
    assert answer.status_code == 302
