"""The list of people: seen, searched, added to, edited."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response

from facilitation.core.model import (
    ROLES,
    Method,
    Note,
    Organisation,
    Participant,
    TargetGroup,
)
from facilitation.core.refusals import Refusal
from facilitation.core.rights import ORGANISER
from facilitation.core.text import fold, sort_key
from facilitation.web.base import allow, do, t, things
from facilitation.web.organiser.blueprint import after, carry_out, organiser_pages, page
from facilitation.web.organiser.sure import ask_first, is_sure


@organiser_pages.get("/organiser/<workshop>/people")
@allow(ORGANISER)
def people(workshop: str) -> str:
    """Everybody, in the one order of names; ``q`` searches names and organisations."""
    return _people(workshop)


@organiser_pages.post("/organiser/<workshop>/people")
@allow(ORGANISER)
def add_person(workshop: str) -> Response:
    """Add somebody to the list."""

    def work() -> Response:
        do("participant.add", **_given())
        return after("people", workshop)

    return carry_out(work, lambda sentence, _refused: _people(workshop, sentence))


@organiser_pages.get("/organiser/<workshop>/people/<person>")
@allow(ORGANISER)
def person(workshop: str, person: str) -> str:
    """One person's entry."""
    return _person(workshop, person)


@organiser_pages.post("/organiser/<workshop>/people/<person>")
@allow(ORGANISER)
def edit_person(workshop: str, person: str) -> Response:
    """Save somebody's entry, free the name, or (once that is sure) remove them."""

    def work() -> Response:
        if request.form.get("remove"):
            # Who has signed notes by name stays: that is told at once, not after a question.
            if not is_sure() and not things(Note, workshop, participant_id=person):
                return _ask_first(workshop, _one(workshop, person))
            do("participant.remove", participant=person)
        elif request.form.get("free"):
            do("participant.free", participant=person)
        else:
            do("participant.edit", participant=person, **_given())
        return after("people", workshop)

    return carry_out(work, lambda sentence, _refused: _person(workshop, person, sentence))


def _ask_first(workshop: str, person: Participant) -> Response:
    follows = ["person_name", "person_badge"]
    follows += ["person_phone"] if person.joined else []
    follows += ["person_notes"]
    follows += ["person_cancel"] if person.status == "active" else []
    return ask_first(
        workshop,
        "people",
        t("sure.person", name=person.name),
        yes=t("sure.remove"),
        back=url_for("organiser.person", workshop=workshop, person=person.id),
        follows=[t(f"sure.{one}") for one in follows],
    )


def _given() -> dict[str, Any]:
    form = request.form
    return {
        "name": form.get("name", ""),
        "organisation_id": form.get("organisation", "") or None,
        "role": form.get("role", ROLES[0]),
        "status": form.get("status", "active"),
        "email": form.get("email", ""),
        "target_group_ids": form.getlist("target_groups"),
        "method_ids": form.getlist("methods"),
    }


def names_of(workshop: str) -> dict[str, list[Any]]:
    """Organisations, target groups and methods of a day, each in the one order of names."""
    return {
        "organisations": sorted(things(Organisation, workshop), key=lambda o: sort_key(o.name)),
        "target_groups": sorted(things(TargetGroup, workshop), key=lambda o: sort_key(o.name_da)),
        "methods": sorted(things(Method, workshop), key=lambda o: sort_key(o.name_da)),
    }


def _people(workshop: str, sentence: str | None = None) -> str:
    everybody = things(Participant, workshop)
    names = names_of(workshop)
    organisations = {one.id: one.name for one in names["organisations"]}
    wanted = fold(request.args.get("q", "")[:100].strip())
    found = [
        one
        for one in everybody
        if wanted in fold(f"{one.name} {organisations.get(one.organisation_id or '', '')}")
    ]
    twice = _of_one_name(everybody)
    return page(
        "people.html",
        workshop,
        "people",
        sentence=sentence,
        people=sorted(found, key=lambda one: sort_key(one.name)),
        total=len(everybody),
        organisation_of=organisations,
        target_group_of={one.id: one for one in names["target_groups"]},
        twice=twice,
        roles=ROLES,
        given=_given() if request.form else {},
        q=request.args.get("q", "")[:100],
        **names,
    )


def _of_one_name(everybody: list[Participant]) -> set[str]:
    """The ids of those who share a name with somebody else: shown as such, never merged."""
    seen: dict[str, list[str]] = {}
    for one in everybody:
        seen.setdefault(fold(one.name), []).append(one.id)
    return {id for ids in seen.values() if len(ids) > 1 for id in ids}


def _one(workshop: str, id: str) -> Participant:
    found = things(Participant, workshop, id=id)
    if not found:
        raise Refusal("not_found")
    return found[0]


def _person(workshop: str, id: str, sentence: str | None = None) -> str:
    return page(
        "person.html",
        workshop,
        "people",
        sentence=sentence,
        person=_one(workshop, id),
        # What was typed stays when it is refused.
        given=_given() if "name" in request.form else None,
        roles=ROLES,
        **names_of(workshop),
    )
