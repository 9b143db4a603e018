"""The phone page in a real browser: coming in, writing, and a table's device."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Browser, expect

from facilitation.core import model, tokens
from tests.browser.phones import PHONE, Someone, is_in_state, join, notes_of, ready, row, write
from tests.browser.server import accessibility_faults, opened
from tests.live.running import Running
from tests.world import KEY

SIZES = (PHONE, (768, 1024), (1920, 1080))
STRANGE = "<img src=x onerror=alert(1)> & »<b>fed</b>« {{7*7}} 👩‍👩‍👧 'æøå'\nnæste linje"


# -- coming in


def test_a_name_is_found_while_typing_and_chosen(running: Running, someone: Someone) -> None:
    page = someone()
    page.goto(f"{running.url}/")
    page.locator("#code").fill(running.world.day.code.lower())
    page.get_by_role("button", name="Gå ind").click()
    page.locator("#q").press_sequentially("met")
    expect(page.locator(".hit")).to_have_text(re.compile("Mette Nielsen.*Fjordhjælpen"))
    expect(page.locator(".hit mark")).to_have_text("Met")
    expect(page.locator("#hits-said")).to_have_text("Ét navn passer")
    page.locator(".hit").click()
    ready(page)
    expect(page.locator("#head-title")).to_have_text("Bord 1")
    expect(page.locator("#head-round")).to_have_text("Runde 1 af 2")


def test_a_badge_opens_the_page_and_its_secret_leaves_the_address(
    running: Running, someone: Someone
) -> None:
    world, page = running.world, someone()
    (link,) = world.find(model.Link, kind="badge", subject_id=world.person("Bo").id)
    page.goto(f"{running.url}/l/{tokens.link_token(KEY, link.id)}")
    ready(page)
    assert page.url == f"{running.url}/p/{world.id}/"
    page.get_by_role("link", name="Mit").click()
    expect(page.locator("#me-title")).to_have_text("Bo Lund")


def test_someone_not_on_the_list_joins_at_a_table(running: Running, someone: Someone) -> None:
    page = someone()
    page.goto(f"{running.url}/j/{running.world.day.code}")
    page.get_by_role("link", name="Jeg står ikke på listen").click()
    page.get_by_label("Dit navn").fill("Zoë Ny")
    page.get_by_label("Hvilket bord").select_option(label="Bord 2")
    page.get_by_role("button", name="Kom med").click()
    ready(page)
    expect(page.locator("#head-title")).to_have_text("Bord 2")


def test_a_name_in_use_explains_itself_and_the_other_phone_is_told(
    running: Running, someone: Someone
) -> None:
    first, second = someone(), someone()
    join(first, running, "Mette")
    second.goto(f"{running.url}/j/{running.world.day.code}")
    second.locator("#q").fill("Mette")
    second.locator(".hit").click()
    expect(second.get_by_role("alert")).to_contain_text("navneskilt")
    person = running.world.person("Mette").id
    (link,) = running.world.find(model.Link, kind="badge", subject_id=person)
    second.goto(f"{running.url}/l/{tokens.link_token(KEY, link.id)}")
    expect(first.locator("[data-strip=elsewhere]")).to_contain_text("anden telefon")


def test_a_freed_name_leaves_nothing_personal_and_leads_to_the_join_page(
    running: Running, someone: Someone
) -> None:
    world, page = running.world, someone()
    join(page, running, "Mette")
    is_in_state(write(page, "Vi låner lokaler"), "saved")
    page.locator("#text").fill("Endnu en tanke")
    world.do("participant.free", world.moderator, participant=world.person("Mette").id)
    expect(page.locator("#out h1")).to_be_focused()
    expect(page.locator("#unsent")).to_have_text("Det, du var ved at skrive, bliver på telefonen.")
    left = page.content() + page.title()
    for personal in ("Bord 1", "Mette", "Søren", "lokaler", "tanke", "min tilbage"):
        assert personal not in left.partition('id="words"')[0]
    assert "Mette" not in left
    page.locator("#out").get_by_role("link").click()
    expect(page.locator("#q")).to_be_visible()
    page.locator("#q").fill("Mette")
    page.locator(".hit").click()
    ready(page)
    expect(page.locator("#head-title")).to_have_text("Bord 1")
    expect(page.locator("#text")).to_have_value("Endnu en tanke")


# -- writing


def test_a_note_is_saved_and_seen_at_the_table_letter_by_letter(
    running: Running, someone: Someone
) -> None:
    author, mate = someone(), someone()
    join(author, running, "Mette")
    join(mate, running, "Søren")
    mate.get_by_role("link", name="Bordet").click()
    author.locator("#text").fill(STRANGE)
    author.locator("#send").click()
    own = author.locator("#own-list li")
    is_in_state(own, "saved")
    seen = mate.locator("#table-list .note__text")
    expect(seen).to_have_count(1)
    assert seen.evaluate("element => element.textContent") == STRANGE
    assert own.locator(".sent__text").evaluate("element => element.textContent") == STRANGE
    expect(mate.locator("#table-list .note__foot")).to_have_text("Fjordhjælpen")
    expect(author.locator("#text")).to_have_value("")


def test_a_signature_is_chosen_for_a_note_and_changed_afterwards(
    running: Running, someone: Someone
) -> None:
    world, page = running.world, someone()
    join(page, running, "Mette")
    page.locator("#sign-change").click()
    page.get_by_role("radio", name=re.compile("^Bord 1")).check()
    page.get_by_role("button", name="Brug »Bord 1«").click()
    expect(page.locator("#sign-now")).to_have_text("Bord 1")
    is_in_state(write(page, "Vi låner lokaler"), "saved")
    expect(page.locator("#sign-now")).to_have_text("Fjordhjælpen")  # each note begins anew
    assert [note.signed for note in notes_of(world)] == ["table"]
    row(page, "Vi låner lokaler").get_by_role("button").click()
    page.locator("#edit-sign").click()
    page.get_by_role("radio", name=re.compile("^Mette Nielsen")).check()
    page.locator("#sign-use").click()
    expect(page.locator("#edit-signed")).to_have_text("Mette Nielsen, Fjordhjælpen")
    page.locator("#own-note [data-close]").click()
    is_in_state(row(page, "Vi låner lokaler"), "saved")
    (note,) = notes_of(world)
    assert (note.signed, note.participant_id) == ("name", world.person("Mette").id)


def test_a_note_is_edited_and_deleted_by_its_author(running: Running, someone: Someone) -> None:
    world, page = running.world, someone()
    join(page, running, "Mette")
    is_in_state(write(page, "Forst"), "saved")
    row(page, "Forst").get_by_role("button").click()
    page.locator("#edit-text").fill("Først")
    page.locator("#edit-save").click()
    is_in_state(row(page, "Først"), "saved")
    assert [note.text for note in notes_of(world)] == ["Først"]
    row(page, "Først").get_by_role("button").click()
    page.locator("#edit-delete").click()
    page.locator("#delete-yes").click()
    expect(page.locator("#own-list li")).to_have_count(0)
    assert notes_of(world) == []


def test_a_note_that_waits_for_the_desk_or_is_hidden_says_so(
    running: Running, someone: Someone
) -> None:
    world, page = running.world, someone()
    join(page, running, "Mette")
    waiting = write(page, "Ring 20 12 34 56")
    is_in_state(waiting, "desk")
    expect(waiting).to_contain_text("telefonnummer")
    (note,) = notes_of(world)
    world.do("note.release", world.moderator, note=note.id)
    is_in_state(waiting, "saved")
    world.do("note.hide", world.moderator, note=note.id)
    is_in_state(waiting, "hidden")
    expect(waiting).to_contain_text("Kun du kan se den her")


def test_a_note_too_long_is_counted_and_stays_in_its_field(
    running: Running, someone: Someone
) -> None:
    page = someone()
    join(page, running, "Mette")
    page.locator("#text").fill("😀" * 501)
    expect(page.locator("#count")).to_have_text("1 tegn for meget")
    page.locator("#send").click()
    expect(page.locator("#text-no")).to_contain_text("501 tegn")
    page.locator("#text").fill("😀" * 500)
    expect(page.locator("#text-no")).to_be_hidden()
    page.locator("#send").click()
    is_in_state(page.locator("#own-list li"), "saved")
    assert [len(note.text) for note in notes_of(running.world)] == [500]


def test_what_is_being_written_survives_a_reload(running: Running, someone: Someone) -> None:
    page = someone()
    join(page, running, "Mette")
    page.locator("#text").fill("Halvt færdig")
    page.locator("#prompts button").nth(1).click()
    expect(page.locator("#text")).to_have_value("")
    page.reload()
    ready(page)
    expect(page.locator("#text")).to_have_value("Halvt færdig")


def test_a_table_device_writes_note_after_note(running: Running, someone: Someone) -> None:
    world, page = running.world, someone()
    (link,) = world.find(model.Link, kind="table", subject_id=world.table(2).id)
    page.goto(f"{running.url}/l/{tokens.link_token(KEY, link.id)}")
    ready(page)
    expect(page.locator("#head-title")).to_have_text("Bord 2")
    expect(page.locator("#sign-change")).to_be_hidden()
    page.locator("#text").focus()
    for text in ("Den første", "Den anden", "Den tredje"):
        page.keyboard.type(text)
        page.keyboard.press("Enter")  # a new line, and nothing else
        page.keyboard.press("Control+Enter")
        is_in_state(row(page, text), "saved")
    notes = notes_of(world)
    assert sorted(note.text for note in notes) == ["Den anden", "Den første", "Den tredje"]
    assert {(note.signed, note.table_id) for note in notes} == {("table", world.table(2).id)}


def test_the_whole_page_speaks_english(running: Running, someone: Someone) -> None:
    page = someone()
    page.goto(f"{running.url}/j/{running.world.day.code}")
    page.get_by_role("button", name="English").click()
    page.get_by_label("Your name").fill("mette")
    page.locator(".hit").click()
    ready(page)
    expect(page.locator("#head-title")).to_have_text("Table 1")
    expect(page.locator("#prompts button").first).to_have_text("Solutions")
    is_in_state(write(page, "We met at the harbour"), "saved")
    expect(page.locator("#own-list .state")).to_have_text("Saved")
    expect(page.locator("#head-time")).to_contain_text("min left")


# -- for everyone


def test_the_pages_are_free_of_axe_faults_at_every_size(browser: Browser, running: Running) -> None:
    world = running.world
    world.write(world.phone("Mette"), "Vi mødes på havnen")
    phone = world.phone("Mette")
    for size in SIZES:
        for tab in ("write", "table", "me"):
            path = f"/p/{world.id}/?tab={tab}"
            with opened(browser, running, phone, path, size=size) as page:
                ready(page)
                assert accessibility_faults(page) == [], (size, tab)


def test_sheets_and_the_way_in_are_free_of_axe_faults(running: Running, someone: Someone) -> None:
    page = someone()
    for path in ("", "/new"):
        page.goto(f"{running.url}/j/{running.world.day.code}{path}")
        assert accessibility_faults(page) == []
    join(page, running, "Mette")
    is_in_state(write(page, "Vi mødes"), "saved")
    page.locator("#sign-change").click()
    assert accessibility_faults(page) == []
    page.keyboard.press("Escape")
    row(page, "Vi mødes").get_by_role("button").click()
    assert accessibility_faults(page) == []


def test_the_page_is_light_and_asks_six_times_at_most(browser: Browser, running: Running) -> None:
    world = running.world
    asked: dict[str, int] = {}
    with opened(browser, running, world.phone("Mette"), "/l/no", size=PHONE) as page:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.setCacheDisabled", {"cacheDisabled": True})
        urls: dict[str, str] = {}
        session.on(
            "Network.requestWillBeSent",
            lambda event: urls.update({event["requestId"]: event["request"]["url"]}),
        )
        session.on("Network.webSocketCreated", lambda event: asked.update({event["url"]: 0}))

        def finished(event: dict[str, Any]) -> None:
            if event["requestId"] in urls:  # the page before may still have asked for its icon
                asked[urls[event["requestId"]]] = event["encodedDataLength"]

        session.on("Network.loadingFinished", finished)
        page.goto(f"{running.url}/p/{world.id}/", wait_until="networkidle")
        ready(page)
        expect(page.locator("#head-time")).to_contain_text("min")
    print({url.rsplit("/", 1)[-1]: size for url, size in asked.items()})
    script = sum(size for url, size in asked.items() if url.endswith(".js"))
    assert 0 < script <= 30_000
    assert sum(asked.values()) <= 60_000
    assert len(asked) <= 6
