"""The table plan put to use and shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from facilitation import grouping
from facilitation.core import model
from facilitation.core.cookies import LANGUAGE
from facilitation.core.text import sort_key
from facilitation.grouping import bounds
from facilitation.grouping.hall import make_hall
from facilitation.grouping.problem import Person, Problem
from facilitation.web.organiser import plancard
from facilitation.web.words import area
from tests.web.browsing import Visitor, words
from tests.web.planning import at, computed, followed
from tests.world import World, a_workshop, add_people, an_empty_day

pytestmark = pytest.mark.usefixtures("logged_in", "nothing_left_running")


def test_putting_the_plan_to_use_opens_the_day_and_seats_everybody(
    visitor: Visitor, world: World
) -> None:
    computed(visitor, world)
    assert "åbnes dagen" in visitor.sees(at(world))
    used = visitor.post(at(world, "/publish"), form_id="a")
    assert "Planen er i brug." in followed(visitor, used)
    assert world.day.state == "open"
    assert len(world.find(model.Seat)) == 12


def test_a_change_after_that_says_how_many_seats_move(visitor: Visitor, world: World) -> None:
    plan = computed(visitor, world)
    visitor.post(at(world, "/publish"), form_id="a")
    ((person, round, table), *_rest) = plan.seats
    visitor.post(
        at(world, "/move"), participant=person, round=str(round), table=str(3 - table), form_id="b"
    )
    shown = visitor.sees(at(world))
    assert "flytter 1 plads sig" in shown
    assert "Ændringerne er ikke brugt endnu." in shown
    assert "Planen er ikke brugt endnu." not in shown
    used = visitor.post(at(world, "/publish"), form_id="c")
    assert "1 plads flyttede sig" in followed(visitor, used)


def test_on_a_closed_day_the_plan_is_shown_and_does_not_change(
    visitor: Visitor, world: World
) -> None:
    plan = computed(visitor, world)
    visitor.post(at(world, "/publish"), form_id="a")
    ((person, round, table), *_rest) = plan.seats
    world.do("workshop.close", world.organiser)
    shown = visitor.sees(at(world), person=person, round=str(round))
    assert "Dagen er afsluttet. Planen ændres ikke mere." in shown
    for gone in ("ikke brugt endnu", "Regn igen", "Regn en anden plan", "Flyt i runde"):
        assert gone not in shown
    for path, form in (
        ("/compute", {}),
        ("/move", {"participant": person, "round": str(round), "table": str(3 - table)}),
    ):
        assert "Dagen er slut" in words(visitor.post(at(world, path), **form))
    assert world.find(model.Plan)[0].seats == plan.seats


def test_without_a_plan_nothing_can_be_put_to_use(visitor: Visitor, world: World) -> None:
    assert "Her er ingen plan endnu." in visitor.sees(at(world))
    assert "Der er ingen bordplan endnu." in words(visitor.post(at(world, "/publish")))


def test_people_who_are_not_of_this_day_are_not_shown(visitor: Visitor, world: World) -> None:
    other = a_workshop(world.engine, "other")
    add_people(other, {"name": "Zoraida Markør", "organisation": "Andet sted"})
    computed(visitor, world)
    stranger = other.person("Zoraida").id
    assert "Zoraida" not in visitor.sees(at(world), person=stranger)


def test_who_came_on_the_list_later_stands_without_a_table(visitor: Visitor, world: World) -> None:
    computed(visitor, world)
    add_people(world, {"name": "Øyvind Sen", "organisation": "Broen"})
    shown = visitor.sees(at(world))
    assert "Uden bord i runde 1" in shown
    visitor.post(
        at(world, "/move"), participant=world.person("Øyvind").id, round="1", table="1", form_id="a"
    )
    assert "Uden bord i runde 1" not in visitor.sees(at(world))
    assert "Uden bord i runde 2" in visitor.sees(at(world), round="2")


def test_names_stand_in_their_order_and_as_text(visitor: Visitor, world: World) -> None:
    add_people(world, {"name": "<b>Aage</b>", "organisation": "Broen"})
    plan = computed(visitor, world)
    page = visitor.get(at(world), round="1").text
    assert "&lt;b&gt;Aage&lt;/b&gt;" in page
    assert "<b>Aage" not in page
    first = [one for one in world.people() if (one.id, 1, 1) in plan.seats]
    places = [page.index(f'data-person="{one.id}"') for one in sorted(first, key=_by_name)]
    assert places == sorted(places)


def _by_name(person: model.Participant) -> tuple[str, str]:
    return sort_key(person.name)


def test_what_is_missing_is_said_with_the_way_there(visitor: Visitor, world: World) -> None:
    day = an_empty_day(world.engine, "empty")
    assert "Der er ingen på listen endnu." in visitor.sees(at(day))
    assert f'href="/organiser/{day.id}/people"' in visitor.get(at(day)).text
    add_people(day, {"name": "Ole Bak", "organisation": "Broen"})
    assert "Der er ingen borde endnu." in visitor.sees(at(day))
    day.do("tables.set", day.organiser, seats=[(None, None)])
    assert "Der er ingen runder endnu." in visitor.sees(at(day))
    assert words(visitor.post(at(day, "/compute"))).count("intet at regne") == 1


GROUPING = Path(grouping.__file__).parent


SOURCES = [*GROUPING.glob("rules/*.py"), GROUPING / "why.py", GROUPING / "bounds.py"]


NOT_ASKED = {"gathers", "new_people"}
"""What single rules can say and ``why`` says in other words."""


def test_every_reason_has_its_sentence() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    codes = set(re.findall(r'"code": "([a-z_]+)"', source)) - NOT_ASKED
    hall = make_hall(Problem((Person("a"), Person("b")), 1), 1)
    repeats = set(bounds.repeats([hall], 2, set(), set()))
    said = {key for key in area("plan") if key.startswith(("why_", "here_"))}
    lost = {
        code
        for code in codes | repeats
        if code != plancard.NONE_NEEDED
        and not any(key.partition("_")[2].startswith(code) for key in said)
    }
    assert len(codes) > 8
    assert lost == set()


def test_the_page_speaks_english(visitor: Visitor, world: World) -> None:
    computed(visitor, world)
    visitor.client.set_cookie(LANGUAGE, "en")
    shown = visitor.sees(at(world), person=world.person("Mette").id)
    assert "Pairs from one organisation at one table" in shown
    assert "The plan is not in use yet." in shown
