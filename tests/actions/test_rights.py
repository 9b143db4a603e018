"""Access is denied by default: what a role is not given, it may not do."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from facilitation.actions import VERBS
from facilitation.core import rights
from facilitation.core.refusals import Refusal
from facilitation.core.rights import Actor
from tests.world import World, a_planned_day, refuses

ROLES = (
    rights.STRANGER,
    rights.PARTICIPANT,
    rights.TABLE,
    rights.MODERATOR,
    rights.ORGANISER,
    rights.BOARD,
    "report",
    "",
)


def test_every_verb_has_its_roles_and_every_right_its_verb() -> None:
    assert set(VERBS) == set(rights.VERBS)
    assert all(rights.VERBS.values())


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_each_role_may_do_what_the_table_says_and_nothing_else(verb: str) -> None:
    for role in ROLES:
        actor = Actor(role, "w", "someone")
        if role in rights.VERBS[verb]:
            rights.check(actor, verb, "w")
        else:
            with refuses("not_allowed"):
                rights.check(actor, verb, "w")


@pytest.mark.parametrize("role", [*ROLES, rights.SYSTEM])
def test_nobody_acts_in_a_day_that_is_not_theirs(engine: Engine, role: str) -> None:
    day = a_planned_day(engine)
    before = day.facts()
    for verb in sorted(VERBS):
        with refuses("not_allowed"):
            day.do(verb, Actor(role, "other", "birgit"))
    assert day.facts() == before
    assert day.seq == before.seq


def test_a_verb_that_is_not_there_is_answered_like_one_that_is_not_ones_own(day: World) -> None:
    with refuses("not_allowed"):
        day.do("workshop.explode", day.organiser)


def test_a_day_is_not_created_over_another(day: World) -> None:
    with refuses("not_allowed"):
        day.do("workshop.create", Actor(rights.ORGANISER, day.id, "another"), title="Min nu")
    assert day.day.organiser_id == "birgit"


def test_ids_of_another_day_are_not_found(engine: Engine) -> None:
    mine, other = a_planned_day(engine), a_planned_day(engine, "other")
    for verb, args in (
        ("participant.edit", {"participant": other.person("Mette").id, "name": "X"}),
        ("participant.free", {"participant": other.person("Mette").id}),
        ("round.start", {"round": other.round(1).id}),
        ("prompt.edit", {"prompt": other.prompt(1).id, "title_da": "X"}),
        ("organisation.edit", {"id": other.organisation("Broen").id, "name": "X"}),
        ("plan.move", {"participant": other.person("Mette").id, "round": 1, "table": 1}),
        ("link.make", {"kind": "badge", "subject": other.person("Mette").id}),
        ("link.make", {"kind": "desk", "subject": "other"}),
    ):
        before = other.facts()
        with pytest.raises(Refusal, match="not_found"):
            mine.do(verb, mine.organiser, **args)
        assert other.facts() == before


def test_an_organisation_of_another_day_cannot_be_given_to_a_person(engine: Engine) -> None:
    mine, other = a_planned_day(engine), a_planned_day(engine, "other")
    with refuses("not_found"):
        mine.do(
            "participant.edit",
            mine.organiser,
            participant=mine.person("Mette").id,
            organisation_id=other.organisation("Broen").id,
        )
