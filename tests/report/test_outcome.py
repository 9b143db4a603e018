"""What the room made of its notes: themes and quotes, and votes whose ballots stay secret."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from facilitation.commands.standalone import to_html
from facilitation.report import make, to_csv, to_json
from tests.report.day import BY_TABLE
from tests.world import World

VOTERS = ("Mette", "Søren", "Åse", "Ibrahim", "Kirsten")


def json_of(world: World, **how: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(to_json(make(world.facts_for_report(), **how)))
    return found


@pytest.fixture
def gathered(world: World) -> World:
    """Two themes; the first holds notes of both questions, and one that is hidden."""
    ids = {note.text: note.id for note in world.facts().notes.values()}
    first = ["Retten til at sige nej", "Vi deler en kontorplads", "SKJULT TEKST"]
    world.do("theme.add", world.moderator, id="a", name="Tid", notes=[ids[one] for one in first])
    world.do("theme.add", world.moderator, id="b", name="Penge", notes=[ids["=1+1"]])
    world.do("theme.add", world.moderator, id="c", name="Tomt", notes=[])
    return world


def vote(world: World, *names: str, kind: str = "themes", reveal: bool = True) -> None:
    """A vote in which each of these gives 2 dots to the first choice and one to the second."""
    notes = [note.id for note in world.facts().notes.values() if note.state == "shown"]
    choices = ["a", "b", "c"] if kind == "themes" else notes[:3]
    how: dict[str, Any] = {"title": "Hvad først?", "kind": kind, "choices": choices}
    id = str(world.do("vote.open", world.moderator, **how, dots=3, most_each=2)["vote"])
    for name in names:
        given: dict[str, Any] = {
            "vote": id,
            "dots": {"0": 1, "1": 2},
            "secret_hash": world.secret(id + name),
        }
        world.do("vote.cast", world.phone(name), **given)
    world.do("vote.close", world.moderator, vote=id)
    if reveal:
        world.do("vote.reveal", world.moderator, vote=id)


def test_themes_hold_their_quotes_question_by_question(gathered: World) -> None:
    themes = make(gathered.facts_for_report()).themes
    assert [
        (theme.name, part.question.title, [line.text for line in part.lines])
        for theme in themes
        for part in theme.parts
    ] == [
        ("Tid", "Løsninger", ["Vi deler en kontorplads"]),
        ("Tid", "Identitet", ["Retten til at sige nej"]),
        ("Penge", "Løsninger", ["=1+1"]),
    ]


def test_a_note_says_which_theme_holds_it_on_the_page_and_in_json(gathered: World) -> None:
    report = json_of(gathered)
    assert report["themes"] == [{"name": "Tid", "notes": [1, 5]}, {"name": "Penge", "notes": [3]}]
    assert [note["theme"] for note in report["notes"]] == ["Tid", None, "Penge", None, "Tid", None]
    html = to_html(make(gathered.facts_for_report()))
    assert html.count("i temaet Tid") == 2
    assert "Tomt" not in html


def test_two_themes_of_one_name_stay_two(gathered: World) -> None:
    gathered.do("theme.rename", gathered.moderator, theme="b", name="Tid")
    report = json_of(gathered)
    assert report["themes"] == [{"name": "Tid", "notes": [1, 5]}, {"name": "Tid", "notes": [3]}]
    html = to_html(make(gathered.facts_for_report()))
    assert len(re.findall(r'<h3 id="theme-\d"[^>]*>Tid</h3>', html)) == 2


def test_only_what_was_given_to_the_board_is_quoted_where_only_that_is_asked_for(
    gathered: World,
) -> None:
    world = gathered
    world.do("prompt.edit", world.organiser, prompt=world.prompt(2).id, showing="reveal")
    assert json_of(world, only_board=True)["themes"][0]["notes"] == [1]


def test_a_vote_is_in_the_report_with_dots_and_ballots_most_dots_first(gathered: World) -> None:
    vote(gathered, *VOTERS)
    assert json_of(gathered)["votes"] == [
        {
            "title": "Hvad først?",
            "on": "themes",
            "dots_each": 3,
            "ballots": 5,
            "revealed": True,
            "choices": [
                {"text": "Penge", "dots": 10},
                {"text": "Tid", "dots": 5},
                {"text": "Tomt", "dots": None},
            ],
        }
    ]
    html = to_html(make(gathered.facts_for_report()))
    for words in ("Hvad først?", "5 har stemt.", "10 prikker", "5 prikker"):
        assert words in html


def test_of_a_vote_by_fewer_than_five_there_is_no_figure_and_an_empty_one_looks_alike(
    gathered: World,
) -> None:
    vote(gathered, *VOTERS[:4])
    vote(gathered)
    few, none = json_of(gathered)["votes"]
    assert few == none
    assert few["ballots"] is None
    assert {choice["dots"] for choice in few["choices"]} == {None}
    html = to_html(make(gathered.facts_for_report()))
    assert html.count("Færre end fem har stemt.") == 2
    assert "report-dots" not in html.split("</style>")[1]


def test_a_vote_that_the_room_never_saw_says_so_and_can_be_left_out(gathered: World) -> None:
    vote(gathered, *VOTERS, reveal=False)
    assert json_of(gathered)["votes"][0]["revealed"] is False
    assert "ikke vist i salen" in to_html(make(gathered.facts_for_report()))
    assert json_of(gathered, only_board=True)["votes"] == []


def test_a_vote_that_runs_is_not_in_the_report(gathered: World) -> None:
    how: dict[str, Any] = {"title": "Nu", "kind": "themes", "choices": ["a", "b"]}
    gathered.do("vote.open", gathered.moderator, **how, dots=3, most_each=2)
    assert json_of(gathered)["votes"] == []


def test_a_choice_that_was_hidden_or_removed_afterwards_has_no_words(gathered: World) -> None:
    vote(gathered, *VOTERS)
    gathered.do("theme.remove", gathered.moderator, theme="a")
    vote(gathered, *VOTERS, kind="notes")
    first = next(note for note in gathered.facts().notes.values() if note.state == "shown")
    gathered.do("note.hide", gathered.moderator, note=first.id)
    themes, notes = json_of(gathered)["votes"]
    assert [choice["text"] for choice in themes["choices"]] == ["Penge", None, "Tomt"]
    assert first.text not in json.dumps(notes, ensure_ascii=False)
    assert None in [choice["text"] for choice in notes["choices"]]


def test_the_columns_of_the_csv_stay(gathered: World) -> None:
    gathered.write(gathered.device(2), "Til sidst", sign=BY_TABLE, round=gathered.round(2).id)
    vote(gathered, *VOTERS)
    assert b"Penge" not in to_csv(make(gathered.facts_for_report()))


def test_no_two_parts_of_the_report_are_announced_by_the_same_name(gathered: World) -> None:
    vote(gathered, *VOTERS)
    vote(gathered, *VOTERS)
    html = to_html(make(gathered.facts_for_report()))
    assert html.count(">Hvad først?<") == 2
    by: list[str] = re.findall(r'<section[^>]*aria-labelledby="([^"]+)"', html)
    texts = {
        id: re.sub("<[^>]+>", "", text)
        for id, text in re.findall(r'<h\d id="([^"]+)"[^>]*>(.*?)</h', html)
    }
    names = [" ".join(texts[id] for id in ids.split()) for ids in by]
    assert len(names) == len(set(names)) >= 4
