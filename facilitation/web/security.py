"""Headers on every answer, and the check that a change comes from our own pages."""

from __future__ import annotations

import re

from flask import Request, Response, request

from facilitation.core.refusals import Refusal

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not "no-referrer": with it browsers send our own forms with the Origin "null".
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
}
_FOREVER = "public, max-age=31536000, immutable"
SAFE = ("GET", "HEAD", "OPTIONS")
_HOST = re.compile(r"([A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(:[0-9]{1,5})?")


def protect(response: Response) -> Response:
    """Set the headers; pages are never kept by caches, bundles for ever."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if request.path.startswith("/static/dist/"):
        response.headers["Cache-Control"] = _FOREVER
    elif request.path.startswith("/static/"):
        response.headers["Cache-Control"] = "public, max-age=3600"
    else:
        response.headers["Cache-Control"] = "no-store"
    return response


def check_address() -> None:
    """Refusal ``form_unreadable`` for a Host that is none, or NUL in the address asked for."""
    query = request.query_string.lower()
    if not _HOST.fullmatch(request.host) or "\0" in request.path or b"%00" in query:
        raise Refusal("form_unreadable")


def check_origin() -> None:
    """Refusal ``foreign_request`` for a change that was not sent by one of our own pages.

    Browsers name the origin of every POST; what names none is not a page (the cookie is
    SameSite=Lax besides).
    """
    check_address()
    if request.method in SAFE:
        return
    if request.headers.get("Origin") != f"{request.scheme}://{request.host}":
        raise Refusal("foreign_request")


def own_path(target: str | None, otherwise: str) -> str:
    """``target`` if it is a path on this site, else ``otherwise``: no open redirect."""
    ok = (
        target is not None
        and target.startswith("/")
        and not target.startswith(("//", "/\\"))
        and all(sign.isprintable() and sign != "\\" for sign in target)
    )
    return target if ok and target else otherwise


class CleanRequest(Request):
    """A request whose form holds no NUL: nobody types one, and PostgreSQL takes none."""

    def _load_form_data(self) -> None:
        loaded = "form" in self.__dict__
        super()._load_form_data()
        if not loaded and any("\0" in text for _name, text in self.form.items(multi=True)):
            raise Refusal("form_unreadable")
