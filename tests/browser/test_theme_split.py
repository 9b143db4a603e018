"""A theme that holds two things becomes two, at the desk, without drag."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from facilitation.core import model
from tests.browser.server import opened
from tests.browser.test_desk_themes import TEXTS, card, gather, in_themes, press, theme, until
from tests.live.running import Running
from tests.world import World


def test_some_notes_of_a_theme_get_a_theme_of_their_own_and_one_undo_takes_it_back(
    browser: Browser, running: Running, world: World
) -> None:
    notes = [world.write(world.device(1), text) for text in TEXTS]
    world.do("theme.add", world.organiser, id=model.new_id(), name="Møder", notes=notes)
    with opened(browser, running, world.moderator, f"/desk/{world.id}/#themes") as desk:
        press(desk, "Møder")
        press(desk, "Se sedlerne")
        expect(desk.locator(".card")).to_have_count(4)
        card(desk, "Penge").click()
        card(desk, "Børn").click()
        gather(desk, "Rammer")
        for name in ("Møder", "Rammer"):
            expect(theme(desk, name).locator(".theme__n")).to_have_text("2")
        expect(desk.locator(".card")).to_have_count(2)
        split = {"Møder": list(TEXTS[:2]), "Rammer": list(TEXTS[2:])}
        until(desk, lambda: in_themes(world) == split)
        press(desk, "Fortryd")
        expect(theme(desk, "Rammer")).to_have_count(0)
        expect(theme(desk, "Møder").locator(".theme__n")).to_have_text("4")
        until(desk, lambda: in_themes(world) == {"Møder": list(TEXTS)})
