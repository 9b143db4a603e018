"""The organiser creates a day and edits its words, questions, rounds and tables."""

from __future__ import annotations

from dataclasses import replace

import pytest

from facilitation.core import model
from facilitation.store import accounts, lookup
from facilitation.store.engine import reading
from tests.web.browsing import Visitor, words
from tests.world import World

pytestmark = pytest.mark.usefixtures("logged_in")


def created(world: World, title: str) -> model.Workshop:
    with reading(world.engine) as connection:
        days = lookup.workshops_of(connection, world.organiser.subject_id)
    return next(day for day in days if day.title == title)


def test_a_day_from_the_template_has_four_questions_in_both_languages(
    visitor: Visitor, world: World
) -> None:
    answer = visitor.post(
        "/organiser/",
        title="Indsatsdag 2022",
        date="2022-09-14",
        starts_at="9.30",
        place="M/S Sagafjord",
        template="yes",
        form_id="a",
    )
    day = created(world, "Indsatsdag 2022")
    assert answer.headers["Location"] == f"/organiser/{day.id}/"
    assert (day.date, day.starts_at, day.place) == ("2022-09-14", "09.30", "M/S Sagafjord")
    world.id = day.id
    prompts = world.find(model.Prompt)
    assert [one.title_da for one in prompts] == [
        "Løsninger",
        "Udfordringer",
        "Forankring",
        "Identitet",
    ]
    assert all(one.title_en and one.text_da and one.text_en for one in prompts)
    assert [one.showing for one in prompts] == ["live", "live", "live", "one_by_one"]


def test_an_empty_day_has_nothing(visitor: Visitor, world: World) -> None:
    visitor.post("/organiser/", title="Tom", template="no")
    world.id = created(world, "Tom").id
    assert not world.find(model.Prompt)
    assert not world.find(model.Round)


def test_an_organiser_without_days_is_told_of_the_demo_day_and_of_no_other(
    visitor: Visitor, world: World
) -> None:
    world.ledger.run(lambda connection: accounts.add_organiser(connection, "n@f.example", "x", 1))
    newcomer = replace(world.organiser, subject_id=account_of(world, "n@f.example"))
    other = Visitor(visitor.client.application)
    other.login(world, newcomer)
    shown = other.sees("/organiser/")
    assert "Prøvedagen hører til prøvearrangøren" in shown, "birgit has no password here"
    assert world.day.title not in shown
    world.ledger.run(
        lambda connection: accounts.set_password(connection, "birgit@fond.example", "a hash")
    )
    assert "Prøvedagen" not in other.sees("/organiser/")
    assert "Prøvedagen" not in visitor.sees("/organiser/")


def account_of(world: World, email: str) -> str:
    with reading(world.engine) as connection:
        found = accounts.organiser_by_email(connection, email)
    assert found is not None
    return found.id


def test_a_double_tap_creates_one_round(visitor: Visitor, world: World) -> None:
    for _ in range(2):
        visitor.post(f"/organiser/{world.id}/rounds", form_id="one-form")
    assert len(world.find(model.Round)) == 3


def test_what_was_typed_stays_when_the_day_is_refused(visitor: Visitor, world: World) -> None:
    answer = visitor.post(
        f"/organiser/{world.id}/", title="En dag", starts_at="halv ti", place="Roskilde"
    )
    assert answer.status_code == 400
    assert "Skriv klokkeslættet som 09.30" in words(answer)
    assert 'value="halv ti"' in answer.get_data(as_text=True)
    assert 'value="Roskilde"' in answer.get_data(as_text=True)
    assert world.day.place == ""


def test_a_wrong_address_gets_a_kind_sentence_and_what_was_typed_stays(
    visitor: Visitor, world: World
) -> None:
    bo = world.person("Bo")
    path = f"/organiser/{world.id}/people/{bo.id}"
    answer = visitor.post(path, name="Bo Lund Holm", email="bo at broen")
    assert answer.status_code == 400
    assert "»bo at broen« ligner ikke en e-mail-adresse" in words(answer)
    assert 'value="Bo Lund Holm"' in answer.get_data(as_text=True)
    assert world.person("Bo") == bo
    visitor.post(path, name="Bo Lund", email="bo@broen.example")
    assert world.person("Bo").email == "bo@broen.example"


def test_a_new_person_with_a_wrong_address_keeps_the_ticks(visitor: Visitor, world: World) -> None:
    unge = world.find(model.TargetGroup)[0]
    form = {"name": "Ny", "email": "ny@broen", "target_groups": unge.id}
    answer = visitor.post(f"/organiser/{world.id}/people", **form)
    assert "ligner ikke en e-mail-adresse" in words(answer)
    assert f'value="{unge.id}" checked' in answer.get_data(as_text=True)


def test_a_missing_language_is_marked(visitor: Visitor, world: World) -> None:
    prompt = world.prompt(1)
    visitor.post(
        f"/organiser/{world.id}/questions/{prompt.id}",
        title_da="Løsninger",
        title_en="",
        text_da="Hvad virker?",
        text_en="",
        showing="reveal",
    )
    assert world.prompt(1).showing == "reveal"
    assert "mangler på engelsk" in visitor.sees(f"/organiser/{world.id}/questions")


def test_a_question_that_has_been_asked_is_not_removed(visitor: Visitor, world: World) -> None:
    world.do("workshop.open", world.organiser)
    world.do("round.start", world.moderator, round=world.round(1).id)
    answer = visitor.post(f"/organiser/{world.id}/questions/{world.prompt(1).id}", remove="yes")
    assert "Spørgsmålet er i brug" in words(answer)
    assert world.find(model.Prompt, number=1)


def test_a_round_keeps_its_minutes_mode_and_questions(visitor: Visitor, world: World) -> None:
    visitor.post(
        f"/organiser/{world.id}/rounds/{world.round(2).id}",
        minutes="25",
        targets="gather",
        methods="none",
        prompts=[world.prompt(2).id],
    )
    found = world.round(2)
    assert (found.minutes, found.targets, found.prompt_ids) == (25, "gather", (world.prompt(2).id,))


def test_nonsense_minutes_are_refused_kindly(visitor: Visitor, world: World) -> None:
    answer = visitor.post(f"/organiser/{world.id}/rounds/{world.round(2).id}", minutes="mange")
    assert answer.status_code == 400
    assert "Skriv et tal" in words(answer)


def test_tables_may_differ_in_size(visitor: Visitor, world: World) -> None:
    visitor.post(
        f"/organiser/{world.id}/tables",
        tables="3",
        uneven="yes",
        **{"least-1": "4", "most-1": "6", "least-2": "", "most-2": "8"},
    )
    assert [(one.least, one.most) for one in world.find(model.Table)] == [
        (4, 6),
        (None, 8),
        (None, None),
    ]


def test_closing_the_day_asks_for_the_tick(visitor: Visitor, world: World) -> None:
    world.do("workshop.open", world.organiser)
    visitor.post(f"/organiser/{world.id}/state", state="closed")
    assert world.day.state == "open"
    visitor.post(f"/organiser/{world.id}/state", state="closed", sure="yes")
    assert world.day.state == "closed"


def test_a_renewed_link_revokes_the_old_one(visitor: Visitor, world: World) -> None:
    asked = visitor.post(f"/organiser/{world.id}/links", kind="desk")
    assert "de maskiner, der kom ind med det, er ude" in words(asked)
    assert not any(link.revoked for link in world.find(model.Link, subject_id=world.id))
    visitor.post(f"/organiser/{world.id}/links", kind="desk", sure="yes")
    links = world.find(model.Link, subject_id=world.id)
    desks = [link for link in links if link.kind == "desk"]
    assert sorted(link.revoked for link in desks) == [False, True]


def test_english_is_complete_on_every_page(visitor: Visitor, world: World) -> None:
    visitor.client.set_cookie("samskab-language", "en")
    for place in ("", "questions", "rounds", "people", "names", "import"):
        page = visitor.get(f"/organiser/{world.id}/{place}").get_data(as_text=True)
        assert '<html lang="en"' in page
        assert "Gem" not in words(visitor.get(f"/organiser/{world.id}/{place}")).split()
