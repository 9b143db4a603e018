"""A phone's audience is asked for little; what it is not asked for, it may not see anyway."""

from __future__ import annotations

from pathlib import Path

from facilitation.core import audience
from facilitation.core.audience import group_audience, phone_audience
from tests.world import a_database, a_running_day


def test_what_a_table_and_a_phone_are_not_asked_for_they_may_not_see(tmp_path: Path) -> None:
    day = a_running_day(a_database(tmp_path))
    for name in ("Mette", "Åse"):
        day.write(day.phone(name), sign={"kind": "name"})
        day.write(day.phone(name), sign={"kind": "organisation"})
    note = day.write(day.phone("Mette"), sign={"kind": "name"})
    day.do("theme.add", day.moderator, id="tid", name="Tid", notes=[note])
    day.do("scene.set", day.moderator, scene="themes")
    facts = day.facts()
    of_tables = [group_audience(id) for id in facts.groups]
    for one in (*of_tables, phone_audience(day.person("Bo").id)):
        everything = [audience.view(facts, key, one) for key in facts.keys]
        seen = [record for record in everything if record is not None]
        asked = audience.records(facts, one)
        assert sorted(asked, key=str) == sorted(seen, key=str)
        assert len({record["type"] for record in asked}) > 2
