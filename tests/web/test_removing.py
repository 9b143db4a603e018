"""Nothing is removed by one press: a page says what follows, and asks."""

from __future__ import annotations

import re

import pytest

from facilitation.core import model
from tests.web.browsing import Visitor, words
from tests.world import World

ASKED = "Det kan ikke fortrydes."

pytestmark = pytest.mark.usefixtures("logged_in")


def pressed_yes(visitor: Visitor, path: str, page: str) -> None:
    """Send what the form of the page that asks would send."""
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    visitor.post(path, **hidden, sure="yes")


def test_a_person_is_removed_after_a_question_that_says_what_follows(
    visitor: Visitor, world: World
) -> None:
    bo = world.person("Bo")
    path = f"/organiser/{world.id}/people/{bo.id}"
    page = visitor.post(path, remove="yes", form_id="a")
    assert "Vil du fjerne Bo Lund?" in words(page)
    assert "Pladserne bliver ledige" in words(page)
    assert ASKED in words(page)
    assert world.person("Bo") == bo
    pressed_yes(visitor, path, page.get_data(as_text=True))
    assert not world.find(model.Participant, id=bo.id)


def test_the_question_about_a_person_tells_of_the_phone_that_uses_the_name(
    visitor: Visitor, world: World
) -> None:
    world.do("workshop.open", world.organiser)
    path = f"/organiser/{world.id}/people/{world.person('Bo').id}"
    assert "Telefonen" not in words(visitor.post(path, remove="yes"))
    world.do(
        "participant.join",
        world.stranger,
        participant=world.person("Bo").id,
        session_hash="a phone",
    )
    assert "Telefonen, der bruger navnet, er ude" in words(visitor.post(path, remove="yes"))


def test_a_question_is_removed_after_a_question(visitor: Visitor, world: World) -> None:
    prompt = world.prompt(2)
    path = f"/organiser/{world.id}/questions/{prompt.id}"
    page = visitor.post(path, remove="yes", form_id="a")
    assert ASKED in words(page)
    assert world.find(model.Prompt, id=prompt.id)
    pressed_yes(visitor, path, page.get_data(as_text=True))
    assert not world.find(model.Prompt, id=prompt.id)


def test_the_last_round_is_removed_after_a_question(visitor: Visitor, world: World) -> None:
    world.do("round.add", world.organiser)
    last = max(world.find(model.Round), key=lambda one: one.number)
    path = f"/organiser/{world.id}/rounds/{last.id}"
    page = visitor.post(path, remove="yes", form_id="a")
    assert f"Vil du fjerne runde {last.number}?" in words(page)
    assert f'name="next" value="/organiser/{world.id}/rounds"' in page.get_data(as_text=True)
    assert world.find(model.Round, id=last.id)
    pressed_yes(visitor, path, page.get_data(as_text=True))
    assert not world.find(model.Round, id=last.id)


def test_a_name_is_removed_after_a_question_that_counts_who_loses_it(
    visitor: Visitor, world: World
) -> None:
    (found,) = world.find(model.Organisation, name="Fjordhjælpen")
    path = f"/organiser/{world.id}/names/organisations"
    page = visitor.post(path, remove="yes", id=found.id, form_id="a")
    assert "2 personer mister den" in words(page)
    assert world.find(model.Organisation, id=found.id)
    pressed_yes(visitor, path, page.get_data(as_text=True))
    assert not world.find(model.Organisation, id=found.id)
    assert len(world.people()) == 6


@pytest.mark.parametrize("path", ["people/none", "questions/none", "rounds/none"])
def test_what_is_not_there_is_not_asked_about(visitor: Visitor, world: World, path: str) -> None:
    assert visitor.post(f"/organiser/{world.id}/{path}", remove="yes").status_code == 404
