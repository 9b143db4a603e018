"""Makes the Flask application: pages, their shared names, and what stands before each request."""

from __future__ import annotations

import datetime as dt
from typing import Any

from babel.dates import format_date
from flask import Flask, request
from flask_compress import Compress
from markupsafe import Markup
from werkzeug.middleware.proxy_fix import ProxyFix

from facilitation.web import base, errors, security, words
from facilitation.web.blueprints import BLUEPRINTS
from facilitation.web.packed import Site
from facilitation.web.qr import qr_svg
from facilitation.web.resources import STATIC, TEMPLATES, asset


def make_site(parts: base.Parts) -> Flask:
    """The application for these parts; nothing is served by it but our own pages and files."""
    app = Site("facilitation", template_folder=str(TEMPLATES), static_folder=str(STATIC))
    app.static_url_path = "/static"
    app.extensions["samskab"] = parts
    # Never used to sign a session: who somebody is stands in the database alone.
    app.secret_key = parts.settings.secret_key
    app.config["MAX_CONTENT_LENGTH"] = parts.settings.form_bytes
    app.config["MAX_FORM_MEMORY_SIZE"] = parts.settings.form_bytes
    app.config["COMPRESS_ALGORITHM"] = ["gzip"]
    # Files are streamed. Pieces by piece the newer ways come out larger, and gzip cannot.
    app.config["COMPRESS_ALGORITHM_STREAMING"] = ["deflate"]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    Compress(app)
    if parts.settings.trusted_proxies:
        hops = parts.settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, hops, hops, hops)  # type: ignore[method-assign]
    app.request_class = security.CleanRequest
    app.before_request(security.check_origin)
    app.before_request(base.check_access)
    app.after_request(security.protect)
    errors.register(app)
    app.context_processor(_shared)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app


def _shared() -> dict[str, Any]:
    """The names that every template knows."""
    language = base.language()
    return {
        "t": base.t,
        "language": language,
        "other_language": "en" if language == "da" else "da",
        "asset": asset,
        "form_id": base.form_id,
        "icon": _icon,
        "qr_svg": qr_svg,
        "words_for_script": lambda *areas: words.for_script(language, *areas),
        "long_date": lambda iso: _long_date(iso, language),
        "best": lambda texts: words.best(texts, language)[0],
        "options": lambda area, values: [(v, base.t(f"organiser.{area}_{v}")) for v in values],
        "here": request.full_path.rstrip("?"),
    }


def _icon(name: str) -> Markup:
    """An icon of ``static/icons.svg``; decoration, so hidden from screen readers."""
    return Markup(
        '<svg class="i" aria-hidden="true"><use href="/static/icons.svg#{}"></use></svg>'
    ).format(name)


def _long_date(iso: str, language: str) -> str:
    if not iso:
        return ""
    return format_date(dt.date.fromisoformat(iso), "long", locale=language)
