"""Whatever is asked for: who did not hear the answer asks again and gets the same one, and nothing
is done twice, over a new connection as after a restart."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from facilitation.core import model, tokens
from facilitation.core.refusals import Refusal
from facilitation.core.rights import Actor
from facilitation.live.messages import READERS
from tests.chaos.day import sessions
from tests.chaos.history import History
from tests.chaos.house import Supervised
from tests.chaos.phones import Crowd, Phone
from tests.stream.plays import PLAYS
from tests.world import World, a_database, a_running_day

ENDS_ITS_SESSION = "participant.leave"
DAYS, TRIES = 8, 25
"""A day that has not let a message through after so many tries is left for a fresh one."""
NOTES = ("note.add",) * 5
FIRST = {
    "note.*": NOTES,
    "note.restore": ("note.hide",),
    "note.release": ("note.hold",),
    "note.unpick": ("note.pick",),
    "note.unqueue": ("note.queue",),
    "note.unask": ("note.ask",),
    "table.unhear": ("table.hear",),
    "theme.*": (*NOTES, "theme.add", "theme.add"),
    "agenda.begin": ("agenda.set",),
    "board.release": ("board.freeze",),
    "vote.*": (*NOTES, "theme.add"),
    "vote.cast": ("vote.open",),
    "vote.close": ("vote.open",),
    "vote.reveal": ("vote.open", "vote.close"),
    "host.leave": ("host.claim",),
    "help.cancel": ("help.call",),
    "help.answer": ("help.call",),
    "timer.extend": ("timer.set",),
    "timer.stop": ("timer.set",),
    "prompt.open": ("prompt.close",),
    "prompt.reveal": ("prompt.add",) * 4,
    "prompt.conceal": (*("prompt.add",) * 4, "prompt.reveal"),
    "step.undo": ("scene.set",),
}
"""What has happened on the day before such a message can be taken, in order; ``*``: all of it."""


@dataclass
class Knowing(World):
    """A world that knows the secrets behind the hashes, as the phones do."""

    secrets: dict[str, str] = field(default_factory=dict)

    def secret(self, note: str) -> str:
        plain = hashlib.sha256(note.encode()).hexdigest()[:32]
        hashed = tokens.hashed(plain)
        self.secrets[hashed] = plain
        return hashed


@dataclass
class Asker:
    """Sends single messages."""

    world: Knowing
    server: Supervised
    crowd: Crowd
    rng: Random
    days: int = 0

    def some(self, several: Any) -> Any:
        return self.rng.choice(list(several))

    def ask(self, actor: Actor, verb: str, payload: dict[str, Any]) -> dict[str, Any]:
        """The answer, asked for over a new connection."""
        for phone in self.crowd.phones:
            self.crowd.hang_up(phone)
        self.crowd.phones = []
        return self._answer(actor, verb, payload)

    def _answer(self, actor: Actor, verb: str, payload: dict[str, Any]) -> dict[str, Any]:
        phone = self._phone(actor)
        phone.write(verb, **payload)
        self.crowd.until(
            lambda: not len(phone.outbox) or phone.refused is not None or None in phone.answers
        )
        assert None not in phone.answers, (payload, phone.answers)
        return phone.answers.get(payload["id"], {"ok": False})

    def _phone(self, actor: Actor) -> Phone:
        for phone in self.crowd.phones:
            if phone.actor == actor and phone.is_in:
                return phone
        (cookie,) = sessions(self.world, [actor])
        phone = Phone(actor.name, actor, cookie, self.server.port, History())
        self.crowd.add([phone])
        self.crowd.until(lambda: phone.picture.seq is not None)
        return phone

    def insist(self, verb: str) -> tuple[Actor, str, dict[str, Any], dict[str, Any]]:
        """A message with this verb that is taken on a day of its own, and its answer."""
        for _ in range(DAYS):
            self.another_day()
            family = verb.partition(".")[0]
            for step in (*FIRST.get(f"{family}.*", ()), *FIRST.get(verb, ())):
                self._set_the_stage(step)
            for _ in range(TRIES):
                played = PLAYS[verb](self.world, self.some)
                if played is None:
                    break
                actor, args = played
                payload = self._payload(verb, args)
                answer = self._answer(actor, verb, payload)
                if answer["ok"]:
                    return actor, verb, payload, answer
        raise AssertionError(f"{verb} was never taken")

    def another_day(self) -> None:
        """A fresh one on the same server."""
        self.days += 1
        day = a_running_day(self.world.engine, f"w{self.days}")
        self.world = Knowing(day.engine, day.id)

    def _payload(self, verb: str, args: dict[str, Any]) -> dict[str, Any]:
        made = str(args.get("id") or model.new_id())
        payload = args | {"id": hashlib.sha256(made.encode()).hexdigest()[:32]}
        hashed = payload.pop("secret_hash", None)
        if verb == "note.add":
            hashed = self.world.secret(payload["id"])
        if hashed:
            payload["secret"] = self.world.secrets[hashed]
        return payload

    def _set_the_stage(self, step: str) -> None:
        for _ in range(TRIES):
            played = PLAYS[step](self.world, self.some)
            try:
                if played is not None:
                    self.world.do(step, played[0], **played[1])
                    return
            except Refusal:
                continue  # the next one will do


@contextmanager
def asking(folder: Path) -> Iterator[Asker]:
    world = Knowing(a_running_day(a_database(folder)).engine)
    crowd = Crowd()
    with Supervised(world.engine, folder) as server:
        try:
            yield Asker(world, server, crowd, Random(7))
        finally:
            crowd.close()


def test_every_message_whose_reply_was_lost_is_answered_the_same_and_done_once(
    tmp_path: Path,
) -> None:
    with asking(tmp_path) as asker:
        asked = []
        for verb in [one for one in READERS if one != ENDS_ITS_SESSION]:
            first = asker.insist(verb)
            day, seq = asker.world, asker.world.seq
            assert asker.ask(*first[:3]) == first[3], verb
            assert day.seq == seq, verb
            asked.append((day, seq, first))
        asker.server.kill()
        asker.server.start()
        for day, seq, (actor, verb, payload, answer) in asked:
            asker.world = day
            assert asker.ask(actor, verb, payload) == answer, verb
            assert day.seq == seq, verb


def test_who_left_and_did_not_hear_it_is_out(tmp_path: Path) -> None:
    """Leaving ends the session: there is nobody any more who could ask again."""
    with asking(tmp_path) as asker:
        actor = asker.world.phone("Mette")
        (cookie,) = sessions(asker.world, [actor])
        phone = Phone("Mette", actor, cookie, asker.server.port, History())
        asker.crowd.add([phone])
        asker.crowd.until(lambda: phone.picture.seq is not None)
        asker.crowd.say(phone, ENDS_ITS_SESSION, {"id": "ab" * 16})
        asker.crowd.until(lambda: phone.refused is not None)
        assert phone.refused == "not_allowed"
