"""Every scene and page: how to get there, and what must stand there first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.browser.looks.days import EMAIL, PASSWORD, Day
from tests.browser.looks.view import Step, View, a_file, press, there, type_in, wait
from tests.browser.others import Tab, until

# ---- The board


def _scene(name: str, **more: Callable[[Day], str]) -> Callable[[Day], None]:
    return lambda day: day.show(name, **{key: value(day) for key, value in more.items()})


def _longest(day: Day) -> str:
    return max(day.notes(), key=lambda one: (len(one.text), one.id)).id


def _open_vote(day: Day) -> None:
    day.open_vote()


def _time_is_up(day: Day) -> None:
    day.show("notes")
    day.time(is_up=True)


def _board(name: str, moment: Callable[[Day], Any], ready: str = "", **more: Any) -> View:
    scene = name.partition("-")[0]
    stands = there(ready or f'.scene[data-scene="{scene}"]')
    return View(f"board-{name}", "/board/{id}/", "board", stands, moment, **more)


BOARD = (
    _board("welcome", _scene("welcome")),
    _board("groups", _scene("groups"), ".names"),
    _board("notes", _scene("notes"), ".note"),
    _board("prompt", _scene("prompt", prompt=lambda day: day.world.prompt(2).id)),
    _board("theme", _scene("theme", theme=lambda day: day.themes[0]), ".quotes"),
    _board("themes", _scene("themes"), ".themes li"),
    _board("quote", _scene("quote", note=_longest), ".alone"),
    _board("timer", _scene("timer")),
    _board("break", lambda day: day.show("break", minutes=15)),
    _board("closing", lambda _: None, of="over"),
    _board("vote", _open_vote, ".choices"),
    _board("vote-result", lambda day: day.reveal_vote(), ".result"),
    _board("notes-near", _scene("notes"), ".cols", depth=100),
    _board("notes-late", _time_is_up, ".note"),
    _board("groups-near", _scene("groups"), ".names", depth=80),
)

# ---- The desk, and the remote in a hand


def _desk(name: str, hash: str, ready: str, *steps: Step, moment: Any = None) -> View:
    at = moment or _scene("notes")
    return View(f"desk-{name}", f"/desk/{{id}}/#{hash}", "desk", there(ready), at, steps)


DESK = (
    _desk("console", "notes", ".desk__view--notes li.note"),
    _desk("late", "notes", ".desk__view--notes li.note", moment=_time_is_up),
    _desk("hide", "notes", "li.note", press(".note__acts .button--plain")),
    _desk("themes", "themes", ".cards .card"),
    _desk(
        *("chosen", "themes", ".cards .card"),
        press(".cards .card:nth-of-type(1) .tick"),
        press(".cards .card:nth-of-type(3) .tick"),
    ),
    _desk("room", "room", ".desk__view--room"),
    _desk("remote", "hand", ".desk__view--hand"),
    _desk("quote", "notes", ".tv", moment=_scene("quote", note=_longest)),
    _desk("vote", "notes", ".desk__votes", moment=_open_vote),
    _desk("vote-result", "notes", ".desk__votes", moment=lambda day: day.reveal_vote()),
    _desk("calls", "room", "[data-calls]", moment=lambda day: day.call(4, 7)),
    _desk("theme", "themes", ".theme__name", press(".theme__name")),
    _desk(
        *("theme-show", "themes", ".theme__name"),
        press(".theme__name"),
        press(".theme__tools .button:last-child"),
        wait(there("dialog.ask[open]")),
    ),
    _desk("break", "hand", ".desk__view--hand", moment=lambda day: day.show("break", minutes=15)),
)

# ---- The phone


def _phone(name: str, tab: str, ready: str, *steps: Step, moment: Any = None) -> View:
    at = moment or _scene("notes")
    stands = f"document.documentElement.dataset.ready !== undefined && {there(ready)}"
    return View(f"phone-{name}", f"/p/{{id}}/?tab={tab}", "phone", stands, at, steps)


def _ended(name: str, tab: str) -> View:
    ready = "document.documentElement.dataset.ready !== undefined"
    return View(f"phone-{name}", f"/p/{{id}}/?tab={tab}", "phone", ready, of="over")


SAID = "Vi lånte nøglerne til hinandens lokaler, og så mødtes de unge af sig selv"
PHONE = (
    View("phone-front", "/"),
    View("phone-join", "/j/{code}", ready=there("#q")),
    View("phone-found", "/j/{code}", steps=(type_in("#q", "met"), wait(there(".hit")))),
    View("phone-new", "/j/{code}/new"),
    View("phone-too-late", "/j/{code}", of="over"),
    _phone("write", "write", "#text"),
    _phone("late", "write", "#text", moment=_time_is_up),
    _phone("written", "write", "#text", type_in("#text", SAID)),
    _phone(
        *("sign", "write", "#text"),
        press("#sign-change"),
        wait(there("#sign-choices label")),
    ),
    _phone("table", "table", "#table .note"),
    _phone("me", "me", "#me"),
    _phone("break", "write", "#text", moment=lambda day: day.show("break", minutes=15)),
    _phone("vote", "vote", "#vote", moment=_open_vote),
    _phone("result", "vote", "#vote", moment=lambda day: day.reveal_vote()),
    _ended("after", "write"),
    _ended("after-table", "table"),
    View(
        *("phone-device", "/p/{id}/?role=table", "table"),
        "document.documentElement.dataset.ready !== undefined",
        _scene("notes"),
    ),
)

# ---- The organiser, what is printed, the report

SIGNED_UP = (
    "Navn;Organisation;Målgrupper;Rolle\n"
    "Mette Nielsen;Fjordhjælpen;unge;deltager\n"
    "THORKILD BANG;sorggruppen tidevand;ældre;\n"
    "Peter Dahl + 2 kolleger;Kastanjehuset;familier;\n"
    "Lars er syg, Amina kommer;Broklapperne;;\n"
    "Dr. phil. Erik Bang;Fonden Mellemrum;;bestyrelse\n"
    "I alt 97 tilmeldte;;;\n"
)


def _sign_in(tab: Tab) -> None:
    """As the organiser; whoever has signed in before in this browser is there already."""
    at_home = "location.pathname === '/organiser/'"
    until(tab, f"{at_home} || {there('#email')}")
    if not tab.value_of(at_home):
        type_in("#email", EMAIL)(tab)
        type_in("#password", PASSWORD)(tab)
        press("main form .button--main")(tab)
        until(tab, at_home)


def _page(name: str, path: str, *steps: Step, ready: str = "main, body", **more: Any) -> View:
    at = f"/organiser/{{id}}/{path}"
    return View(f"organiser-{name}", at, "organiser", there(ready), steps=steps, **more)


ORGANISER = (
    View("organiser-login", "/login"),
    View("organiser-lost", "/no-such-page"),
    View(
        *("organiser-days", "/login"),
        steps=(_sign_in,),
    ),
    _page("overview", ""),
    _page("questions", "questions"),
    _page("rounds", "rounds"),
    _page("names", "names"),
    _page("people", "people"),
    _page("person", "people/{person}"),
    _page("import", "import"),
    _page(
        *("preview", "import"),
        a_file("#file", "tilmelding.csv", SIGNED_UP),
        press("main form .button--main"),
        wait("document.querySelector('table, .fate')"),
    ),
    _page("plan", "plan", ready="[data-person]"),
    _page("plan-person", "plan?round=1&person={person}", ready="[data-person]"),
    _page("checkin", "checkin"),
    _page("checkin-new", "checkin/new"),
    _page("checkin-person", "checkin/{person}"),
    _page("replan", "checkin/replan"),
    _page("prints", "prints"),
    _page("after", "", of="over"),
)


def _paper(name: str) -> View:
    def moment(day: Day) -> None:
        day.confirm_address()

    path = f"/organiser/{{id}}/prints/{name}"
    return View(f"paper-{name}", path, "organiser", there(".a4"), moment)


PAPER = (
    _paper("badges"),
    _paper("tablecards"),
)
REPORT = (
    View("report-during", "/report/{id}/", "organiser"),
    View("report-after", "/report/{id}/", "organiser", of="over"),
)
VIEWS = (*BOARD, *DESK, *PHONE, *ORGANISER, *PAPER, *REPORT)
"""In this order: whoever has joined a day does not see its door again."""
