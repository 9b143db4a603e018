"""Who receives what: snapshots, frames, repairs and moves, over real sockets."""

from __future__ import annotations

from tests.live.conftest import Join
from tests.live.running import Running
from tests.world import World


def test_a_note_reaches_its_own_table_and_the_board_and_no_other(world: World, join: Join) -> None:
    mette, ase, bo = (join(world.phone(name)) for name in ("Mette", "Åse", "Bo"))
    board = join(world.moderator.__class__("board", world.id, "board-link"))
    answer = mette.ask("note.add", **mette.note("Vi deler lokaler"))
    assert answer["ok"], answer
    id = answer["re"]
    for follower in (mette, ase, board):
        follower.wait_for(lambda follower=follower: follower.has("note", id))
    bo.wait_for(lambda: bo.heard("heartbeat"))
    mette.wait_for(lambda: mette.seq == answer["seq"])
    assert not bo.has("note", id)
    assert id not in str(bo.received)


def test_the_first_picture_is_what_the_reader_sees(world: World, join: Join) -> None:
    mette = join(world.phone("Mette"))
    assert mette.audience == f"group:{world.group(1).id}"
    assert mette.records == world.snapshot(mette.audience)
    assert mette.seq == world.seq
