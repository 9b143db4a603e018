"""What the day is made of: one frozen dataclass for each thing, named as people name it.

Every thing belongs to one workshop and says so in ``workshop_id``; ids are opaque strings.
Times are milliseconds since 1970 (UTC), numbers (``seq``) are those of the workshop's stream.
Tuples of ids are ordered. The store keeps one table for each class, column by column.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

LANGUAGES = ("da", "en")
ROLES = ("participant", "host", "board", "staff", "speaker")
MODES = ("mix", "gather", "none")
SHOWINGS = ("live", "reveal", "one_by_one")
SIGNATURES = ("name", "organisation", "target_group", "table")
WISHES = ("together", "apart", "fixed", "away")
SCENES = (
    *("welcome", "groups", "notes", "prompt", "theme", "quote", "themes"),
    *("vote", "timer", "break", "closing"),
)
MARKS = ("top", "odd")
"""What a table's host marks: one of its best three, or its one odd idea."""
VOTES_ON = ("notes", "themes")
HIDE_WHYS = ("person", "tone", "double", "off_topic", "other")
ICONS = ("sejl", "skaer", "anker", "fyr")


def new_id() -> str:
    """A fresh opaque id: 64 random bits in 16 hexadecimal digits."""
    return secrets.token_hex(8)


@dataclass(frozen=True, slots=True)
class Workshop:
    """The whole occasion, and what the stage is doing now."""

    workshop_id: str
    code: str
    organiser_id: str
    title: str
    date: str = ""
    """ISO date, empty when not yet set."""
    place: str = ""
    theme: str = ""
    starts_at: str = ""
    """Clock time as people write it, ``09.30``."""
    base_address: str = ""
    """What printed codes carry, confirmed by the organiser; empty until then."""
    state: str = "draft"
    """draft, open (phones may join and write) or closed (nothing more is taken)."""
    round_id: str | None = None
    """The current round: running, or the next to run, or the last that ran."""
    scene: str = "welcome"
    scene_prompt_id: str | None = None
    scene_theme_id: str | None = None
    scene_note_id: str | None = None
    """The note that stands alone as a quote."""
    scene_vote_id: str | None = None
    break_ends_at: int | None = None
    themes_shown: bool = False
    """The room has seen the themes: phones may say what became of a note."""
    frozen: bool = False
    """The board keeps what it shows, whatever the desk does, until it is let go."""
    room_depth: int = 150
    """From the board to the back row, in decimetres."""
    screen_width: int = 30
    """Of the projected picture, in decimetres."""
    timer_started_at: int | None = None
    timer_ends_at: int | None = None

    @property
    def id(self) -> str:
        return self.workshop_id


@dataclass(frozen=True, slots=True)
class Organisation:
    id: str
    workshop_id: str
    name: str


@dataclass(frozen=True, slots=True)
class TargetGroup:
    id: str
    workshop_id: str
    name_da: str
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class Method:
    id: str
    workshop_id: str
    name_da: str
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class Participant:
    id: str
    workshop_id: str
    name: str
    organisation_id: str | None = None
    role: str = "participant"
    email: str | None = None
    target_group_ids: tuple[str, ...] = ()
    method_ids: tuple[str, ...] = ()
    status: str = "active"
    """active or cancelled."""
    walk_in: bool = False
    joined: bool = False
    """The name is in use: at least one phone has claimed it."""
    arrived: bool = False
    """Ticked off at the door."""
    replaces: str | None = None
    """The id of the one whose place a substitute has taken."""
    voted: tuple[str, ...] = ()
    """The votes that are open and that this one has given dots in; never which."""

    @property
    def here(self) -> bool:
        """Known to have come: ticked off at the door, or by phone."""
        return self.status == "active" and (self.arrived or self.joined)


@dataclass(frozen=True, slots=True)
class Table:
    id: str
    workshop_id: str
    number: int
    least: int | None = None
    most: int | None = None
    """Seats; None: as even as can be."""
    closed: bool = False
    """Nobody is seated there in a new plan."""
    heard_at: int | None = None
    """When the desk marked that this table has been heard on the stage."""


@dataclass(frozen=True, slots=True)
class Round:
    id: str
    workshop_id: str
    number: int
    minutes: int = 20
    targets: str = "mix"
    methods: str = "none"
    prompt_ids: tuple[str, ...] = ()
    state: str = "planned"
    """planned, running or closed."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question that notes answer; titles and texts in both languages, empty where missing."""

    id: str
    workshop_id: str
    number: int
    icon: str = ICONS[0]
    title_da: str = ""
    title_en: str = ""
    text_da: str = ""
    text_en: str = ""
    showing: str = "live"
    default_signature: str = "organisation"
    revealed: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """A prompt stood open in a round from one number until (not with) another."""

    id: str
    workshop_id: str
    prompt_id: str
    round_id: str
    opened_seq: int
    closed_seq: int | None = None

    def was_open_at(self, seq: int) -> bool:
        """Whether the prompt was open for someone who had seen ``seq``."""
        return self.opened_seq <= seq and (self.closed_seq is None or seq < self.closed_seq)


@dataclass(frozen=True, slots=True)
class Group:
    """The people together at one table in one round."""

    id: str
    workshop_id: str
    round_id: str
    table_id: str
    host_id: str | None = None
    """The participant who keeps this table going."""
    help: str = ""
    """Empty, called (the table asks for somebody) or answered (somebody is on the way)."""


@dataclass(frozen=True, slots=True)
class Seat:
    """A participant sat in a group from one number until (not with) another."""

    id: str
    workshop_id: str
    round_id: str
    participant_id: str
    group_id: str
    from_seq: int
    until_seq: int | None = None

    def was_taken_at(self, seq: int) -> bool:
        """Whether the seat was this participant's for someone who had seen ``seq``."""
        return self.from_seq <= seq and (self.until_seq is None or seq < self.until_seq)


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
class Theme:
    """Notes gathered under a name; themes stand in the order of (number, id)."""

    id: str
    workshop_id: str
    number: int
    name: str


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the running order: what is planned for when, and when it began."""

    id: str
    workshop_id: str
    number: int
    at: str
    """Clock time, ``09.30``."""
    title: str
    began_at: int | None = None


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


@dataclass(frozen=True, slots=True)
class Plan:
    """The table plan that the organiser works on; publishing turns it into seats.

    ``seats`` are ``[participant_id, round number, table number]``; ``proof`` is a list of
    wishes with value, bound and proven, as the grouping package gives them.
    """

    id: str
    workshop_id: str
    seats: tuple[tuple[str, int, int], ...] = ()
    proof: tuple[dict[str, object], ...] = ()
    seed: int = 1
    published: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """What the plan must hold of somebody: two together or apart, one at a table, one away.

    ``together`` and ``apart`` have ``other_id``, ``fixed`` has ``table_id``. A seat that is locked
    is ``fixed`` in one round.
    """

    id: str
    workshop_id: str
    kind: str
    participant_id: str
    other_id: str | None = None
    round_id: str | None = None
    """None: in all rounds."""
    table_id: str | None = None


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
