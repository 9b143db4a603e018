"""Organisers log in; the first is made by a link that its button uses up."""

from __future__ import annotations

import pytest

from facilitation.core.pace import Pace, Rate
from facilitation.passwords import hash_password
from facilitation.store import accounts
from facilitation.web.login import wait_to_guess
from tests.web.browsing import Visitor, first_account, words
from tests.world import World

PASSWORD = "en sætning som adgangskode"


@pytest.fixture
def link(world: World) -> str:
    """A one-time link that is good for an hour."""
    token, until = "t" * 30, world.now + 3_600_000
    world.ledger.run(lambda connection: accounts.put_first_link(connection, token, until))
    return f"/first/{token}"


def test_opening_the_one_time_link_uses_nothing_up(visitor: Visitor, link: str) -> None:
    assert visitor.get(link).status_code == 200
    assert visitor.get(link).status_code == 200


def test_the_button_makes_the_organiser_and_uses_the_link_up(visitor: Visitor, link: str) -> None:
    answer = visitor.post(link, email="Birgit@Fond.example", password=PASSWORD)
    assert answer.headers["Location"] == "/organiser/"
    assert visitor.get("/organiser/").status_code == 200
    used = visitor.get(link)
    assert used.status_code == 410
    assert "Det virker kun én gang" in words(used)


def test_a_short_password_keeps_the_link_and_what_was_typed(visitor: Visitor, link: str) -> None:
    answer = visitor.post(link, email="birgit@fond.example", password="kort")
    assert answer.status_code == 400
    assert "mindst 10 tegn" in words(answer)
    assert 'value="birgit@fond.example"' in answer.get_data(as_text=True)
    assert visitor.get(link).status_code == 200


def test_an_expired_link_says_so(visitor: Visitor, world: World, link: str) -> None:
    world.now += 3_600_001
    answer = visitor.get(link)
    assert answer.status_code == 410
    assert "gælder ikke længere" in words(answer)


def test_the_right_password_opens_the_page_that_was_asked_for(
    visitor: Visitor, world: World
) -> None:
    first_account(world, hash_password(PASSWORD))
    asked = visitor.get(f"/organiser/{world.id}/people")
    assert asked.status_code == 302
    login = asked.headers["Location"]
    answer = visitor.post(
        login, email="birgit@fond.example", password=PASSWORD, next=f"/organiser/{world.id}/people"
    )
    assert answer.headers["Location"] == f"/organiser/{world.id}/people"
    assert "Mette Nielsen" in visitor.sees(answer.headers["Location"])


@pytest.mark.parametrize("email", ["birgit@fond.example", "nobody@fond.example"])
def test_a_wrong_password_and_an_unknown_account_answer_alike(
    visitor: Visitor, world: World, email: str
) -> None:
    first_account(world, hash_password(PASSWORD))
    answer = visitor.post("/login", email=email, password="en anden sætning")
    assert answer.status_code == 403
    assert "E-mail og adgangskode passer ikke sammen" in words(answer)
    assert "Set-Cookie" not in answer.headers


def test_guessing_is_slowed_down(visitor: Visitor, world: World) -> None:
    answers = [
        visitor.post("/login", email="birgit@fond.example", password=f"gæt nummer {n}").status_code
        for n in range(12)
    ]
    assert answers[0] == 403
    assert answers[-1] == 429


def test_who_guesses_elsewhere_does_not_shut_the_owner_out(visitor: Visitor, world: World) -> None:
    first_account(world, hash_password(PASSWORD))
    attacker = Visitor(visitor.client.application)
    attacker.client.environ_base["REMOTE_ADDR"] = "192.0.2.66"
    guesses = [
        attacker.post("/login", email="birgit@fond.example", password=f"gæt {n}").status_code
        for n in range(12)
    ]
    assert guesses[-1] == 429
    answer = visitor.post("/login", email="birgit@fond.example", password=PASSWORD)
    assert answer.headers["Location"] == "/organiser/"


def test_one_account_takes_only_so_many_guesses_from_the_whole_world() -> None:
    paces: dict[str, Pace] = {}
    rate = Rate(0.1, 10)
    tried = [wait_to_guess(paces, rate, "b@f.example", f"address {n}", 0.0) for n in range(300)]
    assert tried.count(0) == 200
    hour = [wait_to_guess(paces, rate, "B@f.example ", f"{n}", n / 10) for n in range(36_000)]
    assert hour.count(0) <= 3600 * 2 + 1


def test_guesses_that_an_address_is_refused_do_not_count_against_the_account() -> None:
    paces: dict[str, Pace] = {}
    for _ in range(1000):
        wait_to_guess(paces, Rate(0.1, 10), "b@f.example", "one address", 0.0)
    assert wait_to_guess(paces, Rate(0.1, 10), "b@f.example", "another", 0.0) == 0


def test_logging_out_ends_it_for_the_old_cookie_too(visitor: Visitor, world: World) -> None:
    first_account(world)
    visitor.login(world)
    assert visitor.get("/organiser/").status_code == 200
    visitor.post("/logout")
    assert visitor.get("/organiser/").status_code == 302
