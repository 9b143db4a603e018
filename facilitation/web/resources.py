"""Where templates and static files are: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_ROOT = _PACKAGE / "_site" if (_PACKAGE / "_site").is_dir() else _PACKAGE.parent
TEMPLATES = _ROOT / "templates"
STATIC = _ROOT / "static"


@cache
def _manifest() -> dict[str, str]:
    names: dict[str, str] = json.loads((STATIC / "dist" / "manifest.json").read_text())
    return names


def asset(name: str) -> str:
    """The address of a bundle such as ``phone.js``, under the name made from its content."""
    return f"/static/dist/{_manifest()[name]}"
