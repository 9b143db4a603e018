"""The report of a day: on screen, to print, and as files."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request, url_for

from facilitation import report as reports
from facilitation.core.rights import ORGANISER
from facilitation.store.shown import load_for_report
from facilitation.web.base import allow, language, read
from facilitation.web.turns import in_turn

report = Blueprint("report", __name__)

READER = "report"
"""Who came by the report's own link."""


@report.get("/report/<workshop>/", endpoint="report")
@allow(READER, ORGANISER)
@in_turn
def report_page(workshop: str) -> str:
    """The report in the reader's language; ``board``: only what was released to the board."""
    document = _document(workshop)
    other = url_for("report.report", workshop=workshop, board=None if document.only_board else 1)
    return render_template(
        "report/report.html",
        document=document,
        workshop=workshop,
        other_choice=other,
    )


@report.get("/report/<workshop>/report.csv")
@allow(READER, ORGANISER)
@in_turn
def report_csv(workshop: str) -> Response:
    """The same for a spreadsheet."""
    document = _document(workshop)
    return _file(document, reports.to_csv(document), "csv", "text/csv; charset=utf-8")


@report.get("/report/<workshop>/report.json")
@allow(READER, ORGANISER)
@in_turn
def report_json(workshop: str) -> Response:
    """The same for a program."""
    document = _document(workshop)
    return _file(document, reports.to_json(document), "json", "application/json")


def _document(workshop: str) -> reports.Document:
    facts = read(lambda connection: load_for_report(connection, workshop))
    return reports.make(facts, language(), only_board="board" in request.args)


def _file(document: reports.Document, content: bytes, ending: str, type: str) -> Response:
    response = Response(content, content_type=type)
    name = reports.file_name(document, ending)
    response.headers["Content-Disposition"] = reports.download_header(name)
    return response
