"""The table plan by hand: moves, their price, and why somebody sits where they sit."""

from __future__ import annotations

import re

import pytest

from facilitation.core import model
from tests.web.browsing import Visitor, words
from tests.web.planning import at, computed, followed, wish
from tests.world import World, a_running_day

pytestmark = pytest.mark.usefixtures("logged_in", "nothing_left_running")


def test_somebody_moved_sits_there_and_the_figures_are_counted_anew(
    visitor: Visitor, world: World
) -> None:
    plan = computed(visitor, world)
    mette, ibrahim = world.person("Mette"), world.person("Ibrahim")
    seats = {(person, round): table for person, round, table in plan.seats}
    other = seats[ibrahim.id, 1]
    assert seats[mette.id, 1] != other, "they are of one organisation"
    moved = visitor.post(
        at(world, "/move"), participant=mette.id, round="1", table=str(other), form_id="a"
    )
    assert moved.headers["Location"].startswith(at(world))
    plan = world.find(model.Plan)[0]
    assert (mette.id, 1, other) in plan.seats
    shown = followed(visitor, moved)
    assert f"Mette Nielsen sidder nu ved bord {other} i runde 1." in shown
    assert "Du har flyttet i planen" in shown
    assert f"Bord {other} har 4 i runde 1." in shown
    assert "bevist bedst" not in shown.replace("intet er bevist bedst", "")


def test_where_a_sum_is_not_proven_the_rounds_that_are_proven_are_named(
    visitor: Visitor, world: World
) -> None:
    plan = computed(visitor, world)
    seats = {(person, round): table for person, round, table in plan.seats}
    mette, ibrahim = world.person("Mette").id, world.person("Ibrahim").id
    mine, other = seats[mette, 1], seats[ibrahim, 1]
    back = next(one for (one, r), t in seats.items() if (r, t) == (1, other) and one != ibrahim)
    for number, (person, table) in enumerate([(mette, other), (back, mine)]):
        visitor.post(
            at(world, "/move"),
            participant=person,
            round="1",
            table=str(table),
            form_id=f"m{number}",
        )
    assert "Bevist bedst i runde 2. Runde 1 har 1." in visitor.sees(at(world))


def test_nobody_is_moved_in_a_held_round(visitor: Visitor, world: World) -> None:
    day = a_running_day(world.engine, "running")
    day.do("round.close", day.moderator, round=day.round(1).id)
    mette = day.person("Mette").id
    refused = visitor.post(at(day, "/move"), participant=mette, round="1", table="2")
    assert refused.status_code == 400
    assert "Runde 1 er holdt og ændres ikke." in words(refused)
    assert "Flyt Mette" not in visitor.get(at(day), round="1", person=mette).text


def test_a_move_in_the_running_round_has_its_price_too(visitor: Visitor, world: World) -> None:
    day = a_running_day(world.engine, "running")
    mette = day.person("Mette").id
    page = visitor.get(at(day), round="1", person=mette, to="2").get_data(as_text=True)
    assert "data-price" in page
    said = re.findall(r'<p class="num[^"]*"><b>([^<]+)</b>', page)
    assert said, "both ways of moving say what they cost"


def test_a_closed_table_is_not_offered_and_nobody_is_moved_there(
    visitor: Visitor, world: World
) -> None:
    plan = computed(visitor, world)
    mette = world.person("Mette").id
    (own,) = (table for person, round, table in plan.seats if (person, round) == (mette, 1))
    other = next(one.number for one in world.find(model.Table) if one.number != own)
    offer, form = f"&amp;to={other}", {"participant": mette, "round": "1", "table": str(other)}
    assert offer in visitor.get(at(world), round="1", person=mette).get_data(as_text=True)
    world.do("table.close", world.organiser, table=other)
    assert offer not in visitor.get(at(world), round="1", person=mette).get_data(as_text=True)
    assert visitor.post(at(world, "/move"), **form).status_code == 404


@pytest.mark.parametrize(
    "form",
    [
        {"participant": "nobody", "round": "1", "table": "1"},
        {"round": "1", "table": "99"},
        {"round": "0", "table": "1"},
        {"round": "one", "table": "-1"},
    ],
)
def test_a_move_to_nowhere_is_refused(visitor: Visitor, world: World, form: dict[str, str]) -> None:
    before = computed(visitor, world)
    answer = visitor.post(at(world, "/move"), **({"participant": world.person("Åse").id} | form))
    assert answer.status_code == 404
    assert world.find(model.Plan)[0] == before


def test_somebody_moved_and_moved_back_leaves_the_plan_in_use(
    visitor: Visitor, world: World
) -> None:
    plan = computed(visitor, world)
    visitor.post(at(world, "/publish"), form_id="a")
    ((person, round, table), *_rest) = plan.seats
    for to in (3 - table, table):
        visitor.post(at(world, "/move"), participant=person, round=str(round), table=str(to))
    assert "Planen er i brug." in visitor.sees(at(world))


def test_the_chosen_person_is_shown_with_what_a_move_would_mean(
    visitor: Visitor, world: World
) -> None:
    computed(visitor, world)
    shown = visitor.sees(at(world), round="1", person=world.person("Mette").id)
    assert "Fjordhjælpen" in shown
    assert "Målgrupper: Unge" in shown
    assert "1 kollega" in shown, "Ibrahim is at the only other table"
    assert "Runde 2: bord" in shown


def test_the_price_is_shown_before_anything_is_saved(visitor: Visitor, world: World) -> None:
    plan = computed(visitor, world)
    mette, ibrahim = world.person("Mette").id, world.person("Ibrahim").id
    seats = {(person, round): table for person, round, table in plan.seats}
    to = str(seats[ibrahim, 1])
    page = visitor.get(at(world), person=mette, round="1", to=to)
    shown = words(page)
    assert "+1 kollegapar" in shown
    assert "Bedste bytte:" in shown
    assert world.find(model.Plan)[0] == plan
    also = re.findall(r'name="also" value="([^"]+)"', page.text)
    partner = also[0].partition(":")[0]
    visitor.post(at(world, "/move"), participant=mette, round="1", table=to, also=also)
    now = {(person, round): table for person, round, table in world.find(model.Plan)[0].seats}
    assert (now[mette, 1], now[partner, 1]) == (seats[ibrahim, 1], seats[mette, 1])


def test_why_somebody_sits_there_is_said(visitor: Visitor, world: World) -> None:
    wish(world, "together", "Mette", "Bo")
    plan = computed(visitor, world)
    seats = {(person, round): table for person, round, table in plan.seats}
    shown = visitor.sees(at(world), person=world.person("Mette").id, round="1")
    assert "Hvorfor her? Skal sidde sammen med Bo Lund." in shown
    there = seats[world.person("Ibrahim").id, 1]
    assert f"Undgår kolleger: Fjordhjælpen sidder ved bord {there}." in shown
