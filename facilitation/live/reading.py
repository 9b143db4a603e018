"""Reads what clients say, strictly: unknown fields, doubled keys and odd values are refused."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from operator import attrgetter
from typing import Any, get_args, get_type_hints

import msgspec
from msgspec import Struct

from facilitation.core.refusals import Refusal
from facilitation.live.messages import (
    PROTOCOL,
    READERS,
    REPAIR,
    Hello,
    Id,
    Message,
    MessageId,
    Repair,
    Sign,
)

LONGEST_TEXT = 20_000
"""Code points; far above any ``note_length``, so that a page's limit gives the kind answer."""


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
        hello = msgspec.convert(auth, Hello)
    except msgspec.ValidationError as fault:
        raise Refusal("message_unreadable", field=_field(str(fault))) from None
    _no_odd_field(hello)
    return hello


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
    _no_odd_field(message)
    return message


def _no_odd_field(message: Struct) -> None:
    """Refuses an id or secret with a sign that none of ours has."""
    for name, value_of, odd in _IDS[type(message)]:
        value = value_of(message)
        if value and odd.search(value if type(value) is str else "".join(value)):
            raise Refusal("message_unreadable", field=name)


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


def _ids(reader: type[Struct]) -> Iterator[tuple[str, Any, re.Pattern[str]]]:
    """Where a message holds ids: the field, how to get at it, and which signs it may not hold."""
    for name, hint in get_type_hints(reader, include_extras=True).items():
        if hint is Sign:
            yield name, attrgetter(f"{name}.id"), _NOT_PLAIN
        elif _holds(hint, MessageId):
            yield name, attrgetter(name), _NOT_HEX
        elif _holds(hint, Id):
            yield name, attrgetter(name), _NOT_PLAIN


def _holds(hint: Any, wanted: Any) -> bool:
    return hint == wanted or any(_holds(one, wanted) for one in get_args(hint))


_NOT_HEX = re.compile("[^0-9a-f]")
_NOT_PLAIN = re.compile("[^A-Za-z0-9_-]")
_ALL: tuple[type[Struct], ...] = (*dict.fromkeys(READERS.values()), Repair, Hello)
_DECODERS = {reader: msgspec.json.Decoder(reader) for reader in _ALL}
_LEAST_COLONS = {reader: _least_colons(reader) for reader in _ALL}
_IDS = {reader: tuple(_ids(reader)) for reader in _ALL}
