"""The one cookie that says who a browser is, by name; its value is a random session secret."""

from __future__ import annotations

from collections.abc import Mapping

SESSION = "samskab"
SESSION_SECURE = "__Host-samskab"
"""Over https: the prefix makes browsers hold it to this host, this path and https."""
LANGUAGE = "samskab-language"


def session_secret(cookies: Mapping[str, str], *, secure: bool = False) -> str | None:
    """The session secret among a request's cookies, or None.

    ``secure``: the request came over https, where only the cookie counts that no neighbouring
    host and no plain http could have put there.
    """
    found = cookies.get(SESSION_SECURE) or (None if secure else cookies.get(SESSION))
    return found if found and len(found) <= 100 else None
