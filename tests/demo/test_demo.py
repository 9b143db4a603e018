from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from facilitation.commands.demo import demo_command
from facilitation.core import tokens
from facilitation.core.model import Link
from facilitation.core.refusals import Refusal
from facilitation.opening import open_store
from facilitation.settings import load
from facilitation.store import lookup
from tests.demo.conftest import Demo, facts_of

KEYS = [
    "workshop",
    "code",
    "organiser_url",
    "desk_url",
    "board_url",
    "join_url",
    "report_url",
    "participants",
    "tables",
]


def seats(day: dict[str, Any]) -> list[tuple[str, str, int]]:
    return [(one["name"], one["organisation"], one["table"]) for one in day["participants"]]


def link_of(url: str) -> Link:
    """The link that an address opens."""
    hash = tokens.hashed(url.rsplit("/", 1)[1])
    found = open_store(load()).reader.run(lambda c: lookup.link_by_hash(c, hash))
    assert found is not None
    return found


def test_it_says_where_everything_is(demo: Demo) -> None:
    day = demo()
    assert list(day) == KEYS
    assert len(day["participants"]) == 95
    assert [one["table"] for one in day["tables"]] == list(range(1, 13))
    assert set(day["participants"][0]) == {"id", "name", "organisation", "table", "url"}
    assert day["join_url"] == f"http://localhost:8000/j/{day['code']}"


def test_each_address_opens_its_own_part(demo: Demo) -> None:
    day = demo("--people", "10", "--tables", "2")
    for kind in ("organiser", "desk", "board", "report"):
        assert link_of(day[f"{kind}_url"]).kind == kind
    for one in day["participants"]:
        link = link_of(one["url"])
        assert (link.kind, link.subject_id) == ("badge", one["id"])
    assert [link_of(one["url"]).kind for one in day["tables"]] == ["table", "table"]


def test_addresses_stand_on_the_base_address(demo: Demo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FACILITATION_BASE_URL", "https://dag.example")
    day = demo("--people", "2", "--tables", "1")
    assert day["board_url"].startswith("https://dag.example/l/")


def test_the_day_stands_in_round_1_with_its_four_prompts_open_and_live(demo: Demo) -> None:
    day = demo("--people", "12", "--tables", "3", "--rounds", "2")
    facts = facts_of(day)
    first = next(one for one in facts.rounds.values() if one.number == 1)
    assert (facts.workshop.state, facts.workshop.round_id, first.state) == (
        "open",
        first.id,
        "running",
    )
    assert {one.showing for one in facts.prompts.values()} == {"live"}
    assert facts.open_in == dict.fromkeys(facts.prompts, first.id)
    assert len(facts.prompts) == 4
    assert facts.workshop.scene == "welcome"


@pytest.mark.parametrize(("rounds", "tables"), [(1, 1), (2, 5), (4, 14)])
def test_rounds_and_tables_are_as_many_as_asked(demo: Demo, rounds: int, tables: int) -> None:
    facts = facts_of(demo("--rounds", str(rounds), "--tables", str(tables), "--people", "30"))
    assert len(facts.rounds) == rounds
    assert len(facts.tables) == tables
    assert len(facts.members) == rounds * tables
    for members in facts.members.values():
        assert 30 // tables <= len(members) <= -(-30 // tables)


def test_colleagues_sit_apart_where_target_groups_mix(demo: Demo) -> None:
    facts = facts_of(demo())
    mixed = {id for id, one in facts.rounds.items() if one.targets == "mix"}
    assert len(mixed) == 2
    for id, group in facts.groups.items():
        homes = [facts.participants[one].organisation_id for one in facts.members[id]]
        assert group.round_id not in mixed or len(homes) == len(set(homes))


def test_notes_are_spread_over_tables_prompts_and_signatures(demo: Demo) -> None:
    facts = facts_of(demo("--notes", "120"))
    notes = list(facts.notes.values())
    assert len(notes) == 120
    assert facts.workshop.scene == "notes"
    assert {one.prompt_id for one in notes} == set(facts.prompts)
    assert {one.signed for one in notes} == {"name", "organisation", "target_group", "table"}
    written_at = Counter(facts.groups[id or ""].table_id for id in facts.note_groups.values())
    assert len(written_at) == 12
    assert set(written_at.values()) == {10}


def test_notes_that_identify_somebody_wait_for_the_desk(demo: Demo) -> None:
    facts = facts_of(demo("--notes", "240"))
    waiting = {one.text for one in facts.notes.values() if one.state == "waiting"}
    assert len(waiting) == 4
    assert any("19 44 02 71" in text for text in waiting)
    assert any("140311-0000" in text for text in waiting)
    assert any("Lille Aksel" in text for text in waiting)


def test_more_notes_than_sentences_are_all_different(demo: Demo) -> None:
    facts = facts_of(demo("--notes", "500"))
    assert len({one.text for one in facts.notes.values()}) > 490


def test_the_same_seed_makes_the_same_day(demo: Demo) -> None:
    one, other = (demo("--notes", "60", "--seed", "7") for _ in range(2))
    assert seats(one) == seats(other)
    assert said(one) == said(other)
    assert one["workshop"] != other["workshop"]


def test_another_seed_makes_another_day(demo: Demo) -> None:
    assert seats(demo("--seed", "1")) != seats(demo("--seed", "2"))


def said(day: dict[str, Any]) -> list[tuple[str, str, str]]:
    facts = facts_of(day)
    ordered = sorted(facts.notes.values(), key=lambda one: one.seq)
    return [(one.text, one.signed, facts.prompts[one.prompt_id].title_da) for one in ordered]


def test_a_thousand_people_all_have_names_and_organisations_of_their_own(demo: Demo) -> None:
    day = demo("--people", "1000", "--tables", "100", "--rounds", "2")
    people = day["participants"]
    assert len(people) == 1000
    assert len({(one["name"], one["organisation"]) for one in people}) == 1000
    listed = {one["name"] for one in people}
    assert len(listed) == 999  # the list of 2022 has two Mette Nielsens
    sizes = Counter(one["organisation"] for one in people)
    assert all(size <= 11 for size in sizes.values())
    assert set(Counter(one["table"] for one in people).values()) == {10}


def test_few_people_are_drawn_from_the_list(demo: Demo) -> None:
    few, all_of_them = demo("--people", "20"), demo()
    assert {(n, o) for n, o, _t in seats(few)} <= {(n, o) for n, o, _t in seats(all_of_them)}


def test_without_json_the_addresses_are_for_people_to_read(data_dir: Path) -> None:
    result = CliRunner().invoke(demo_command, ["--people", "3", "--tables", "1"])
    assert result.exit_code == 0
    for word in ("organiser", "desk", "board", "join", "report", "table 1"):
        assert word in result.stdout


@pytest.mark.parametrize(
    "options", [("--people", "0"), ("--people", "99999"), ("--rounds", "99"), ("--notes", "-1")]
)
def test_numbers_out_of_range_are_wrong_usage_and_make_nothing(
    data_dir: Path, options: tuple[str, str]
) -> None:
    result = CliRunner().invoke(demo_command, options)
    assert result.exit_code == 2
    assert not (data_dir / "samskab.db").exists()


def test_nobody_can_log_in_to_the_demos_account(demo: Demo) -> None:
    from facilitation.passwords import password_fits
    from facilitation.store import accounts

    id = link_of(demo("--people", "2", "--tables", "1")["organiser_url"]).subject_id
    account = open_store(load()).reader.run(lambda c: accounts.organiser_by_id(c, id))
    assert account is not None
    assert not password_fits(account.password_hash, "")


def test_a_demo_is_a_day_of_its_own_each_time(demo: Demo) -> None:
    one, other = demo("--people", "3", "--tables", "1"), demo("--people", "3", "--tables", "1")
    assert one["code"] != other["code"]
    with pytest.raises(Refusal):
        open_store(load()).reader.everything("nothing")
