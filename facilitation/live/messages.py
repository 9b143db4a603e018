"""What clients may say, read strictly: unknown fields, doubled keys and odd values are refused.

``READERS`` has one struct for each verb; a field's name is the argument's name of the action,
apart from ``id`` (the message's own id) and ``secret`` (kept only as a hash).
"""

from __future__ import annotations

import json
import re
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from facilitation.core.refusals import Refusal

PROTOCOL = 1
"""Counted up when an old page could not go on with a new server."""

MessageId = Annotated[str, Meta(pattern=r"\A[0-9a-f]{32}\Z")]
Secret = Annotated[str, Meta(pattern=r"\A[0-9a-f]{32}\Z")]
Id = Annotated[str, Meta(pattern=r"\A[A-Za-z0-9_-]{1,64}\Z")]
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

LONGEST_TEXT = 20_000
"""Code points; far above any ``note_length``, so that a page's limit gives the kind answer."""


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


def read(verb: str, raw: bytes) -> Message | Repair:
    """The message that ``raw`` (JSON) holds.

    Raises Refusal ``message_unknown``, ``message_unreadable`` (field) or ``note_too_long``.
    """
    if verb == REPAIR:
        repair: Repair = _strictly(Repair, raw)
        return repair
    reader = READERS.get(verb)
    if reader is None:
        raise Refusal("message_unknown")
    message: Message = _strictly(reader, raw)
    length = len(getattr(message, "text", ""))
    if length > LONGEST_TEXT:
        raise Refusal("note_too_long", most=LONGEST_TEXT, length=length)
    return message


def read_hello(auth: Any) -> Hello:
    """What the client said on connecting; Refusal ``reload_page`` for another protocol number,
    ``message_unreadable`` (field)."""
    said = auth.get("protocol") if isinstance(auth, dict) else None
    if type(said) is int and said != PROTOCOL:
        raise Refusal("reload_page", protocol=PROTOCOL)
    try:
        return msgspec.convert(auth, Hello)
    except msgspec.ValidationError as fault:
        raise Refusal("message_unreadable", field=_field(str(fault))) from None


_PEEK = re.compile(rb'"id"\s*:\s*"([0-9a-f]{32})"')


def peek_id(raw: bytes) -> str | None:
    """The id of a message that could not be read, if it can be seen near its beginning."""
    found = _PEEK.search(raw[:400])
    return found.group(1).decode() if found else None


def canonical(verb: str, message: Message) -> bytes:
    """The message as bytes that are the same for the same content, whatever its spelling."""
    return verb.encode() + b" " + msgspec.json.encode(message)


def _strictly(reader: type[Any], raw: bytes) -> Any:
    try:
        message = _DECODERS[reader].decode(raw)
        if raw.count(b":") > _LEAST_COLONS[reader]:
            json.loads(raw, object_pairs_hook=_no_doubles)
    except (msgspec.DecodeError, ValueError, RecursionError) as fault:
        raise Refusal("message_unreadable", field=_field(str(fault))) from None
    return message


def _no_doubles(pairs: list[tuple[str, Any]]) -> None:
    if len({name for name, _value in pairs}) < len(pairs):
        raise ValueError("doubled key")


def _field(fault: str) -> str:
    """The field that msgspec names in its fault (`` - at `$.note` ``), or an empty string."""
    path = re.search(r"`\$\.([a-z_.]{1,40})`", fault)
    missing = re.search(r"field `([A-Za-z_]{1,40})`", fault)
    return ".".join(found.group(1) for found in (path, missing) if found)


def _least_colons(reader: type[Struct]) -> int:
    """How many ``:`` a message without optional fields has at least; more, and a key may be
    doubled (or the text has a colon): only then is it worth a second look."""
    fields = [one for one in msgspec.structs.fields(reader) if one.required]
    return len(fields) + sum(_least_colons(one.type) for one in fields if one.type is Sign)


_ALL: tuple[type[Struct], ...] = (*dict.fromkeys(READERS.values()), Repair)
_DECODERS = {reader: msgspec.json.Decoder(reader) for reader in _ALL}
_LEAST_COLONS = {reader: _least_colons(reader) for reader in _ALL}
