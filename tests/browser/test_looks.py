"""Every scene and page stands as it should: whole, large enough, reached by key, clean by axe.

Each in chromium at all its sizes on the 2022 day, then in other clothes (theme, language, the
longest names); a few of them in Firefox and WebKit. ``make looks`` takes them all in all.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.looks.choice import every_so_many, others
from tests.browser.looks.days import Days, the_days
from tests.browser.looks.faults import by_axe, by_keyboard, standing
from tests.browser.looks.tabs import chromium
from tests.browser.looks.view import SIZES, View, dress
from tests.browser.looks.views import VIEWS
from tests.browser.others import Window, firefox, webkit

EVERY = 6
IN_OTHER_CLOTHES = every_so_many(2, 0) + every_so_many(2, 1)[::3]


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Days]:
    with the_days(tmp_path_factory.mktemp("days")) as days:
        yield days


@pytest.mark.needs_chromium
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_a_page_stands_at_every_size_and_is_there_for_everybody(
    browser: Browser, days: Days, view: View
) -> None:
    with chromium(browser) as tab:
        tab.resize(*SIZES[view.part][0])
        view.open(tab, days)
        found = {size: at_size(tab, view, size) for size in reversed(SIZES[view.part])}
        assert {size: faults for size, faults in found.items() if faults} == {}
        assert by_axe(tab.page, view.kind) == []
        assert by_keyboard(tab.page) == []
        assert tab.faults == []


@pytest.mark.needs_chromium
@pytest.mark.parametrize("view", IN_OTHER_CLOTHES, ids=lambda view: view.name)
def test_a_page_stands_in_other_clothes(browser: Browser, days: Days, view: View) -> None:
    worn = others(view)
    with chromium(browser) as tab:
        tab.resize(*worn.size)
        view.open(tab, days, language=worn.language, long=worn.long)
        dress(tab, worn.theme)
        assert at_size(tab, view, worn.size) == [], worn
        assert by_axe(tab.page, view.kind, contrast_only=True) == [], worn
        assert tab.faults == []


@pytest.mark.needs_firefox
def test_pages_stand_in_firefox(days: Days, tmp_path: Path) -> None:
    with firefox(tmp_path) as tab:
        a_few_stand(tab, days, every_so_many(EVERY, 1))


@pytest.mark.needs_webkit
def test_pages_stand_in_webkit(days: Days) -> None:
    with webkit() as tab:
        a_few_stand(tab, days, every_so_many(EVERY, 4))


def a_few_stand(tab: Window, days: Days, views: list[View]) -> None:
    for view in views:
        worn = others(view, turn=1)
        tab.resize(*worn.size)
        view.open(tab, days, language=worn.language, long=worn.long)
        dress(tab, worn.theme)
        assert at_size(tab, view, worn.size) == [], (view.name, worn)


def at_size(tab: Window, view: View, size: tuple[int, int]) -> list[str]:
    tab.resize(*size)
    return standing(tab, view.kind, view.depth)
