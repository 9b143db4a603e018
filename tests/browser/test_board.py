"""The board shows what its records hold, live and readable from afar, and reacts to nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from facilitation.core.rights import Actor
from tests.browser.looks.faults import STANDS_STILL
from tests.browser.server import WAIT_MS, accessibility_faults, opened
from tests.live.running import Running
from tests.support.waiting import wait_until
from tests.world import World

OpenBoard = Callable[..., AbstractContextManager[Page]]
FULL_HD = (1920, 1080)


@pytest.fixture
def open_board(browser: Browser, running: Running) -> OpenBoard:
    def open_one(query: str = "", **options: Any) -> AbstractContextManager[Page]:
        actor = options.pop("actor", Actor("board", running.world.id, running.world.id))
        path = f"/board/{running.world.id}/{query}"
        return opened(browser, running, actor, path, **{"size": FULL_HD} | options)

    return open_one


@pytest.fixture
def board(open_board: OpenBoard, world: World) -> Iterator[Page]:
    """The board with the scene of the notes."""
    world.do("scene.set", world.moderator, scene="notes")
    with open_board() as page:
        expect(page.locator('.scene[data-scene="notes"]')).to_be_visible()
        yield page


def pile(page: Page, world: World, prompt: int) -> Any:
    return page.locator(f'.pile[data-prompt="{world.prompt(prompt).id}"]')


def test_a_new_note_stands_large_and_falls_on_its_pile(board: Page, world: World) -> None:
    expect(board.get_by_text("Den første seddel lander her")).to_be_visible()
    world.write(world.phone("Mette"), "Giv det et år", sign={"kind": "organisation"})
    expect(board.locator(".note .say")).to_have_text("Giv det et år")
    expect(board.locator(".note .from")).to_have_text("Fjordhjælpen")
    expect(pile(board, world, 1).locator(".pile__n")).to_have_text("1")
    expect(pile(board, world, 1).locator(".slips i")).to_have_count(1)
    expect(board.get_by_text("1 seddel fra 1 af 2 borde")).to_be_visible()


def test_a_note_that_is_hidden_at_the_desk_vanishes(board: Page, world: World) -> None:
    first = world.write(world.device(1), "Den første")
    expect(board.locator(".note .say")).to_have_text("Den første")
    world.do("note.hide", world.moderator, note=first)
    expect(board.get_by_text("Den første", exact=True)).to_have_count(0)
    expect(pile(board, world, 1).locator(".pile__n")).to_have_text("0")


def test_what_waits_for_the_desk_never_appears_until_it_is_let_through(
    board: Page, world: World
) -> None:
    waiting = world.write(world.device(1), "Ring til Oliver på 20 12 34 56")
    world.write(world.device(2), "Det her må alle se")
    expect(board.locator(".note .say")).to_have_text("Det her må alle se")
    assert "Oliver" not in board.content()
    world.do("note.release", world.moderator, note=waiting)
    expect(pile(board, world, 1).locator(".pile__n")).to_have_text("2")
    stands = board.locator(".note .say")
    expect(stands).to_have_text("Ring til Oliver på 20 12 34 56", timeout=WAIT_MS)


def test_one_by_one_shows_only_what_is_picked(board: Page, world: World) -> None:
    prompt = world.prompt(2)
    world.do("prompt.edit", world.organiser, prompt=prompt.id, showing="one_by_one")
    picked = world.write(world.device(1), "Vores navn stod med småt", prompt=prompt.id)
    world.write(world.device(2), "Sig nej én gang om året", prompt=prompt.id)
    expect(pile(board, world, 2).locator(".pile__n")).to_have_text("2")
    assert "småt" not in board.content()
    world.do("note.pick", world.moderator, note=picked)
    expect(board.locator(".note .say")).to_have_text("Vores navn stod med småt")
    assert "Sig nej" not in board.content()
    world.do("note.unpick", world.moderator, note=picked)
    expect(board.locator(".note")).to_have_count(0)


def test_notes_to_be_revealed_appear_together_and_not_before(board: Page, world: World) -> None:
    prompt = world.prompt(1)
    world.do("prompt.edit", world.organiser, prompt=prompt.id, showing="reveal")
    world.write(world.device(1), "Hemmelig til afsløringen")
    expect(pile(board, world, 1).locator(".pile__n")).to_have_text("1")
    assert "Hemmelig" not in board.content()
    world.do("prompt.reveal", world.moderator, prompt=prompt.id)
    expect(board.locator(".note .say")).to_have_text("Hemmelig til afsløringen")
    world.do("prompt.conceal", world.moderator, prompt=prompt.id)
    expect(board.locator(".note")).to_have_count(0)


def test_the_scene_follows_the_desk(board: Page, world: World) -> None:
    world.do("scene.set", world.moderator, scene="welcome")
    expect(board.get_by_text("Indsatsdag")).to_be_visible()
    code = world.day.code
    expect(board.get_by_text(f"{code[:3]} {code[3:]}")).to_be_visible()
    expect(board.get_by_text("0 af 6 er kommet")).to_be_visible()
    assert board.locator(".aboard i").count() == 6

    world.do("scene.set", world.moderator, scene="groups")
    expect(board.get_by_text("Find dit bord")).to_be_visible()
    rows = board.locator(".names li").all_inner_texts()
    assert [row.split("\n") for row in rows] == [
        ["Bo L.", "2"],
        ["Ibrahim Y.", "2"],
        ["Kirsten H.", "2"],
        ["Mette N.", "1"],
        ["Søren A.", "1"],
        ["Åse Æ.", "1"],
    ]

    prompt = world.prompt(1).id
    world.do("prompt.edit", world.organiser, prompt=prompt, text_da="Hvad virker?")
    world.do("scene.set", world.moderator, scene="prompt", prompt=prompt)
    expect(board.get_by_role("heading", name="Hvad virker?")).to_be_visible()


def test_a_name_arrives_and_the_round_moves_people(board: Page, world: World) -> None:
    world.do("scene.set", world.moderator, scene="welcome")
    mette = world.person("Mette").id
    world.do("participant.join", world.stranger, participant=mette, session_hash="x" * 64)
    expect(board.get_by_text("1 af 6 er kommet")).to_be_visible()
    world.do("scene.set", world.moderator, scene="groups")
    world.do("round.start", world.moderator, round=world.round(2).id)
    expect(board.locator(".names li", has_text="Mette N.")).to_have_text("Mette N.2")
    expect(board.get_by_text("Runde 2")).to_be_visible()


def test_the_welcome_carries_the_confirmed_address_and_its_qr(
    open_board: OpenBoard, world: World
) -> None:
    world.do("workshop.confirm_address", world.organiser, address="http://samskab.lan")
    with open_board() as page:
        expect(page.get_by_text("samskab.lan", exact=True)).to_be_visible()
        svg = page.locator(".welcome__qr svg")
        expect(svg).to_be_visible()
        assert svg.locator("title").text_content() == f"http://samskab.lan/j/{world.day.code}"


def test_the_board_speaks_english_and_marks_what_it_lacks(
    open_board: OpenBoard, world: World
) -> None:
    world.do("prompt.edit", world.organiser, prompt=world.prompt(1).id, title_en="")
    world.do("scene.set", world.moderator, scene="notes")
    with open_board("?lang=en") as page:
        expect(page.get_by_text("The first note lands here")).to_be_visible()
        assert page.locator("html").get_attribute("lang") == "en"
        lacking = pile(page, world, 1).locator(".pile__word")
        expect(lacking).to_have_text("Løsninger")
        assert lacking.get_attribute("lang") == "da"
        expect(pile(page, world, 2).locator(".pile__word")).to_have_text("Identity")


def test_text_stands_letter_for_letter(board: Page, world: World) -> None:
    text = '<img src=x onerror="alert(1)"> & <b>fed</b> {{7*7}} 👨‍👩‍👧'
    world.write(world.device(1), text)
    expect(board.locator(".note .say")).to_have_text(text)
    assert board.locator(".note img, .note b").count() == 0


def test_nothing_on_the_board_reacts(board: Page, world: World) -> None:
    world.write(world.device(1), "Den står stille")
    expect(board.locator(".note .say")).to_have_text("Den står stille")
    before = all_but_the_clock(board)
    for x, y in ((300, 200), (960, 800), (1700, 1000)):
        board.mouse.click(x, y)
        board.mouse.click(x, y, button="right")
    for key in ("Tab", "Enter", "Space", "ArrowRight", "PageDown", "Escape", "b", "1"):
        board.keyboard.press(key)
    assert board.evaluate("document.activeElement === document.body")
    assert board.locator("a, button, input, [tabindex], [onclick]").count() == 0
    assert board.evaluate("getComputedStyle(document.body).cursor") == "none"
    assert all_but_the_clock(board) == before


def test_a_clicker_that_is_wanted_shows_the_next_note_and_goes_back_at_the_second_press(
    open_board: OpenBoard, world: World
) -> None:
    for text in ("Den første i køen", "Den anden i køen"):
        world.do("note.queue", world.moderator, note=world.write(world.device(1), text))
    with open_board("?clicker=1", actor=world.moderator) as page:
        expect(page.locator(".scene")).to_be_visible()
        page.keyboard.press("PageDown")
        expect(page.get_by_text("Den første i køen")).to_be_visible()
        page.keyboard.press("PageDown")
        expect(page.get_by_text("Den anden i køen")).to_be_visible()
        page.keyboard.press("PageUp")
        expect(page.get_by_text("Tryk igen for at gå tilbage")).to_be_visible()
        expect(page.get_by_text("Den anden i køen")).to_be_visible()
        page.keyboard.press("PageUp")
        expect(page.get_by_text("Den første i køen")).to_be_visible()
        with page.expect_response("**/clicker"):
            page.keyboard.press("b")
    assert world.day.frozen


def test_a_clicker_does_nothing_where_only_the_boards_link_was_opened(
    open_board: OpenBoard, world: World
) -> None:
    note = world.write(world.device(1), "I kø")
    world.do("note.queue", world.moderator, note=note)
    asked: list[str] = []
    with open_board("?clicker=1") as page:
        expect(page.locator(".scene")).to_be_visible()
        page.on("request", lambda request: asked.append(request.method))
        for key in ("PageDown", "PageUp", "b"):
            page.keyboard.press(key)
        world.do("scene.set", world.moderator, scene="timer")
        expect(page.locator('.scene[data-scene="timer"]')).to_be_visible()
    assert "POST" not in asked
    assert world.note(note).queued


def all_but_the_clock(board: Page) -> Any:
    """The scene without what goes on by itself: the time and how far the water has risen."""
    return board.evaluate(
        """() => {
            const scene = document.querySelector(".scene").cloneNode(true);
            for (const time of scene.querySelectorAll("time")) time.remove();
            for (const one of scene.querySelectorAll("[style]")) one.style.removeProperty("--part");
            return scene.innerHTML;
        }"""
    )


def test_a_moderator_who_opens_the_board_gets_no_more_than_the_board(
    open_board: OpenBoard, world: World
) -> None:
    received: list[str] = []
    world.write(world.device(1), "Ring til Oliver på 20 12 34 56")
    world.write(world.device(2), "Det her må alle se")
    world.do("scene.set", world.moderator, scene="notes")
    with open_board(actor=world.moderator) as page:
        page.on(
            "websocket",
            lambda socket: socket.on("framereceived", lambda frame: received.append(str(frame))),
        )
        page.reload()
        expect(page.locator(".note .say")).to_have_text("Det her må alle se")
    assert any("Det her må alle se" in frame for frame in received)
    assert not any("Oliver" in frame or "Nielsen" in frame for frame in received)


LONG = "Vi mødes hver måned og spiser sammen før dagsordenen, og det er dér tilliden kommer. " * 3


def test_a_note_of_many_words_comes_in_parts_and_leaves_the_piles_their_room(
    board: Page, world: World
) -> None:
    world.write(world.device(1), LONG)
    note = board.locator(".note .say")
    expect(board.get_by_text("1 af 2", exact=True)).to_be_visible()
    shown = note.inner_text().split()
    assert shown[-1] == "…"
    for prompt in (1, 2):
        assert inside(board, pile(board, world, prompt))
    below = board.locator(".pile__top").first.bounding_box()
    above = board.locator(".note").bounding_box()
    assert above
    assert below
    assert above["y"] + above["height"] <= below["y"]
    assert (smallest(board), outside(board)) == (64, [])
    expect(board.get_by_text("2 af 2", exact=True)).to_be_visible(timeout=WAIT_MS)
    assert shown[:-1] + note.inner_text().split() == LONG.split()


def inside(page: Page, part: Any) -> bool:
    """Whether icon, name and count of a pile stand in the picture."""
    boxes = [part.locator(one).bounding_box() for one in (".i", ".pile__word", ".pile__n")]
    return all(box and box["width"] and 0 <= box["y"] < 1080 for box in boxes)


def test_a_closed_day_ends_with_thanks_whatever_stood_on_the_board(
    board: Page, world: World
) -> None:
    world.write(world.device(1), "Giv det et år")
    expect(board.locator(".note .say")).to_be_visible()
    world.do("workshop.close", world.organiser)
    expect(board.get_by_role("heading", name="Tak for i dag")).to_be_visible()
    expect(board.get_by_text("I delte 1 seddel")).to_be_visible()
    assert board.get_by_text("Giv det et år").count() == 0
    wait_until(lambda: board.evaluate(STANDS_STILL))  # words that fade in have little contrast
    assert (outside(board), accessibility_faults(board)) == ([], [])


def outside(page: Page) -> list[str]:
    """Words that do not stand inside the picture."""
    found: list[str] = page.evaluate(
        f"""{_WORDS}.filter((one) => one.rect.left < -1 || one.rect.top < -1
             || one.rect.right > innerWidth + 1 || one.rect.bottom > innerHeight + 1)
             .map((one) => one.text)"""
    )
    return found


_WORDS = """(() => {
  const walker = document.createTreeWalker(document.getElementById("app"), NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.textContent.trim() || node.parentElement.closest("svg, .visually-hidden")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const size = parseFloat(getComputedStyle(node.parentElement).fontSize);
    for (const rect of range.getClientRects())
      found.push({ text: node.textContent, rect, size });
  }
  return found;
})()"""


def smallest(page: Page) -> float:
    """The smallest size of words on the board, in board units."""
    found: float = page.evaluate(
        f"Math.min(...{_WORDS}.map((one) => one.size))"
        " / Math.min(innerWidth / 1920, innerHeight / 1080)"
    )
    return found


def lines(page: Page) -> int:
    """How many lines of words stand above each other."""
    found: int = page.evaluate(
        f"""() => {{
          const middles = {_WORDS}.map((one) => (one.rect.top + one.rect.bottom) / 2);
          middles.sort((a, b) => a - b);
          const apart = 20 * innerHeight / 1080;
          return middles.filter((y, at) => at === 0 || y - middles[at - 1] > apart).length;
        }}"""
    )
    return found


@pytest.mark.parametrize("size", [FULL_HD, (1280, 720), (1024, 768)])
def test_every_scene_is_large_short_whole_and_accessible(
    open_board: OpenBoard, world: World, size: tuple[int, int]
) -> None:
    world.write(world.device(1), "Persondatareglerne stopper os hver gang, siger forvaltningen")
    prompt = world.prompt(1).id
    scenes = ({"scene": "groups"}, {"scene": "notes"}, {"scene": "prompt", "prompt": prompt})
    with open_board(size=size, reduced_motion="reduce") as page:
        for scene in ({"scene": "welcome"}, *scenes):
            if scene["scene"] != world.day.scene:
                world.do("scene.set", world.moderator, **scene)
            expect(page.locator(f'.scene[data-scene="{scene["scene"]}"]')).to_be_visible()
            assert smallest(page) >= 63.9, scene
            assert lines(page) <= 10, scene
            assert outside(page) == [], scene
            assert accessibility_faults(page) == [], scene
