"""One function for each verb of the day; forms and messages call the same ones."""

from facilitation.actions import (
    joining,
    links,
    moderating,
    notes,
    people,
    plans,
    preparing,
    prompts,
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
    "joining",
    "links",
    "moderating",
    "notes",
    "people",
    "plans",
    "preparing",
    "prompts",
    "roster",
    "rounds",
    "stage",
    "tables",
    "undo",
    "wishes",
]
