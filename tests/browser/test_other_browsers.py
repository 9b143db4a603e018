"""The phone page in Firefox and in WebKit, the nearest to an iPhone: a note gets to the board."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.others import Tab, click, firefox, until, webkit
from tests.browser.phones import notes_of
from tests.live.running import Running

TYPE = """(() => {{ const field = document.querySelector({field!r}); field.focus();
field.value = {text!r}; field.dispatchEvent(new Event('input', {{bubbles: true}}));
return true }})()"""


@pytest.fixture
def in_firefox(tmp_path: Path) -> Iterator[Tab]:
    with firefox(tmp_path) as tab:
        yield tab


@pytest.fixture
def in_webkit() -> Iterator[Tab]:
    with webkit() as tab:
        yield tab


def a_note_is_written_and_saved(tab: Tab, running: Running) -> None:
    tab.go(f"{running.url}/j/{running.world.day.code}")
    tab.value_of(TYPE.format(field="#q", text="Mette"))
    click(tab, ".hit")
    until(tab, "document.documentElement.dataset.ready")
    tab.value_of(TYPE.format(field="#text", text="Vi mødes på havnen"))
    click(tab, "#send")
    until(tab, "document.querySelector('#own-list [data-state=saved]')")
    assert [note.text for note in notes_of(running.world)] == ["Vi mødes på havnen"]
    assert tab.value_of("document.querySelector('#not-kept').hidden") is True
    tab.go(tab.value_of("location.href"))
    until(tab, "document.querySelector('#own-list [data-state=saved]')")


@pytest.mark.needs_firefox
def test_a_note_written_in_firefox_is_saved_and_still_there_after_a_reload(
    running: Running, in_firefox: Tab
) -> None:
    a_note_is_written_and_saved(in_firefox, running)


@pytest.mark.needs_webkit
def test_a_note_written_in_webkit_is_saved_and_still_there_after_a_reload(
    running: Running, in_webkit: Tab
) -> None:
    a_note_is_written_and_saved(in_webkit, running)
