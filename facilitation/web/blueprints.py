"""All blueprints of the site, in one list."""

from __future__ import annotations

from flask import Blueprint

from facilitation.web.links import links

BLUEPRINTS: tuple[Blueprint, ...] = (links,)
