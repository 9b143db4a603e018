"""The phone page when a question is closed, the round changes, and the day is over."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.phones import Someone, is_in_state, join, ready, write
from tests.browser.server import accessibility_faults
from tests.live.running import Running


def test_a_closed_question_that_is_tapped_stays_and_shows_what_was_written_to_it(
    running: Running, someone: Someone
) -> None:
    world, page = running.world, someone()
    page.clock.install()
    join(page, running, "Mette")
    tabs, text = page.locator("#prompts button"), page.locator("#text")
    tabs.nth(1).click()
    text.fill("Jeg nåede det ikke")
    tabs.nth(0).click()
    expect(text).to_have_value("")
    world.do("prompt.close", world.moderator, prompt=world.prompt(2).id)
    expect(page.locator(".prompt--closed")).to_have_text("Identitet")
    tabs.nth(1).click()
    expect(tabs.nth(1)).to_have_attribute("aria-current", "true")
    expect(tabs.nth(1)).to_be_focused()
    expect(page.locator("#closed-text")).to_contain_text("»Identitet« er lukket.")
    expect(text).to_have_value("Jeg nåede det ikke")
    expect(text).to_be_editable()  # a minute to finish
    page.clock.fast_forward(61_000)
    expect(text).not_to_be_editable()
    expect(text).to_have_value("Jeg nåede det ikke")
    expect(page.locator("#send")).to_be_hidden()
    assert accessibility_faults(page) == []
    page.get_by_role("button", name="Skriv til »Løsninger«").click()
    expect(text).to_be_focused()
    tabs.nth(1).click()
    page.locator("#drop-draft").click()
    expect(page.locator("#closed-text")).to_have_text("»Identitet« er lukket.")
    expect(text).to_be_hidden()


def test_where_to_go_is_told_until_the_round_is_over(running: Running, someone: Someone) -> None:
    world, page = running.world, someone()
    join(page, running, "Mette")
    world.do("round.start", world.moderator, round=world.round(2).id)
    strip = page.locator("[data-strip=go]")
    expect(strip).to_contain_text("Runde 2: gå til bord 2")
    expect(strip.get_by_role("button")).to_have_text("Jeg er der")
    world.do("round.close", world.moderator, round=world.round(2).id)
    expect(strip).to_have_count(0)


def test_where_to_go_is_told_until_a_note_is_written_there(
    running: Running, someone: Someone
) -> None:
    world, page = running.world, someone()
    join(page, running, "Mette")
    world.do("round.start", world.moderator, round=world.round(2).id)
    strip = page.locator("[data-strip=go]")
    expect(strip).to_have_count(1)
    page.get_by_role("link", name="Skriv").click()
    is_in_state(write(page, "Fra bord 2"), "saved")
    expect(strip).to_have_count(0)


def test_a_day_that_is_over_shows_thanks_and_neither_clock_nor_seat(
    running: Running, someone: Someone
) -> None:
    world, page = running.world, someone()
    join(page, running, "Mette")
    is_in_state(write(page, "Vi låner lokaler"), "saved")
    world.do("round.start", world.moderator, round=world.round(2).id)
    expect(page.locator("[data-strip=go]")).to_have_count(1)
    world.do("workshop.close", world.organiser)
    for _ in ("live", "after a reload"):
        expect(page.locator("#seat-words")).to_have_text("Tak for i dag")
        expect(page.locator("#head-title")).to_have_text("Indsatsdag")
        expect(page).to_have_title("Indsatsdag")
        for gone in ("#head-round", "#head-time", "#strips", "#seat-number"):
            expect(page.locator(gone)).to_be_empty()
        expect(page.locator("#sun")).to_be_hidden()
        assert accessibility_faults(page) == []
        page.reload()
        ready(page)
    page.get_by_role("link", name="Skriv").click()
    expect(page.locator("#question")).to_have_text("Tak for i dag")
    expect(page.locator("#own-list")).to_contain_text("Vi låner lokaler")
