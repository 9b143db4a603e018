"""Who is let in, who is not, and who is put out."""

from __future__ import annotations

import time
from typing import Any

import pytest
import requests
from socketio.exceptions import ConnectionError

from facilitation.core import model
from facilitation.core.rights import Actor
from facilitation.live.messages import PROTOCOL
from tests.live.conftest import Join
from tests.live.running import Follower, House, Running, now_ms
from tests.world import World, a_running_day


def refusal(running: Running, actor: Actor, secret: str, **auth: Any) -> dict[str, Any]:
    """What a client is told that is not let in; fails when it is."""
    follower = Follower(running, actor, secret=secret)
    with pytest.raises(ConnectionError):
        follower.connect(**auth)
    follower.close()
    assert follower.seq is None
    assert isinstance(follower.refused, dict)
    data: dict[str, Any] = follower.refused["data"]
    return data


@pytest.mark.parametrize("secret", ["", "x" * 43, "x" * 5000, "æøå", '{"a":1}'])
def test_without_a_known_session_nobody_comes_in(
    world: World, running: Running, secret: str
) -> None:
    told = refusal(running, world.phone("Mette"), secret)
    assert told["code"] == "not_allowed"


def test_an_old_session_is_refused(world: World, running: Running) -> None:
    long_ago = now_ms() - 31 * 24 * 3600 * 1000
    secret = running.session(world.phone("Mette"), created_at=long_ago)
    assert refusal(running, world.phone("Mette"), secret)["code"] == "not_allowed"


@pytest.mark.parametrize("role", ["table", "moderator", "board", "organiser"])
def test_a_phone_does_not_come_in_as_anything_else(
    world: World, running: Running, role: str
) -> None:
    secret = running.session(world.phone("Mette"))
    assert refusal(running, world.phone("Mette"), secret, role=role)["code"] == "not_allowed"


@pytest.mark.parametrize("who", ["phone", "device", "moderator", "organiser", "board"])
def test_a_session_of_another_day_is_refused_like_a_day_that_is_not_there(
    world: World, running: Running, house: House, who: str
) -> None:
    other = a_running_day(house.engine, model.new_id())
    actors = {
        "phone": other.phone("Mette"),
        "device": other.device(1),
        "moderator": other.moderator,
        "organiser": Actor("organiser", other.id, "another-organiser"),
        "board": Actor("board", other.id, "board-link"),
    }
    secret = running.session(actors[who])
    there = refusal(running, actors[who], secret, workshop=world.id)
    nowhere = refusal(running, actors[who], secret, workshop="nowhere")
    assert there == nowhere == {"code": "not_allowed", "data": {}}


def test_an_old_page_is_told_to_reload(world: World, running: Running) -> None:
    secret = running.session(world.phone("Mette"))
    told = refusal(running, world.phone("Mette"), secret, protocol=PROTOCOL - 1)
    assert told == {"code": "reload_page", "data": {"protocol": PROTOCOL}}


@pytest.mark.parametrize(
    "auth",
    [
        {"role": "king"},
        {"workshop": "../x"},
        {"workshop": None},
        {"after": -1},
        {"after": "7"},
        {"chain": 7},
        {"unknown": 1},
        {"protocol": "1"},
    ],
)
def test_an_odd_hello_is_refused(world: World, running: Running, auth: dict[str, Any]) -> None:
    secret = running.session(world.phone("Mette"))
    assert refusal(running, world.phone("Mette"), secret, **auth)["code"] == "message_unreadable"


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1"])
@pytest.mark.parametrize("transport", ["polling", "websocket"])
def test_a_page_of_another_origin_gets_no_connection(
    running: Running, origin: str, transport: str
) -> None:
    headers = {"Origin": origin}
    if transport == "websocket":
        headers |= {
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        }
    address = f"{running.url}/socket.io/?EIO=4&transport={transport}"
    answer = requests.get(address, headers=headers, timeout=10)
    assert answer.status_code == 400
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_one_browser_can_be_phone_and_desk_at_once(
    world: World, running: Running, join: Join
) -> None:
    phone = join(world.phone("Mette"))
    running.grant(world.moderator, phone.secret or "")
    desk = join(world.moderator, secret=phone.secret)
    assert phone.audience == f"group:{world.group(1).id}"
    assert desk.audience == "desk"
    assert phone.ask("round.close", round=world.round(1).id)["code"] == "not_allowed"
    desk.must("round.close", round=world.round(1).id)


@pytest.mark.parametrize("who", ["Mette", "device", "board"])
def test_phones_devices_and_boards_may_not_do_what_the_desk_does(
    world: World, join: Join, board: Actor, who: str
) -> None:
    actors = {"Mette": world.phone("Mette"), "device": world.device(1), "board": board}
    client = join(actors[who])
    assert client.ask("scene.set", scene="groups")["code"] == "not_allowed"
    assert client.ask("note.hide", note="nothing")["code"] == "not_allowed"
    assert world.day.scene == "welcome"


def test_a_forged_group_or_prompt_is_refused(world: World, join: Join) -> None:
    mette = join(world.phone("Mette"))
    forged = mette.note(group=world.group(2).id)
    assert mette.ask("note.add", **forged)["code"] == "not_your_group"
    assert mette.ask("note.add", **mette.note(group="nowhere"))["code"] == "not_your_group"
    assert mette.ask("note.add", **mette.note(prompt="nowhere"))["code"] == "prompt_closed"
    assert world.find(model.Note) == []


def test_a_freed_name_is_told_and_cut_within_a_second(world: World, join: Join) -> None:
    bo, mette, desk = join(world.phone("Bo")), join(world.phone("Mette")), join(world.moderator)
    since = time.monotonic()
    desk.must("participant.free", participant=world.person("Bo").id)
    bo.wait_for(lambda: not bo.io.connected)
    assert time.monotonic() - since < 2.5  # one, and some for a busy machine
    assert bo.last("notice") == {"code": "name_freed", "data": {}}
    assert mette.io.connected
    assert refusal_again(bo)["code"] == "not_allowed"


def refusal_again(follower: Follower) -> dict[str, Any]:
    return refusal(follower.running, follower.actor, follower.secret or "")


def test_an_organiser_who_logs_out_is_cut(world: World, running: Running, join: Join) -> None:
    organiser = join(world.organiser)
    running.log_out(organiser.secret or "")
    organiser.wait_for(lambda: not organiser.io.connected, seconds=5)
    assert organiser.last("notice")["code"] == "logged_out"


def test_a_second_phone_of_the_same_name_is_told_to_the_first(world: World, join: Join) -> None:
    first = join(world.phone("Bo"))
    other = join(world.phone("Mette"))
    second = join(world.phone("Bo"))
    first.wait_for(lambda: first.heard("notice"))
    assert first.last("notice") == {"code": "name_elsewhere", "data": {}}
    assert second.io.connected
    assert not other.heard("notice")


def test_who_leaves_on_the_phone_is_out(world: World, join: Join) -> None:
    bo = join(world.phone("Bo"))
    bo.must("participant.leave")
    bo.wait_for(lambda: not bo.io.connected, seconds=5)
    assert not world.person("Bo").joined
