"""The table plan's page: computed in the background, seen, moved in, put to use."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from facilitation import asyncmode, grouping
from facilitation.core import model
from facilitation.core.cookies import LANGUAGE
from facilitation.core.text import sort_key
from facilitation.grouping import bounds
from facilitation.grouping.hall import make_hall
from facilitation.grouping.problem import Person, Problem
from facilitation.web.organiser import plancard
from facilitation.web.organiser.planproblem import sizes
from facilitation.web.words import area
from tests.web.browsing import Visitor, first_account, words
from tests.world import World, a_running_day, a_workshop, add_people, an_empty_day

WAIT_SECONDS = 60.0


@pytest.fixture(autouse=True)
def logged_in(visitor: Visitor, world: World) -> None:
    first_account(world)
    visitor.login(world)


@pytest.fixture(autouse=True)
def nothing_left_running(site: Flask) -> Iterator[None]:
    """No solver outlives its test."""
    yield
    planner = site.extensions.get("planner")
    jobs = list(planner._jobs.values()) if planner else []
    for job in jobs:
        job.cancel()
    wait_until(lambda: not any(job.running for job in jobs))


def wait_until(condition: Callable[[], Any]) -> Any:
    """Let the background work until ``condition`` holds, and return what it gave."""
    end = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        asyncmode.sleep(0.005)
    raise AssertionError("waited in vain")


def at(world: World, path: str = "") -> str:
    return f"/organiser/{world.id}/plan{path}"


def progress(visitor: Visitor, world: World) -> dict[str, Any]:
    answer = visitor.get(at(world, "/progress"))
    assert answer.is_json
    found: dict[str, Any] = answer.get_json()
    return found


def computed(visitor: Visitor, world: World, **form: str) -> model.Plan:
    """The plan as stored, after the button."""
    assert visitor.post(at(world, "/compute"), **form).status_code == 302
    wait_until(lambda: not progress(visitor, world)["running"])
    return world.find(model.Plan)[0]


@pytest.fixture
def short_search(site: Flask) -> None:
    """A second is enough where the best is found at once but not proved."""
    parts = site.extensions["samskab"]
    site.extensions["samskab"] = replace(parts, settings=replace(parts.settings, plan_seconds=1))


def followed(visitor: Visitor, answer: TestResponse) -> str:
    """The text of the page that a form led to."""
    path, _, query = answer.headers["Location"].partition("?")
    return visitor.sees(path, **dict(parse_qsl(query)))


def a_crowd(world: World, number: int = 200) -> None:
    """So many people of so few organisations that no plan is soon proved."""
    add_people(
        world,
        *[
            {
                "name": f"Gæst {n}",
                "organisation": f"Forening {n % 7}",
                "target_groups": [f"Gruppe {n * n % 13}", f"Anden {n % 11}"],
            }
            for n in range(number)
        ],
    )
    world.do("tables.set", world.organiser, seats=[(None, None)] * 20)
    for round in (1, 2):
        world.do(
            "round.edit",
            world.organiser,
            round=world.round(round).id,
            minutes=20,
            targets="gather",
            methods="none",
            prompts=[],
        )


def test_the_computed_plan_is_stored_by_who_started_it(visitor: Visitor, world: World) -> None:
    plan = computed(visitor, world)
    people = {one.id for one in world.people()}
    assert {(person, round) for person, round, _table in plan.seats} == {
        (person, round) for person in people for round in (1, 2)
    }
    assert not plan.published
    assert plan.proof
    assert world.changes()[-1]["kind"] == "plan.stored"
    shown = visitor.sees(at(world))
    assert "Par fra samme organisation ved samme bord" in shown
    assert "bevist bedst" in shown
    assert "Planen er ikke brugt endnu." in shown
    assert "Planen er regnet på" in shown


def test_the_same_list_and_seed_give_the_same_plan(visitor: Visitor, world: World) -> None:
    first = computed(visitor, world, seed="5")
    assert first.seed == 5
    assert computed(visitor, world, seed="5").seats == first.seats


def test_progress_shows_the_best_so_far_and_stop_keeps_it(visitor: Visitor, world: World) -> None:
    a_crowd(world)
    visitor.post(at(world, "/compute"))
    far = wait_until(lambda: progress(visitor, world)["wishes"])
    assert {"label", "value", "best", "proven"} == set(far[0])
    shown = visitor.sees(at(world))
    assert "Planen regnes" in shown
    assert "Stop, og behold den bedste" in shown
    assert visitor.post(at(world, "/stop")).status_code == 302
    wait_until(lambda: not progress(visitor, world)["running"])
    assert len(world.find(model.Plan)[0].seats) == 2 * 206
    assert "Du stoppede efter" in visitor.sees(at(world))


def test_a_workshop_has_one_job_however_often_the_button_is_pressed(
    visitor: Visitor, world: World, site: Flask
) -> None:
    a_crowd(world)
    visitor.post(at(world, "/compute"))
    job = site.extensions["planner"].job(world.id)
    visitor.post(at(world, "/compute"))
    assert site.extensions["planner"].job(world.id) is job


def test_no_more_plans_at_once_than_the_setting_says(
    visitor: Visitor, world: World, site: Flask
) -> None:
    parts = site.extensions["samskab"]
    site.extensions["samskab"] = replace(parts, settings=replace(parts.settings, plans_at_once=1))
    a_crowd(world)
    other = a_workshop(world.engine, "other")
    visitor.post(at(world, "/compute"))
    refused = visitor.post(at(other, "/compute"))
    assert refused.status_code == 400
    assert "Serveren regner allerede på andre bordplaner." in words(refused)
    assert not other.find(model.Plan)


def test_tables_that_do_not_fit_are_named_and_stay_named(visitor: Visitor, world: World) -> None:
    world.do("tables.set", world.organiser, seats=[(5, 5), (5, 5)])
    visitor.post(at(world, "/compute"))
    wait_until(lambda: not progress(visitor, world)["running"])
    for _ in range(2):
        assert "Bordene 1 og 2 passer ikke til 6 personer." in visitor.sees(at(world))
    assert not world.find(model.Plan)


def test_a_solver_that_dies_is_said_and_logged(
    visitor: Visitor, world: World, site: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    real: Any = asyncmode.Popen
    logged: list[str] = []
    site.extensions["samskab"] = replace(
        site.extensions["samskab"], report=lambda event, *_rest, **_more: logged.append(event)
    )

    def dying(_command: list[str], **options: Any) -> subprocess.Popen[bytes]:
        process: subprocess.Popen[bytes] = real([sys.executable, "-c", "1 / 0"], **options)
        return process

    monkeypatch.setattr(asyncmode, "Popen", dying)
    visitor.post(at(world, "/compute"))
    wait_until(lambda: not progress(visitor, world)["running"])
    assert "Planen blev ikke regnet færdig" in visitor.sees(at(world))
    assert logged == ["plan_failed"]


def test_a_list_that_changes_meanwhile_makes_the_plan_outdated(
    visitor: Visitor, world: World
) -> None:
    a_crowd(world)
    visitor.post(at(world, "/compute"))
    world.do("participant.remove", world.organiser, participant=world.person("Mette").id)
    visitor.post(at(world, "/stop"))
    wait_until(lambda: not progress(visitor, world)["running"])
    assert "Listen eller bordene er ændret, siden planen blev regnet." in visitor.sees(at(world))
    assert not world.find(model.Plan)


@pytest.mark.usefixtures("short_search")
def test_held_rounds_stay_as_they_were(visitor: Visitor, world: World) -> None:
    day = a_running_day(world.engine, "running")
    before = {seat for seat in day.find(model.Plan)[0].seats if seat[1] == 1}
    plan = computed(visitor, day, seed="9")
    assert {seat for seat in plan.seats if seat[1] == 1} == before
    day.do("round.close", day.moderator, round=day.round(1).id)
    plan = computed(visitor, day, seed="10")
    assert {seat for seat in plan.seats if seat[1] == 1} == before
    assert len({seat for seat in plan.seats if seat[1] == 2}) == len(day.people())


@pytest.mark.usefixtures("short_search")
def test_who_sat_together_in_a_held_round_has_met(visitor: Visitor, world: World) -> None:
    day = a_running_day(world.engine, "running")
    plan = computed(visitor, day)
    (repeats,) = (one for one in plan.proof if one["wish"] == "repeats")
    # Three at each of two tables: in round 2 two of each three meet again, whoever they are.
    assert repeats["value"] == 2


def test_when_all_rounds_are_held_there_is_nothing_to_compute(
    visitor: Visitor, world: World
) -> None:
    day = a_running_day(world.engine, "running")
    for number in (1, 2):
        if number == 2:
            day.do("round.start", day.moderator, round=day.round(2).id)
        day.do("round.close", day.moderator, round=day.round(number).id)
    assert "Alle runder er holdt." in visitor.sees(at(day))
    assert "intet at regne" in words(visitor.post(at(day, "/compute")))


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


def test_somebody_moved_and_moved_back_leaves_the_plan_in_use(
    visitor: Visitor, world: World
) -> None:
    plan = computed(visitor, world)
    visitor.post(at(world, "/publish"), form_id="a")
    ((person, round, table), *_rest) = plan.seats
    for to in (3 - table, table):
        visitor.post(at(world, "/move"), participant=person, round=str(round), table=str(to))
    assert "Planen er i brug." in visitor.sees(at(world))


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


def test_the_chosen_person_is_shown_with_what_a_move_would_mean(
    visitor: Visitor, world: World
) -> None:
    computed(visitor, world)
    shown = visitor.sees(at(world), round="1", person=world.person("Mette").id)
    assert "Fjordhjælpen" in shown
    assert "Målgrupper: Unge" in shown
    assert "1 kollega" in shown, "Ibrahim is at the only other table"
    assert "Runde 2: bord" in shown


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


def wish(world: World, kind: str, name: str, other: str = "", **more: int) -> None:
    extra = {"other": world.person(other).id} if other else {}
    person = world.person(name).id
    world.do("wish.add", world.organiser, kind=kind, participant=person, **extra, **more)  # type: ignore[arg-type]


def test_wishes_are_sentences_and_the_plan_holds_them(visitor: Visitor, world: World) -> None:
    form = {"participant": "mette nielsen", "other": "Bo Lund", "kind": "together"}
    assert visitor.post(at(world, "/wishes"), **form).status_code == 302
    away = {"participant": "Åse Ærø", "place": "away", "when": "2"}
    assert visitor.post(at(world, "/wishes"), **away).status_code == 302
    plan = computed(visitor, world)
    seats = {(person, round): table for person, round, table in plan.seats}
    mette, bo, aase = (world.person(name).id for name in ("Mette", "Bo", "Åse"))
    assert all(seats[mette, round] == seats[bo, round] for round in (1, 2))
    assert (aase, 1) in seats
    assert (aase, 2) not in seats
    shown = visitor.sees(at(world), round="2")
    assert "Mette Nielsen og Bo Lund sidder sammen i alle runder." in shown
    assert "Åse Ærø er ikke med i runde 2." in shown
    assert "Uden bord" not in shown
    visitor.post(at(world, "/wishes/remove"), wish=world.find(model.Wish, kind="away")[0].id)
    assert "er ikke med i runde 2." not in visitor.sees(at(world))


def test_a_name_that_is_not_one_persons_is_asked_for_again(visitor: Visitor, world: World) -> None:
    form = {"participant": "Mette Nielsen", "other": "<b>Ole", "kind": "apart"}
    refused = visitor.post(at(world, "/wishes"), **form)
    assert refused.status_code == 400
    assert "netop én med navnet »<b>Ole«" in words(refused)
    assert 'value="&lt;b&gt;Ole"' in refused.text, "what was typed is still there"
    missing = visitor.post(at(world, "/wishes"), participant="Mette Nielsen", kind="apart")
    assert "Vælg to forskellige personer" in words(missing)


def test_wishes_that_cannot_hold_together_are_named(visitor: Visitor, world: World) -> None:
    wish(world, "together", "Mette", "Bo")
    wish(world, "away", "Åse", round=1)
    wish(world, "fixed", "Mette", round=2, table=1)
    wish(world, "fixed", "Bo", round=2, table=2)
    visitor.post(at(world, "/compute"))
    wait_until(lambda: not progress(visitor, world)["running"])
    shown = visitor.sees(at(world))
    assert "I runde 2 kan dette ikke holdes sammen:" in shown
    assert shown.count("Kan ikke holdes:") == 3, "Åse has no part in it"
    bo = world.find(model.Wish, participant_id=world.person("Bo").id)[0]
    visitor.post(at(world, "/wishes/remove"), wish=bo.id)
    assert "kan dette ikke holdes sammen" not in visitor.sees(at(world))


def test_a_locked_seat_survives_a_new_plan(visitor: Visitor, world: World) -> None:
    plan = computed(visitor, world)
    person, _, table = next(seat for seat in plan.seats if seat[1] == 1)
    lock = {"participant": person, "round": "1", "lock": "yes"}
    answer = visitor.post(at(world, "/lock"), **lock)
    assert "er låst ved bord" in followed(visitor, answer)
    for seed in ("2", "3", "4"):
        assert (person, 1, table) in computed(visitor, world, seed=seed).seats
    moved = visitor.post(at(world, "/move"), participant=person, round="1", table=str(3 - table))
    assert "er låst fast ved bord" in words(moved)
    visitor.post(at(world, "/lock"), **lock | {"lock": "no"})
    assert world.find(model.Wish) == []


def test_a_plan_that_does_not_hold_a_wish_says_so(visitor: Visitor, world: World) -> None:
    plan = computed(visitor, world)
    at_one, at_two = (
        next(p for p, round, table in plan.seats if (round, table) == (1, n)) for n in (1, 2)
    )
    world.do(
        "wish.add", world.organiser, kind="together", participant=at_one, other=at_two, round=1
    )
    shown = visitor.sees(at(world))
    assert "Runde 1 holder ikke et fast ønske:" in shown
    assert "bevist bedst" not in shown


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


limit = st.none() | st.integers(0, 12)


@given(st.lists(st.tuples(limit, limit), min_size=1, max_size=8), st.integers(1, 60))
def test_sizes_hold_everybody_where_the_tables_can(
    limits: list[tuple[int | None, int | None]], people: int
) -> None:
    tables = [
        model.Table(str(n), "w", n, least, max(least or 0, most) if most is not None else None)
        for n, (least, most) in enumerate(limits, 1)
    ]
    found = sizes(tables, people)
    if found is None:
        assert all(one.least is None and one.most is None for one in tables)
        return
    for (least, most), table in zip(found, tables, strict=True):
        assert table.least in (None, least)
        assert table.most in (None, most)
    room = sum(people if one.most is None else one.most for one in tables)
    if sum(one.least or 0 for one in tables) <= people <= room:
        assert sum(least for least, _ in found) <= people <= sum(most for _, most in found)


def test_tables_without_limits_share_what_the_others_leave() -> None:
    tables = [
        model.Table("1", "w", 1, None, 4),
        *[model.Table(str(n), "w", n) for n in range(2, 13)],
    ]
    assert sizes(tables, 95) == ((4, 4), *[(8, 9)] * 11)
