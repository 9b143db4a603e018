"""The table plan is computed in the background, and seen on its way."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from facilitation import asyncmode
from facilitation.core import model
from tests.web.browsing import Visitor, words
from tests.web.planning import a_crowd, at, computed, progress, wait_until
from tests.world import World, a_running_day, a_workshop

pytestmark = pytest.mark.usefixtures("logged_in", "nothing_left_running")


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
