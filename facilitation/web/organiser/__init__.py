"""The organiser's pages: days, questions, rounds, the list, the plan, print."""

from facilitation.web.organiser import (
    checkin,
    day,
    days,
    importing,
    links,
    names,
    people,
    plan,
    prints,
    prompts,
    reseating,
    rounds,
    wishing,
)
from facilitation.web.organiser.blueprint import organiser_pages

__all__ = [
    "checkin",
    "day",
    "days",
    "importing",
    "links",
    "names",
    "organiser_pages",
    "people",
    "plan",
    "prints",
    "prompts",
    "reseating",
    "rounds",
    "wishing",
]
