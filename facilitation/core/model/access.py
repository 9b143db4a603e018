"""Who may do what: links, what a session holds, and what undo needs of a step."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Link:
    """A link to one part of one workshop; its token is derived from its id (core.tokens)."""

    id: str
    workshop_id: str
    kind: str
    """badge, table, desk, keeper, board, report or organiser."""
    subject_id: str
    token_hash: str
    expires_at: int | None = None
    revoked: bool = False
    label: str = ""
    """Whose own link it is, where several steer; empty for the one that the day began with."""


@dataclass(frozen=True, slots=True)
class Grant:
    """What one browser session may do in one workshop."""

    id: str
    workshop_id: str
    session_hash: str
    role: str
    subject_id: str
    link_id: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What undo needs of one step on the stage: the verb and ids that take it back."""

    id: str
    workshop_id: str
    seq: int
    actor: str
    verb: str
    args: dict[str, object] = field(default_factory=dict)
    shows_text: bool = False
    undone: bool = False
