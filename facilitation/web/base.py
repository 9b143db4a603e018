"""What every page shares: the parts it works with, who asks, in which language, and how to act."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

import msgspec
from flask import current_app, g, request

from facilitation.core import cookies, tokens
from facilitation.core.model import LANGUAGES, Workshop
from facilitation.core.pace import Pace
from facilitation.core.ports import Answer, Command, Reader, Writer
from facilitation.core.refusals import Refusal
from facilitation.core.rights import ORGANISER, STRANGER, Actor
from facilitation.settings import Settings
from facilitation.store import accounts, identity, lookup
from facilitation.web.words import say

View = TypeVar("View", bound=Callable[..., Any])
R = TypeVar("R")

ANYONE = "anyone"
ACCOUNT = "account"
"""An organiser who is logged in, before any one workshop."""


@dataclass(frozen=True)
class Parts:
    """What ``server.py`` hands to the pages."""

    settings: Settings
    reader: Reader
    writer: Writer
    clock: Callable[[], int]
    report: Callable[..., None]
    paces: dict[str, Pace] = field(default_factory=dict)


def parts() -> Parts:
    """The parts of the running server."""
    return cast(Parts, current_app.extensions["samskab"])


def allow(*roles: str) -> Callable[[View], View]:
    """Say who may open a view: ``ANYONE``, ``ACCOUNT``, or roles in the route's ``workshop``.

    A view without it is closed to everybody. With roles, the view finds ``g.actor``.
    """

    def mark(view: View) -> View:
        view.access = roles  # type: ignore[attr-defined]
        return view

    return mark


def check_access() -> None:
    """Before each request: Refusal ``not_found`` unless the view is open to the one who asks."""
    view = current_app.view_functions.get(request.endpoint or "")
    roles = getattr(view, "access", ())
    if request.endpoint == "static":
        _is_public(str((request.view_args or {}).get("filename", "")))
        return
    if request.endpoint is None or ANYONE in roles:
        return
    if ACCOUNT in roles:
        g.organiser = organiser()
        if g.organiser is None:
            raise Refusal("login_needed")
        return
    g.actor = actor_in(str((request.view_args or {}).get("workshop", "")), *roles)
    if g.actor is None:
        asks_login = roles == (ORGANISER,) and organiser() is None
        raise Refusal("login_needed" if asks_login else "not_found")


_BUILT = re.compile(r"dist/\w[\w.-]*\.(js|css|json)|icons?\.svg", re.ASCII)


def _is_public(name: str) -> None:
    """A checkout has sources beside what was built from them; neither they nor maps go out."""
    if not _BUILT.fullmatch(name):
        raise Refusal("not_found")


def session_hash() -> str | None:
    """The hash of this browser's session secret, or None."""
    secret = cookies.session_secret(request.cookies, secure=request.is_secure)
    return tokens.hashed(secret) if secret else None


def oldest_session() -> int:
    """Sessions made before this time count no more."""
    return parts().clock() - parts().settings.session_days * accounts.DAY_MS


def actor_in(workshop_id: str, *roles: str) -> Actor | None:
    """Who this browser is in a workshop, in the first of these roles that it has, or None."""
    hash, oldest = session_hash(), oldest_session()
    if hash is None:
        return None

    # Runs in another thread: what it needs of the request is taken here.
    def read(connection: Any) -> Actor | None:
        claims = [(hash, workshop_id, role) for role in roles]
        found = identity.actors_for(connection, claims, oldest=oldest)
        return next((actor for actor in found if actor), None)

    return parts().reader.run(read)


def organiser() -> accounts.Organiser | None:
    """The organiser who is logged in, or None."""
    hash, oldest = session_hash(), oldest_session()
    if hash is None:
        return None

    def read(connection: Any) -> accounts.Organiser | None:
        session = accounts.session(connection, hash)
        if session is None or session.created_at < oldest or not session.organiser_id:
            return None
        return accounts.organiser_by_id(connection, session.organiser_id)

    return parts().reader.run(read)


def the_workshop(workshop_id: str) -> Workshop:
    """The workshop; Refusal ``not_found``."""
    found = read(lambda connection: lookup.workshop(connection, workshop_id))
    if found is None:
        raise Refusal("not_found")
    return found


def read(work: Callable[[Any], R]) -> R:
    """Read with a store connection, off the hub."""
    return parts().reader.run(work)


def things(kind: type[R], workshop_id: str, **equals: Any) -> list[R]:
    """Things of a workshop, by number and id; see ``store.lookup.find``."""
    return read(lambda connection: lookup.find(connection, kind, workshop_id, **equals))


def do(verb: str, actor: Actor | None = None, **args: Any) -> Answer:
    """Perform a verb as the one who asks; raises the Refusal it answers.

    A form that carries ``form_id`` (see ``form_id``) is performed once however often it is sent.
    """
    who = actor or cast(Actor, g.actor)
    message_id = request.form.get("form_id") or None
    if message_id is not None and len(message_id) > 64:
        raise Refusal("form_unreadable")
    content = msgspec.json.encode([who.name, verb, args])
    answer = parts().writer.do(
        Command(
            workshop_id=who.workshop_id,
            actor=who,
            verb=verb,
            args=args,
            message_id=f"form-{message_id}-{verb}" if message_id else None,
            digest=tokens.digest(parts().settings.key, content),
        )
    )
    if not answer.ok:
        raise Refusal(answer.code or "not_saved", **answer.data)
    return answer


def stranger(workshop_id: str) -> Actor:
    """Someone who is nobody yet, about to join this workshop."""
    return Actor(STRANGER, workshop_id, "")


def form_id() -> str:
    """A fresh id for a form, so that a double tap counts once."""
    return secrets.token_hex(16)


def language() -> str:
    """The person's language: Danish unless chosen otherwise."""
    found: str | None = g.get("language")
    if found is None:  # each word of a page asks
        chosen = request.cookies.get(cookies.LANGUAGE, "")
        found = g.language = chosen if chosen in LANGUAGES else LANGUAGES[0]
    return found


def t(key: str, **places: Any) -> str:
    """The text of ``area.key`` in the person's language."""
    return say(language(), key, **places)
