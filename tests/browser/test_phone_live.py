"""The phone page when the net goes, the round changes, or the phone refuses to keep anything."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, Route, expect

from facilitation.core import model, tokens
from tests.browser.phones import PHONE, Someone, is_in_state, join, notes_of, ready, row, write
from tests.browser.server import opened
from tests.live.running import Running
from tests.world import KEY, World

WAKING = "setInterval(() => dispatchEvent(new Event('online')), 1)"
NO_STORE = "Object.defineProperty(window, 'indexedDB', { get() { throw new Error('refused'); } })"


def go_offline(page: Page) -> None:
    page.context.set_offline(True)
    expect(page.locator("[data-strip=offline]")).to_contain_text("Skriv bare videre")


def come_back(page: Page) -> None:
    page.context.set_offline(False)
    expect(page.locator("[data-strip=back]")).to_contain_text("Forbundet igen")


def texts(world: World) -> list[str]:
    return sorted(note.text for note in notes_of(world))


def test_what_is_written_offline_arrives_once_when_the_net_is_back(
    running: Running, someone: Someone
) -> None:
    page = someone()
    join(page, running, "Mette")
    go_offline(page)
    for text in ("Et", "To"):
        is_in_state(write(page, text), "waits")
    assert texts(running.world) == []
    expect(page.locator("#own-count")).to_have_text("2 venter")
    come_back(page)
    for text in ("Et", "To"):
        is_in_state(row(page, text), "saved")
    assert texts(running.world) == ["Et", "To"]
    expect(page.locator("[data-strip]")).to_have_count(0)


def test_a_note_whose_tab_was_killed_is_sent_by_the_next_tab_and_once(
    running: Running, someone: Someone
) -> None:
    page = someone()
    join(page, running, "Mette")
    go_offline(page)
    is_in_state(write(page, "Fra en fane, der forsvandt"), "waits")
    context = page.context
    page.close()
    context.set_offline(False)
    tabs = [context.new_page(), context.new_page()]
    for tab in tabs:
        tab.goto(f"{running.url}/p/{running.world.id}/")
    for tab in tabs:
        is_in_state(row(tab, "Fra en fane, der forsvandt"), "saved")
    assert texts(running.world) == ["Fra en fane, der forsvandt"]


def test_a_tab_of_somebody_the_phone_no_longer_is_sends_nothing(
    running: Running, someone: Someone
) -> None:
    world, page = running.world, someone()
    join(page, running, "Mette")
    go_offline(page)
    is_in_state(write(page, "Mettes tanke"), "waits")
    (link,) = world.find(model.Link, kind="badge", subject_id=world.person("Bo").id)
    other = page.context.new_page()
    page.context.set_offline(False)
    other.goto(f"{running.url}/l/{tokens.link_token(KEY, link.id)}")
    ready(other)
    page.get_by_role("link", name="Mit").click()
    expect(page.locator("#me-title")).to_have_text("Bo Lund")
    assert all(note.participant_id != world.person("Bo").id for note in notes_of(world))


def test_an_edit_and_a_deletion_made_offline_are_done_when_the_net_is_back(
    running: Running, someone: Someone
) -> None:
    page = someone()
    join(page, running, "Mette")
    for text in ("Rettes", "Slettes"):
        is_in_state(write(page, text), "saved")
    go_offline(page)
    row(page, "Rettes").get_by_role("button").click()
    page.locator("#edit-text").fill("Rettet")
    page.locator("#edit-save").click()
    is_in_state(row(page, "Rettet"), "changing")
    row(page, "Slettes").get_by_role("button").click()
    page.locator("#edit-delete").click()
    page.locator("#delete-yes").click()
    is_in_state(row(page, "Slettes"), "deleting")
    come_back(page)
    is_in_state(row(page, "Rettet"), "saved")
    expect(page.locator("#own-list li")).to_have_count(1)
    assert texts(running.world) == ["Rettet"]


def test_a_note_written_before_the_close_comes_in_late(running: Running, someone: Someone) -> None:
    world, page = running.world, someone()
    join(page, running, "Mette")
    go_offline(page)
    is_in_state(write(page, "Skrevet i tide"), "waits")
    world.do("prompt.close", world.moderator, prompt=world.prompt(1).id)
    come_back(page)
    is_in_state(row(page, "Skrevet i tide"), "late")
    expect(row(page, "Skrevet i tide")).to_contain_text("Senere ankommet")
    assert [note.late for note in notes_of(world)] == [True]


def test_a_note_that_is_not_taken_keeps_its_text_and_says_why(
    running: Running, someone: Someone
) -> None:
    world, page = running.world, someone()
    join(page, running, "Mette")
    go_offline(page)
    is_in_state(write(page, "For sent"), "waits")
    world.do("workshop.close", world.organiser)
    come_back(page)
    refused = row(page, "For sent")
    is_in_state(refused, "refused")
    expect(refused).to_contain_text("Dagen er slut")
    refused.get_by_role("button").click()
    expect(page.locator("#edit-text")).to_have_value("For sent")
    expect(page.locator("#refused-copy")).to_be_visible()
    page.locator("#refused-forget").click()
    expect(page.locator("#own-list li")).to_have_count(0)
    assert texts(world) == []


def test_what_is_being_written_when_the_prompt_closes_stays(
    running: Running, someone: Someone
) -> None:
    world, page = running.world, someone()
    join(page, running, "Mette")
    page.clock.install()
    page.locator("#text").fill("Jeg nåede det ikke")
    for number in (1, 2):
        world.do("prompt.close", world.moderator, prompt=world.prompt(number).id)
    expect(page.locator("#closed-text")).to_contain_text("Du har et minut")
    page.clock.fast_forward(61_000)
    expect(page.locator("#closed-text")).to_contain_text("bliver her på telefonen")
    expect(page.locator("#send")).to_be_hidden()
    expect(page.locator("#text")).to_have_value("Jeg nåede det ikke")
    expect(page.locator("#copy-draft")).to_be_visible()
    world.do("prompt.open", world.moderator, prompt=world.prompt(1).id)
    page.locator("#send").click()
    is_in_state(row(page, "Jeg nåede det ikke"), "saved")


def test_who_writes_when_the_prompt_closes_has_a_minute_to_finish(
    running: Running, someone: Someone
) -> None:
    world, page = running.world, someone()
    join(page, running, "Mette")
    page.locator("#text").fill("Begyndt i tide")
    world.do("prompt.close", world.moderator, prompt=world.prompt(1).id)
    expect(page.locator("#closed-text")).to_contain_text("Du har et minut")
    expect(page.locator("#text")).to_have_value("Begyndt i tide")
    page.locator("#text").press_sequentially(" og skrevet færdig")
    page.locator("#send").click()
    is_in_state(row(page, "Begyndt i tide og skrevet færdig"), "late")
    (note,) = notes_of(world)
    assert note.late


def test_a_new_round_says_where_to_go_and_takes_nothing_from_whoever_writes(
    running: Running, someone: Someone
) -> None:
    world, writer, reader = running.world, someone(), someone()
    join(writer, running, "Mette")
    join(reader, running, "Kirsten")
    writer.locator("#text").fill("Midt i en tanke")
    where = writer.locator("#text").evaluate("element => element.getBoundingClientRect().top")
    world.do("round.start", world.moderator, round=world.round(2).id)
    strip = writer.locator("[data-strip=go]")
    expect(strip).to_contain_text("Runde 2: gå til bord 2")
    expect(writer.locator("#text")).to_be_focused()
    expect(writer.locator("#text")).to_have_value("Midt i en tanke")
    moved = writer.locator("#text").evaluate("element => element.getBoundingClientRect().top")
    assert abs(moved - where) < 70  # no more than the strip, where there is no room to scroll
    strip.get_by_role("button").click()
    expect(writer.locator("#seat-number")).to_have_text("2")
    expect(writer.locator("#people-list")).to_contain_text("Ibrahim Yilmaz")
    expect(writer.locator("#head-title")).to_have_text("Bord 2")
    # Who is not writing is simply shown the new table.
    expect(reader.locator("#seat-number")).to_have_text("1")
    expect(reader.locator("#seat-number")).to_be_visible()


def test_a_note_of_the_new_round_belongs_to_the_new_table(
    running: Running, someone: Someone
) -> None:
    world, page = running.world, someone()
    join(page, running, "Mette")
    world.do("round.start", world.moderator, round=world.round(2).id)
    page.locator("[data-strip=go]").wait_for()
    page.get_by_role("link", name="Skriv").click()
    page.locator("#sign-change").click()
    page.get_by_role("radio", name=re.compile("^Bord 2")).check()
    page.locator("#sign-use").click()
    is_in_state(write(page, "Fra bord 2"), "saved")
    (note,) = notes_of(world)
    assert (note.round_id, note.table_id) == (world.round(2).id, world.table(2).id)


def test_a_phone_that_keeps_nothing_says_so_and_writes_all_the_same(
    running: Running, someone: Someone
) -> None:
    page = someone()
    page.add_init_script(NO_STORE)
    join(page, running, "Mette")
    expect(page.locator("#not-kept")).to_contain_text("vil ikke gemme")
    is_in_state(write(page, "Uden lager"), "saved")
    assert texts(running.world) == ["Uden lager"]


def test_a_phone_that_wakes_again_and_again_while_it_connects_gets_in(
    running: Running, someone: Someone
) -> None:
    page = someone()
    page.add_init_script(WAKING)
    join(page, running, "Mette")
    is_in_state(write(page, "Vågen"), "saved")


def test_the_time_left_is_that_of_the_server_to_the_second(
    running: Running, someone: Someone
) -> None:
    world, page = running.world, someone()
    page.clock.install()  # this phone's own clock is wrong by half an hour and stands still
    page.clock.pause_at(page.evaluate("Date.now()") + 1_800_000)
    page.goto(f"{running.url}/j/{world.day.code}")
    page.locator("#q").fill("Mette")
    page.locator("#find").evaluate("form => form.requestSubmit()")
    page.locator(".hit").first.click()
    shown = page.locator("#head-time")
    expect(shown).to_have_attribute("datetime", re.compile(r"^PT(11[5-9]\d|1200)S$"))


def test_the_page_is_useful_before_its_script_runs(browser: Browser, running: Running) -> None:
    world = running.world
    path = f"/p/{world.id}/?tab=table"
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(
        [{"name": "samskab", "value": running.session(world.phone("Mette")), "url": running.url}]
    )
    page = context.new_page()
    page.goto(running.url + path)
    expect(page.locator("#seat-number")).to_have_text("1")
    expect(page.locator("#people-list")).to_contain_text("Søren Aagaard")
    expect(page.locator("#head-round")).to_have_text("Runde 1 af 2")
    page.get_by_role("link", name="Skriv").click()
    expect(page.locator("#write")).to_contain_text("Løsninger")
    assert "<noscript><p" in page.content()  # a browser under test does not draw these
    context.close()


def test_what_is_typed_before_the_script_is_up_stays(browser: Browser, running: Running) -> None:
    path = f"/p/{running.world.id}/"
    with opened(browser, running, running.world.phone("Mette"), "/l/no", size=PHONE) as page:
        script: list[Route] = []

        def hold(route: Route) -> None:
            script.append(route)

        page.route("**/phone-*.js", hold)
        with page.expect_request("**/phone-*.js"):
            page.goto(running.url + path, wait_until="commit")
        page.locator("#text").fill("Vi mødes for sjældent")
        page.locator("#send").click()
        assert page.url == running.url + path
        script[0].continue_()
        ready(page)
        page.unroute("**/phone-*.js")
        expect(page.locator("#text")).to_have_value("Vi mødes for sjældent")
        page.locator("#send").click()
        is_in_state(row(page, "Vi mødes for sjældent"), "saved")
        page.reload()
        ready(page)
        expect(page.locator("#text")).to_have_value("")


def test_nothing_jumps_while_the_page_loads(browser: Browser, running: Running) -> None:
    world = running.world
    watch = """
    window.shift = 0;
    new PerformanceObserver((list) => {
      // A strip that says "no connection" may push: a slow machine is no fault of the page.
      if (document.querySelector("[data-strip]")) return;
      for (const one of list.getEntries()) if (!one.hadRecentInput) window.shift += one.value;
    }).observe({ type: "layout-shift", buffered: true });
    """
    for tab in ("write", "table", "me"):
        path = f"/p/{world.id}/?tab={tab}"
        with opened(browser, running, world.phone("Mette"), "/l/no", size=PHONE) as page:
            page.add_init_script(watch)
            page.goto(running.url + path, wait_until="networkidle")
            ready(page)
            expect(page.locator("#head-time")).to_contain_text("min")
            assert page.evaluate("window.shift") < 0.01, tab


def test_a_round_that_has_not_begun_shows_where_one_will_sit(
    browser: Browser, running: Running
) -> None:
    world = running.world
    world.do("round.close", world.moderator, round=world.round(1).id)
    assert world.find(model.Opening, closed_seq=None) == []
    with opened(browser, running, world.phone("Mette"), f"/p/{world.id}/", size=PHONE) as page:
        ready(page)
        expect(page.locator("#next")).to_contain_text("Næste: runde 2")
        expect(page.locator("#next-table")).to_have_text("bord 2")
        page.get_by_role("link", name="Skriv").click()
        expect(page.locator("#closed-text")).to_contain_text("Ingen spørgsmål er åbne")
