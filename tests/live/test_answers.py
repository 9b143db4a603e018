"""Every message gets its answer: the same on repeat, a no with its code, and never silence."""

from __future__ import annotations

import json
import secrets
from pathlib import Path
from typing import Any

import pytest
import requests

from facilitation.core import model
from tests.live.conftest import Join
from tests.live.running import Follower, Running, serving
from tests.world import World, a_database, a_running_day


def test_an_accepted_note_is_answered_with_its_number(world: World, join: Join) -> None:
    mette = join(world.phone("Mette"))
    answer = mette.must("note.add", **mette.note())
    assert answer["data"] == {"state": "shown", "late": False, "waits": None}
    assert world.note(answer["re"]).seq == answer["seq"] == world.seq


def test_a_repeat_gets_the_first_answer_and_stores_nothing(world: World, join: Join) -> None:
    mette = join(world.phone("Mette"))
    note = mette.note("En gang")
    first = mette.must("note.add", **note)
    mette.must("note.add", **mette.note("Noget andet"))
    assert mette.ask("note.add", **note) == first
    assert len(world.find(model.Note)) == 2


def test_a_repeat_after_a_restart_gets_the_first_answer(tmp_path: Path) -> None:
    world = a_running_day(a_database(tmp_path))
    with serving(world, tmp_path) as running:
        mette = running.client(world.phone("Mette"))
        note = mette.note("En gang")
        first = mette.must("note.add", **note)
        mette.close()
        secret = mette.secret
    with serving(world, tmp_path) as running:
        again = running.client(world.phone("Mette"), secret=secret)
        assert again.ask("note.add", **note) == first
        again.close()
    assert len(world.find(model.Note)) == 1


def test_the_same_id_with_another_content_is_refused(world: World, join: Join) -> None:
    mette = join(world.phone("Mette"))
    note = mette.note("Den første")
    mette.must("note.add", **note)
    other = mette.ask("note.add", **(note | {"text": "En anden"}))
    assert (other["ok"], other["code"]) == (False, "message_id_taken")
    assert world.note(note["id"]).text == "Den første"


def test_a_stranger_who_repeats_a_note_without_its_secret_learns_nothing(
    world: World, join: Join
) -> None:
    mette, bo = join(world.phone("Mette")), join(world.phone("Bo"))
    note = mette.note("Hemmelig")
    mette.must("note.add", **note)
    theft = bo.ask("note.add", **(note | {"secret": secrets.token_hex(16)}))
    assert theft == {"re": note["id"], "ok": False, "code": "message_id_taken", "data": {}}


def test_a_step_repeated_by_another_desk_is_refused(world: World, join: Join) -> None:
    one, other = join(world.moderator), join(world.other_moderator)
    id = secrets.token_hex(16)
    one.must("scene.set", id=id, scene="groups")
    assert other.ask("scene.set", id=id, scene="groups")["code"] == "message_id_taken"


@pytest.mark.parametrize(
    ("verb", "payload", "code"),
    [
        ("no.such", {"id": "a" * 32}, "message_unknown"),
        ("roster.store", {"id": "a" * 32, "people": []}, "message_unknown"),
        ("note.add", {"id": "a" * 32}, "message_unreadable"),
        ("note.add", {"id": "a" * 32, "is_moderator": True}, "message_unreadable"),
        ("note.edit", [{"id": "a" * 32}], "message_unreadable"),
    ],
)
def test_a_message_that_makes_no_sense_is_answered_under_its_id(
    world: World, join: Join, verb: str, payload: Any, code: str
) -> None:
    mette = join(world.phone("Mette"))
    mette.io.emit(verb, payload)
    mette.wait_for(lambda: mette.answers)
    assert mette.answers["a" * 32]["code"] == code
    mette.must("note.add", **mette.note())


@pytest.mark.parametrize(
    "packet",
    [
        "2",
        "2{}",
        '2["note.add"]',
        '2["note.add",NaN]',
        '2["note.add",' + "[" * 10_000 + "]" * 10_000 + "]",
        '2["note.add",{"id":' * 5_000,
        '2[{"a":1},{}]',
        '2["connect",{"protocol":1}]',
        '2["disconnect"]',
        '2["\\ud800",{}]',
        '451-["note.add",{"_placeholder":true,"num":0}]',
        "3[]",
        "9",
        "x",
    ],
    ids=range(14),
)
def test_a_packet_that_makes_no_sense_is_answered_and_the_socket_lives(
    world: World, join: Join, packet: str
) -> None:
    mette = join(world.phone("Mette"))
    mette.send_raw(packet)
    mette.wait_for(lambda: mette.answers)
    assert mette.answers[None]["code"] in ("message_unreadable", "message_unknown")
    mette.must("note.add", **mette.note())


def test_a_note_of_a_megabyte_is_answered_kindly_and_the_socket_lives(
    world: World, join: Join
) -> None:
    mette = join(world.phone("Mette"))
    answer = mette.ask("note.add", **mette.note("a" * 1_000_000))
    assert answer["code"] == "note_too_long"
    assert answer["data"] == {"most": 500, "length": 1_000_000}
    mette.must("note.add", **mette.note())


def test_what_is_far_too_large_costs_its_own_connection_only(world: World, join: Join) -> None:
    mette, bad = join(world.phone("Mette")), join(world.phone("Bo"))
    bad.io.emit("note.add", bad.note("a" * 4_000_000))
    bad.wait_for(lambda: not bad.io.connected)
    mette.must("note.add", **mette.note())


def test_a_large_message_of_another_kind_is_refused(world: World, join: Join) -> None:
    desk = join(world.moderator)
    desk.send_raw('2["note.hide",{' + " " * 100_000 + f'"id":"{"a" * 32}","note":"x"}}]')
    desk.wait_for(lambda: desk.answers)
    assert desk.answers[None]["code"] == "message_unreadable"


@pytest.mark.parametrize("garbage", ["", "x", "7", "4", b"\x00\xff", b""])
def test_a_frame_that_is_no_packet_takes_neither_the_process_nor_others(
    world: World, running: Running, join: Join, garbage: str | bytes
) -> None:
    mette, bad = join(world.phone("Mette")), join(world.phone("Bo"))
    if isinstance(garbage, str):
        bad.io.eio.ws.send(garbage)
    else:
        bad.io.eio.ws.send_binary(garbage)
    mette.must("note.add", **mette.note())
    assert running.process.poll() is None


def test_a_flood_is_slowed_and_every_message_of_it_answered(world: World, join: Join) -> None:
    flooding, ase = join(world.phone("Mette")), join(world.phone("Åse"))
    notes = [flooding.note(f"Seddel {number}") for number in range(60)]
    for note in notes:
        flooding.io.emit("note.add", note)
    flooding.wait_for(lambda: len(flooding.answers) == 60)
    answers = [flooding.answers[note["id"]] for note in notes]
    assert all(answer["ok"] for answer in answers[:20])
    slowed = [answer for answer in answers if not answer["ok"]]
    assert {answer["code"] for answer in slowed} == {"too_fast"}
    assert all(1 <= answer["data"]["retry_ms"] <= 1000 for answer in slowed)
    ase.must("note.add", **ase.note())


def test_long_polling_carries_it_too(world: World, join: Join) -> None:
    mette = join(world.phone("Mette"), transports=("polling",))
    answer = mette.must("note.add", **mette.note())
    mette.wait_for(lambda: mette.has("note", answer["re"]))


def test_many_notes_in_one_polling_request_are_all_answered(
    world: World, running: Running, request: pytest.FixtureRequest
) -> None:
    """A phone's outbox, sent over long-polling after a time without a network."""
    poll = Polling(running, Follower(running, world.phone("Mette")))
    request.addfinalizer(poll.close)
    notes = [poll.follower.note(f"Nummer {n}", seen=poll.seq) for n in range(18)]
    poll.post("\x1e".join("42" + json.dumps(["note.add", note]) for note in notes))
    answered: set[str] = set()
    while len(answered) < 18:
        answered |= {data["re"] for name, data in poll.get() if name == "answer" and data["ok"]}
    assert len(world.find(model.Note)) == 18


class Polling:
    """A bare long-polling client."""

    def __init__(self, running: Running, follower: Follower) -> None:
        self.follower = follower
        self._session = requests.Session()
        self._session.headers["Cookie"] = f"samskab={follower.secret}"
        self._address = f"{running.url}/socket.io/?EIO=4&transport=polling"
        opened = self._session.get(self._address, timeout=10).text
        self._address += "&sid=" + json.loads(opened[1:])["sid"]
        hello = {"protocol": 1, "workshop": follower.actor.workshop_id, "role": "participant"}
        self.post("40" + json.dumps(hello))
        self.seq = self._first_number()

    def close(self) -> None:
        self._session.close()

    def post(self, body: str) -> None:
        answer = self._session.post(self._address, data=body.encode(), timeout=10)
        assert answer.text == "OK", answer.text

    def get(self) -> list[tuple[str, Any]]:
        answer = self._session.get(self._address, timeout=30)
        packets = answer.content.decode().split("\x1e")
        return [tuple(json.loads(one[2:])) for one in packets if one.startswith("42")]

    def _first_number(self) -> int:
        while True:
            for name, data in self.get():
                if name == "snapshot":
                    return int(data["seq"])
