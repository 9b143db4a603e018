"""Cookies, sessions, links, logins: new rights bring a new session; what is over opens nothing."""

from __future__ import annotations

import re
from typing import Any

import pytest
from werkzeug.test import TestResponse

from facilitation import passwords
from facilitation.core import model, tokens
from facilitation.store import accounts, rows
from tests.access.asking import Site, text_of
from tests.access.days import session


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
