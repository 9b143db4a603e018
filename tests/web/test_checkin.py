"""The check-in list and the button that computes anew, without a script as well."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from facilitation.core import model
from facilitation.core.cookies import LANGUAGE
from facilitation.web.organiser import replanning
from tests.support.waiting import wait_until
from tests.web.browsing import Visitor, words
from tests.world import World, add_people

pytestmark = pytest.mark.usefixtures("logged_in")


@pytest.fixture
def planned(world: World) -> World:
    """The first three sit at table 1, the others at table 2, in both rounds; round 1 is next."""
    seats = [
        (one.id, round, 1 if one.name.split()[0] in ("Mette", "Søren", "Åse") else 2)
        for one in world.people()
        for round in (1, 2)
    ]
    world.do("plan.store", world.organiser, seats=seats, proof=[], seed=1)
    world.do("plan.publish", world.organiser)
    return world


def at(world: World, path: str = "") -> str:
    return f"/organiser/{world.id}/checkin{path}"


def step(visitor: Visitor, world: World, who: str, step: str, **form: str) -> str:
    """Take a step with somebody; the text of the list afterwards."""
    answer = visitor.post(at(world, f"/{world.person(who).id}"), step=step, **form)
    assert answer.status_code == 302
    return words(visitor.client.get(answer.location))


def replan(visitor: Visitor, world: World, **form: str) -> TestResponse:
    """Look at what would change, and put it to use."""
    query = {"running": form["running"]} if "running" in form else {}
    seen = visitor.get(at(world, "/replan"), **query).get_data(as_text=True)
    (digest,) = re.findall(r'name="seen" value="(\w+)"', seen)
    return visitor.post(at(world, "/replan"), seen=digest, **form)


def tables(world: World, round: int = 1) -> dict[int, set[str]]:
    """Table number -> first names there."""
    number = {one.id: one.number for one in world.find(model.Table)}
    at = {one.id: number[one.table_id] for one in world.find(model.Group)}
    names = {one.id: one.name.split()[0] for one in world.people()}
    found: dict[int, set[str]] = {}
    for seat in world.find(model.Seat, round_id=world.round(round).id, until_seq=None):
        found.setdefault(at[seat.group_id], set()).add(names[seat.participant_id])
    return found


def test_the_count_says_who_has_come_and_who_has_cancelled(
    visitor: Visitor, planned: World
) -> None:
    assert "0 af 6 er kommet" in visitor.sees(at(planned))
    assert "Mette Nielsen er kommet. Bord 1." in step(visitor, planned, "Mette", "arrived")
    text = step(visitor, planned, "Bo", "absent")
    assert "1 af 5 er kommet, 1 er meldt fra" in text
    visitor.client.set_cookie(LANGUAGE, "en")
    assert "1 of 5 are here, 1 has cancelled" in visitor.sees(at(planned))


def test_each_step_is_taken_back(visitor: Visitor, planned: World) -> None:
    step(visitor, planned, "Mette", "arrived")
    assert "0 af 6 er kommet" in step(visitor, planned, "Mette", "not_arrived")
    step(visitor, planned, "Bo", "absent")
    assert "0 af 6 er kommet" in step(visitor, planned, "Bo", "restore")
    assert "Åse Ærø kommer senere." in step(visitor, planned, "Åse", "later", until="2")
    assert "kommer til runde 2" in visitor.sees(at(planned))
    assert "Åse Ærø ventes igen." in step(visitor, planned, "Åse", "restore")
    instead = {"name": "Yrsa Vind", "organisation": "Broen", "role": "host", "arrived": "yes"}
    assert "Yrsa Vind har overtaget" in step(visitor, planned, "Mette", "substitute", **instead)
    assert tables(planned)[1] == {"Yrsa", "Søren", "Åse"}
    step(visitor, planned, "Mette", "restore")
    assert tables(planned)[1] == {"Mette", "Søren", "Åse"}


def test_the_search_finds_by_name_and_organisation_without_a_script(
    visitor: Visitor, planned: World
) -> None:
    found = visitor.sees(at(planned), q="soren")
    assert "Søren Aagaard" not in found  # ø is not o in Danish
    found = visitor.sees(at(planned), q="FJORDHJ")
    assert "Mette Nielsen" in found
    assert "Kirsten Holm" not in found
    assert "Ingen med det navn" in visitor.sees(at(planned), q="Jonna")


def test_somebody_new_is_added_with_target_groups_and_taken_off_again(
    visitor: Visitor, planned: World
) -> None:
    target = planned.target_group("Unge").id
    form = {"name": "Jonna Dam", "organisation": "Nyt Hus", "target_groups": target}
    answer = visitor.post(at(planned, "/new"), **form)
    text = words(visitor.client.get(answer.location))
    assert "Jonna Dam er skrevet på listen. Pladsen kommer, når du regner om." in text
    assert planned.person("Jonna").target_group_ids == (target,)
    assert "1 venter på en plads" in text
    assert "fjernet fra listen" in step(visitor, planned, "Jonna", "remove")


def test_what_is_refused_is_said_and_what_was_typed_stays(visitor: Visitor, planned: World) -> None:
    answer = visitor.post(at(planned, "/new"), name=" ", organisation="Nyt Hus")
    assert answer.status_code == 400
    assert "Nyt Hus" in answer.get_data(as_text=True)
    path = at(planned, f"/{planned.person('Mette').id}")
    assert visitor.post(path, step="explode").status_code == 400
    assert visitor.post(path, step="later", until="x").status_code == 400
    assert visitor.get(at(planned, "/nobody")).status_code == 404


def test_only_the_organiser_has_the_list(site: Flask, planned: World) -> None:
    for path in ("", "/new", "/replan", f"/{planned.person('Mette').id}"):
        assert Visitor(site).get(at(planned, path)).status_code in (302, 404)


# -- the button


def test_a_newcomer_gets_a_seat_and_nobody_moves(visitor: Visitor, planned: World) -> None:
    before = tables(planned)
    visitor.post(at(planned, "/new"), name="Jonna Dam", organisation="Nyt Hus")
    text = visitor.sees(at(planned, "/replan"))
    assert "Ingen flytter" in text
    assert "Jonna Dam Nyt Hus Runde 1: bord" in text
    answer = replan(visitor, planned)
    assert "moved=0" in answer.location
    now = tables(planned)
    assert {table: names - {"Jonna"} for table, names in now.items()} == before
    assert any("Jonna" in names for names in now.values())


def test_who_moves_is_shown_beforehand_with_from_and_to(visitor: Visitor, planned: World) -> None:
    for name in ("Bo", "Kirsten"):
        step(visitor, planned, name, "absent")
    text = visitor.sees(at(planned, "/replan"))
    assert "Runde 1: fra bord 1 til bord 2" in text
    assert "mindst 2 pladser må flytte sig" in text  # one in each of two rounds
    replan(visitor, planned)
    assert sorted(len(names) for names in tables(planned).values()) == [2, 2]


def test_a_closed_table_is_emptied_and_opens_again(visitor: Visitor, planned: World) -> None:
    planned.do("table.open", planned.organiser, table=3)
    answer = visitor.post(at(planned, "/replan/tables"), close="2")
    text = words(visitor.client.get(answer.location))
    assert "Bord 2 bruges ikke" in text
    assert "fra bord 2, som ikke bruges, til bord 3" in text
    replan(visitor, planned)
    assert set(tables(planned)) == {1, 3}
    visitor.post(at(planned, "/replan/tables"), open="2")
    assert not planned.table(2).closed


def test_a_running_round_moves_nobody_unless_that_is_wanted(
    visitor: Visitor, planned: World
) -> None:
    planned.do("round.start", planned.moderator, round=planned.round(1).id)
    for name in ("Bo", "Kirsten"):
        step(visitor, planned, name, "absent")
    visitor.post(at(planned, "/new"), name="Jonna Dam", organisation="")
    before = tables(planned)
    replan(visitor, planned)
    now = tables(planned)
    assert now[1] == before[1]
    assert now[2] == {*before[2], "Jonna"}
    replan(visitor, planned, running="1")
    assert sorted(len(names) for names in tables(planned).values()) == [2, 3]


def test_what_has_changed_since_it_was_seen_is_shown_again(
    visitor: Visitor, planned: World
) -> None:
    visitor.post(at(planned, "/new"), name="Jonna Dam", organisation="")
    answer = visitor.post(at(planned, "/replan"), seen="old")
    assert answer.status_code == 400
    assert "Noget er ændret, siden du så det" in words(answer)
    assert not any("Jonna" in names for names in tables(planned).values())


def test_a_day_without_a_plan_in_use_says_so_and_shows_the_way(
    visitor: Visitor, world: World
) -> None:
    text = visitor.sees(at(world, "/replan"))
    assert "Lav bordplanen, og brug den" in text


def test_wishes_that_a_closed_table_breaks_are_named(visitor: Visitor, planned: World) -> None:
    mette = planned.person("Mette").id
    planned.do("wish.add", planned.organiser, kind="fixed", participant=mette, table=1)
    visitor.post(at(planned, "/replan/tables"), close="1")
    text = visitor.sees(at(planned, "/replan"))
    assert "kan ikke opfyldes sammen" in text
    assert "Mette Nielsen sidder" in text
    assert "Bord 1 bruges ikke." in text


def test_a_wish_to_be_apart_holds_in_the_new_plan(visitor: Visitor, planned: World) -> None:
    ids = {"participant": planned.person("Mette").id, "other": planned.person("Åse").id}
    planned.do("wish.add", planned.organiser, kind="apart", **ids)
    replan(visitor, planned)
    assert not any({"Mette", "Åse"} <= names for names in tables(planned).values())


def test_a_long_list_is_one_page(visitor: Visitor, planned: World) -> None:
    add_people(planned, *[{"name": f"Gæst {n}", "organisation": "Broen"} for n in range(200)])
    assert visitor.sees(at(planned)).count("Gæst ") >= 200


def test_a_re_plan_that_takes_long_shows_how_far_it_is_and_is_there_afterwards(
    visitor: Visitor, planned: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replanning, "PATIENCE", 0.0)
    visitor.post(at(planned, "/new"), name="Jonna Dam", organisation="")
    page = visitor.get(at(planned, "/replan")).get_data(as_text=True)
    assert f'data-progress="{at(planned, "/replan/progress")}"' in page
    assert "Planen regnes om" in page
    assert 'name="seen"' not in page
    assert visitor.post(at(planned, "/replan"), seen="old").status_code == 400
    _ends(visitor, planned)
    replan(visitor, planned)
    assert any("Jonna" in names for names in tables(planned).values())


def test_a_stopped_re_plan_keeps_a_plan_to_use(
    visitor: Visitor, planned: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replanning, "PATIENCE", 0.0)
    visitor.post(at(planned, "/new"), name="Jonna Dam", organisation="")
    visitor.get(at(planned, "/replan"))
    answer = visitor.post(at(planned, "/replan/stop"))
    assert answer.status_code == 302
    _ends(visitor, planned)
    replan(visitor, planned)
    assert any("Jonna" in names for names in tables(planned).values())


def _ends(visitor: Visitor, world: World) -> None:
    wait_until(lambda: not visitor.get(at(world, "/replan/progress")).get_json()["running"])
