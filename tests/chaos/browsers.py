"""Real browsers killed with notes that were not sent, again and again."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import sync_playwright

from facilitation.core import model
from tests.browser import killing
from tests.browser.killing import What
from tests.live.running import a_house, now_ms
from tests.world import a_database, a_running_day

Name = Literal["chromium", "firefox"]


def killed(folder: Path, *, name: Name, what: What, times: int) -> dict[str, Any]:
    """Write three notes out of reach, kill the browser or its tab, open again; each time in a day
    and a profile of its own. ``wrong`` has what the database held where that was not the three
    notes, once each and in their order."""
    wrong: list[Any] = []
    engine = a_database(folder)
    with a_house(engine, folder) as house, sync_playwright() as playwright:
        for number in range(times):
            world = a_running_day(engine, model.new_id())
            world.now = now_ms()
            world.do("timer.set", world.moderator, minutes=20)
            profile = folder / f"profile-{number}"
            profile.mkdir()

            def opened(profile: Path = profile) -> AbstractContextManager[killing.Killable]:
                if name == "firefox":
                    return killing.firefox(profile)
                return killing.chromium(playwright, profile)

            try:
                found: Any = killing.written_and_killed(opened, house.of(world), what)
            except Exception as fault:  # noqa: BLE001 - the run goes on, and says which of the ten went wrong
                found = repr(fault)[:200]
            if found != killing.TEXTS:
                wrong.append({"time": number + 1, "found": found})
    engine.dispose()
    return {
        "wrong": {"not once each": wrong} if wrong else {},
        "sent once": f"{times - len(wrong)} of {times}",
    }
