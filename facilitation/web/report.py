"""The report of a day: on screen, to print, and as files."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request, url_for

from facilitation import report as reports
from facilitation.core.rights import ORGANISER
from facilitation.store.shown import load_for_report
from facilitation.web.base import actor_in, allow, language, read

report = Blueprint("report", __name__)

READER = "report"
"""Who came by the report's own link."""


@report.get("/report/<workshop>/", endpoint="report")
@allow(READER, ORGANISER)
def report_page(workshop: str) -> str:
    """The report in the reader's language; the organiser may add what was never released."""
    document = _document(workshop)
    other = url_for("report.report", workshop=workshop, all=None if document.with_all else 1)
    return render_template(
        "report/report.html",
        document=document,
        workshop=workshop,
        other_choice=other if _is_organiser(workshop) else "",
    )


@report.get("/report/<workshop>/report.csv")
@allow(READER, ORGANISER)
def report_csv(workshop: str) -> Response:
    """The same for a spreadsheet."""
    document = _document(workshop)
    return _file(document, reports.to_csv(document), "csv", "text/csv; charset=utf-8")


@report.get("/report/<workshop>/report.json")
@allow(READER, ORGANISER)
def report_json(workshop: str) -> Response:
    """The same for a program."""
    document = _document(workshop)
    return _file(document, reports.to_json(document), "json", "application/json")


def _document(workshop: str) -> reports.Document:
    # The report's own link opens what was given to the board, and nothing beside it.
    with_all = "all" in request.args and _is_organiser(workshop)
    facts = read(lambda connection: load_for_report(connection, workshop))
    return reports.make(facts, language(), with_all=with_all)


def _is_organiser(workshop: str) -> bool:
    return actor_in(workshop, ORGANISER) is not None


def _file(document: reports.Document, content: bytes, ending: str, type: str) -> Response:
    response = Response(content, content_type=type)
    name = reports.file_name(document, ending)
    response.headers["Content-Disposition"] = reports.download_header(name)
    return response
