"""A note signed by name is seen at its author's table, so a new seat takes it along."""

from __future__ import annotations

from pathlib import Path

from facilitation.core.audience import group_audience
from tests.stream.living import picture
from tests.world import a_database, a_running_day


def test_a_named_note_leaves_the_old_table_with_its_author(tmp_path: Path) -> None:
    world = a_running_day(a_database(tmp_path))
    mette = world.phone("Mette")
    note = world.note_args(mette, sign={"kind": "name"})
    world.do("note.add", mette, **note)
    before, key = world.seq, ("note", note["id"])
    world.do("plan.move", world.organiser, participant=mette.subject_id, round=1, table=2)
    world.do("plan.publish", world.organiser)
    since = world.since(before)
    assert since is not None
    assert key in since.keys
    for table, there in ((1, False), (2, True)):
        of = group_audience(world.group(table).id)
        assert (key in world.snapshot(of)) == there
        assert (key in picture(since, of)) == there
