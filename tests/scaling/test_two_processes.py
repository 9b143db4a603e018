"""Two processes behind nginx, on PostgreSQL and Redis, are one server to everybody outside."""

from __future__ import annotations

import http.client
import json
import secrets
from pathlib import Path

import pytest

from facilitation.core import model
from facilitation.core.rights import Actor
from tests.live.test_page_side import page
from tests.scaling.conftest import SEARCHES, Join, Site, a_worker
from tests.scaling.proxy import nginx
from tests.world import World

pytestmark = [pytest.mark.needs_nginx, pytest.mark.needs_redis]


def board_of(world: World) -> Actor:
    return Actor("board", world.id, "board-link")


def test_what_is_written_at_one_process_stands_on_the_board_of_the_other(
    site: Site, world: World, join: Join
) -> None:
    first, second = (site.through(world, house) for house in site.houses)
    mette, projector = join(first, world.phone("Mette")), join(second, board_of(world))
    desk, ase = join(second, world.moderator), join(second, world.phone("Åse"))
    note = mette.note("Fra den ene til den anden")
    answer = mette.must("note.add", **note)
    for follower in (mette, projector, desk, ase):
        follower.until_has("note", note["id"])
    assert ase.ask("note.add", **note) == answer
    desk.must("note.hide", note=note["id"])
    projector.wait_for(lambda: not projector.has("note", note["id"]))
    desk.must("round.start", round=world.round(2).id)
    mette.until_audience(f"group:{world.group(2, round=2).id}")
    ase.until_audience(f"group:{world.group(1, round=2).id}")
    for follower in (mette, projector, desk, ase):
        follower.until_records(world.snapshot(follower.audience or ""))
    assert len(world.find(model.Note)) == 1


def test_both_processes_write_at_once_without_gap_or_double(
    site: Site, world: World, join: Join
) -> None:
    ways = [site.through(world, house) for house in site.houses]
    phones = [join(ways[n % 2], world.phone(n_)) for n, n_ in enumerate(("Mette", "Søren", "Bo"))]
    boards = [join(way, board_of(world)) for way in ways]
    before = world.seq
    notes = [(one, one.note(f"Nr. {number}")) for number in range(12) for one in phones]
    for phone, note in notes:
        phone.io.emit("note.add", note)
    for phone, note in notes:
        phone.until_answered(note["id"])
    numbers = [phone.answers[note["id"]]["seq"] for phone, note in notes]
    assert sorted(numbers) == list(range(before + 1, before + 1 + len(notes)))
    for one in boards:
        one.until_records(world.snapshot("board"))


def test_long_polling_stays_with_the_process_that_it_began_with(
    site: Site, world: World, join: Join
) -> None:
    for house in site.houses:
        way = site.through(world, house)
        mette = join(way, world.phone("Mette"), "polling")
        for number in range(3):
            mette.must("note.add", **mette.note(f"Nr. {number}"))
        asked = [one for one in site.proxy.requests() if one.way == way.way]
        polled = [one for one in asked if one.target.startswith("/socket.io/")]
        assert len(polled) > 5
        assert {one.upstream for one in polled} == {house.url.removeprefix("http://")}
        assert {one.status for one in polled} == {200}


def test_long_polling_and_websockets_see_each_other_across_processes(
    site: Site, world: World, join: Join
) -> None:
    first, second = (site.through(world, house) for house in site.houses)
    polling = join(first, world.phone("Mette"), "polling")
    socket = join(second, world.phone("Åse"))
    for writer, reader in ((polling, socket), (socket, polling)):
        answer = writer.must("note.add", **writer.note())
        reader.until_has("note", answer["re"])


def search(
    site: Site, world: World, address: str, way: str, forwarded: str
) -> tuple[int, dict[str, object]]:
    """Search for a name from this address of the machine, with a forged header."""
    connection = http.client.HTTPConnection(
        "127.0.0.1", site.proxy.port, source_address=(address, 0)
    )
    headers = {
        "Cookie": f"samskab_way={way}",
        "X-Forwarded-For": forwarded,
        "X-Forwarded-Host": "evil.example",
        "Accept": "application/json",
    }
    code = world.find(model.Workshop)[0].code
    connection.request("GET", f"/j/{code}/names?q=met", headers=headers)
    answer = connection.getresponse()
    found = answer.status, json.loads(answer.read())
    connection.close()
    return found


def test_limits_count_the_phones_own_address_whatever_it_claims(site: Site, world: World) -> None:
    way = site.through(world, site.houses[0]).way
    statuses = [
        search(site, world, "127.0.0.2", way, f"192.0.2.{number}")[0]
        for number in range(SEARCHES + 2)
    ]
    assert statuses == [200] * SEARCHES + [429] * 2
    assert search(site, world, "127.0.0.3", way, "192.0.2.1")[0] == 200


def test_a_page_of_another_origin_gets_no_connection_through_nginx(site: Site) -> None:
    for forged in ("http://evil.example", f"http://127.0.0.1:{site.proxy.port + 1}"):
        connection = http.client.HTTPConnection("127.0.0.1", site.proxy.port)
        headers = {"Origin": forged, "X-Forwarded-Host": "evil.example"}
        connection.request("GET", "/socket.io/?EIO=4&transport=polling", headers=headers)
        assert connection.getresponse().status == 400
        connection.close()


def test_a_redis_that_goes_away_and_comes_back_loses_nothing(
    site: Site, world: World, join: Join
) -> None:
    first, second = (site.through(world, house) for house in site.houses)
    mette, projector = join(first, world.phone("Mette")), join(second, board_of(world))
    try:
        site.bell.go()
        for number in range(3):
            id = mette.must("note.add", **mette.note(f"Uden klokke {number}"))["re"]
            projector.until_has("note", id)
    finally:
        site.bell.come()
    for number in range(3):
        id = mette.must("note.add", **mette.note(f"Med klokke {number}"))["re"]
        projector.until_has("note", id)
    assert len(world.find(model.Note)) == 6
    projector.until_records(world.snapshot("board"))


def test_the_pages_of_a_killed_process_go_on_at_the_other(
    site: Site, world: World, tmp_path: Path
) -> None:
    with a_worker(site.engine, site.bell, tmp_path) as doomed:
        addresses = [house.url.removeprefix("http://") for house in (doomed, site.houses[1])]
        with nginx(addresses) as proxy:
            way = site.through(world, doomed, proxy)
            with page(way, world.phone("Mette")) as mette:
                mette.until("snapshot")
                doomed.process.kill()
                mette.until("state", lambda what: what["state"] != "live")
                mette.until("state", lambda what: what["state"] == "live")
                note = world.note_args(world.phone("Mette"), "Skrevet bagefter")
                del note["secret_hash"]
                own = {"id": secrets.token_hex(16), "secret": secrets.token_hex(16)}
                mette.do("note.add", note | own)
                assert mette.until("answer")["ok"]
    assert len(world.find(model.Note)) == 1
