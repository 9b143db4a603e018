"""A board that takes nothing any more is cut down to snapshots, and costs nobody else."""

from __future__ import annotations

import json
import secrets
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import websocket

from facilitation.core.rights import Actor
from facilitation.live.beat import STALE_PACKETS
from facilitation.live.messages import PROTOCOL
from tests.live.running import Running, serving
from tests.world import a_database, a_running_day

LONG = 10_000
"""Signs of a note, of two bytes each: some hundred of them fill what the system keeps of a socket
that is not read; what comes then waits in the server."""
SMALL_WINDOW = (socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)


@contextmanager
def a_board(running: Running, actor: Actor) -> Iterator[websocket.WebSocket]:
    """A bare connection that has its first picture; what is not read stays where it is."""
    board = websocket.create_connection(
        running.url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket",
        header={"Cookie": f"samskab={running.session(actor)}"},
        sockopt=(SMALL_WINDOW,),
        timeout=40,
    )
    hello = {"protocol": PROTOCOL, "workshop": actor.workshop_id, "role": actor.role}
    try:
        board.send("40" + json.dumps(hello | {"after": None, "chain": None}))
        until(board, "snapshot")
        yield board
    finally:
        board.close()


def events(board: websocket.WebSocket) -> Iterator[tuple[str, Any]]:
    while True:
        packet = board.recv()
        if packet == "2":
            board.send("3")
        elif packet[:2] == "42":
            name, data = json.loads(packet[2:])
            yield name, data


def until(board: websocket.WebSocket, name: str) -> int:
    """Read on until this event; how many frames came before."""
    frames = 0
    for event, _data in events(board):
        if event == name:
            return frames
        frames += event == "frame"
    raise AssertionError


def test_a_board_that_does_not_read_gets_one_picture_when_it_does_and_nobody_waits_for_it(
    tmp_path: Path,
) -> None:
    world = a_running_day(a_database(tmp_path))
    projector = Actor("board", world.id, "board-link")
    quick: dict[str, Any] = {
        "note_rate": "0",
        "message_rate": "0",
        "frame_ms": "0",
        "heartbeat_ms": "200",
    }
    with (
        serving(world, tmp_path, note_length=str(LONG), **quick) as running,
        closing(running.client(world.phone("Mette"))) as mette,
        closing(running.client(projector)) as other,
        a_board(running, projector) as stalled,
    ):
        notes = [mette.note(f"Tanke {number}") for number in range(8)]
        for note in notes:
            mette.must("note.add", **note)

        def edited(note: dict[str, Any], text: str) -> dict[str, Any]:
            own = {"note": note["id"], "secret": note["secret"], "seen": mette.seq, "text": text}
            return {"id": secrets.token_hex(16), **own}

        for number in range(20):
            edits = [edited(note, f"Udgave {number} " + "ø" * (LONG - 20)) for note in notes]
            for edit in edits:
                mette.io.emit("note.edit", edit)
            for edit in edits:
                mette.until_answered(edit["id"])
        for number in range(STALE_PACKETS + 40):
            mette.must("note.edit", **edited(notes[0], f"Udgave {number}"))
            if number % 20 == 0:
                stalled.send("3")  # it lives: else it were cut, and came back as anybody does
        other.wait_for(lambda: other.seq == world.seq)
        assert len(other.heard("snapshot")) == 1
        # What had been sent before is still read; then one picture stands for all the rest.
        assert until(stalled, "snapshot") < len(other.heard("frame"))
        mette.must("note.add", **mette.note("Alle hører med igen"))
        assert until(stalled, "frame") == 0
