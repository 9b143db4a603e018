"""What the tests of the table plan's pages share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from werkzeug.test import TestResponse

from facilitation import asyncmode
from facilitation.core import model
from tests.support import waiting
from tests.web.browsing import Visitor
from tests.world import World, add_people

T = TypeVar("T")


def wait_until(condition: Callable[[], T]) -> T:
    """Let the background work until ``condition`` holds, and return what it gave."""
    return waiting.wait_until(condition, asyncmode.sleep)


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


def wish(world: World, kind: str, name: str, other: str = "", **more: int) -> None:
    extra = {"other": world.person(other).id} if other else {}
    person = world.person(name).id
    world.do("wish.add", world.organiser, kind=kind, participant=person, **extra, **more)  # type: ignore[arg-type]
