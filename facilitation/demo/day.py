"""Makes the demo day: created, planned, published, in its first round, with notes."""

from __future__ import annotations

from typing import Any, TypeVar

from facilitation.core import tokens
from facilitation.core.facts import Facts
from facilitation.core.model import Prompt, Round, new_id
from facilitation.core.ports import Answer, Command
from facilitation.core.refusals import Refusal
from facilitation.core.rights import SYSTEM, Actor
from facilitation.demo.notes import Said, notes
from facilitation.demo.people import english, people
from facilitation.demo.seats import plan
from facilitation.opening import Store, clock
from facilitation.store import accounts, lookup
from facilitation.store.ledger import Ledger

T = TypeVar("T")
DAY = {
    "title": "Indsatsdag 2022: samskabelse",
    "date": "2022-09-15",
    "place": "M/S Sagafjord",
    "theme": "Samskabelse",
    "starts_at": "09.30",
}
SPOKEN_MS = 8 * 60_000  # the notes came in over the last eight minutes
BATCH, BATCHES = 20, 20  # notes in one commit, at least; commits, at most


class DemoDay:
    """A demo workshop on its way into the database."""

    def __init__(self, store: Store, key: bytes) -> None:
        self.id = new_id()
        self._store = store
        self._key = key
        self._now = clock()
        self._actor = Actor(SYSTEM, self.id, "demo")

    def make(self, *, number: int, tables: int, rounds: int, seed: int) -> None:
        """Create the day with its people and a published plan."""
        organiser = self._store.ledger.run(self._account)
        self._actor = Actor(SYSTEM, self.id, organiser)
        self._do(
            ("workshop.create", dict(DAY)),
            ("tables.set", {"seats": [(None, None)] * tables}),
            ("roster.store", {"people": people(number, seed), "english": english()}),
            ("link.make", {"kind": "organiser", "subject": organiser}),
        )
        self._set_rounds(rounds)
        self._show_all_live()
        self._do(("plan.store", plan(self._facts(), seed)), ("plan.publish", {}))

    def begin(self, number: int, seed: int) -> None:
        """Start round 1 and write so many notes in it; then the board shows them."""
        first = self._rounds()[0].id
        self._now -= SPOKEN_MS if number else 0
        seen = self._do(("round.start", {"round": first}))[0].seq
        assert seen is not None
        said = notes(self._facts(), first, number, seed)
        size = max(BATCH, -(-number // BATCHES))
        for at in range(0, number, size):
            self._now += SPOKEN_MS * min(size, number - at) // number
            self._write(said[at : at + size], first, seen)
        if said:
            self._do(("scene.set", {"scene": "notes"}))

    def _account(self, connection: Any) -> str:
        # No password fits an empty hash: the way in is the organiser's link.
        email = f"demo-{self.id}@samskab.example"
        return accounts.add_organiser(connection, email, "", self._now).id

    def _set_rounds(self, wanted: int) -> None:
        there = self._rounds()
        self._do(*[("round.remove", {"round": one.id}) for one in reversed(there[wanted:])])
        self._do(*[("round.add", {})] * (wanted - len(there)))

    def _show_all_live(self) -> None:
        prompts = self._find(Prompt)
        self._do(
            *[
                ("prompt.edit", {"prompt": one.id, "showing": "live"})
                for one in prompts
                if one.showing != "live"
            ]
        )

    def _write(self, said: list[Said], round: str, seen: int) -> None:
        commands = [self._note(one, round, seen) for one in said]
        answers = self._commit(commands)
        # What no pattern can catch, somebody at the desk has held back.
        caught = zip(said, commands, answers, strict=True)
        self._do(
            *[
                ("note.hold", {"note": command.args["id"]})
                for one, command, answer in caught
                if one.persondata and answer.data["state"] == "shown"
            ]
        )

    def _note(self, said: Said, round: str, seen: int) -> Command:
        id = new_id()
        args = {
            "id": id,
            "prompt": said.prompt,
            "round": round,
            "group": said.group,
            "text": said.text,
            "sign": said.sign,
            "secret_hash": tokens.hashed(tokens.new_secret()),
            "seen": seen,
        }
        digest = tokens.digest(self._key, id.encode())
        return Command(self.id, said.actor, "note.add", args, message_id=id, digest=digest)

    def _do(self, *steps: tuple[str, dict[str, Any]]) -> list[Answer]:
        return self._commit([Command(self.id, self._actor, verb, args) for verb, args in steps])

    def _commit(self, commands: list[Command]) -> list[Answer]:
        """Commit together; raises the first Refusal there is."""
        if not commands:
            return []
        answers = [one for one in self._ledger().commit([*commands]) if isinstance(one, Answer)]
        for answer in answers:
            if not answer.ok:
                raise Refusal(answer.code or "not_saved", **answer.data)
        return answers

    def _ledger(self) -> Ledger:
        return self._store.ledger.with_clock(lambda: self._now)

    def _facts(self) -> Facts:
        return self._store.reader.everything(self.id)

    def _rounds(self) -> list[Round]:
        return self._find(Round)

    def _find(self, kind: type[T]) -> list[T]:
        return self._store.reader.run(lambda connection: lookup.find(connection, kind, self.id))
