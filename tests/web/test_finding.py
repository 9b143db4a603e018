"""Finding one's own name among those on the list, and nobody else's."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from facilitation.core.pace import Pace, Rate
from facilitation.web import finding
from tests.web.browsing import Visitor
from tests.web.joining import data_of, found, join_path
from tests.world import (
    World,
    a_database,
    a_participant,
    a_running_day,
)


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A day whose first round runs."""
    return a_running_day(a_database(tmp_path))


def test_a_name_is_found_from_three_letters_of_any_of_its_words(
    visitor: Visitor, world: World
) -> None:
    assert found(visitor, world, "met") == ["Mette Nielsen, Fjordhjælpen"]
    assert found(visitor, world, "NIEL") == ["Mette Nielsen, Fjordhjælpen"]
    assert found(visitor, world, "niel met") == ["Mette Nielsen, Fjordhjælpen"]
    assert found(visitor, world, "ielsen") == []
    assert found(visitor, world, "me") == []


def test_aa_and_accents_do_not_hinder_finding(visitor: Visitor, world: World) -> None:
    a_participant(world, "René Müller")
    assert found(visitor, world, "ågå") == ["Søren Aagaard, Havnens Hus"]
    assert found(visitor, world, "Aagaa") == ["Søren Aagaard, Havnens Hus"]
    assert found(visitor, world, "rene mul") == ["René Müller, Broen"]


def test_signs_that_mean_something_to_databases_mean_nothing(
    visitor: Visitor, world: World
) -> None:
    for typed in ("%%%", "___", "m%e", "***", "\\w+", "'; --", "[a-z]"):
        assert found(visitor, world, typed) == [], typed


def test_two_of_one_name_are_told_apart_by_their_organisation(
    visitor: Visitor, world: World
) -> None:
    world.do(
        "roster.store",
        world.organiser,
        people=[
            {
                "name": "Mette Nielsen",
                "organisation": "Broen",
                "target_groups": [],
                "methods": [],
                "role": "participant",
            }
        ],
    )
    assert sorted(found(visitor, world, "mette")) == [
        "Mette Nielsen, Broen",
        "Mette Nielsen, Fjordhjælpen",
    ]


def test_at_most_six_are_shown_and_that_there_are_more_is_said(
    visitor: Visitor, world: World
) -> None:
    for number in range(7):
        a_participant(world, f"Karen{number} Krogh")
    answer = visitor.get(f"{join_path(world)}/names", q="kro")
    assert len(data_of(answer)["hits"]) == finding.MOST
    assert data_of(answer)["more"] is True
    assert "Der er flere" in visitor.sees(join_path(world), q="kro")


def test_what_was_typed_is_marked_letter_by_letter(world: World) -> None:
    (hit,) = finding.find("aag sø", world.people(), {})
    assert hit.parts == (("", False), ("Sø", True), ("ren ", False), ("Aag", True), ("aard", False))


def test_the_search_works_as_a_plain_form_and_shows_what_was_typed_as_text(
    visitor: Visitor, world: World
) -> None:
    assert "Mette Nielsen Fjordhjælpen" in visitor.sees(join_path(world), q="mette").replace(
        "Mette  Nielsen", "Mette Nielsen"
    )
    page = visitor.get(join_path(world), q='"><script>alert(1)</script>').text
    assert "<script>alert" not in page


def test_only_names_and_organisations_of_hits_are_shown(visitor: Visitor, world: World) -> None:
    page = visitor.get(join_path(world), q="mette").text
    for other in ("Søren", "Kirsten", "Unge", "Mentorer"):
        assert other not in page
    assert "Mette" not in visitor.get(join_path(world)).text


def test_a_cancelled_person_is_not_found(visitor: Visitor, world: World) -> None:
    person = world.person("Kirsten")
    world.do(
        "participant.edit",
        world.organiser,
        participant=person.id,
        name=person.name,
        organisation="Havnens Hus",
        role="participant",
        target_groups=[],
        methods=[],
        status="cancelled",
    )
    assert found(visitor, world, "kirsten") == []


def test_searching_too_fast_is_answered_with_when_to_come_again(
    visitor: Visitor, world: World, site: Flask
) -> None:
    site.extensions["samskab"].paces["search"] = Pace(Rate(0.5, 1))
    assert found(visitor, world, "mette")
    answer = visitor.client.get(
        f"{join_path(world)}/names?q=mette", headers={"Accept": "application/json"}
    )
    assert answer.status_code == 429
    assert data_of(answer)["code"] == "too_fast"
    assert data_of(answer)["data"]["retry_ms"] > 0
