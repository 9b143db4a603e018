"""The browser that drives the pages is there and speaks Danish letters."""

from __future__ import annotations

from playwright.sync_api import Browser


def test_the_browser_shows_a_page(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<title>Dagen</title><p>Rødgrød med fløde på Ærø</p>")
    assert page.title() == "Dagen"
    assert page.get_by_text("Ærø").is_visible()
    page.close()
