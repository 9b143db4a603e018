"""A report as one HTML file: styles and icons inside it, no link to another file or host."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
from functools import partial

from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from facilitation.report import Document
from facilitation.web.resources import STATIC, TEMPLATES, asset
from facilitation.web.words import say


def to_html(document: Document) -> str:
    """The page of ``templates/report/standalone.html``, in the document's language.

    Its own policy allows the one style sheet that it carries, and nothing else.
    """
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    style = (STATIC / "dist" / asset("report.css").rsplit("/", 1)[-1]).read_text(encoding="utf-8")
    return environment.get_template("report/standalone.html").render(
        document=document,
        language=document.language,
        t=partial(say, document.language),
        icon=_icon,
        long_date=partial(_long_date, language=document.language),
        style=Markup(style),  # noqa: S704 (our own bundle)
        style_hash="sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
    )


def _icon(name: str) -> Markup:
    """An icon of ``static/icons.svg``, drawn where it stands."""
    sprite = (STATIC / "icons.svg").read_text(encoding="utf-8")
    found = re.search(rf'<symbol id="{re.escape(name)}"([^>]*)>(.*?)</symbol>', sprite, re.DOTALL)
    if found is None:
        return Markup("")
    # Our own file, so its drawing may stand as it is.
    return Markup(f'<svg class="i" aria-hidden="true"{found[1]}>{found[2]}</svg>')  # noqa: S704


def _long_date(iso: str, language: str) -> str:
    return format_date(dt.date.fromisoformat(iso), "long", locale=language) if iso else ""
