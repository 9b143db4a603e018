"""Who comes, for whom they work, and where they sit."""

from __future__ import annotations

from dataclasses import dataclass

ROLES = ("participant", "host", "board", "staff", "speaker")


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
