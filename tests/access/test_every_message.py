"""Every message in every role, over real sockets to a real server."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from socketio.exceptions import BadNamespaceError

from facilitation.core.rights import VERBS
from facilitation.live.messages import READERS
from tests.access.live import Hall, a_hall, fields
from tests.live.running import Follower

LAST = ("participant.leave", "participant.free")
"""These put clients out, so they come last."""
UNKNOWN = ("no.such.verb", "", "note.", "__init__", "connect", "join", "subscribe", "admin.do")


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    with a_hall(tmp_path_factory.mktemp("hall")) as hall:
        yield hall


def test_every_verb_answers_each_role_as_the_rights_say(hall: Hall) -> None:
    verbs = [*(verb for verb in VERBS if verb not in LAST), *UNKNOWN, *LAST]
    assert set(READERS) <= set(VERBS)
    for verb in verbs:
        for (number, role), answer in _answers_of_all(hall, verb).items():
            code = answer.get("code", "ok")
            where = (verb, number, role, answer)
            if verb not in READERS:
                assert code == "message_unknown", where
            elif role.split()[0] not in VERBS[verb]:
                assert code == "not_allowed", where
            else:
                assert code not in ("not_allowed", "message_unknown", "message_unreadable"), where


def _answers_of_all(hall: Hall, verb: str) -> dict[tuple[int, str], dict[str, Any]]:
    """Everybody says it at once; who was put out by an earlier message says nothing."""
    asked = {}
    for (number, role), client in hall.clients.items():
        assert client.io.connected or verb in LAST
        if client.io.connected:
            message = fields(hall.days[number], verb)
            message.setdefault("id", secrets.token_hex(16))
            with suppress(*([BadNamespaceError] if verb in LAST else [])):  # put out just now
                client.io.emit(verb, message)
                asked[number, role] = str(message["id"])
    assert asked
    return {key: _answer(hall.clients[key], id) for key, id in asked.items()}


def _answer(client: Follower, id: str) -> dict[str, Any]:
    answer: dict[str, Any] = client.wait_for(lambda: client.answers.get(id))
    return answer
