"""Organisations, target groups and methods: their names, in both languages where they have two."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response

from facilitation.core.model import Participant
from facilitation.core.refusals import Refusal
from facilitation.core.rights import ORGANISER
from facilitation.web.base import allow, do, language, t, things
from facilitation.web.organiser.blueprint import after, carry_out, organiser_pages, page
from facilitation.web.organiser.people import names_of
from facilitation.web.organiser.sure import ask_first, is_sure
from facilitation.web.words import best

KINDS = {"organisations": "organisation", "target_groups": "target_group", "methods": "method"}


@organiser_pages.get("/organiser/<workshop>/names")
@allow(ORGANISER)
def names(workshop: str) -> str:
    """All three lists."""
    return _names(workshop)


@organiser_pages.post("/organiser/<workshop>/names/<kind>")
@allow(ORGANISER)
def save_name(workshop: str, kind: str) -> Response:
    """Add, rename or remove one name."""

    def work() -> Response:
        verb = KINDS[kind]
        given: dict[str, Any] = {
            name: request.form[name]
            for name in ("name", "name_da", "name_en")
            if name in request.form
        }
        id = request.form.get("id", "")
        if request.form.get("remove"):
            if not is_sure():
                return _ask_first(workshop, kind, id)
            do(f"{verb}.remove", id=id)
        elif id:
            do(f"{verb}.edit", id=id, **given)
        else:
            do(f"{verb}.add", **given)
        return after("names", workshop)

    if kind not in KINDS:
        raise Refusal("not_found")
    return carry_out(work, lambda sentence, _refused: _names(workshop, sentence))


def _ask_first(workshop: str, kind: str, id: str) -> Response:
    found = next((one for one in names_of(workshop)[kind] if one.id == id), None)
    if found is None:
        raise Refusal("not_found")
    texts = {"da": getattr(found, "name_da", ""), "en": getattr(found, "name_en", "")}
    used = _used(workshop).get(id, 0)
    name = getattr(found, "name", "") or best(texts, language())[0]
    return ask_first(
        workshop,
        "people",
        t("sure.name", name=name),
        yes=t("sure.remove"),
        back=url_for("organiser.names", workshop=workshop),
        follows=[t("sure.name_used", n=used) if used else t("sure.name_unused")],
    )


def _names(workshop: str, sentence: str | None = None) -> str:
    lists = names_of(workshop)
    return page(
        "names.html",
        workshop,
        "people",
        sentence=sentence,
        lists=lists,
        used=_used(workshop),
        given=request.form,
    )


def _used(workshop: str) -> dict[str, int]:
    """How many people each organisation, target group or method has."""
    used: dict[str, int] = {}
    for one in things(Participant, workshop):
        ids: tuple[Any, ...] = (one.organisation_id, *one.target_group_ids, *one.method_ids)
        for id in ids:
            used[id] = used.get(id, 0) + 1
    return used
