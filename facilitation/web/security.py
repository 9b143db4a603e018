"""Headers on every answer, and the check that a change comes from our own pages."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Response, request

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


def check_origin() -> None:
    """Refusal ``foreign_request`` for a change that was not sent by one of our own pages.

    Browsers name the origin of every POST; what names none is not a page (the cookie is
    SameSite=Lax besides).
    """
    if request.method in SAFE:
        return
    origin = request.headers.get("Origin")
    if origin is None or urlsplit(origin).netloc != request.host:
        raise Refusal("foreign_request")
    if urlsplit(origin).scheme != request.scheme:
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
