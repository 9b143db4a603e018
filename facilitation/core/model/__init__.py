"""What the day is made of: one frozen dataclass for each thing, named as people name it.

Every thing belongs to one workshop and says so in ``workshop_id``; ids are opaque strings.
Times are milliseconds since 1970 (UTC), numbers (``seq``) are those of the workshop's stream.
Tuples of ids are ordered. The store keeps one table for each class, column by column.
"""

from __future__ import annotations

import secrets

from facilitation.core.model.access import (
    Grant,
    Link,
    Step,
)
from facilitation.core.model.day import (
    ICONS,
    MODES,
    SCENES,
    SHOWINGS,
    Item,
    Opening,
    Prompt,
    Round,
    Workshop,
)
from facilitation.core.model.people import (
    ROLES,
    Group,
    Method,
    Organisation,
    Participant,
    Seat,
    Table,
    TargetGroup,
)
from facilitation.core.model.planning import (
    WISHES,
    Plan,
    Wish,
)
from facilitation.core.model.writing import (
    HIDE_WHYS,
    MARKS,
    SIGNATURES,
    VOTES_ON,
    Ballot,
    Note,
    NotePlace,
    PlaceCount,
    Theme,
    Vote,
)

LANGUAGES = ("da", "en")

THINGS: tuple[type, ...] = (
    Workshop,
    Organisation,
    TargetGroup,
    Method,
    Participant,
    Table,
    Round,
    Prompt,
    Opening,
    Group,
    Seat,
    Note,
    Theme,
    Item,
    NotePlace,
    PlaceCount,
    Vote,
    Ballot,
    Plan,
    Wish,
    Step,
    Link,
    Grant,
)


def new_id() -> str:
    """A fresh opaque id: 64 random bits in 16 hexadecimal digits."""
    return secrets.token_hex(8)


__all__ = [
    "HIDE_WHYS",
    "ICONS",
    "LANGUAGES",
    "MARKS",
    "MODES",
    "ROLES",
    "SCENES",
    "SHOWINGS",
    "SIGNATURES",
    "THINGS",
    "VOTES_ON",
    "WISHES",
    "Ballot",
    "Grant",
    "Group",
    "Item",
    "Link",
    "Method",
    "Note",
    "NotePlace",
    "Opening",
    "Organisation",
    "Participant",
    "PlaceCount",
    "Plan",
    "Prompt",
    "Round",
    "Seat",
    "Step",
    "Table",
    "TargetGroup",
    "Theme",
    "Vote",
    "Wish",
    "Workshop",
    "new_id",
]
