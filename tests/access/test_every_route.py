"""Every route of the site, asked in every role: who gets in, and what they get to read."""

from __future__ import annotations

import pytest
from werkzeug.test import TestResponse

from facilitation.core.rights import ORGANISER
from facilitation.web.base import ACCOUNT, ANYONE
from tests.access.asking import Role, Site, text_of, without
from tests.access.days import BY_CODE, forbidden
from tests.access.routes import ARGUMENTS, FORMS, NOWHERE, Route, routes

ALL_METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")


def test_every_view_says_who_may_open_it(site: Site) -> None:
    known = {ANYONE, ACCOUNT, *(role.right for role in site.roles.values())}
    for route in routes(site):
        assert route.access, f"{route.endpoint} has no @allow"
        assert set(route.access) <= known, f"{route.endpoint} is open to an unknown role"
        assert route.in_a_day or set(route.access) <= {ANYONE, ACCOUNT}, route.endpoint


def test_every_argument_of_a_route_has_a_sample(site: Site) -> None:
    for route in routes(site):
        missing = set(route.rule.arguments) - set(ARGUMENTS)
        assert not missing, f"{route.endpoint} takes {missing}: say a sample in routes.ARGUMENTS"
    unknown = set(FORMS) - {route.endpoint for route in routes(site)}
    assert not unknown, f"forms for views that are not there: {unknown}"


def _allowed(role: Role, route: Route, day: object) -> bool:
    assert route.access is not None
    if ANYONE in route.access:
        return True
    if ACCOUNT in route.access:
        return role.kind == ORGANISER
    return role.right in route.access and role.day is day


def _refused_as_told(role: Role, route: Route, method: str, answer: TestResponse) -> None:
    """A view for organisers alone asks to log in whoever is none; all else is not there."""
    asks = route.access in ((ACCOUNT,), (ORGANISER,))
    if asks and role.kind != ORGANISER:
        wanted = 302 if method == "GET" else 401
        assert answer.status_code == wanted, (route, role.name, answer.status_code)
        if wanted == 302:
            assert answer.headers["Location"].startswith("/login?next=/organiser/")
    else:
        assert answer.status_code == 404, (route, role.name, answer.status_code)


def _may_not_see(site: Site, role: Role, route: Route, text: str) -> set[tuple[str, str, str]]:
    found = forbidden(text, site.days, role.day, role.sees)
    if "code" in route.rule.arguments:  # whoever has the code of a day, reads its join page
        found = {one for one in found if one[0] != site.mine.id or one[1] not in BY_CODE}
    return found


ROLES = (
    "stranger",
    "expired session",
    "tampered cookie",
    *(
        kind + of
        for of in ("", " of another day")
        for kind in (
            "participant",
            "table",
            "participant of table 2",
            "moderator",
            "keeper",
            "board",
            "report",
            "organiser",
        )
    ),
)


def test_no_role_is_left_out(site: Site) -> None:
    assert set(ROLES) == set(site.roles)


@pytest.mark.parametrize("name", ROLES)
def test_every_route_lets_in_whom_it_declares_and_nobody_else(site: Site, name: str) -> None:
    role, day = site.roles[name], site.mine
    for route in routes(site):
        for method in route.methods:
            form = route.form(day) if method == "POST" else None
            answer = site.ask(role, method, route.path(day), data=form)
            where = f"{method} {route.rule} as {name}: {answer.status_code}"
            assert answer.status_code < 500, (where, site.reports)
            said = text_of(answer).replace(route.path(day), "")  # who asked knows what they asked
            found = _may_not_see(site, role, route, said)
            assert not found, (where, found)
            if _allowed(role, route, day):
                assert answer.status_code not in (401, 403, 404) or route.access == (ANYONE,), where
            else:
                _refused_as_told(role, route, method, answer)
                if method in ("GET", "POST"):
                    nowhere = site.ask(role, method, route.path(day, workshop=NOWHERE), data=form)
                    assert without(answer, day.id) == without(nowhere, NOWHERE), where
                assert not site.touched(), f"{where} changed something"
            if method == "POST" or site.touched():
                site.restore()
    assert not site.reports


@pytest.mark.parametrize("name", ["stranger", "participant", "moderator", "organiser"])
def test_a_method_that_a_view_has_not_changes_nothing(site: Site, name: str) -> None:
    for route in routes(site):
        paths = {rule.rule: rule for rule in site.app.url_map.iter_rules()}
        there = {
            method
            for rule in paths.values()
            if rule.rule == route.rule.rule
            for method in rule.methods or ()
        }
        for method in {"PUT", "PATCH", "DELETE"} - there:
            answer = site.ask(site.roles[name], method, route.path(site.mine))
            assert answer.status_code == 405, (method, route.rule)
            assert "GET" in answer.headers["Allow"] or "POST" in answer.headers["Allow"]
    assert site.everything() == site.before


def test_what_belongs_to_another_day_is_as_if_it_were_not_there(site: Site) -> None:
    """The organiser of one day, with ids of the other day in the address or in the form."""
    organiser, mine, other = site.roles["organiser"], site.mine, site.other
    tried = 0
    for route in routes(site):
        if not route.in_a_day or ORGANISER not in (route.access or ()):
            continue
        for method in ("GET", "POST"):
            if method not in route.methods:
                continue
            for name in route.ids:
                foreign = ARGUMENTS[name](other)
                answers = [
                    site.ask(
                        organiser,
                        method,
                        route.path(mine, **{name: id}),
                        data=route.form(mine) if method == "POST" else None,
                    )
                    for id in (foreign, NOWHERE)
                ]
                assert without(answers[0], foreign) == without(answers[1], NOWHERE), route
                assert answers[0].status_code == 404, (route, answers[0].status_code)
                tried += 1
    assert tried >= 4
    assert site.everything() == site.before


def test_ids_of_another_day_in_a_form_are_as_if_they_were_not_there(site: Site) -> None:
    organiser, mine, other = site.roles["organiser"], site.mine, site.other
    tried = 0
    for route in routes(site):
        if "POST" not in route.methods:
            continue
        ours, theirs = route.form(mine), route.form(other)
        for name in ours:
            if name == "form_id" or ours[name] == theirs[name]:
                continue
            answers = []
            for id in (theirs[name], NOWHERE):
                form = route.form(mine) | {name: id}
                answers.append(site.ask(organiser, "POST", route.path(mine), data=form))
                touched = [row for row in site.changes() if id in row or other.id in row]
                assert not touched, (route.endpoint, name, touched)
                if site.touched():
                    site.restore()
            alike = [
                without(one, id) for one, id in zip(answers, (theirs[name], NOWHERE), strict=True)
            ]
            assert alike[0] == alike[1], (route, name)
            tried += 1
    assert tried >= 4
