"""What a foreign page, a forged header or an odd request can do: nothing."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from werkzeug.test import TestResponse

from facilitation import passwords
from facilitation.core import model, tokens
from facilitation.store import accounts, rows
from tests.access.asking import ORIGIN, Role, Site, text_of
from tests.access.days import session
from tests.access.routes import Route, routes

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


def test_every_cookie_is_small_and_out_of_reach(site: Site) -> None:
    answers = [
        site.ask(None, "GET", f"/l/{site.mine.token('desk')}"),
        site.ask(None, "POST", "/language", data={"language": "en"}),
    ]
    for answer in answers:
        (cookie,) = answer.headers.getlist("Set-Cookie")
        assert {"HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
        assert len(cookie) < 300


def _secret(answer: TestResponse) -> str:
    found = re.search(r"samskab=([^;]+);", answer.headers.get("Set-Cookie", ""))
    assert found, answer.headers
    return found.group(1)


def _holding(secret: str) -> dict[str, str]:
    return {"Cookie": f"samskab={secret}"}


def test_every_rise_of_rights_brings_a_new_session_and_ends_the_old(site: Site) -> None:
    day = site.mine
    walked_in = {"form_id": "f" * 32, "name": "Nora Ny"}
    rises: tuple[tuple[str, str, dict[str, str] | None], ...] = (
        ("GET", f"/l/{day.token('board')}", None),
        ("GET", f"/l/{day.token('desk')}", None),
        ("GET", f"/l/{day.token('table', day.table(1).id)}", None),
        ("POST", f"/j/{day.day.code}/new", walked_in),
        ("GET", f"/l/{day.token('badge', day.person('Bo').id)}", None),
    )
    secret = ""
    for method, path, form in rises:
        answer = site.ask(None, method, path, data=form, headers=_holding(secret))
        fresh = _secret(answer)
        assert fresh != secret
        if secret:
            old = site.ask(None, "GET", f"/board/{day.id}/", headers=_holding(secret))
            assert old.status_code == 404
        secret = fresh
    now = site.ask(None, "GET", f"/board/{day.id}/", headers=_holding(secret))
    assert now.status_code == 200


def test_a_cookie_set_beforehand_is_worth_nothing_after_login(site: Site) -> None:
    password = "en sætning som adgangskode"
    site.mine.ledger.run(
        lambda connection: accounts.add_organiser(
            connection, "ny@fond.example", passwords.hash_password(password), site.mine.now
        )
    )
    planted = session(site.mine, "participant")
    form = {"email": "ny@fond.example", "password": password}
    answer = site.ask(None, "POST", "/login", data=form, headers=_holding(planted))
    fresh = _secret(answer)
    assert fresh != planted
    assert site.ask(None, "GET", "/organiser/", headers=_holding(fresh)).status_code == 200
    for path in ("/organiser/", f"/p/{site.mine.id}/"):
        assert site.ask(None, "GET", path, headers=_holding(planted)).status_code != 200


def test_logging_out_ends_desk_board_and_report_of_the_old_cookie_too(site: Site) -> None:
    day, secret = site.mine, session(site.mine, "organiser")
    places = [f"/{place}/{day.id}/" for place in ("board", "desk", "report", "organiser")]
    for path in places:
        assert site.ask(None, "GET", path, headers=_holding(secret)).status_code == 200
    site.ask(None, "POST", "/logout", headers=_holding(secret))
    for path in places:
        assert site.ask(None, "GET", path, headers=_holding(secret)).status_code in (302, 404)


def test_an_organiser_who_came_by_a_link_is_logged_out_too(site: Site) -> None:
    day = site.mine
    day.do("link.make", day.organiser, kind="organiser", subject=day.owner)
    secret = _secret(site.ask(None, "GET", f"/l/{day.token('organiser', day.owner)}"))
    path = f"/organiser/{day.id}/"
    assert site.ask(None, "GET", path, headers=_holding(secret)).status_code == 200
    site.ask(None, "POST", "/logout", headers=_holding(secret))
    assert site.ask(None, "GET", path, headers=_holding(secret)).status_code == 302


def test_a_refused_claim_costs_nobody_their_session(site: Site) -> None:
    """The name is in use; the organiser who tried it is still logged in."""
    day, secret = site.mine, session(site.mine, "organiser")
    form = {"form_id": "a" * 32, "participant": day.person("Mette").id}
    answer = site.ask(None, "POST", f"/j/{day.day.code}/claim", data=form, headers=_holding(secret))
    assert answer.status_code == 409
    now = _holding(_secret(answer))
    assert site.ask(None, "GET", f"/organiser/{day.id}/", headers=now).status_code == 200
    assert site.ask(None, "GET", f"/p/{day.id}/", headers=now).status_code == 404


def _link(site: Site, **changed: Any) -> str:
    """A report link in some other state; its token."""
    id = model.new_id()
    token = tokens.link_token(b"some key", id)
    values = {"expires_at": None, "revoked": False} | changed
    link = model.Link(id, site.mine.id, "report", site.mine.id, tokens.hashed(token), **values)
    row = {name: getattr(link, name) for name in link.__slots__}
    site.mine.ledger.run(lambda c: c.execute(rows.TABLES[model.Link].insert(), row))
    return token


@pytest.mark.parametrize(
    ("changed", "status", "says"),
    [
        ({"revoked": True}, 410, "trukket tilbage"),
        ({"expires_at": 1_600_000_000_000}, 410, "ikke længere"),
        (None, 404, ""),
    ],
)
def test_a_link_that_opens_nothing_says_why_and_grants_nothing(
    site: Site, changed: dict[str, Any] | None, status: int, says: str
) -> None:
    token = "no-such-link" if changed is None else _link(site, **changed)
    site.restore() if changed is None else None
    before = site.everything()
    answer = site.ask(None, "GET", f"/l/{token}")
    assert answer.status_code == status
    assert says in answer.get_data(as_text=True)
    assert "Set-Cookie" not in answer.headers
    assert site.everything() == before


def test_a_link_that_works_leaves_no_token_behind(site: Site) -> None:
    token = site.mine.token("desk")
    answer = site.ask(None, "GET", f"/l/{token}")
    assert answer.status_code == 302
    page = site.ask(None, "GET", answer.headers["Location"], headers=_holding(_secret(answer)))
    assert page.status_code == 200
    assert token not in text_of(answer)
    assert token not in text_of(page)


def test_wrong_codes_and_links_slow_down_but_let_an_honest_phone_in(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr("facilitation.web.links.asyncmode.sleep", waited.append)
    paths = [path for n in range(15) for path in (f"/j/AAAA{n:02}", f"/l/token-{n}")]
    for path in paths:
        assert site.ask(None, "GET", path).status_code == 404
    assert 5 < len(waited) < len(paths)
    before = len(waited)
    assert site.ask(None, "GET", f"/j/{site.mine.day.code}").status_code == 200
    assert len(waited) == before + 1
    other = {"REMOTE_ADDR": "192.0.2.7"}
    elsewhere = site.ask(None, "GET", f"/j/{site.mine.day.code}", environ_base=other)
    assert elsewhere.status_code == 200
    assert len(waited) == before + 1


@pytest.mark.parametrize("email", ["known", "unknown", "without"])
def test_a_login_does_the_same_work_whether_the_account_exists(
    site: Site, monkeypatch: pytest.MonkeyPatch, email: str
) -> None:
    real, verified = passwords._hasher, []
    passwords._nobody()  # made once, before the first answer to anybody

    class Counting:
        def verify(self, hash: str, password: str) -> bool:
            verified.append(hash)
            return bool(real.verify(hash, password))

    monkeypatch.setattr(passwords, "_hasher", Counting())
    known = passwords.hash_password if email == "known" else None
    hash = real.hash("en helt anden sætning") if known else ""
    if email != "unknown":
        site.mine.ledger.run(
            lambda c: accounts.add_organiser(c, f"{email}@fond.example", hash, site.mine.now)
        )
    form = {"email": f"{email}@fond.example", "password": "nobody has this password"}
    answer = site.ask(None, "POST", "/login", data=form)
    assert answer.status_code == 403
    assert len(verified) == 1


def test_an_account_without_a_password_takes_none() -> None:
    for guess in ("", "nobody has this password"):
        assert not passwords.password_fits("", guess)


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


def test_the_origin_is_our_own(site: Site) -> None:
    """So that the tests above refuse for the origin and nothing else."""
    answer = site.ask(None, "POST", "/language", data={"language": "en"}, origin=ORIGIN)
    assert answer.status_code == 302
