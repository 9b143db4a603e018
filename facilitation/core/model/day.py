"""The occasion itself, who it is for, and its rounds, questions and running order."""

from __future__ import annotations

from dataclasses import dataclass

MODES = ("mix", "gather", "none")
SHOWINGS = ("live", "reveal", "one_by_one")
SCENES = (
    *("welcome", "groups", "notes", "prompt", "theme", "quote", "themes"),
    *("vote", "timer", "break", "closing"),
)
ICONS = ("sejl", "skaer", "anker", "fyr")


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
    """The room has seen all themes: phones may say what became of a note."""
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
class Item:
    """One line of the running order: what is planned for when, and when it began."""

    id: str
    workshop_id: str
    number: int
    at: str
    """Clock time, ``09.30``."""
    title: str
    began_at: int | None = None
