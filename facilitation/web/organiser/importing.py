"""Import of a sign-up list: read, shown row by row, and stored only when the organiser says so.

Between preview and saving nothing is kept here: the page carries the rows it showed, and only
the columns that are to be stored.
"""

from __future__ import annotations

from typing import Any

import msgspec
from flask import request
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from facilitation import asyncmode
from facilitation.core.model import Method, Organisation, Participant, TargetGroup
from facilitation.core.refusals import Refusal
from facilitation.core.rights import ORGANISER
from facilitation.core.text import fold
from facilitation.roster import (
    Comparison,
    Known,
    Limits,
    Person,
    ReadResult,
    compare,
    read_list,
    told_without_emails,
)
from facilitation.roster.vocabulary import template_methods, template_target_groups
from facilitation.web.base import allow, do, parts, t, things
from facilitation.web.organiser.blueprint import after, carry_out, organiser_pages, page


class Row(msgspec.Struct, forbid_unknown_fields=True):
    """One person of the preview, as the page carries it to the button that saves."""

    id: str | None
    name: str
    organisation: str
    target_groups: list[str]
    methods: list[str]
    role: str
    status: str
    email: str | None


@organiser_pages.get("/organiser/<workshop>/import")
@allow(ORGANISER)
def choose_file(workshop: str) -> str:
    """Choose a file."""
    return _choose(workshop)


@organiser_pages.post("/organiser/<workshop>/import")
@allow(ORGANISER)
def preview(workshop: str) -> Response | str:
    """Read the file and show every row's fate; nothing is stored."""
    request.max_content_length = parts().settings.upload_bytes

    def work() -> Any:
        upload = _uploaded()
        if upload is None or not upload.filename:
            raise Refusal("file_missing")
        settings = parts().settings
        data = upload.stream.read(settings.upload_bytes + 1)
        limits = Limits(file_bytes=settings.upload_bytes, rows=settings.import_rows)
        result = asyncmode.run_blocking(_read, data, limits)
        return _preview(workshop, result, with_email=request.form.get("email") == "yes")

    return carry_out(work, lambda sentence, _refused: _choose(workshop, sentence))


@organiser_pages.post("/organiser/<workshop>/import/save")
@allow(ORGANISER)
def save_list(workshop: str) -> Response:
    """Store the rows of the preview, all or nothing."""

    def work() -> Response:
        try:
            rows = msgspec.json.decode(request.form.get("rows", ""), type=list[Row])
        except msgspec.DecodeError:
            raise Refusal("form_unreadable") from None
        do(
            "roster.store",
            people=[msgspec.structs.asdict(row) for row in rows],
            english=_english(),
            cancel=request.form.getlist("cancel"),
        )
        return after("people", workshop)

    return carry_out(work, lambda sentence, _refused: _choose(workshop, sentence))


def _uploaded() -> FileStorage | None:
    try:
        return request.files.get("file")
    except RequestEntityTooLarge as fault:
        megabytes = max(1, parts().settings.upload_bytes // 1_000_000)
        raise Refusal("file_too_large", megabytes=megabytes) from fault


def _read(data: bytes, limits: Limits) -> ReadResult:
    return read_list(
        data,
        target_groups=template_target_groups(),
        methods=template_methods(),
        limits=limits,
    )


def _english() -> dict[str, str]:
    lists = (template_target_groups(), template_methods())
    return {entry.name: entry.english for one in lists for entry in one.entries}


def _preview(workshop: str, result: ReadResult, *, with_email: bool) -> str:
    found = compare(_known(workshop), result.people, with_email=with_email)
    rows = _rows(found, result, with_email=with_email)
    return page(
        "preview.html",
        workshop,
        "people",
        result=result,
        found=found,
        with_email=with_email,
        questions=result.questions if with_email else told_without_emails(result.questions),
        lines=_lines(result, found),
        same_name=_same_name(result),
        rows=msgspec.json.encode(rows).decode(),
        counts={
            "new": len(found.new),
            "changed": len(found.changed),
            "unchanged": len(found.unchanged),
            "gone": len(found.gone),
        },
    )


def _choose(workshop: str, sentence: str | None = None) -> str:
    return page("import.html", workshop, "people", sentence=sentence)


def _known(workshop: str) -> list[Known]:
    organisations = {one.id: one.name for one in things(Organisation, workshop)}
    targets = {one.id: one.name_da for one in things(TargetGroup, workshop)}
    methods = {one.id: one.name_da for one in things(Method, workshop)}
    return [
        Known(
            id=one.id,
            name=one.name,
            organisation=organisations.get(one.organisation_id or "", ""),
            email=one.email,
            target_groups=tuple(targets[id] for id in one.target_group_ids),
            methods=tuple(methods[id] for id in one.method_ids),
            role=one.role,
        )
        for one in things(Participant, workshop, status="active")
    ]


def _rows(found: Comparison, result: ReadResult, *, with_email: bool) -> list[Row]:
    known = {id(pair.person): pair.known for pair in (*found.changed, *found.unchanged)}
    stored = [*found.new, *(pair.person for pair in (*found.changed, *found.unchanged))]
    order = {id(person): at for at, person in enumerate(result.people)}
    return [
        Row(
            id=known[id(person)].id if id(person) in known else None,
            name=person.name or "",
            organisation=person.organisation,
            target_groups=list(person.target_groups),
            methods=list(person.methods),
            role=person.role,
            status="active",
            email=_email(person.email, known.get(id(person)), with_email=with_email),
        )
        for person in sorted(stored, key=lambda one: order.get(id(one), 0))
    ]


def _email(read: str | None, known: Known | None, *, with_email: bool) -> str | None:
    if with_email and read:
        return read
    return known.email if known else None


class Line(msgspec.Struct):
    """One line of the preview: a person, or a row of which nobody comes."""

    row: object
    kind: str
    person: Person | None = None
    fields: str = ""
    reason: str | None = None
    text: str = ""


def _lines(result: ReadResult, found: Comparison) -> list[Line]:
    """Every person and every row of the file, in the file's order, with what happens to it."""
    changes = {id(pair.person): pair.fields for pair in found.changed}
    same = {id(pair.person) for pair in found.unchanged}
    by_row: dict[object, list[Line]] = {}
    for person in result.people:
        line = Line(person.row, _fate(person, changes, same), person)
        line.fields = ", ".join(t(f"organiser.field_{one}") for one in changes.get(id(person), ()))
        by_row.setdefault(person.row, []).append(line)
    lines: list[Line] = []
    for fate in result.fates:
        here = by_row.pop(fate.row, [])
        lines += here or [Line(fate.row, fate.kind, reason=fate.reason, text=fate.text)]
    return lines + [line for rest in by_row.values() for line in rest]


def _fate(person: Person, changes: dict[int, tuple[str, ...]], same: set[int]) -> str:
    if person.name is None:
        return "unnamed"
    if person.status == "cancelled":
        return "cancelled"
    return "changed" if id(person) in changes else ("unchanged" if id(person) in same else "new")


def _same_name(result: ReadResult) -> set[str]:
    seen: dict[str, int] = {}
    for person in result.people:
        if person.name:
            seen[fold(person.name)] = seen.get(fold(person.name), 0) + 1
    return {person.name for person in result.people if person.name and seen[fold(person.name)] > 1}
