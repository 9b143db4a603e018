"""What people write and give dots to. Nothing here says more of a person than the signature."""

from __future__ import annotations

from dataclasses import dataclass, field

SIGNATURES = ("name", "organisation", "target_group", "table")
MARKS = ("top", "odd")
"""What a table's host marks: one of its best three, or its one odd idea."""
VOTES_ON = ("notes", "themes")
HIDE_WHYS = ("person", "tone", "double", "off_topic", "other")


@dataclass(frozen=True, slots=True)
class Note:
    """One thought, with exactly the one thing that its author signs with.

    Of the four ``*_id`` of the signature exactly one is set, the one ``signed`` names.
    ``secret_hash`` proves the author's right to edit; the secret is on the phone alone.
    """

    id: str
    workshop_id: str
    prompt_id: str
    round_id: str
    text: str
    signed: str
    participant_id: str | None = None
    organisation_id: str | None = None
    target_group_id: str | None = None
    table_id: str | None = None
    state: str = "shown"
    """shown, waiting (for the desk) or hidden."""
    late: bool = False
    picked: bool = False
    """Chosen for the board, where the prompt shows notes one by one."""
    theme_id: str | None = None
    """No foreign key: a theme that goes lets its notes go first."""
    queued: int = 0
    """The number at which it was put in the desk's queue; 0: it does not stand there."""
    asked: bool = False
    """Marked at the desk: ask about this."""
    why: str = ""
    """Why it was hidden: one of ``HIDE_WHYS``, or empty."""
    mark: str = ""
    """Empty, or what its table marked it as: see MARKS."""
    secret_hash: str = ""
    seq: int = 0
    """The number that the note came in with; later edits leave it."""


@dataclass(frozen=True, slots=True)
class NotePlace:
    """Where a note signed by organisation or target group was written, until its round closes."""

    id: str
    """The note's id."""
    workshop_id: str
    group_id: str


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """What is left of erased places: how many such notes a table wrote to a prompt."""

    id: str
    workshop_id: str
    round_id: str
    table_id: str
    prompt_id: str
    count: int


@dataclass(frozen=True, slots=True)
class Theme:
    """Notes gathered under a name; themes stand in the order of (number, id)."""

    id: str
    workshop_id: str
    number: int
    name: str


@dataclass(frozen=True, slots=True)
class Vote:
    """Dots for some notes or themes; nobody sees who gave which, or how many before the end."""

    id: str
    workshop_id: str
    number: int
    title: str
    kind: str
    """One of VOTES_ON."""
    choice_ids: tuple[str, ...] = ()
    """Ids of notes or themes; a ballot names them by their place here, "0", "1", ..."""
    dots: int = 5
    """For each voter, and at most ``most_each`` of them on one choice."""
    most_each: int = 3
    state: str = "open"
    """open, closed (the desk alone has the result) or revealed."""
    result: dict[str, int] = field(default_factory=dict)
    """Place to dots, once it is closed; the ballots are erased then."""
    voters: int = 0


@dataclass(frozen=True, slots=True)
class Ballot:
    """One phone's dots, until the vote is closed; whose phone is not stored."""

    id: str
    workshop_id: str
    vote_id: str
    secret_hash: str
    dots: dict[str, int] = field(default_factory=dict)
