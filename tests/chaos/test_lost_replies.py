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
from tests.stream.living import SETTING_THE_STAGE
from tests.stream.plays import PLAYS
from tests.world import World, a_database, a_running_day

ENDS_ITS_SESSION = "participant.leave"
TRIES = 150


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
        """A message with this verb that is taken, and its answer."""
        family = verb.partition(".")[0]
        stage = [one for one in READERS if one.partition(".")[0] == family != "participant"]
        for _ in range(TRIES):
            played = PLAYS[verb](self.world, self.some)
            if played is not None:
                actor, args = played
                payload = self._payload(verb, args)
                answer = self._answer(actor, verb, payload)
                if answer["ok"]:
                    return actor, verb, payload, answer
            self._set_the_stage(self.some([*SETTING_THE_STAGE, *stage]))
        raise AssertionError(f"{verb} was never taken")

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
        played = PLAYS[step](self.world, self.some)
        if played is not None:
            try:
                self.world.do(step, played[0], **played[1])
            except Refusal:
                return  # the next one will do


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
            seq = asker.world.seq
            assert asker.ask(*first[:3]) == first[3], verb
            assert asker.world.seq == seq, verb
            asked.append(first)
        seq = asker.world.seq
        asker.server.kill()
        asker.server.start()
        for actor, verb, payload, answer in asked:
            assert asker.ask(actor, verb, payload) == answer, verb
        assert asker.world.seq == seq


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
