"""All blueprints of the site, in one list."""

from __future__ import annotations

from flask import Blueprint

from facilitation.web.links import links
from facilitation.web.login import login_pages
from facilitation.web.organiser import organiser_pages

BLUEPRINTS: tuple[Blueprint, ...] = (links, login_pages, organiser_pages)
