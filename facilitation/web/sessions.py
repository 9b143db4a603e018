"""The session cookie: renewed on every rise of rights, so one set beforehand is worth nothing."""

from __future__ import annotations

from flask import Response, after_this_request, request

from facilitation.core import cookies, tokens
from facilitation.store import accounts
from facilitation.web.base import parts, session_hash


def renew(organiser: str | None = None) -> str:
    """A new session secret that takes over what the old one could do; the browser gets it.

    ``organiser``: the id of the one who has just logged in.
    """
    secret = tokens.new_secret()
    old, now = session_hash(), parts().clock()
    parts().writer.run(
        lambda connection: accounts.put_session(
            connection, tokens.hashed(secret), now, old_hash=old, organiser=organiser
        )
    )
    hand_over(secret)
    return secret


def hand_over(secret: str) -> None:
    """Give the browser this session with whatever answer it gets, a refusal too: the old session
    has ended. The cookie is for this host alone, and out of reach of scripts."""

    @after_this_request
    def put(response: Response) -> Response:
        response.set_cookie(
            cookies.SESSION_SECURE if request.is_secure else cookies.SESSION,
            secret,
            max_age=parts().settings.session_days * 24 * 3600,
            secure=request.is_secure,
            httponly=True,
            samesite="Lax",
        )
        return response
