"""One person with two tabs, or two phones."""

from __future__ import annotations

import json

from playwright.sync_api import Page, WebSocket, expect

from facilitation.core import model, tokens
from tests.browser.phones import Someone, is_in_state, join, notes_of, ready, row, write
from tests.browser.test_phone_live import go_offline
from tests.live.running import Running
from tests.world import KEY


def hears_sent(page: Page, sent: list[str]) -> None:
    """Remember the texts of the notes that this page sends from now on, repeats too."""

    def frame(said: str | bytes) -> None:
        if isinstance(said, str) and said.startswith('42["note.add"'):
            sent.append(json.loads(said[2:])[1]["text"])

    def opened(socket: WebSocket) -> None:
        socket.on("framesent", frame)

    page.on("websocket", opened)


def test_of_two_tabs_one_sends_what_waits(running: Running, someone: Someone) -> None:
    first = someone()
    join(first, running, "Mette")
    second = first.context.new_page()
    second.goto(first.url)
    ready(second)
    sent: list[str] = []
    for page in (first, second):
        hears_sent(page, sent)
    go_offline(first)
    wrote = ["Den første", "Den anden", "Den tredje"]
    for text in wrote:
        is_in_state(write(first, text), "waits")
        is_in_state(row(second, text), "waits")
    first.context.set_offline(False)
    for page in (first, second):
        for text in wrote:
            is_in_state(row(page, text), "saved")
    assert sent == wrote
    assert len(notes_of(running.world)) == len(wrote)


def test_a_second_phone_of_the_same_person_shows_the_notes_signed_by_name_and_no_others(
    running: Running, someone: Someone
) -> None:
    world, first, second = running.world, someone(), someone()
    join(first, running, "Mette")
    is_in_state(write(first, "Uden mit navn"), "saved")
    first.locator("#sign-change").click()
    first.get_by_role("radio", name="Mette Nielsen").check()
    first.locator("#sign-use").click()
    is_in_state(write(first, "Med mit navn"), "saved")
    (link,) = world.find(model.Link, kind="badge", subject_id=world.person("Mette").id)
    second.goto(f"{running.url}/l/{tokens.link_token(KEY, link.id)}")
    ready(second)
    second.get_by_role("link", name="Skriv").click()
    elsewhere = second.locator("#own-elsewhere li")
    expect(elsewhere).to_have_count(1)
    expect(elsewhere).to_contain_text("Med mit navn")
    expect(elsewhere).to_contain_text("Den kan kun ændres dér.")
    expect(second.locator("#own-list li")).to_have_count(0)
