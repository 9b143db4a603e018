"""The session cookie: renewed on every rise of rights, so one set beforehand is worth nothing."""

from __future__ import annotations

from flask import Response, request

from facilitation.core import cookies, tokens
from facilitation.store import accounts
from facilitation.web.base import parts, session_hash


def renew(organiser: str | None = None) -> str:
    """A new session secret that takes over what the old one could do; give it to ``keep``.

    ``organiser``: the id of the one who has just logged in.
    """
    secret = tokens.new_secret()
    old, now = session_hash(), parts().clock()
    parts().writer.run(
        lambda connection: accounts.put_session(
            connection, tokens.hashed(secret), now, old_hash=old, organiser=organiser
        )
    )
    return secret


def keep(response: Response, secret: str) -> Response:
    """Set the cookie: for this host alone, out of reach of scripts."""
    response.set_cookie(
        cookies.SESSION_SECURE if request.is_secure else cookies.SESSION,
        secret,
        max_age=parts().settings.session_days * 24 * 3600,
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
    )
    return response
