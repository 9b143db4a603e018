"""The measuring is right: frames cut anywhere, answers as the product writes them, counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import days, running
from benchmarks.load import Load, percentile
from benchmarks.wire import HELLO, READY, Client, Plain, Product
from facilitation.core.ports import Answer
from facilitation.live.inbox import answered
from facilitation.live.wire import StrictPacket

TEXTS = ("Vi låner hinandens lokaler",)


def framed(packet: bytes) -> bytes:
    size = len(packet)
    if size < 126:
        return bytes([0x81, size]) + packet
    return bytes([0x81, 126]) + size.to_bytes(2) + packet


def as_sent(number: int, answer: Answer) -> bytes:
    """An answer as the product's own code writes it, as Engine.IO sends it."""
    packet = StrictPacket(2, data=["answer", answered(f"{number:032x}", answer)])
    return b"4" + packet.encode().encode()


@pytest.mark.parametrize("at", range(1, 140, 7))
def test_frames_are_read_wherever_the_network_cuts_them(at: int) -> None:
    packets = [b"2", b"x" * 125, b"y" * 300]
    data = b"".join(framed(one) for one in packets)
    client = Client({}, state=HELLO)
    assert [*client.packets(data[:at]), *client.packets(data[at:])] == packets


def test_the_answers_of_the_product_are_understood() -> None:
    taken = as_sent(417, Answer(ok=True, seq=9, data={"state": "shown"}))
    refused = as_sent(418, Answer(ok=False, code="prompt_closed"))
    assert Product().answered(taken) == (417, True)
    assert Product().answered(refused) == (418, False)


def test_a_note_that_a_board_lacks_is_lost_and_one_that_comes_twice_is_doubled() -> None:
    board = Client({}, is_board=True, state=READY)
    load = Load(Plain(), 0)
    load.boards.append(board)
    load._due = {1: 0.0, 2: 0.0}
    load._boards_left = {1: 1, 2: 1}
    for number in (1, 2):
        load._answered(number, taken=True)
    load._shown(board, [2])
    load._shown(board, [2])
    times = load._finish()
    assert (times.lost, times.doubled, times.unanswered) == (1, 1, 0)
    assert not load._all_seen()


def test_the_load_reaches_a_real_server_and_every_note_comes_back(tmp_path: Path) -> None:
    with running.plain("memory", tmp_path) as server:
        load = Load(Plain(), server.port)
        phones, boards = running.plain_clients(16)
        load.connect([*phones, *boards])
        fixed = load.open_loop(rate=200, seconds=0.5, texts=TEXTS, seed=1)
        closed = load.closed_loop(phones=8, seconds=0.2, texts=TEXTS)
        load.close()
    assert len(fixed.acks) == len(fixed.boards) == 100
    assert closed.rate > 0
    for run in (fixed, closed):
        assert (run.refused, run.unanswered, run.lost, run.doubled) == (0, 0, 0, 0)


def test_percentiles_are_of_the_nearest_rank() -> None:
    times = [float(one) for one in range(1, 101)]
    assert percentile(times, 0.5) == 50
    assert percentile(times, 0.99) == 99
    assert percentile([], 0.5) == 0


def test_a_made_up_day_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    for name, seed in (("one", 1), ("same", 1), ("other", 2)):
        days.write_people(tmp_path / name, 60, seed)
    one, same, other = ((tmp_path / name).read_bytes() for name in ("one", "same", "other"))
    assert one == same != other


def test_a_picture_that_comes_instead_of_frames_shows_what_a_board_lacked_and_doubles_nothing() -> (
    None
):
    board = Client({}, is_board=True, state=READY, seen={1: 1})
    records = '[{"type":"note","id":"01"},{"type":"note","id":"02"},{"type":"day","id":"03"}]'
    for kind, shown in (("frame", [1, 2]), ("snapshot", [2])):
        packet = f'42["{kind}",{{"records":{records}}}]'.encode()
        assert Product().shown(board, packet) == shown
