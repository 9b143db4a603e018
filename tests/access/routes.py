"""Every route of the site with arguments filled in; a new argument or form must say its own."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from werkzeug.routing import Rule

from facilitation.core import model
from tests.access.asking import Site
from tests.access.days import Marked

Args = dict[str, str]
NOWHERE = "0123456789abcdef"
"""An id that nothing has."""

ARGUMENTS: dict[str, Callable[[Marked], str]] = {
    "workshop": lambda day: day.id,
    "code": lambda day: day.day.code,
    "token": lambda day: day.token("table", day.table(2).id),
    "person": lambda day: day.person("Mette").id,
    "prompt": lambda day: day.prompt(1).id,
    "round": lambda day: day.round(2).id,
    "table": lambda day: day.table(2).id,
    "kind": lambda day: "organisations",
}
"""A sensible value for each name of an argument."""
FIXED = ("kind",)
"""Arguments that are words of the site and no ids."""

FORMS: dict[str, Callable[[Marked], dict[str, Any]]] = {
    "clicker.press": lambda _day: {"press": "freeze"},
    "links.choose_language": lambda day: {"language": "en", "next": "/"},
    "login.log_in": lambda day: {"email": "nobody@fond.example", "password": "a wrong password"},
    "login.make_first": lambda day: {"email": "new@fond.example", "password": "long enough 123"},
    "organiser.create_day": lambda day: {"title": "A new day", "template": "no"},
    "organiser.edit_day": lambda day: {"title": "Another title"},
    "organiser.change_state": lambda day: {"state": "closed", "sure": "yes"},
    "organiser.renew_link": lambda day: {"kind": "desk", "sure": "yes"},
    "organiser.change_steerers": lambda _day: {"what": "add", "kind": "keeper", "name": "Lone"},
    "organiser.add_prompt": lambda day: {"title_da": "Et spørgsmål"},
    "organiser.edit_prompt": lambda day: {"title_da": "Et andet"},
    "organiser.edit_round": lambda day: {"minutes": "15", "prompts": day.prompt(1).id},
    "organiser.set_tables": lambda day: {"tables": "3"},
    "organiser.add_person": lambda day: {
        "name": "Ny Person",
        "organisation": day.find(model.Organisation)[0].id,
    },
    "organiser.edit_person": lambda day: {"name": "Nyt Navn"},
    "organiser.save_name": lambda day: {
        "id": day.find(model.Organisation)[0].id,
        "name": "Nyt navn",
    },
    "organiser.save_list": lambda day: {"rows": "[]"},
    "organiser.move_person": lambda day: {
        "participant": day.person("Mette").id,
        "round": "2",
        "table": "2",
    },
    "organiser.add_wish": lambda day: {
        "participant": day.person("Mette").name,
        "other": day.person("Bo").name,
        "kind": "apart",
        "round": "1",
    },
    "organiser.remove_wish": lambda day: {"wish": day.find(model.Wish)[0].id},
    "organiser.lock_seat": lambda day: {
        "participant": day.person("Mette").id,
        "round": "2",
        "lock": "yes",
    },
    "joining.claim": lambda day: {"participant": day.person("Bo").id},
    "organiser.take_step": lambda _day: {"step": "arrived"},
    "organiser.add_arrival": lambda _day: {"name": "Nora Ny"},
    "organiser.change_tables": lambda _day: {"open": "3"},
    "joining.walk_in_joins": lambda day: {"name": "Nora Ny", "table": day.table(1).id},
}
"""What the page's own form would send, by endpoint, beside its ``form_id``."""


def _nothing(_day: Marked) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Route:
    """One view, with the ways to ask for it; samples are those of the days as they began."""

    rule: Rule
    access: tuple[str, ...] | None
    samples: dict[str, Args]
    forms: dict[str, dict[str, Any]]

    @property
    def endpoint(self) -> str:
        return str(self.rule.endpoint)

    @property
    def methods(self) -> list[str]:
        return sorted(self.rule.methods or ())

    @property
    def ids(self) -> list[str]:
        """Arguments that are ids of things, beside the day's own."""
        return sorted(set(self.rule.arguments) - {"workshop", *FIXED})

    @property
    def in_a_day(self) -> bool:
        return "workshop" in self.rule.arguments

    @property
    def opened_by(self) -> str:
        """The name of a role that may open it."""
        access = self.access or ()
        if "anyone" in access:
            return "stranger"
        return "organiser" if {"account", "organiser"} & {*access} else access[0]

    def path(self, day: Marked, **other: str) -> str:
        """Its address in a day; ``other`` puts something else in an argument's place."""
        args = {name: other.get(name) or self.samples[day.id][name] for name in self.rule.arguments}
        _host, path = self.rule.build(args, append_unknown=False) or ("", "")
        return path

    def form(self, day: Marked) -> dict[str, Any]:
        """What its form sends, with a fresh ``form_id``."""
        return {"form_id": secrets.token_hex(16), **self.forms[day.id]}


def routes(site: Site) -> list[Route]:
    """All views, the static files apart."""
    samples = {
        day.id: {name: sample(day) for name, sample in ARGUMENTS.items()} for day in site.days
    }
    found = []
    for rule in site.app.url_map.iter_rules():
        if rule.endpoint != "static":
            view = site.app.view_functions[rule.endpoint]
            given = FORMS.get(rule.endpoint, _nothing)
            forms = {day.id: given(day) for day in site.days}
            found.append(Route(rule, getattr(view, "access", None), samples, forms))
    return found
