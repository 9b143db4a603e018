"""Messages are read strictly, and nothing but a Refusal comes of reading them."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitation.actions import VERBS
from facilitation.core import model, rights
from facilitation.core.refusals import Refusal
from facilitation.live import messages, reading
from facilitation.live.inbox import arguments
from facilitation.live.messages import READERS
from facilitation.live.wire import IN, StrictPacket

ID = "0123456789abcdef" * 2
GOOD: dict[str, dict[str, Any]] = {
    "note.add": {
        "id": ID,
        "prompt": "p",
        "round": "r",
        "group": None,
        "text": "Kl. 9: mødes",
        "sign": {"kind": "target_group", "id": "t"},
        "secret": ID,
        "seen": 7,
    },
    "scene.set": {"id": ID, "scene": "prompt", "prompt": "p"},
    "timer.extend": {"id": ID, "minutes": -3},
    "step.undo": {"id": ID},
    "timer.stop": {"id": ID},
    "repair": {"after": None, "chain": None},
}


def read(verb: str, payload: Any) -> Any:
    return reading.read(verb, json.dumps(payload).encode())


def no(verb: str, raw: bytes) -> Refusal:
    with pytest.raises(Refusal) as caught:
        reading.read(verb, raw)
    return caught.value


@pytest.mark.parametrize("verb", GOOD)
def test_good_messages_are_read(verb: str) -> None:
    kept = msgspec.to_builtins(read(verb, GOOD[verb]))
    assert GOOD[verb].items() <= kept.items()


def test_every_verb_of_phones_and_stage_is_on_the_socket_and_no_other() -> None:
    on_the_day = {
        verb
        for verb, roles in rights.VERBS.items()
        if set(roles) & {"participant", "table", "moderator"}
    }
    assert set(READERS) == on_the_day


@pytest.mark.parametrize("verb", READERS)
def test_a_messages_fields_are_what_its_action_takes(verb: str) -> None:
    fields = {one.name for one in msgspec.structs.fields(READERS[verb])}
    some: dict[str, Any] = {"sign": messages.Sign("table")}
    given: dict[str, Any] = {name: some.get(name, ID) for name in fields}
    message = READERS[verb](**given)
    taken = list(inspect.signature(VERBS[verb]).parameters)[2:]
    assert set(arguments(verb, message, "hash")) == set(taken)


def test_the_scenes_are_those_of_the_model() -> None:
    for scene in model.SCENES:
        assert read("scene.set", {"id": ID, "scene": scene}).scene == scene


@pytest.mark.parametrize("field", GOOD["note.add"])
@pytest.mark.parametrize("value", [None, 7.5, True, [], {}, "æ" * 65, -1, "\x00"])
def test_a_field_of_the_wrong_kind_is_named(field: str, value: Any) -> None:
    if (field, value) == ("group", None) or (field == "text" and isinstance(value, str)):
        return
    refused = no("note.add", json.dumps(GOOD["note.add"] | {field: value}).encode())
    assert refused.code == "message_unreadable"
    assert refused.data["field"].split(".")[0] == field


@pytest.mark.parametrize("field", GOOD["note.add"])
def test_a_missing_field_is_named(field: str) -> None:
    without = {name: value for name, value in GOOD["note.add"].items() if name != field}
    refused = no("note.add", json.dumps(without).encode())
    assert (refused.code, refused.data["field"]) == ("message_unreadable", field)


@pytest.mark.parametrize("extra", ["is_moderator", "author_id", "created_at", "hidden", "state"])
def test_a_field_too_much_is_refused(extra: str) -> None:
    refused = no("note.add", json.dumps(GOOD["note.add"] | {extra: True}).encode())
    assert (refused.code, refused.data["field"]) == ("message_unreadable", extra)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"null",
        b"NaN",
        b'"' + ID.encode() + b'"',
        b"[" * 20_000 + b"]" * 20_000,
        b'{"id":' * 20_000,
        b'{"id":"' + ID.encode() + b'","confirm":NaN}',
        b'{"id":"' + ID.encode() + b'","confirm":1e400}',
        b'{"id":"' + ID.encode() + b'","confirm":true,"confirm":false}',
        b'{"id":"' + ID.encode() + b'","confirm":true,"c\\u006fnfirm":false}',
        b'{"id":"' + ID.encode() + b'","id":"' + ID.encode() + b'"}',
        b"\xff\xfe",
        b'{"id":"\\ud800"}',
    ],
)
def test_odd_json_is_refused(raw: bytes) -> None:
    assert no("step.undo", raw).code == "message_unreadable"


def test_a_text_with_colons_is_no_doubled_key() -> None:
    note = GOOD["note.add"] | {"text": 'Kl. 9:30: "text":"text": ja'}
    assert read("note.add", note).text == note["text"]


@pytest.mark.parametrize("verb", ["", "note", "connect", "prompt.edit", "roster.store", "x" * 999])
def test_a_verb_that_is_not_on_the_socket_is_unknown(verb: str) -> None:
    assert no(verb, b"{}").code == "message_unknown"


def test_a_note_of_a_megabyte_is_too_long_and_says_how_long() -> None:
    refused = no("note.add", json.dumps(GOOD["note.add"] | {"text": "a" * 1_000_000}).encode())
    assert (refused.code, refused.data["length"]) == ("note_too_long", 1_000_000)


def test_the_same_content_is_the_same_whatever_its_spelling() -> None:
    one = reading.read("scene.set", f'{{"id":"{ID}","scene":"notes"}}'.encode())
    other = reading.read("scene.set", f'{{ "scene":"n\\u006ftes", "id":"{ID}"}}'.encode())
    assert isinstance(one, messages.Message)
    assert isinstance(other, messages.Message)
    assert reading.canonical("scene.set", one) == reading.canonical("scene.set", other)
    assert reading.canonical("x", one) != reading.canonical("scene.set", one)


def outcome(reader: Callable[..., Any], *args: Any) -> str | None:
    """The code of the Refusal that came of reading, if any; another fault is raised."""
    try:
        reader(*args)
    except Refusal as refused:
        return refused.code
    return None


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(sorted(GOOD["note.add"])) | st.text(max_size=8), inner)
    ),
    max_leaves=12,
)


@given(verb=st.sampled_from([*READERS, "repair", "odd"]), payload=anything)
def test_any_json_is_read_or_refused(verb: str, payload: Any) -> None:
    raw = json.dumps(payload).encode()
    reading.peek_id(raw)
    assert outcome(reading.read, verb, raw) in (None, "message_unknown", "message_unreadable")


@given(auth=anything)
def test_any_hello_is_read_or_refused(auth: Any) -> None:
    assert outcome(reading.read_hello, auth) in (None, "message_unreadable", "reload_page")


def as_event(payload: Any) -> str:
    return "2" + json.dumps(["x", payload])


@given(packet=st.text() | st.binary() | anything.map(as_event))
def test_any_packet_is_a_hello_a_goodbye_or_one_message(packet: Any) -> None:
    read = StrictPacket(encoded_packet=packet)
    if not packet:
        return
    assert read.packet_type in (0, 1, 2)
    if read.packet_type == 2:
        name, verb, raw = read.data
        assert name == IN
        assert verb is None or isinstance(verb, str)
        assert isinstance(raw, bytes)


@pytest.mark.parametrize(
    ("packet", "verb"),
    [
        ('2["timer.stop",{"id":"x"}]', "timer.stop"),
        ('217["timer.stop",{"id":"x"}]', "timer.stop"),  # asks for Socket.IO's acknowledgement
        ('2/other,["timer.stop",{"id":"x"}]', "timer.stop"),  # there is one namespace
        ('2["connect",{}]', "connect"),  # a verb as unknown as any other
        ('2["timer.stop"]', None),
        ('2["timer.stop",1,2]', None),
        ("2{}", None),
        ("2" + "[" * 10_000, None),
        ('451-["x",{"_placeholder":true,"num":0}]', None),
        ("3[]", None),
    ],
)
def test_only_events_with_one_payload_are_messages(packet: str, verb: str | None) -> None:
    assert StrictPacket(encoded_packet=packet).data[:2] == [IN, verb]
