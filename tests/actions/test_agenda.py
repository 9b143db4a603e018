"""The running order: planned and real time, set as a whole, begun part by part."""

from __future__ import annotations

from facilitation.core import audience, model
from tests.world import World, refuses


def lines(day: World) -> list[tuple[str, str]]:
    return [(one.at, one.title) for one in day.find(model.Item)]


def test_the_running_order_is_set_and_begun_part_by_part(day: World) -> None:
    day.do("agenda.set", day.organiser, lines=["9.30 Velkomst", "10:15  Runde 1"])
    assert lines(day) == [("09.30", "Velkomst"), ("10.15", "Runde 1")]
    first = day.find(model.Item)[0]
    day.now += 60_000
    day.do("agenda.begin", day.moderator, item=first.id)
    record = day.sees(audience.DESK, "item", first.id)
    assert record is not None
    assert record["began_at"] == day.now
    with refuses("nothing_changed"):
        day.do("agenda.begin", day.moderator, item=first.id)
    day.do("step.undo", day.moderator)
    assert day.find(model.Item)[0].began_at is None


def test_a_part_that_keeps_its_name_keeps_when_it_began(day: World) -> None:
    day.do("agenda.set", day.organiser, lines=["9.30 Velkomst", "10.15 Runde 1"])
    first = day.find(model.Item)[0]
    day.do("agenda.begin", day.moderator, item=first.id)
    day.do("agenda.set", day.moderator, lines=["9.00 Kaffe", "9.45 Velkomst"])
    assert lines(day) == [("09.00", "Kaffe"), ("09.45", "Velkomst")]
    assert day.find(model.Item, title="Velkomst")[0].began_at == day.now
    with refuses("nothing_changed"):
        day.do("agenda.set", day.moderator, lines=["9.00 Kaffe", "9.45 Velkomst"])


def test_a_line_without_a_time_or_a_name_is_refused(day: World) -> None:
    with refuses("time_unknown"):
        day.do("agenda.set", day.organiser, lines=["Velkomst"])
    with refuses("field_empty"):
        day.do("agenda.set", day.organiser, lines=["9.30"])
    with refuses("too_many"):
        day.do("agenda.set", day.organiser, lines=["9.30 Kaffe"] * 61)


def test_tables_and_the_board_see_no_running_order(day: World) -> None:
    day.do("agenda.set", day.organiser, lines=["9.30 Velkomst"])
    item = day.find(model.Item)[0].id
    for of in (audience.BOARD, audience.group_audience(day.group(1).id)):
        assert day.sees(of, "item", item) is None


def test_each_who_steers_has_an_own_link_that_is_issued_anew(day: World) -> None:
    made = day.do("link.add", day.organiser, kind="keeper", name="Lone")
    day.do("link.make", day.organiser, kind="keeper", subject=made["subject"])
    old, new = sorted(
        day.find(model.Link, subject_id=made["subject"]), key=lambda one: not one.revoked
    )
    assert (old.id, old.revoked, new.revoked) == (made["link"], True, False)
    assert (old.label, new.label) == ("Lone", "Lone")
    with refuses("link_unknown"):
        day.do("link.add", day.organiser, kind="board", name="Lone")
    with refuses("not_found"):
        day.do("link.make", day.organiser, kind="keeper", subject="nobody")
