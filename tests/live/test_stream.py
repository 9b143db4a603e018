"""Who receives what: snapshots, frames, repairs and moves, over real sockets."""

from __future__ import annotations

from facilitation.core.rights import Actor
from tests.live.conftest import Join
from tests.world import World


def test_the_first_picture_is_what_the_reader_sees(world: World, join: Join) -> None:
    mette = join(world.phone("Mette"))
    assert mette.audience == f"group:{world.group(1).id}"
    assert mette.records == world.snapshot(mette.audience)
    assert mette.seq == world.seq


def test_a_note_reaches_its_own_table_and_the_board_and_no_other(
    world: World, join: Join, board: Actor
) -> None:
    mette, ase, bo = (join(world.phone(name)) for name in ("Mette", "Åse", "Bo"))
    projector = join(board)
    answer = mette.must("note.add", **mette.note("Vi deler lokaler"))
    id = answer["re"]
    for follower in (mette, ase, projector):
        follower.until_has("note", id)
    beats = len(bo.heard("heartbeat"))
    bo.wait_for(lambda: len(bo.heard("heartbeat")) > beats + 1)
    assert id not in str(bo.received)
    assert "Vi deler" not in str(bo.received)


def test_a_hidden_note_goes_from_the_board_and_its_text_from_the_table(
    world: World, join: Join, board: Actor
) -> None:
    mette, desk, projector = join(world.phone("Mette")), join(world.moderator), join(board)
    id = mette.must("note.add", **mette.note("Et navn"))["re"]
    projector.wait_for(lambda: projector.has("note", id))
    desk.must("note.hide", note=id)
    projector.wait_for(lambda: not projector.has("note", id))
    mette.wait_for(lambda: mette.records["note", id]["state"] == "hidden")
    assert "text" not in mette.records["note", id]


def test_frames_chain_and_an_audience_that_sees_nothing_gets_none(world: World, join: Join) -> None:
    mette, bo = join(world.phone("Mette")), join(world.phone("Bo"))
    for text in ("en", "to", "tre"):
        mette.must("note.add", **mette.note(text))
    mette.wait_for(lambda: mette.seq == world.seq)
    last = bo.must("note.add", **bo.note("fire"))
    bo.wait_for(lambda: bo.seq == last["seq"])
    frames = mette.heard("frame")
    assert all(one["from"] < one["to"] for one in frames)
    assert [one["from"] for one in frames[1:]] == [one["to"] for one in frames[:-1]]
    (only,) = bo.heard("frame")
    assert only["from"] == bo.heard("snapshot")[0]["seq"]


def test_the_heartbeat_carries_the_audiences_own_last_number(world: World, join: Join) -> None:
    mette, bo = join(world.phone("Mette")), join(world.phone("Bo"))
    before = bo.seq
    mette.must("note.add", **mette.note())
    beats = len(bo.heard("heartbeat"))
    bo.wait_for(lambda: len(bo.heard("heartbeat")) > beats + 1)
    assert bo.last("heartbeat")["to"] == before
    mette.wait_for(lambda: mette.last("heartbeat")["to"] == world.seq)


def test_a_lost_frame_is_noticed_and_repaired(world: World, join: Join) -> None:
    mette, ase = join(world.phone("Mette")), join(world.phone("Åse"))
    ase.deaf = True
    lost = mette.must("note.add", **mette.note("Den tabte"))
    mette.wait_for(lambda: mette.seq == lost["seq"])
    ase.deaf = False
    ase.wait_for(lambda: ase.has("note", lost["re"]), seconds=5)
    assert ase.records == world.snapshot(ase.audience or "")


def test_who_comes_back_gets_what_came_since_and_not_the_whole(world: World, join: Join) -> None:
    mette, ase = join(world.phone("Mette")), join(world.phone("Åse"))
    ase.io.disconnect()
    missed = mette.must("note.add", **mette.note("Mens du var væk"))
    mette.wait_for(lambda: mette.seq == missed["seq"])
    ase.connect()
    ase.wait_for(lambda: ase.has("note", missed["re"]))
    assert len(ase.heard("snapshot")) == 1


def test_who_comes_back_with_another_chain_gets_the_whole(world: World, join: Join) -> None:
    mette, ase = join(world.phone("Mette")), join(world.phone("Åse"))
    ase.io.disconnect()
    ase.connect(chain="0123456789abcdef")
    ase.wait_for(lambda: len(ase.heard("snapshot")) == 2)
    assert ase.records == mette.records


def test_a_deleted_note_does_not_come_back_to_who_was_away(world: World, join: Join) -> None:
    mette, ase = join(world.phone("Mette")), join(world.phone("Åse"))
    note = mette.note("Fortrudt")
    mette.must("note.add", **note)
    ase.wait_for(lambda: ase.has("note", note["id"]))
    ase.io.disconnect()
    mette.must("note.delete", note=note["id"], secret=note["secret"], seen=mette.seq)
    ase.connect()
    ase.wait_for(lambda: not ase.has("note", note["id"]))


def test_a_new_round_brings_each_phone_its_new_table_and_tells_who_stays_no_more(
    world: World, join: Join
) -> None:
    mette, ase, desk = join(world.phone("Mette")), join(world.phone("Åse")), join(world.moderator)
    device = join(world.device(1))
    desk.must("round.start", round=world.round(2).id)
    for follower, table in ((mette, 2), (ase, 1), (device, 1)):
        wanted = f"group:{world.group(table, round=2).id}"
        follower.until_audience(wanted)
        assert follower.records == world.snapshot(wanted)
    # The desk's audience is the same as before: it got frames, and no second picture.
    assert len(desk.heard("snapshot")) == 1


def test_a_note_at_the_new_table_does_not_reach_who_has_left_it(world: World, join: Join) -> None:
    mette, ase, desk = join(world.phone("Mette")), join(world.phone("Åse")), join(world.moderator)
    desk.must("round.start", round=world.round(2).id)
    new = f"group:{world.group(1, round=2).id}"
    ase.wait_for(lambda: ase.audience == new)
    mette.wait_for(lambda: len(mette.heard("snapshot")) == 2)
    answer = ase.must("note.add", **ase.note("Kun for bord 1"))
    ase.wait_for(lambda: ase.has("note", answer["re"]))
    beats = len(mette.heard("heartbeat"))
    mette.wait_for(lambda: len(mette.heard("heartbeat")) > beats + 1)
    assert "Kun for bord 1" not in str(mette.received)


def test_what_another_process_writes_arrives_within_two_looks(
    world: World, join: Join, board: Actor
) -> None:
    projector = join(board)
    world.do("scene.set", world.moderator, scene="groups")
    projector.wait_for(lambda: projector.records["day", "day"]["scene"] == "groups", seconds=5)


def test_a_published_plan_gives_everybody_a_fresh_picture(world: World, join: Join) -> None:
    bo, organiser = join(world.phone("Bo")), join(world.organiser)
    bo_seat = (world.person("Bo").id, 1, 1)
    world.do("plan.move", world.organiser, participant=bo_seat[0], round=1, table=1)
    world.do("plan.publish", world.organiser)
    wanted = f"group:{world.group(1).id}"
    bo.wait_for(lambda: bo.audience == wanted, seconds=5)
    assert bo.records == world.snapshot(wanted)
    organiser.wait_for(lambda: organiser.seq == world.seq)
    assert organiser.records == world.snapshot("organiser")


def test_the_desk_knows_how_many_phones_are_connected(world: World, join: Join) -> None:
    desk = join(world.moderator)
    join(world.phone("Mette"))
    join(world.phone("Mette"))
    join(world.device(2))
    desk.wait_for(lambda: desk.heard("presence") and desk.last("presence")["connected"] == 2)


def reseat(world: World, name: str, round: int, table: int) -> None:
    seats = [(world.person(name).id, round, table)]
    assert world.do("plan.reseat", world.organiser, seats=seats)["moved"] == 1


def test_a_new_plan_moves_and_tells_one_phone_and_sends_others_nothing_they_need_not_know(
    world: World, join: Join, board: Actor
) -> None:
    world.do("table.open", world.organiser, table=3)
    bo, mette = join(world.phone("Bo")), join(world.phone("Mette"))
    kirsten, projector = join(world.phone("Kirsten")), join(board)
    received = len(mette.received)
    reseat(world, "Bo", 1, 3)
    bo.until_audience(f"group:{world.group(3).id}")
    bo.wait_for(lambda: bo.heard("notice"))
    assert bo.heard("notice") == [{"code": "seat_changed", "data": {}}]
    # At the table that Bo left, the list of those who sit there changes; nothing else does.
    kirsten.wait_for(lambda: kirsten.heard("frame"))
    (frame,) = kirsten.heard("frame")
    assert [(one["type"], one["id"]) for one in frame["records"]] == [("group", world.group(2).id)]
    assert frame["gone"] == []
    projector.wait_for(lambda: projector.heard("frame"))
    # At a table that nobody leaves or comes to, no phone hears of it.
    mette.wait_for(lambda: len(mette.heard("heartbeat")) > 1)
    assert {event for event, _data in mette.received[received:]} == {"heartbeat"}
    assert not kirsten.heard("notice")


def test_a_new_seat_in_a_round_to_come_is_told_to_that_phone_alone(
    world: World, join: Join
) -> None:
    bo, kirsten = join(world.phone("Bo")), join(world.phone("Kirsten"))
    reseat(world, "Bo", 2, 1)
    bo.wait_for(lambda: bo.heard("notice"))
    kirsten.wait_for(lambda: len(kirsten.heard("heartbeat")) > 1)
    assert {event for event, _data in kirsten.received} == {"snapshot", "heartbeat"}
    assert bo.audience == f"group:{world.group(2).id}"
