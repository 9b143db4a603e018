"""Made-up days for the table plan: people, organisations of 1 to 5, and 1 to 3 target groups."""

from __future__ import annotations

import csv
from pathlib import Path
from random import Random

TARGETS = ("unge", "boern", "aeldre", "familier", "ensomme", "flygtninge", "psykisk", "hjemloese")
METHODS = ("samtale", "kreativ", "natur", "mentor", "fritid", "jobs")
HEADINGS = ["participant_id", "name", "organisation", "role", "target_groups", "methods"]


def write_people(file: Path, people: int, seed: int) -> None:
    """A list for ``facilitation plan``: the same for the same number and seed."""
    random = Random(seed)
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(HEADINGS)
        organisation, left = 0, 0
        for number in range(people):
            if not left:
                organisation, left = organisation + 1, random.choice((1, 2, 2, 3, 3, 4, 5))
                targets = random.sample(TARGETS, random.choice((1, 1, 2, 3)))
            left -= 1
            writer.writerow(_row(random, number, organisation, targets))


def _row(random: Random, number: int, organisation: int, targets: list[str]) -> list[str]:
    role = "host" if number % 8 == 0 else "participant"
    methods = random.sample(METHODS, random.choice((1, 2)))
    return [
        f"p{number:04}",
        f"Person {number}",
        f"Organisation {organisation}",
        role,
        ";".join(targets),
        ";".join(methods),
    ]
