"""The days whose pages are looked at, and the hand that moves them.

``usual``: the 2022 day, 95 people at 12 tables with 240 notes. ``long``: the same with the longest
names and words there are. ``over``: the 2022 day, closed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from facilitation import passwords, settings
from facilitation.commands.demo import found, make_demo
from facilitation.core import model
from facilitation.core.refusals import Refusal
from facilitation.core.rights import Actor
from facilitation.core.tokens import hashed
from facilitation.opening import Store
from facilitation.store import accounts
from facilitation.store.reader import StoreReader
from tests.browser.server import now_ms
from tests.live.running import House, a_house
from tests.world import KEY, World, a_database

SHOWN_ADDRESS = "http://192.168.137.1:8000"
"""What the join code says: the address of a laptop's own hotspot, not this machine's."""
THEMES = (
    *("Tiden er ulige fordelt", "Målgruppen sidder med", "Kontaktpersonen skifter"),
    *("Hvem ejer det bagefter?", "Små prøver først", "Retten til at sige nej"),
)
LONG_THEMES = (
    "Frivilligkoordinatoruddannelsens finansieringsmuligheder efter projektperioden",
    "Medborgerskabsinddragelse",
)
AGENDA = (
    *("9.30 Velkomst", "9.45 Oplæg", "10.15 Runde 1: erfaringer", "10.40 Runde 2: samme målgruppe"),
    *("11.03 Pause", "11.15 Plenum: hvem har vi ikke hørt?", "11.45 Afstemning", "12.15 Frokost"),
)
VOTES = (
    *("Hvad skal vi arbejde videre med?", "Hvad begynder vi med?", "Hvad gør vi sammen?"),
    *("Hvad haster mest?", "Hvad kan vente?", "Hvad vil I selv tage med hjem?"),
)
"""The titles of a day's votes, in turn."""
LEAST_MS = 9 * 60_000
"""So much time is left in the round, at the least."""
HERE = slice(16, 80)
"""Of the list, who has come."""
EMAIL, PASSWORD = "birgit@liljeborgfonden.example", "morgenlys over fjorden"
LONG_NAME = "Anne-Margrethe Kirstine Skovgaard-Vestergaard von Rosenkrantz-Charisius"
LONG_WORDS = ("Menneskerettighedsundervisningsmaterialer", "Samarbejdsmodellernes bæredygtighed")
LONG_QUESTION = (
    "Hvordan forankrer vi medborgerskabsinddragelsen i frivilligkoordinatoruddannelserne, "
    "så at den lever videre, når projektbevillingen er brugt op?"
)


@dataclass
class Day:
    """A day in the database, its links as ``demo --json`` gives them, and its themes."""

    world: World
    links: dict[str, Any]
    themes: tuple[str, ...] = ()
    calling: tuple[int, ...] = ()
    """The tables that ask for help."""

    def path(self, link: str) -> str:
        """The path of one of its links: organiser, desk, board, join, report, phone or table."""
        many = {"phone": "participants", "table": "tables"}.get(link)
        url = self.links[many][0]["url"] if many else self.links[f"{link}_url"]
        return "/" + str(url).split("/", 3)[3]

    def do(self, verb: str, **args: Any) -> dict[str, Any]:
        """A step of the moderator."""
        self.world.now = now_ms()
        return self.world.do(verb, self.world.moderator, **args)

    def show(self, scene: str, **args: Any) -> None:
        """Bring the board to a scene, unless it shows just that."""
        try:
            self.do("scene.set", scene=scene, **args)
        except Refusal as refused:
            if refused.code != "nothing_changed":
                raise

    def time(self, *, is_up: bool = False) -> None:
        """The round's time is half gone, or has just run out."""
        now, ends = now_ms(), self.world.day.timer_ends_at or 0
        if is_up or ends < now + LEAST_MS:
            self.world.now = now - (2 * LEAST_MS if is_up else LEAST_MS)
            self.world.do("timer.set", self.world.moderator, minutes=2 * LEAST_MS // 60_000)

    def in_a_room(self, depth: int) -> None:
        """The board hangs in a room so deep, in decimetres; its screen is three metres wide."""
        if self.world.day.room_depth != depth:
            organiser = self.world.organiser
            self.world.do("workshop.room", organiser, depth=depth, screen=30)

    def confirm_address(self) -> None:
        """What the codes on paper open, as the organiser confirms it once."""
        if not self.world.day.base_address:
            organiser = self.world.organiser
            self.world.do("workshop.confirm_address", organiser, address=SHOWN_ADDRESS)

    def notes(self) -> list[model.Note]:
        """What the room has written, and the board may show."""
        return [one for one in self.world.find(model.Note) if one.state == "shown"]

    def gather(self, names: tuple[str, ...]) -> None:
        """Themes of very different sizes."""
        notes, at = self.notes(), 0
        self.themes = tuple(f"look-{number}" for number in range(len(names)))
        for number, (id, name) in enumerate(zip(self.themes, names, strict=True)):
            size = max(4, 34 - 5 * number)
            some = [one.id for one in notes[at : at + size]]
            self.do("theme.add", id=id, name=name, notes=some)
            at += size

    def arrive(self) -> None:
        """Two of three have come, and are on their phones."""
        for person in self.world.find(model.Participant)[HERE]:
            session = hashed(f"phone of {person.id}")
            args = {"participant": person.id, "session_hash": session}
            self.world.do("participant.join", self.world.stranger, **args)
            self.world.do("participant.check_in", self.world.organiser, participant=person.id)

    def call(self, *tables: int) -> None:
        """Just these tables ask for help; the first has been answered."""
        for number in set(self.calling) - set(tables):
            self.world.do("help.cancel", self.world.device(number), group=self._group(number))
        for number in sorted(set(tables) - set(self.calling)):
            self.world.do("help.call", self.world.device(number), group=self._group(number))
        if tables and tables != self.calling:
            self.do("help.answer", group=self._group(tables[0]))
        self.calling = tables

    def _group(self, table: int) -> str:
        return self.world.group(table).id

    def open_vote(self) -> None:
        """A vote on the themes, unless one is open; the board shows it."""
        votes = self.world.find(model.Vote)
        if not any(one.state == "open" for one in votes):
            title = VOTES[len(votes) % len(VOTES)]
            how: dict[str, Any] = {"title": title, "dots": 5, "most_each": 3}
            self.do("vote.open", kind="themes", choices=list(self.themes), **how)
        self.show("vote")

    def reveal_vote(self) -> None:
        """Sixty people vote, and all see the result; once is enough."""
        votes = self.world.find(model.Vote)
        if votes and not any(one.state == "open" for one in votes):
            self.show("vote")
            return
        self.open_vote()
        vote = next(one for one in self.world.find(model.Vote) if one.state == "open")
        for at, person in enumerate(self.world.find(model.Participant)[20:80]):
            first = at * at % len(self.themes)
            dots = {str(first): 3, str((first + 1 + at % 2) % len(self.themes)): 2}
            actor = Actor("participant", self.world.id, person.id)
            secret = hashed(f"{vote.id} {person.id}")
            self.world.do("vote.cast", actor, vote=vote.id, dots=dots, secret_hash=secret)
        self.do("vote.close", vote=vote.id)
        self.do("vote.reveal", vote=vote.id)


@dataclass
class Days:
    """The days and the server that shows them."""

    house: House
    usual: Day
    long: Day
    over: Day


@contextmanager
def the_days(folder: Path) -> Iterator[Days]:
    """All three, served by the product's own server with its data in ``folder``."""
    engine = a_database(folder)
    values = {"FACILITATION_DATA_DIR": str(folder), "FACILITATION_SECRET_KEY": KEY.decode()}
    loaded = settings.load({**values, "FACILITATION_BASE_URL": SHOWN_ADDRESS})

    def a_day(prepare: Callable[[Day], None]) -> Day:
        store = Store(World(engine, now=now_ms()).ledger, StoreReader(engine))
        id = make_demo(store, loaded, notes=240)
        day = Day(World(engine, id, now=now_ms()), found(store, loaded, id))
        day.do("agenda.set", lines=list(AGENDA))
        day.arrive()
        prepare(day)
        return day

    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        accounts.add_organiser(connection, EMAIL, passwords.hash_password(PASSWORD), now_ms())
    usual, long, over = a_day(_usual), a_day(_long), a_day(_over)
    shown: dict[str, Any] = {
        "base_url": SHOWN_ADDRESS,
        "board_hold_seconds": "0",
        "message_rate": "0",
    }
    with a_house(engine, folder, **shown) as house:
        yield Days(house, usual, long, over)


def _usual(day: Day) -> None:
    day.gather(THEMES)


def _long(day: Day) -> None:
    """The longest names, words and titles; more themes than fit on a page."""
    world = day.world
    most = world.limits.name_length
    first = next(one for one in world.people() if one.id == day.links["participants"][0]["id"])
    others = [one for one in world.people() if one.id != first.id][:6]
    for person in (first, *others):
        world.do("participant.edit", world.organiser, participant=person.id, name=LONG_NAME)
    named = {person.organisation_id for person in (first, *others)} - {None}
    for id in sorted(filter(None, named)):
        name = f"Foreningen for {LONG_WORDS[0]}, {id[:4]}"
        world.do("organisation.edit", world.organiser, id=id, name=name)
    texts = dict(zip(world.find(model.Prompt), LONG_WORDS * 2, strict=False))
    for prompt, word in texts.items():
        words = {"title_da": word, "text_da": LONG_QUESTION, "title_en": "", "text_en": ""}
        world.do("prompt.edit", world.organiser, prompt=prompt.id, **words)
    title = "Indsatsdag: samskabelse mellem civilsamfund, kommuner og erhvervsliv"
    world.do("workshop.edit", world.organiser, title=title[:most])
    day.gather((*LONG_THEMES, *THEMES, *(f"{name} igen" for name in THEMES)))


def _over(day: Day) -> None:
    day.gather(THEMES)
    day.reveal_vote()
    day.world.do("workshop.close", day.world.organiser)
