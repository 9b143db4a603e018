"""Organisers log in and out; the first one is made by a link that works once."""

from __future__ import annotations

import time

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from facilitation import asyncmode
from facilitation.core.pace import Pace, Rate
from facilitation.core.refusals import Refusal
from facilitation.passwords import LEAST, MOST, hash_password, password_fits
from facilitation.store import accounts
from facilitation.web import sessions
from facilitation.web.base import ANYONE, allow, language, organiser, parts, read, session_hash
from facilitation.web.security import own_path
from facilitation.web.words import refusal

login_pages = Blueprint("login", __name__)

EVERYWHERE = 20
"""How many addresses that guess without pause it takes to slow down everybody's login."""

Page = str | Response | tuple[str, int]


@login_pages.get("/login")
@allow(ANYONE)
def login() -> Page:
    """The form; an organiser who is already logged in goes on."""
    if organiser() is not None:
        return redirect(_onward())
    return render_template("organiser/login.html", email="", next=_onward(), sentence=None)


@login_pages.post("/login")
@allow(ANYONE)
def log_in() -> Page:
    """Check the password off the hub; a wrong one and an unknown account answer alike, as slow."""
    email = request.form.get("email", "")
    try:
        _pace(email)
        account = read(lambda connection: accounts.organiser_by_email(connection, email))
        known = account.password_hash if account else None
        if not asyncmode.run_blocking(password_fits, known, request.form.get("password", "")):
            raise Refusal("login_wrong")
    except Refusal as refused:
        sentence = refusal(language(), refused.code, refused.data)
        page = render_template(
            "organiser/login.html", email=email[:254], next=_onward(), sentence=sentence
        )
        return page, 429 if refused.code == "too_fast" else 403
    assert account is not None
    return _keep_in(account.id, _onward())


@login_pages.post("/logout")
@allow(ANYONE)
def log_out() -> Response:
    """End the organiser's session; the old cookie opens none of it any more."""
    hash = session_hash()
    if hash is not None:
        parts().writer.run(lambda connection: accounts.end_organiser_session(connection, hash))
    return redirect(url_for("login.login"))


@login_pages.get("/first/<token>")
@allow(ANYONE)
def first(token: str) -> Page:
    """The page of the one-time link. Opening it uses nothing up: mail programs open links."""
    now = parts().clock()
    read(lambda connection: accounts.check_first_link(connection, token, now))
    return render_template("organiser/first.html", email="", sentence=None, least=LEAST)


@login_pages.post("/first/<token>")
@allow(ANYONE)
def make_first(token: str) -> Page:
    """Make the first organiser; the button uses the link up."""
    email, password = request.form.get("email", ""), request.form.get("password", "")
    now = parts().clock()
    try:
        if not LEAST <= len(password) <= MOST:
            raise Refusal("password_short", least=LEAST)
        read(lambda connection: accounts.check_first_link(connection, token, now))
        hashed = asyncmode.run_blocking(hash_password, password)
        made = parts().writer.run(
            lambda connection: accounts.use_first_link(connection, token, email, hashed, now)
        )
    except Refusal as refused:
        if refused.code.startswith("link_"):
            raise
        sentence = refusal(language(), refused.code, refused.data)
        page = render_template(
            "organiser/first.html", email=email[:254], sentence=sentence, least=LEAST
        )
        return page, 400
    return _keep_in(made.id, url_for("organiser.days"))


def _keep_in(organiser_id: str, onward: str) -> Response:
    sessions.renew(organiser_id)
    return redirect(onward)


def _onward() -> str:
    return own_path(request.values.get("next"), url_for("organiser.days"))


def _pace(email: str) -> None:
    """Refusal ``too_fast`` (retry_ms) when this address, or the whole world, guesses too often."""
    paces, rate = parts().paces, parts().settings.login_rate
    wait = wait_to_guess(paces, rate, email, request.remote_addr or "", time.monotonic())
    if wait:
        raise Refusal("too_fast", retry_ms=wait)


def wait_to_guess(paces: dict[str, Pace], rate: Rate, email: str, address: str, now: float) -> int:
    """0 when a password may be tried now (and is counted), else the milliseconds to wait.

    ``rate`` is for one address. An account takes tries from everywhere at many times that rate:
    guessing stays bounded, and one who guesses elsewhere does not shut its owner out. What an
    address is refused does not count against the account.
    """
    by_address = paces.setdefault("login address", Pace(rate))
    everywhere = Rate(rate.per_second * EVERYWHERE, rate.burst * EVERYWHERE)
    by_account = paces.setdefault("login account", Pace(everywhere))
    account = email.strip().casefold()[:254]
    return by_address.take(address, now) or by_account.take(account, now)
