"""All blueprints of the site, in one list."""

from __future__ import annotations

from flask import Blueprint

from facilitation.web.board import board
from facilitation.web.clicker import clicker
from facilitation.web.desk import desk
from facilitation.web.joining import joining
from facilitation.web.links import links
from facilitation.web.login import login_pages
from facilitation.web.organiser import organiser_pages
from facilitation.web.phone import phone
from facilitation.web.report import report

BLUEPRINTS: tuple[Blueprint, ...] = (
    links,
    joining,
    phone,
    login_pages,
    organiser_pages,
    report,
    desk,
    board,
    clicker,
)
