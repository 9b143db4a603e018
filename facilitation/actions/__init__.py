"""One function for each verb of the day; forms and messages call the same ones."""

from facilitation.actions import (
    checkin,
    joining,
    links,
    moderating,
    notes,
    people,
    plans,
    preparing,
    prompts,
    reseating,
    roster,
    rounds,
    stage,
    tables,
    undo,
    wishes,
)
from facilitation.actions.registry import VERBS

__all__ = [
    "VERBS",
    "checkin",
    "joining",
    "links",
    "moderating",
    "notes",
    "people",
    "plans",
    "preparing",
    "prompts",
    "reseating",
    "roster",
    "rounds",
    "stage",
    "tables",
    "undo",
    "wishes",
]
