"""Numbers, outboxes and repairs without sockets: any order of writing, losing, repeating, hiding,
moving on and restarting ends with one and the same picture, and with each note once."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from facilitation.core import model, tokens
from facilitation.core.audience import group_audience
from facilitation.core.ports import Answer, Command
from facilitation.core.rights import Actor
from facilitation.live.chain import Chain
from facilitation.live.inbox import answered
from facilitation.store.ledger import Ledger
from tests.chaos.history import Asked, History, Seen, Told
from tests.chaos.outbox import Message, Outbox, Picture
from tests.world import KEY, World, a_database, a_running_day

NAMES = ("Mette", "Søren")
WHO = st.sampled_from([*NAMES, "board"])
WRITERS = st.sampled_from(NAMES)


class Day(RuleBasedStateMachine):
    """Two phones at one table and the board, with the product's own ledger and chains."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.world: World = a_running_day(a_database(Path(self.folder.name)))
        self.ledger: Ledger = self.world.another_ledger()
        self.history = History()
        self.outboxes = {name: Outbox() for name in NAMES}
        self.pictures = {name: Picture() for name in (*NAMES, "board")}
        self.made = 0
        self.table = group_audience(self.world.group(1).id)
        self.restart()
        for picture in self.pictures.values():
            self.repair_of(picture)

    def teardown(self) -> None:
        self.finish()
        self.world.engine.dispose()
        self.folder.cleanup()

    # What phones do

    @rule(who=WRITERS)
    def write(self, who: str) -> None:
        actor = self.world.phone(who)
        args = self.world.note_args(actor, f"Nr. {self.made}")
        args["seen"] = self.pictures[who].seq
        self.put(who, "note.add", args["id"], args)

    @rule(who=WRITERS, at=st.integers(0, 5), delete=st.booleans())
    def change(self, who: str, at: int, delete: bool) -> None:
        mine = [one for one in self.notes() if self.author[one] == who]
        if not mine:
            return
        note = mine[at % len(mine)]
        args: dict[str, Any] = {"note": note, "seen": self.pictures[who].seq}
        args["secret_hash"] = self.world.secret(note)
        if not delete:
            args["text"] = f"Nr. {self.made}"
        self.put(who, "note.delete" if delete else "note.edit", note, args)

    @rule(who=WRITERS, lost=st.booleans())
    def send(self, who: str, lost: bool) -> None:
        """The oldest message reaches the server; the answer may be lost on its way back."""
        message = self.outboxes[who].first()
        if message is not None:
            answer = self.commit(self.world.phone(who), message)
            if not lost:
                self.hear(who, message, answer)

    # What the desk and the server do

    @rule(at=st.integers(0, 5), verb=st.sampled_from(["note.hide", "note.restore"]))
    def moderate(self, at: int, verb: str) -> None:
        notes = self.notes()
        if notes:
            note = notes[at % len(notes)]
            self.commit(self.world.moderator, Message(verb, {"id": f"m{self.made}", "note": note}))
            self.made += 1

    @rule()
    def close(self) -> None:
        self.step("prompt.close")

    @rule()
    def open(self) -> None:
        self.step("prompt.open")

    @rule()
    def restart(self) -> None:
        """Another process: what it remembers is gone, what is stored is not."""
        self.ledger = self.world.another_ledger()
        facts = self.world.facts()
        self.chains = {"board": Chain("board", facts), "table": Chain(self.table, facts)}
        self.known = facts

    # What is heard, and lost

    @rule(hears=st.sets(WHO))
    def tell(self, hears: set[str]) -> None:
        """Frames go out; those who do not hear theirs notice it later."""
        facts = self.world.since(self.known.seq, self.known) or self.world.facts()
        for name, chain in self.chains.items():
            frame = chain.take(facts)
            if frame is not None:
                for who in hears & set(self.followers(name)):
                    self.take(who, chain, frame)
        self.known = facts

    @rule(who=WHO)
    def beat(self, who: str) -> None:
        """A heartbeat: whoever lacks something asks."""
        if self.pictures[who].chain != self.chain_of(who).id or self.pictures[who].lacks(
            self.chain_of(who).to
        ):
            self.repair_of(self.pictures[who], who)

    @invariant()
    def numbers_have_no_gaps(self) -> None:
        assert [one["seq"] for one in self.world.changes()] == list(range(1, self.world.seq + 1))

    def finish(self) -> None:
        """The network is good again: all is sent and told, and everything is judged."""
        for who, outbox in self.outboxes.items():
            while message := outbox.first():
                self.hear(who, message, self.commit(self.world.phone(who), message))
        self.tell(hears=set())
        for who in self.pictures:
            self.beat(who)
            fresh = self.world.snapshot(self.chain_of(who).audience)
            assert self.pictures[who].records == fresh, who
        notes = sorted(self.world.facts().notes.values(), key=lambda note: note.seq)
        assert self.history.check([Seen(one.id, one.text) for one in notes]).none()
        assert self.history.open() == []

    # How

    def put(self, who: str, verb: str, note: str, args: dict[str, Any]) -> None:
        id = note if verb == "note.add" else f"message {self.made}"
        self.made += 1
        self.outboxes[who].put(Message(verb, args | {"id": id}))
        self.history.ask(Asked(who, id, verb, note, args.get("text")))

    def commit(self, actor: Actor, message: Message) -> Answer:
        args = dict(message.payload)
        if message.verb != "note.add":
            del args["id"]
        digest = tokens.digest(KEY, repr((message.verb, sorted(args.items()))).encode())
        command = Command(self.world.id, actor, message.verb, args, message.id, digest)
        return self.ledger.do(command)

    def hear(self, who: str, message: Message, answer: Answer) -> None:
        said = answered(message.id, answer)
        assert self.outboxes[who].hear(said) == message
        self.history.tell(message.id, Told(said["ok"], said.get("seq"), said.get("code")))

    def step(self, verb: str) -> None:
        prompt = self.world.prompt(1).id
        self.commit(self.world.moderator, Message(verb, {"id": f"s{self.made}", "prompt": prompt}))
        self.made += 1

    def followers(self, chain: str) -> tuple[str, ...]:
        return ("board",) if chain == "board" else NAMES

    def chain_of(self, who: str) -> Chain:
        return self.chains["board" if who == "board" else "table"]

    def take(self, who: str, chain: Chain, frame: dict[str, Any]) -> None:
        picture = self.pictures[who]
        # Who followed a chain of the server before is not connected to this one yet.
        if picture.chain == chain.id and not picture.take(frame):
            self.repair_of(picture, who)

    def repair_of(self, picture: Picture, who: str = "") -> None:
        who = who or next(name for name, one in self.pictures.items() if one is picture)
        chain = self.chain_of(who)
        frame = chain.since(picture.seq, picture.chain)
        if frame is None:
            picture.replace(chain.snapshot())
        else:
            assert picture.take(frame)

    def notes(self) -> list[str]:
        found = sorted(self.world.find(model.Note), key=lambda note: note.seq)
        return [one.id for one in found]

    @property
    def author(self) -> dict[str, str]:
        return {one.note: one.sender for one in self.history.all() if one.verb == "note.add"}


TestAnyOrder = Day.TestCase
TestAnyOrder.settings = settings(max_examples=8, stateful_step_count=40, deadline=None)
