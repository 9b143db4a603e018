"""The desk pulls notes up: queue, one tap, freeze; the room's facts; the running order."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from facilitation.core import model
from tests.browser.server import opened
from tests.live.running import Running
from tests.world import World


@pytest.fixture
def desk(browser: Browser, running: Running, world: World) -> Iterator[Page]:
    path = f"/desk/{world.id}/"
    with opened(browser, running, world.moderator, path) as page:
        expect(page.get_by_role("heading", name="På tavlen nu")).to_be_visible()
        yield page


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_notes_stand_in_line_and_the_remote_shows_the_next_in_one_tap(
    desk: Page, world: World
) -> None:
    first, second = (world.write(world.device(1), text) for text in ("Den ene", "Den anden"))
    for text in ("Den ene", "Den anden"):
        press(desk.locator("li.note", has_text=text), "I kø")  # type: ignore[arg-type]
    expect(desk.get_by_role("heading", name="I kø, 2")).to_be_visible()
    desk.get_by_role("link", name="I hånden").click()
    press(desk, "Vis næste")
    expect(desk.locator(".tv")).to_contain_text("Den ene")
    expect(desk.locator(".hand__next")).to_contain_text("Den anden")
    assert (world.day.scene, world.day.scene_note_id) == ("quote", first)
    assert world.note(second).queued > 0
    press(desk, "Fortryd")
    dialog = desk.get_by_role("dialog")
    expect(desk.locator(".hand__next").or_(dialog)).to_contain_text("Den ene")
    assert world.day.scene_note_id is None


def test_the_board_is_frozen_and_follows_again_after_asking(desk: Page, world: World) -> None:
    press(desk, "Frys tavlen")
    expect(desk.locator(".tv__frozen")).to_be_visible()
    assert world.day.frozen
    press(desk, "Tavlen er frosset")
    press(desk, "Lad den følge")
    expect(desk.locator(".tv__frozen")).to_have_count(0)


def test_notes_are_chosen_by_signature_search_and_state(desk: Page, world: World) -> None:
    world.write(world.device(1), "Fra det første bord")
    asked = world.write(world.device(2), "Fra det andet bord")
    world.write(world.phone("Mette"), "Fra en forening", sign={"kind": "organisation"})
    world.do("note.ask", world.moderator, note=asked)
    expect(desk.locator("li.note")).to_have_count(3)
    choice = desk.get_by_label("Hvem har skrevet under")
    assert choice.locator("option").all_inner_texts() == ["Alle underskrifter", "Bord 1", "Bord 2"]
    choice.select_option(label="Bord 1")
    expect(desk.locator("li.note")).to_contain_text(["Fra det første bord"])
    choice.select_option(label="Alle underskrifter")
    press(desk, "Spørg ind 1")
    expect(desk.locator("li.note")).to_contain_text(["Fra det andet bord"])
    press(desk, "Alle")
    desk.get_by_label("Søg i sedlerne").fill("foerste bordet")
    expect(desk.locator("li.note")).to_contain_text(["Fra det første bord"])


def test_the_running_order_is_written_begun_and_says_how_late_the_day_is(
    desk: Page, world: World
) -> None:
    press(desk, "Skriv den")
    desk.get_by_label("Dagens dele").fill("0.01 Velkomst\n23.59 Frokost")
    press(desk, "Gem køreplanen")
    press(desk, "Begynd: Velkomst")
    expect(desk.locator(".agenda")).to_contain_text("begyndte")
    expect(desk.locator(".agenda__late")).to_be_visible()
    assert world.find(model.Item)[0].began_at is not None


def test_the_room_points_at_tables_by_what_they_signed_and_at_no_others(
    desk: Page, world: World
) -> None:
    two = world.prompt(2).id
    for table in (1, 2):
        world.write(world.device(table), "Tillid er vejen")
    world.write(world.device(2), "Tilliden mangler", prompt=two)
    world.write(world.phone("Mette"), "Tillid tager tid", prompt=two, sign={"kind": "organisation"})
    desk.get_by_role("link", name="Salen").click()
    cue = desk.locator(".cue")
    expect(cue).to_contain_text("To borde nævner »tillid« under Løsninger, ét under Identitet.")
    expect(cue).to_contain_text("Spørg bord 2.")
    assert "Tillid tager tid" not in cue.inner_text()
    cue.locator("summary").nth(1).click()
    expect(cue.get_by_text("Tilliden mangler")).to_be_visible()
    assert cue.get_by_text("Tillid tager tid").count() == 0
    press(desk, "Hørt: Bord 1")
    expect(desk.locator('[data-table="1"]')).to_contain_text("er hørt")
    assert world.table(1).heard_at is not None
