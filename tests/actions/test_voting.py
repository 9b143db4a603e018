"""Dots: private until the vote is closed, one ballot for a name, and no trace of who gave which."""

from __future__ import annotations

import json
from typing import Any

import pytest

from facilitation.core import audience, model
from facilitation.store import rows
from facilitation.store.engine import reading
from tests.world import World, refuses


@pytest.fixture
def vote(day: World) -> str:
    """Five dots for two themes, at most three each."""
    for name in "AB":
        day.do("theme.add", day.moderator, id=f"theme-{name}", name=name, notes=[])
    return open_vote(day, "themes", ["theme-A", "theme-B"])


def open_vote(world: World, kind: str, choices: list[str]) -> str:
    how: dict[str, Any] = {"title": "Hvad nu", "kind": kind, "choices": choices}
    how |= {"dots": 5, "most_each": 3}
    return str(world.do("vote.open", world.moderator, **how)["vote"])


def cast(world: World, vote: str, name: str, dots: dict[str, int], phone: str = "") -> None:
    secret = world.secret(f"{vote} {name} {phone}")
    world.do("vote.cast", world.phone(name), vote=vote, dots=dots, secret_hash=secret)


def test_an_opened_vote_stands_on_the_board_and_on_every_phone(day: World, vote: str) -> None:
    assert (day.day.scene, day.day.scene_vote_id) == ("vote", vote)
    for of in ("board", "desk", audience.group_audience(day.group(1).id)):
        seen = day.sees(of, "vote", vote)
        assert seen is not None
        assert seen["choices"] == ["A", "B"]


def test_nobody_sees_dots_before_the_vote_is_closed(day: World, vote: str) -> None:
    cast(day, vote, "Mette", {"0": 3})
    for of in ("board", "desk", "organiser", audience.group_audience(day.group(1).id)):
        seen = day.sees(of, "vote", vote)
        assert seen is not None
        assert "result" not in seen
    assert (day.sees("board", "vote", vote) or {})["cast"] == 1


def test_a_closed_vote_is_seen_at_the_desk_and_by_all_once_it_is_revealed(
    day: World, vote: str
) -> None:
    cast(day, vote, "Mette", {"0": 3, "1": 2})
    cast(day, vote, "Bo", {"1": 3})
    day.do("vote.close", day.moderator, vote=vote)

    def board() -> dict[str, Any]:
        return day.sees("board", "vote", vote) or {}

    assert (day.sees("desk", "vote", vote) or {})["result"] == {"0": 3, "1": 5}
    assert "result" not in board()
    day.do("vote.reveal", day.moderator, vote=vote)
    assert (board()["result"], board()["voters"]) == ({"0": 3, "1": 5}, 2)


def test_the_same_phone_may_move_its_dots_and_votes_once(day: World, vote: str) -> None:
    cast(day, vote, "Mette", {"0": 3})
    cast(day, vote, "Mette", {"1": 2})
    day.do("vote.close", day.moderator, vote=vote)
    assert (day.sees("desk", "vote", vote) or {})["result"] == {"0": 0, "1": 2}


def test_the_same_message_again_is_the_same_vote(day: World, vote: str) -> None:
    args = {"vote": vote, "dots": {"0": 1}, "secret_hash": "s" * 64}
    for _ in range(2):
        day.do("vote.cast", day.phone("Mette"), message_id="m" * 32, **args)
    assert len(day.find(model.Ballot)) == 1


def test_a_name_that_has_voted_does_not_vote_again_on_another_phone(day: World, vote: str) -> None:
    cast(day, vote, "Mette", {"0": 1})
    with refuses("has_voted"):
        cast(day, vote, "Mette", {"1": 1}, phone="other")


@pytest.mark.parametrize("dots", [{"0": 4}, {"0": 3, "1": 3}])
def test_no_more_dots_than_there_are(day: World, vote: str, dots: dict[str, int]) -> None:
    with refuses("too_many_dots", most=5, most_each=3):
        cast(day, vote, "Mette", dots)


def test_dots_for_what_is_not_there_are_refused(day: World, vote: str) -> None:
    with refuses("vote_unknown"):
        cast(day, vote, "Mette", {"7": 1})


def test_a_closed_vote_takes_no_dots(day: World, vote: str) -> None:
    day.do("vote.close", day.moderator, vote=vote)
    with refuses("vote_closed"):
        cast(day, vote, "Mette", {"0": 1})


def test_the_open_ballot_names_nobody_and_the_person_names_no_choice(day: World, vote: str) -> None:
    cast(day, vote, "Mette", {"0": 1})
    mette = day.person("Mette")
    (ballot,) = day.find(model.Ballot)
    assert mette.id not in repr(ballot)
    assert mette.voted == (vote,)
    change = day.changes()[-1]
    assert (change["actor"], json.dumps(change["touched"])) == (None, json.dumps([["vote", vote]]))


def test_closing_erases_the_ballots_and_who_has_voted(day: World, vote: str) -> None:
    cast(day, vote, "Mette", {"0": 1})
    day.do("vote.close", day.moderator, vote=vote)
    assert day.find(model.Ballot) == []
    assert day.person("Mette").voted == ()
    with reading(day.engine) as connection:
        assert connection.execute(rows.TABLES[model.Ballot].select()).all() == []


def test_closing_the_day_closes_its_vote(day: World, vote: str) -> None:
    cast(day, vote, "Mette", {"0": 1})
    day.do("workshop.close", day.organiser)
    assert day.find(model.Vote)[0].state == "closed"
    assert day.find(model.Ballot) == []


def test_one_vote_at_a_time_and_no_result_before_its_end(day: World, vote: str) -> None:
    with refuses("vote_running"):
        open_vote(day, "themes", list(day.find(model.Vote)[0].choice_ids))
    with refuses("vote_open"):
        day.do("vote.reveal", day.moderator, vote=vote)


def test_a_note_that_is_voted_on_and_hidden_loses_its_words_everywhere(day: World) -> None:
    notes = [day.write(day.device(table), f"Seddel {table}") for table in (1, 2)]
    vote = open_vote(day, "notes", notes)
    group = audience.group_audience(day.group(1).id)
    assert (day.sees(group, "vote", vote) or {})["choices"] == ["Seddel 1", "Seddel 2"]
    before = day.seq
    day.do("note.hide", day.moderator, note=notes[1])
    assert (day.sees(group, "vote", vote) or {})["choices"] == ["Seddel 1", ""]
    since = day.since(before)
    assert since is not None
    assert ("vote", vote) in since.touched


def test_only_what_the_board_may_show_can_be_voted_on(day: World) -> None:
    shown = day.write(day.device(1))
    waiting = day.write(day.device(2), "Ring 22 33 44 55")
    with refuses("note_not_shown"):
        open_vote(day, "notes", [shown, waiting])
