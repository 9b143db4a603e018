"""The way in: the code, claiming one's name, coming without being on the list."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from facilitation.core import model, tokens
from facilitation.core.pace import Pace, Rate
from tests.web.browsing import Visitor, words
from tests.web.joining import data_of, join_path
from tests.world import (
    KEY,
    World,
    a_database,
    a_participant,
    a_planned_day,
    a_running_day,
    a_workshop,
)

FORM = "0123456789abcdef0123456789abcdef"
OTHER_FORM = FORM[::-1]


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A day whose first round runs."""
    return a_running_day(a_database(tmp_path))


def claim(visitor: Visitor, world: World, name: str, form: str = FORM) -> str:
    """Claim a name as its hit would; gives where that leads, or the words of a no."""
    person = world.person(name).id
    answer = visitor.post(f"{join_path(world)}/claim", participant=person, form_id=form)
    return answer.headers.get("Location") or words(answer)


def link(world: World, kind: str, subject: str) -> str:
    links = world.find(model.Link, kind=kind, subject_id=subject, revoked=False)
    return f"/l/{tokens.link_token(KEY, links[0].id)}"


# -- the code


def test_a_code_is_understood_as_people_type_it(visitor: Visitor, world: World) -> None:
    code = world.day.code
    for typed in (code.lower(), f" {code} ", f"{code[:3]}-{code[3:]}"):
        assert visitor.get("/j", code=typed).headers["Location"] == join_path(world)
    assert visitor.get(f"/j/{code.lower()}").headers["Location"] == join_path(world)


def test_a_wrong_code_stays_in_its_field_with_a_kind_sentence(visitor: Visitor) -> None:
    for answer in (visitor.get("/j", code="ZZZZZZ"), visitor.get("/j/ZZZZZZ")):
        assert answer.status_code == 404
        assert 'value="ZZZZZZ"' in answer.text
        assert "Vi kender ingen dag med koden ZZZZZZ" in words(answer)


def test_no_code_leads_to_the_front_page(visitor: Visitor) -> None:
    assert visitor.get("/j", code="  ").headers["Location"] == "/"


def test_guessing_codes_is_slowed_down(
    visitor: Visitor, site: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr("facilitation.web.links.asyncmode.sleep", waited.append)
    site.extensions["samskab"].paces["wrong_code"] = Pace(Rate(0.001, 2))
    for _ in range(3):
        visitor.get("/j", code="ZZZZZZ")
    assert len(waited) == 1


def test_before_the_day_opens_and_after_it_closes_the_page_says_so(
    visitor: Visitor, world: World
) -> None:
    world.do("workshop.close", world.organiser)
    answer = visitor.get(join_path(world))
    assert "Dagen er slut" in words(answer)
    assert visitor.get(f"{join_path(world)}/names", q="mette").status_code == 400
    assert "Dagen er slut" in claim(visitor, world, "Mette")
    early = a_workshop(world.engine, "early")
    assert "ikke åbnet endnu" in visitor.sees(join_path(early))
    assert visitor.get(f"{join_path(early)}/new").status_code == 400


def test_the_join_page_says_what_is_kept_who_reads_it_and_for_how_long(
    visitor: Visitor, world: World
) -> None:
    page = visitor.sees(join_path(world))
    for line in ("Resten bliver ikke gemt", "læser sedlerne", "til dagen bliver slettet"):
        assert line in page


# -- claiming it


def test_choosing_a_name_leads_to_the_phone_page(visitor: Visitor, world: World) -> None:
    assert claim(visitor, world, "Mette") == f"/p/{world.id}/"
    assert world.person("Mette").joined
    page = visitor.sees(f"/p/{world.id}/")
    assert "Bord 1" in page
    assert "Søren Aagaard" in page
    assert "Løsninger" in page


def test_whoever_is_in_is_led_from_the_join_page_to_their_own(
    visitor: Visitor, world: World
) -> None:
    claim(visitor, world, "Mette")
    assert visitor.get(join_path(world)).headers["Location"] == f"/p/{world.id}/"


def test_a_name_in_use_needs_the_badge_or_the_desk(
    visitor: Visitor, site: Flask, world: World
) -> None:
    claim(Visitor(site), world, "Mette")
    no = claim(visitor, world, "Mette", OTHER_FORM)
    assert "Mette Nielsen er allerede i brug" in no
    assert "navneskilt" in no
    assert "styrepulten" in no
    badge = visitor.get(link(world, "badge", world.person("Mette").id))
    assert badge.headers["Location"] == f"/p/{world.id}/"
    assert "Mette Nielsen" in visitor.sees(f"/p/{world.id}/", tab="me")


def test_a_freed_name_can_be_claimed_anew_and_the_old_phone_is_out(
    visitor: Visitor, site: Flask, world: World
) -> None:
    old = Visitor(site)
    claim(old, world, "Mette")
    world.do("participant.free", world.moderator, participant=world.person("Mette").id)
    assert old.get(f"/p/{world.id}/").status_code == 404
    assert claim(visitor, world, "Mette", OTHER_FORM) == f"/p/{world.id}/"


def test_a_claim_whose_reply_was_lost_can_be_sent_again(
    visitor: Visitor, site: Flask, world: World
) -> None:
    claim(Visitor(site), world, "Mette")  # its cookie never arrived
    assert claim(visitor, world, "Mette") == f"/p/{world.id}/"
    assert "Bord 1" in visitor.sees(f"/p/{world.id}/")


def test_the_session_is_a_new_one_when_a_name_is_claimed(visitor: Visitor, world: World) -> None:
    visitor.client.set_cookie("samskab", "set-beforehand-by-somebody-else")
    claim(visitor, world, "Mette")
    cookie = visitor.client.get_cookie("samskab")
    assert cookie is not None
    assert cookie.value != "set-beforehand-by-somebody-else"
    assert cookie.http_only


def test_it_is_not_me_lets_go_of_the_name(visitor: Visitor, world: World) -> None:
    claim(visitor, world, "Mette")
    answer = visitor.post(f"/p/{world.id}/leave", form_id=OTHER_FORM)
    assert answer.headers["Location"] == join_path(world)
    assert not world.person("Mette").joined
    assert "Hvad hedder du" in visitor.sees(join_path(world))


def test_a_claim_without_its_forms_id_is_not_read(visitor: Visitor, world: World) -> None:
    for form in ("", "kort", "x" * 65):
        assert "kunne ikke læses" in claim(visitor, world, "Mette", form)
    assert not world.person("Mette").joined


def test_nobody_can_claim_a_person_of_another_day(visitor: Visitor, world: World) -> None:
    a_planned_day(world.engine, "other")
    other = World(world.engine, "other").person("Mette").id
    answer = visitor.post(f"{join_path(world)}/claim", participant=other, form_id=FORM)
    assert answer.status_code == 404
    assert not World(world.engine, "other").person("Mette").joined


def test_an_expired_a_revoked_and_an_unknown_badge_each_get_their_sentence(
    visitor: Visitor, world: World
) -> None:
    person = world.person("Mette").id
    old = link(world, "badge", person)
    world.do("link.make", world.organiser, kind="badge", subject=person)
    assert "trukket tilbage" in words(visitor.get(old))
    assert "Linket kendes ikke" in words(visitor.get("/l/aaaaaaaaaaaaaaaaaaaaaaaaaa"))


# -- not on the list


def test_someone_not_on_the_list_joins_at_a_table_in_one_screen(
    visitor: Visitor, world: World
) -> None:
    page = visitor.get(f"{join_path(world)}/new").text
    assert '<option value="Fjordhjælpen">' in page
    answer = visitor.post(
        f"{join_path(world)}/new",
        name="  Zoë   Ny ",
        organisation="broen",
        table=world.table(2).id,
        form_id=FORM,
    )
    assert answer.headers["Location"] == f"/p/{world.id}/"
    person = world.person("Zoë")
    assert person.name == "Zoë Ny"
    assert person.walk_in
    assert person.organisation_id == world.organisation("Broen").id
    assert "Bord 2" in visitor.sees(f"/p/{world.id}/")


def test_a_walk_in_sent_twice_is_one_person(visitor: Visitor, site: Flask, world: World) -> None:
    form = {"name": "Zoë Ny", "organisation": "", "table": "", "form_id": FORM}
    Visitor(site).post(f"{join_path(world)}/new", **form)
    answer = visitor.post(f"{join_path(world)}/new", **form)
    assert answer.headers["Location"] == f"/p/{world.id}/"
    assert [one.name for one in world.people() if one.walk_in] == ["Zoë Ny"]


def test_a_walk_in_without_a_name_keeps_what_was_typed(visitor: Visitor, world: World) -> None:
    answer = visitor.post(
        f"{join_path(world)}/new",
        name=" ",
        organisation="Nyt <b>Sted</b>",
        table=world.table(2).id,
        form_id=FORM,
    )
    assert answer.status_code == 400
    assert "Feltet må ikke være tomt" in words(answer)
    assert "Nyt &lt;b&gt;Sted&lt;/b&gt;" in answer.text
    assert f'value="{world.table(2).id}" selected' in answer.text
    assert not [one for one in world.people() if one.walk_in]


# -- the page itself


def test_the_table_card_opens_the_page_as_the_table(visitor: Visitor, world: World) -> None:
    answer = visitor.get(link(world, "table", world.table(2).id))
    assert answer.headers["Location"] == f"/p/{world.id}/?role=table"
    page = visitor.sees(f"/p/{world.id}/", role="table")
    assert "Bord 2" in page
    assert "Kirsten Holm" in page


def test_one_browser_can_be_a_participant_and_the_tables_device(
    visitor: Visitor, world: World
) -> None:
    visitor.get(link(world, "table", world.table(2).id))
    claim(visitor, world, "Mette")
    assert "Bord 1" in visitor.sees(f"/p/{world.id}/")
    assert "Bord 2" in visitor.sees(f"/p/{world.id}/", role="table")
    assert data_of(visitor.get(f"/p/{world.id}/me", role="table"))["role"] == "table"


def test_a_participant_is_not_the_tables_device_for_asking(visitor: Visitor, world: World) -> None:
    claim(visitor, world, "Mette")
    assert visitor.get(f"/p/{world.id}/", role="table").status_code == 404


def test_strangers_see_nothing_of_the_phone_page(visitor: Visitor, world: World) -> None:
    for path in (f"/p/{world.id}/", f"/p/{world.id}/me", "/p/elsewhere/"):
        assert visitor.get(path).status_code == 404


def test_the_phone_knows_how_many_share_its_signatures(
    visitor: Visitor, site: Flask, world: World
) -> None:
    claim(Visitor(site), world, "Ibrahim")
    claim(visitor, world, "Mette", OTHER_FORM)
    me = data_of(visitor.get(f"/p/{world.id}/me"))
    assert me["colleagues"] == 1
    assert [(one["name"]["da"], one["others"]) for one in me["target_groups"]] == [("Unge", 1)]
    assert {seat["table"] for seat in me["seats"].values()} == {1, 2}


def test_the_page_is_complete_in_english(visitor: Visitor, world: World) -> None:
    claim(visitor, world, "Mette")
    visitor.client.set_cookie("samskab-language", "en")
    page = visitor.sees(f"/p/{world.id}/", tab="table")
    assert "You are at table" in page
    assert "Round 1 of 2" in page
    assert "Solutions" in page


def test_what_people_are_called_cannot_become_markup(visitor: Visitor, world: World) -> None:
    a_participant(world, "</script><img src=x> Larsen", "<b>Fed</b>")
    hit = data_of(visitor.get(f"{join_path(world)}/names", q="larsen"))["hits"][0]
    page = visitor.get(join_path(world), q="larsen").text
    assert "<img" not in page
    visitor.post(f"{join_path(world)}/claim", participant=hit["id"], form_id=FORM)
    page = visitor.get(f"/p/{world.id}/").text
    assert "<img" not in page
    assert "<b>Fed" not in page
