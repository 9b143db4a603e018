"""Two days of two organisers, with a marker in everything that somebody may not see.

A marker is a word that stands nowhere else, so that it can be searched for in whatever a role
receives. ``ALLOWED`` says which kinds each role may see of its own day; of another day nobody may
see anything, and the kinds that no role lists (secrets) nobody may see at all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, insert, update

from facilitation.core import model, tokens
from facilitation.core.rights import Actor
from facilitation.store import accounts, rows
from tests.world import KEY, PEOPLE, World

DAY = frozenset({"title", "prompt", "vote"})
NAMES = frozenset({"name1", "name2", "signer", "organisation"})
SHOWN = frozenset(
    {"shown1", "shown2", "unrevealed", "unpicked", "signer", "organisation", "target"}
)
KEPT_BACK = frozenset({"hidden1", "hidden2", "waiting1", "waiting2"})
LINKS = frozenset({"desk", "board", "report"})

ALLOWED: dict[str, frozenset[str]] = {
    # unrevealed and unpicked were written at table 1, whose people see their own table's notes
    "participant": DAY
    | {"name1", "signer", "organisation", "target", "code", "shown1", "unrevealed", "unpicked"},
    "table": DAY
    | {"name1", "signer", "organisation", "target", "code", "shown1", "unrevealed", "unpicked"},
    "participant of table 2": DAY | {"name2", "organisation", "target", "code", "shown2"},
    "moderator": DAY | NAMES | SHOWN | KEPT_BACK | {"code"},
    "keeper": DAY | NAMES | SHOWN | KEPT_BACK | {"code"},
    "board": DAY | {"code", "shown1", "shown2", "signer", "organisation", "target"},
    "report": DAY | SHOWN,
    "organiser": DAY | NAMES | SHOWN | KEPT_BACK | LINKS | {"code", "target", "email"},
}
BY_CODE = DAY - {"prompt", "vote"} | {"code", "organisation"}
"""What whoever has the join code may see, before any name is searched for."""


@dataclass
class Marked(World):
    """A day of its own organiser, with its markers by kind."""

    owner: str = "birgit"
    marks: dict[str, set[str]] = field(default_factory=dict)

    @property
    def organiser(self) -> Actor:
        return Actor("organiser", self.id, self.owner)

    @property
    def moderator(self) -> Actor:
        return Actor("moderator", self.id, self.id)

    def mark(self, kind: str, text: str | None = None) -> str:
        """A marker of this kind; what cannot be chosen (a token) is given."""
        word = text or f"Zq{kind}{len(self.marks.get(kind, ()))}x{self.id}z"
        self.marks.setdefault(kind, set()).add(word)
        return word

    def actor(self, role: str) -> Actor:
        """Who stands for a role of ``ALLOWED``."""
        if role.startswith("participant"):
            return self.phone("Kirsten" if role.endswith("2") else "Mette")
        if role == "table":
            return self.device(1)
        return self.organiser if role == "organiser" else Actor(role, self.id, self.id)

    def token(self, kind: str, subject: str | None = None) -> str:
        """The token of a link."""
        wanted = (kind, subject or self.id, False)
        links = self.find(model.Link)
        (id,) = (one.id for one in links if (one.kind, one.subject_id, one.revoked) == wanted)
        return tokens.link_token(KEY, id)

    def id_of(self, text: str) -> str:
        """The id of the note that holds this marker."""
        (found,) = (one.id for one in self.find(model.Note) if text in one.text)
        return found


def found(text: str, days: list[Marked]) -> set[tuple[str, str, str]]:
    """The markers that stand in a text: of which day, of which kind, and the word itself."""
    return {
        (day.id, kind, word)
        for day in days
        for kind, words in day.marks.items()
        for word in words
        if word in text
    }


def forbidden(
    text: str, days: list[Marked], mine: Marked | None, kinds: frozenset[str]
) -> set[tuple[str, str, str]]:
    """The markers in a text that one may not see who may see these kinds of ``mine`` only."""
    own = mine.id if mine else None
    return {one for one in found(text, days) if one[0] != own or one[1] not in kinds}


def two_days(engine: Engine) -> list[Marked]:
    """Both days run their first round, with notes shown, hidden, waiting and not yet shown."""
    return [_a_day(engine, "dayofbirgit", "birgit"), _a_day(engine, "dayofjens", "jens")]


def _a_day(engine: Engine, id: str, owner: str) -> Marked:
    day = Marked(engine, id, owner=owner)
    _account(day)
    title, theme = day.mark("title"), day.mark("title")
    day.do("workshop.create", day.organiser, title=title, theme=theme, from_template=False)
    for showing in ("live", "reveal", "one_by_one"):
        day.do("prompt.add", day.organiser, title_da=day.mark("prompt"), showing=showing)
    for _ in range(2):
        day.do("round.add", day.organiser)
    day.do("tables.set", day.organiser, seats=[(None, None), (None, None)])
    _people(day)
    _seats(day)
    day.do("workshop.open", day.organiser)
    day.do("round.start", day.moderator, round=day.round(1).id)
    _notes(day)
    _vote(day)
    _secrets(day)
    return day


def _vote(day: Marked) -> None:
    """An open vote on two themes; who may see the day may see what it votes on."""
    themes = [f"theme{number}{day.id}" for number in (1, 2)]
    for theme in themes:
        day.do("theme.add", day.moderator, id=theme, name=day.mark("vote"), notes=[])
    how: dict[str, Any] = {"title": day.mark("vote"), "kind": "themes", "choices": themes}
    day.do("vote.open", day.moderator, dots=5, most_each=3, **how)


def _account(day: Marked) -> None:
    account = {
        "id": day.owner,
        "email": day.mark("account") + "@fond.example",
        "password_hash": day.mark("password"),
        "created_at": day.now,
    }
    day.ledger.run(lambda connection: connection.execute(insert(rows.organiser), account))


def _people(day: Marked) -> None:
    """Mette, Søren and Åse sit at table 1 in both rounds, the others at table 2; Åse signs."""
    organisations = {one["organisation"]: day.mark("organisation") for one in PEOPLE}
    targets = {"Unge": day.mark("target"), "Ældre": day.mark("target")}
    kinds = {"Mette": "name1", "Søren": "name1", "Åse": "signer"}
    people = []
    for one in PEOPLE:
        first = str(one["name"]).split()[0]
        people.append(
            {
                "name": f"{first} {day.mark(kinds.get(first, 'name2'))}",
                "organisation": organisations[one["organisation"]],
                "target_groups": [targets[name] for name in one["target_groups"]],
                "methods": ["Mentorer"],
                "role": "participant",
                "email": day.mark("email") + "@post.example",
            }
        )
    day.do("roster.store", day.organiser, people=people)


def _seats(day: Marked) -> None:
    first = ("Mette", "Søren", "Åse")
    seats = [
        (one.id, number, 1 if one.name.split()[0] in first else 2)
        for one in day.people()
        for number in (1, 2)
    ]
    day.do("plan.store", day.organiser, seats=seats, proof=[], seed=1)
    day.do("plan.publish", day.organiser)
    apart = {"participant": day.person("Mette").id, "other": day.person("Ibrahim").id}
    day.do("wish.add", day.organiser, kind="apart", **apart)


def _notes(day: Marked) -> None:
    by_name: dict[str, Any] = {"sign": {"kind": "name"}}
    by_organisation: dict[str, Any] = {"sign": {"kind": "organisation"}}
    day.write(day.phone("Åse"), day.mark("shown1"), **by_name)
    day.write(day.phone("Mette"), day.mark("shown1"), **by_organisation)
    day.write(day.device(2), day.mark("shown2"))
    day.write(day.phone("Søren"), day.mark("unrevealed"), prompt=day.prompt(2).id)
    day.write(day.phone("Søren"), day.mark("unpicked"), prompt=day.prompt(3).id)
    for number, first in ((1, "Mette"), (2, "Kirsten")):
        hidden = day.write(day.phone(first), day.mark(f"hidden{number}"), **by_organisation)
        day.do("note.hide", day.moderator, note=hidden)
        day.write(day.phone(first), f"{day.mark(f'waiting{number}')} ring 20 30 40 50")


def _secrets(day: Marked) -> None:
    day.mark("code", day.day.code)
    for kind in LINKS:
        day.mark(kind, day.token(kind))
    for link in day.find(model.Link):
        day.mark("token hash", link.token_hash)
        if link.kind in ("badge", "table"):
            day.mark(f"{link.kind} token", tokens.link_token(KEY, link.id))
    for note in day.find(model.Note):
        day.mark("note proof", note.secret_hash)


def session(day: Marked, role: str, *, created_at: int | None = None) -> str:
    """A browser session in a role of ``ALLOWED``; its secret and hash are markers too."""
    secret, actor = tokens.new_secret(), day.actor(role)
    owner = actor.subject_id if role == "organiser" else None

    def put(connection: Any) -> None:
        hash = tokens.hashed(secret)
        made = day.now if created_at is None else created_at
        accounts.put_session(connection, hash, made, old_hash=None, organiser=owner)
        if owner is None:
            grant = model.Grant(model.new_id(), day.id, hash, actor.role, actor.subject_id)
            connection.execute(
                insert(rows.TABLES[model.Grant]),
                {name: getattr(grant, name) for name in grant.__slots__},
            )
            if actor.role == "participant":
                people = rows.TABLES[model.Participant]
                connection.execute(
                    update(people)
                    .where(people.c.workshop_id == day.id, people.c.id == actor.subject_id)
                    .values(joined=True)
                )

    day.ledger.run(put)
    day.mark("session", secret)
    day.mark("session", tokens.hashed(secret))
    return secret
