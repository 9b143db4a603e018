"""Scenes and pages stand as they should in other clothes (theme, language, the longest names):
whole, large enough, readable. ``make looks`` takes all of them in all, in three browsers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.looks.choice import every_so_many, others
from tests.browser.looks.days import Days, the_days
from tests.browser.looks.faults import by_axe, standing
from tests.browser.looks.tabs import chromium
from tests.browser.looks.views import View, dress
from tests.browser.others import Window

IN_OTHER_CLOTHES = every_so_many(2, 0) + every_so_many(2, 1)[::3]


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Days]:
    with the_days(tmp_path_factory.mktemp("days")) as days:
        yield days


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


def at_size(tab: Window, view: View, size: tuple[int, int]) -> list[str]:
    tab.resize(*size)
    return standing(tab, view.kind, view.depth)
