"""A server that is told to stop while it computes a plan does so, and leaves no solver behind."""

from __future__ import annotations

import json
import random
import time
import urllib.request
from pathlib import Path
from typing import Any

from facilitation.core import model
from tests.live.running import serving
from tests.world import a_database, a_workshop, add_people

SOON_SECONDS = 10.0


def test_a_server_ends_soon_though_a_plan_is_being_computed(tmp_path: Path) -> None:
    world = a_workshop(a_database(tmp_path))
    lots = random.Random(1)
    add_people(
        world,
        *[
            {
                "name": f"Gæst {n}",
                "organisation": f"Forening {lots.randrange(300)}",
                "target_groups": [f"{group}" for group in lots.sample(range(9), 3)],
            }
            for n in range(1500)
        ],
    )
    world.do("tables.set", world.organiser, seats=[(None, None)] * 190)
    for round in world.find(model.Round):
        world.do(
            "round.edit",
            world.organiser,
            round=round.id,
            minutes=20,
            targets="gather",
            methods="mix",
            prompts=[],
        )
    with serving(world, tmp_path) as running:
        plan = f"{running.url}/organiser/{world.id}/plan"
        headers = {"Cookie": f"samskab={running.session(world.organiser)}", "Origin": running.url}

        def ask(path: str, body: bytes | None = None) -> Any:
            return urllib.request.urlopen(urllib.request.Request(plan + path, body, headers))

        ask("/compute", b"seed=1").read()
        while not json.load(ask("/progress"))["wishes"]:
            time.sleep(0.02)
        running.process.terminate()
        assert running.process.wait(SOON_SECONDS) == 0
        assert not world.find(model.Plan), "it was still at work"
