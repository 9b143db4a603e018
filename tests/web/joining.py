"""What the tests of the way in share."""

from __future__ import annotations

from typing import Any

from werkzeug.test import TestResponse

from tests.web.browsing import Visitor
from tests.world import (
    World,
)


def join_path(world: World) -> str:
    return f"/j/{world.day.code}"


def found(visitor: Visitor, world: World, typed: str) -> list[str]:
    """Who is found by what was typed, as ``name, organisation``."""
    answer = visitor.get(f"{join_path(world)}/names", q=typed)
    assert answer.status_code == 200
    return [
        "".join(text for text, _typed in hit["parts"]) + f", {hit['organisation']}"
        for hit in data_of(answer)["hits"]
    ]


def data_of(answer: TestResponse) -> Any:
    """The JSON of an answer."""
    return answer.get_json()
