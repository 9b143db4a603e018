"""What changes without a press of one's own is said to those who listen to the page."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from tests.browser.phones import Someone, join, write
from tests.browser.server import opened
from tests.live.running import Running


def said(page: Page, words: str) -> None:
    """One of the page's live regions holds these words, seen by all or kept for who listens."""
    regions = page.locator("[role=status], [role=alert], [aria-live=polite]")
    expect(regions.filter(has_text=words, visible=True).first).to_be_attached()


def test_a_phone_says_what_became_of_a_note_where_to_go_and_when_to_come_back(
    running: Running, someone: Someone
) -> None:
    world, page = running.world, someone()
    join(page, running, "Mette")
    write(page, "Vi låner lokaler")
    said(page, "Sedlen er lagt på bordet.")
    world.do("round.start", world.moderator, round=world.round(2).id)
    said(page, "Runde 2: gå til bord 2")
    world.do("scene.set", world.moderator, scene="break", minutes=15)
    said(page, "Pause. Vi begynder igen")
    page.get_by_role("link", name="Bordet").click()
    world.write(world.device(2), "Fra den anden side af bordet")
    said(page, "Fra den anden side af bordet")


def test_the_door_says_how_many_names_fit(running: Running, someone: Someone) -> None:
    page = someone()
    page.goto(f"{running.url}/j/{running.world.day.code}")
    page.locator("#q").fill("Mette")
    said(page, "Ét navn passer")


def test_the_desk_says_who_calls_for_help_and_who_is_found(
    browser: Browser, running: Running
) -> None:
    world = running.world
    with opened(browser, running, world.moderator, f"/desk/{world.id}/") as desk:
        expect(desk.get_by_role("heading", name="På tavlen nu")).to_be_visible()
        world.do("help.call", world.device(1), group=world.group(1).id)
        said(desk, "Bord 1 kalder")
        person = world.person("Åse").id
        world.do("participant.join", world.stranger, participant=person, session_hash="x" * 64)
        desk.get_by_label("Find et navn i brug").fill("aase")
        said(desk, "Åse Ærø")
