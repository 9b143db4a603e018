"""Every scene and page: how to get there, and what must stand there first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.browser.looks.days import EMAIL, PASSWORD, Day, Days
from tests.browser.others import Tab, click, until

Step = Callable[[Tab], Any]
SIZES = {
    "board": ((1920, 1080), (1280, 720), (1024, 768), (768, 1024), (390, 844)),
    "desk": ((1180, 820), (390, 844), (768, 1024), (1920, 1080)),
    "phone": ((390, 844), (320, 640), (768, 1024), (1920, 1080)),
    "organiser": ((1440, 900), (390, 844), (768, 1024), (1920, 1080)),
    "paper": ((794, 1123),),
    "report": ((1440, 900), (390, 844), (768, 1024), (1920, 1080)),
}
"""Of each part of the house; the first is the one that it is made for."""
THEMES = {
    "board": ("projector", "light", "dark"),
    "desk": ("light", "dark", "projector"),
    "phone": ("light", "dark", "projector"),
    "organiser": ("light", "dark", "projector"),
    "paper": ("light",),
    "report": ("light", "dark", "projector"),
}
KINDS = {"organiser": "work", "report": "work"}


@dataclass(frozen=True)
class View:
    """One thing to look at. ``path`` may name {id}, {code} and the ids of the day's first things;
    ``link`` opens the way to it; ``ready`` is true in the page when it stands."""

    name: str
    path: str
    link: str = ""
    ready: str = "true"
    moment: Callable[[Day], Any] = lambda _: None
    steps: tuple[Step, ...] = ()
    of: str = "usual"
    """The day that it is looked at on; ``usual`` may be ``long`` too."""
    depth: int = 150
    """Of the room, in decimetres."""

    @property
    def part(self) -> str:
        return self.name.partition("-")[0]

    @property
    def kind(self) -> str:
        """What is measured of it."""
        return KINDS.get(self.part, self.part)

    def open(self, tab: Tab, days: Days, *, language: str = "da", long: bool = False) -> None:
        """Bring the day to the moment, and this tab to the page."""
        day = days.long if long and self.of == "usual" else getattr(days, self.of)
        if self.part == "board" and self.of == "usual":
            day.in_a_room(self.depth)
        self.moment(day)
        url = days.house.url
        if not self.link:  # by another name of the host no cookie says who has been here before
            url = url.replace("127.0.0.1", "localhost")
        tab.go(f"{url}/static/icon.svg")
        tab.value_of(f"document.cookie = 'samskab-language={language}; path=/'")
        if self.link:
            tab.go(url + day.path(self.link))
        tab.go(url + self.path.format(**_places(day)) + self._asked(language))
        until(tab, f"document.documentElement.lang === {language!r} && ({self.ready})")
        for step in self.steps:
            step(tab)

    def _asked(self, language: str) -> str:
        return f"?lang={language}" if self.part == "board" else ""


def dress(tab: Tab, theme: str) -> None:
    """Put a theme on the page, whatever it wears."""
    tab.value_of(f"document.documentElement.dataset.theme = {theme!r}")


def _places(day: Day) -> dict[str, str]:
    person = day.links["participants"][0]["id"]
    return {"id": day.world.id, "code": day.links["code"], "person": person}


# ---- Steps


def press(selector: str) -> Step:
    return lambda tab: click(tab, selector)


def wait(expression: str) -> Step:
    return lambda tab: until(tab, expression)


def there(selector: str) -> str:
    """An expression: something that this finds is to be seen."""
    return f"document.querySelector({selector!r})?.checkVisibility()"


def type_in(selector: str, text: str) -> Step:
    def step(tab: Tab) -> None:
        until(tab, there(selector))
        tab.value_of(
            f"""(() => {{ const field = document.querySelector({selector!r}); field.focus();
            field.value = {text!r}; field.dispatchEvent(new Event("input", {{bubbles: true}}));
            return true }})()"""
        )

    return step


def a_file(selector: str, name: str, text: str) -> Step:
    def step(tab: Tab) -> None:
        tab.value_of(
            f"""(() => {{ const files = new DataTransfer();
            files.items.add(new File([{text!r}], {name!r}, {{type: "text/csv"}}));
            document.querySelector({selector!r}).files = files.files; return true }})()"""
        )

    return step


# ---- The board


def _scene(name: str, **more: Callable[[Day], str]) -> Callable[[Day], None]:
    return lambda day: day.show(name, **{key: value(day) for key, value in more.items()})


def _longest(day: Day) -> str:
    return max(day.notes(), key=lambda one: (len(one.text), one.id)).id


def _open_vote(day: Day) -> None:
    day.open_vote()


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
    _board("groups-near", _scene("groups"), ".names", depth=80),
)

# ---- The desk, and the remote in a hand


def _desk(name: str, hash: str, ready: str, *steps: Step, moment: Any = None) -> View:
    at = moment or _scene("notes")
    return View(f"desk-{name}", f"/desk/{{id}}/#{hash}", "desk", there(ready), at, steps)


DESK = (
    _desk("console", "notes", ".desk__view--notes li.note"),
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
    _phone("written", "write", "#text", type_in("#text", SAID)),
    _phone(
        *("sign", "write", "#text"),
        press("#sign-change"),
        wait(there("#sign-choices label")),
    ),
    _phone("table", "table", "#table"),
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


def _page(name: str, path: str, *steps: Step, ready: str = "main, body", **more: Any) -> View:
    at = f"/organiser/{{id}}/{path}"
    return View(f"organiser-{name}", at, "organiser", there(ready), steps=steps, **more)


ORGANISER = (
    View("organiser-login", "/login"),
    View("organiser-lost", "/no-such-page"),
    View(
        *("organiser-days", "/login"),
        steps=(
            type_in("#email", EMAIL),
            type_in("#password", PASSWORD),
            press("main form .button--main"),
            wait("location.pathname === '/organiser/'"),
        ),
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
