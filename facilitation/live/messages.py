"""What clients may say; ``reading`` reads it.

``READERS`` has one struct for each verb; a field's name is the argument's name of the action,
apart from ``id`` (the message's own id) and ``secret`` (kept only as a hash).
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

PROTOCOL = 1
"""Counted up when an old page could not go on with a new server."""

MessageId = Annotated[str, Meta(min_length=32, max_length=32)]
Secret = Annotated[str, Meta(min_length=32, max_length=32)]
Id = Annotated[str, Meta(min_length=1, max_length=64)]
"""Which signs they may hold is looked at when they are read (``reading``): as patterns
here, that took most of the time of reading a note."""
Number = Annotated[int, Meta(ge=0, le=2**53 - 1)]
Minutes = Annotated[int, Meta(ge=-600, le=600)]
Scene = Literal[
    "welcome",
    "groups",
    "notes",
    "prompt",
    "theme",
    "quote",
    "themes",
    "vote",
    "timer",
    "break",
    "closing",
]
Line = Annotated[str, Meta(max_length=400)]
Dots = Annotated[int, Meta(ge=0, le=20)]
Place = Annotated[str, Meta(pattern=r"\A[0-9]{1,2}\Z")]
"""Which of a vote's choices, counted from 0."""
Role = Literal["participant", "table", "moderator", "keeper", "board", "organiser"]

MOST_NOTES = 1_000
"""In one selection; a message of so many still fits into ``message_bytes``."""
SomeNotes = Annotated[list[Id], Meta(min_length=1, max_length=MOST_NOTES)]
Name = Annotated[str, Meta(max_length=1_000)]
"""Far above ``name_length``, so that the action gives the kind answer."""


class Message(Struct, frozen=True, forbid_unknown_fields=True):
    """A message with its own id: a repeat of it is recognised and answered the same."""

    id: MessageId


class Sign(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a note is signed with; ``id`` only chooses among several target groups."""

    kind: Literal["name", "organisation", "target_group", "table"]
    id: Id | None = None


class AddNote(Message, frozen=True):
    prompt: Id
    round: Id
    group: Id | None
    text: str
    sign: Sign
    secret: Secret
    seen: Number


class EditNote(Message, frozen=True):
    note: Id
    text: str
    secret: Secret
    seen: Number


class DeleteNote(Message, frozen=True):
    note: Id
    secret: Secret
    seen: Number


class SignNote(Message, frozen=True):
    note: Id
    group: Id | None
    sign: Sign
    secret: Secret
    seen: Number


class OneNote(Message, frozen=True):
    note: Id


class HideNote(OneNote, frozen=True):
    why: Literal["person", "tone", "double", "off_topic", "other"] | None = None


class AddTheme(Message, frozen=True):
    name: Name
    notes: Annotated[list[Id], Meta(max_length=MOST_NOTES)]


class PutInTheme(Message, frozen=True):
    theme: Id
    notes: SomeNotes


class TakeFromThemes(Message, frozen=True):
    notes: SomeNotes


class RenameTheme(Message, frozen=True):
    theme: Id
    name: Name


class MergeThemes(Message, frozen=True):
    theme: Id
    other: Id


class MoveTheme(Message, frozen=True):
    theme: Id
    before: Id | None = None


class OneTheme(Message, frozen=True):
    theme: Id


class SetAgenda(Message, frozen=True):
    lines: Annotated[list[Name], Meta(max_length=200)]


class OneTable(Message, frozen=True):
    table: Id


class OneItem(Message, frozen=True):
    item: Id


class OnePrompt(Message, frozen=True):
    prompt: Id


class OneRound(Message, frozen=True):
    round: Id


class OneParticipant(Message, frozen=True):
    participant: Id


class SetScene(Message, frozen=True):
    scene: Scene
    prompt: Id | None = None
    theme: Id | None = None
    note: Id | None = None
    minutes: Minutes | None = None


class OpenVote(Message, frozen=True):
    title: Line
    kind: Literal["notes", "themes"]
    choices: Annotated[tuple[Id, ...], Meta(max_length=60)]
    dots: Dots
    most_each: Dots


class OneVote(Message, frozen=True):
    vote: Id


class CastVote(Message, frozen=True):
    vote: Id
    dots: Annotated[dict[Place, Dots], Meta(max_length=60)]
    secret: Secret


class OneGroup(Message, frozen=True):
    group: Id


class MarkNote(Message, frozen=True):
    group: Id
    note: Id
    mark: Literal["", "top", "odd"]


class SomeMinutes(Message, frozen=True):
    minutes: Minutes


class Undo(Message, frozen=True):
    confirm: bool = False


READERS: dict[str, type[Message]] = {
    "note.add": AddNote,
    "note.edit": EditNote,
    "note.delete": DeleteNote,
    "note.sign": SignNote,
    "participant.leave": Message,
    "note.hide": HideNote,
    "note.restore": OneNote,
    "note.hold": OneNote,
    "note.release": OneNote,
    "note.pick": OneNote,
    "note.unpick": OneNote,
    "note.show": OneNote,
    "table.hear": OneTable,
    "table.unhear": OneTable,
    "note.queue": OneNote,
    "note.unqueue": OneNote,
    "note.ask": OneNote,
    "note.unask": OneNote,
    "theme.add": AddTheme,
    "theme.put": PutInTheme,
    "theme.take": TakeFromThemes,
    "theme.rename": RenameTheme,
    "theme.merge": MergeThemes,
    "theme.move": MoveTheme,
    "theme.remove": OneTheme,
    "agenda.set": SetAgenda,
    "agenda.begin": OneItem,
    "scene.set": SetScene,
    "board.freeze": Message,
    "board.release": Message,
    "vote.open": OpenVote,
    "vote.cast": CastVote,
    "vote.close": OneVote,
    "vote.reveal": OneVote,
    "host.claim": OneGroup,
    "host.leave": OneGroup,
    "note.mark": MarkNote,
    "help.call": OneGroup,
    "help.cancel": OneGroup,
    "help.answer": OneGroup,
    "prompt.open": OnePrompt,
    "prompt.close": OnePrompt,
    "prompt.reveal": OnePrompt,
    "prompt.conceal": OnePrompt,
    "round.start": OneRound,
    "round.close": OneRound,
    "timer.set": SomeMinutes,
    "timer.extend": SomeMinutes,
    "timer.stop": Message,
    "participant.free": OneParticipant,
    "step.undo": Undo,
}
WRITTEN_BY_PHONES = ("note.add", "note.edit", "note.delete", "note.sign", "vote.cast")
"""Verbs that carry a secret of the phone; who acted is neither stored nor part of their digest."""


class Hello(Struct, frozen=True, forbid_unknown_fields=True):
    """What a client says when it connects (``auth``)."""

    protocol: int
    workshop: Id
    role: Role
    after: Number | None = None
    chain: Id | None = None


class Repair(Struct, frozen=True, forbid_unknown_fields=True):
    """A client lacks something, or is not sure: what came after ``after`` in this chain?"""

    after: Number | None = None
    chain: Id | None = None


REPAIR = "repair"
