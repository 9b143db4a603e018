"""Badges and table cards are printed only with an address that phones can open."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from facilitation.core import model, tokens
from facilitation.web.organiser.baseaddress import base_address, to_confirm
from facilitation.web.qr import qr_svg
from tests.web.browsing import Visitor, first_account, words
from tests.world import KEY, World, a_planned_day, a_workshop, add_people, refuses

NETWORK = "http://192.168.1.20:8000"


@pytest.fixture
def visitor(site: Flask, world: World) -> Visitor:
    """The organiser, logged in."""
    visitor = Visitor(site)
    first_account(world)
    visitor.login(world)
    return visitor


def at(world: World, path: str = "") -> str:
    return f"/organiser/{world.id}/prints{path}"


def confirmed(world: World, address: str = NETWORK) -> None:
    world.do("workshop.confirm_address", world.organiser, address=address)


def names(page: str) -> list[str]:
    found = re.findall(r'<h2 class="badge__name[^>]*>(.*?)<span>(.*?)</span>', page)
    return [f"{first} {rest}".strip() for first, rest in found]


@pytest.mark.parametrize(
    "typed",
    [
        "localhost",
        "http://localhost:8000",
        "HTTP://LOCALHOST:8000/",
        "https://samskab.localhost",
        "127.0.0.1:8000",
        "http://127.9.9.9",
        "http://[::1]:8000",
        "http://[::ffff:127.0.0.1]",
        "http://0.0.0.0:8000",
    ],
)
def test_this_machines_own_address_is_refused(typed: str) -> None:
    with refuses("address_is_local"):
        to_confirm(typed, near_is_fine=True)


def test_the_refusal_is_kind_and_nothing_is_kept(visitor: Visitor, world: World) -> None:
    refused = visitor.post(at(world), address="localhost:8000", near="yes")
    assert refused.status_code == 400
    assert "gælder kun på denne maskine" in words(refused)
    assert world.day.base_address == ""


@pytest.mark.parametrize(
    "typed",
    [
        "http://10.0.0.7:8000",
        "172.16.0.1",
        "http://172.31.255.254",
        NETWORK,
        "http://169.254.3.4",
        "http://[fe80::1]:8000",
        "http://[fd00::7]",
        "http://samskab.lan",
        "laptop:8000",
        "http://laptop.local:8000",
    ],
)
def test_an_address_of_this_network_wants_its_tick(typed: str) -> None:
    with refuses("address_is_near"):
        to_confirm(typed, near_is_fine=False)
    assert to_confirm(typed, near_is_fine=True).endswith(typed.removeprefix("http://"))


def test_the_warning_comes_with_its_tick(visitor: Visitor, world: World) -> None:
    refused = visitor.post(at(world), address=NETWORK)
    assert refused.status_code == 400
    assert "gælder kun på dette net" in words(refused)
    assert 'name="near"' in refused.text
    assert world.day.base_address == ""
    assert visitor.post(at(world), address=NETWORK, near="yes").status_code == 302
    assert world.day.base_address == NETWORK


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "ikke en adresse",
        "ftp://dag.example.org",
        "javascript:alert(1)",
        "http://",
        "http://dag.example.org/sti",
        "http://dag.example.org?x=1",
        "http://navn:kode@dag.example.org",
        "http://dag.example.org:99999",
        "http://dag.example.org:0",
        "http://[1::2::3]",
        "http://127.1",
        "http://0x7f000001",
        "http://2130706433",
        "http://-dag.example.org",
        "http://dag..example.org",
        "http://dåg.example.org",
        "http://224.0.0.1",
        f"http://{'a' * 70}.example.org",
        f"http://{'a.' * 150}org",
        "http://dag.example.org\n\nX: y",
    ],
)
def test_nonsense_is_refused(typed: str) -> None:
    with refuses("address_unknown"):
        to_confirm(typed, near_is_fine=True)


def test_nonsense_stays_in_the_field(visitor: Visitor, world: World) -> None:
    refused = visitor.post(at(world), address="ikke en adresse", near="yes")
    assert refused.status_code == 400
    assert "Det ligner ikke en adresse." in words(refused)
    assert 'value="ikke en adresse"' in refused.text
    assert world.day.base_address == ""


def test_markup_in_an_address_is_text(visitor: Visitor, world: World) -> None:
    refused = visitor.post(at(world), address='"><script>x</script>')
    assert "<script>x" not in refused.text
    assert "&lt;script&gt;x" in refused.text


def test_an_address_of_the_whole_net_needs_no_tick() -> None:
    assert to_confirm(" dag.fonden.dk/ ", near_is_fine=False) == "http://dag.fonden.dk"
    found = to_confirm("HTTPS://Dag.Fonden.dk:8443", near_is_fine=False)
    assert found == "https://dag.fonden.dk:8443"
    assert base_address("http://8.8.8.8").reach == "far"
    with refuses("address_unknown"):
        to_confirm("http://8.8.8.8.8", near_is_fine=True)


@pytest.mark.parametrize("sheet", ["/badges", "/tablecards"])
def test_nothing_is_printed_before_the_address_is_confirmed(
    visitor: Visitor, world: World, sheet: str
) -> None:
    answer = visitor.get(at(world, sheet))
    assert (answer.status_code, answer.headers["Location"]) == (302, at(world))
    assert "Bekræft adressen først." in visitor.sees(at(world))
    confirmed(world)
    assert visitor.get(at(world, sheet)).status_code == 200
    assert f"Bekræftet: {NETWORK}" in visitor.sees(at(world))


def test_everybody_has_a_badge_in_the_order_of_names(visitor: Visitor, world: World) -> None:
    confirmed(world)
    add_people(
        world,
        *[
            {"name": name, "organisation": "Broen"}
            for name in ("Aage Bo", "Anna Bo", "Østen Bo", "Ægir Bo", "Zoe Bo", "Cher")
        ],
    )
    cancelled = world.person("Zoe")
    world.do("participant.edit", world.organiser, participant=cancelled.id, status="cancelled")
    found = names(visitor.get(at(world, "/badges")).text)
    assert len(found) == 11
    assert found[0] == "Anna Bo"
    assert found[-4:] == ["Ægir Bo", "Østen Bo", "Aage Bo", "Åse Ærø"]
    assert "Cher" in found
    assert "Zoe Bo" not in found


def test_a_sheet_holds_eight(visitor: Visitor, world: World) -> None:
    confirmed(world)
    add_people(world, *[{"name": f"Gæst {n}", "organisation": "Broen"} for n in range(11)])
    page = visitor.get(at(world, "/badges")).text
    assert [sheet.count("<article") for sheet in page.split('<div class="a4">')[1:]] == [8, 8, 1]


def test_a_badge_shows_only_the_tables_there_are(visitor: Visitor, world: World) -> None:
    confirmed(world)
    assert "Runde 1" not in visitor.sees(at(world, "/badges"))
    assert "Bordplanen er ikke brugt endnu" in visitor.sees(at(world))
    day = a_planned_day(world.engine, "planned")
    confirmed(day)
    add_people(day, {"name": "Øyvind Sen", "organisation": "Broen"})
    badges = visitor.get(at(day, "/badges")).text.split("<article")
    mette = next(one for one in badges if "Nielsen" in one)
    assert "Runde 1 <b>1</b>" in mette
    assert "Runde 2 <b>2</b>" in mette
    assert "Runde" not in next(one for one in badges if "Øyvind" in one)


def test_codes_carry_the_confirmed_address_and_the_right_link(
    visitor: Visitor, world: World
) -> None:
    confirmed(world)
    day = a_workshop(world.engine, "other")
    confirmed(day, "http://other.example.org")
    page = visitor.get(at(world, "/badges")).text
    assert page.count("<svg xmlns") == 6, "a code for each"
    person = world.person("Mette")
    (link,) = (
        one
        for one in world.find(model.Link, subject_id=person.id)
        if one.kind == "badge" and not one.revoked
    )
    address = f"{NETWORK}/l/{tokens.link_token(KEY, link.id)}"
    assert str(qr_svg(address, "QR-kode til Mette Nielsen")) in page


def test_who_came_unannounced_gets_a_code_by_a_button(visitor: Visitor, world: World) -> None:
    world = a_planned_day(world.engine, "planned")
    confirmed(world)
    world.do(
        "participant.walk_in",
        world.stranger,
        name="Walid Kom",
        organisation="Broen",
        table=world.table(1).id,
        session_hash=tokens.hashed("of a phone"),
    )
    assert "1 person har ingen kode" in visitor.sees(at(world))
    assert visitor.get(at(world, "/badges")).text.count("<svg xmlns") == 6
    visitor.post(at(world, "/codes"))
    assert "ingen kode" not in visitor.sees(at(world))
    assert visitor.get(at(world, "/badges")).text.count("<svg xmlns") == 7


def test_each_table_has_a_card_with_the_questions_and_the_days_code(
    visitor: Visitor, world: World
) -> None:
    confirmed(world)
    page = visitor.get(at(world, "/tablecards")).text
    assert page.count('<div class="a4">') == 2
    shown = visitor.sees(at(world, "/tablecards"))
    assert "Skriv sammen ved bord 2" in shown
    assert "Løsninger" in shown
    assert "eller skriv 192.168.1.20:8000" in shown
    assert f"{world.day.code[:3]} {world.day.code[3:]}" in shown


def test_no_other_host_is_named_on_a_sheet(visitor: Visitor, world: World) -> None:
    confirmed(world)
    for sheet in ("/badges", "/tablecards"):
        page = visitor.get(at(world, sheet)).text
        hosts = set(re.findall(r'(?:src|href|action)="(?:https?:)?//([^"/]+)', page))
        assert not hosts
