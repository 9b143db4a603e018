"""Every message in every role, over real sockets to a real server."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Any

import pytest
from socketio.exceptions import BadNamespaceError

from facilitation.core.rights import VERBS
from facilitation.live.messages import READERS
from tests.access.live import Hall, a_hall, fields
from tests.live.running import Follower

LAST = ("participant.leave", "participant.free")
"""These put clients out, so they come last."""
PUT_OUT = "name_freed"
UNKNOWN = ("no.such.verb", "", "note.", "__init__", "connect", "join", "subscribe", "admin.do")


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    with a_hall(tmp_path_factory.mktemp("hall")) as hall:
        yield hall


def test_every_verb_answers_each_role_as_the_rights_say(hall: Hall) -> None:
    assert set(READERS) <= set(VERBS)
    for verb in [*(verb for verb in VERBS if verb not in LAST), *UNKNOWN, *LAST]:
        for (number, role), answer in _answers_of_all(hall, verb).items():
            code = answer.get("code", "ok")
            where = (verb, number, role, answer)
            if code == PUT_OUT:
                assert verb in LAST, where
            elif verb not in READERS:
                assert code == "message_unknown", where
            elif role.split()[0] not in VERBS[verb]:
                assert code == "not_allowed", where
            else:
                assert code not in ("not_allowed", "message_unknown", "message_unreadable"), where


def _answers_of_all(hall: Hall, verb: str) -> dict[tuple[int, str], dict[str, Any]]:
    """Everybody says it at once; but of the verbs that put clients out, those who may say one
    come after the others, one by one: a client is asked or put out, never both together."""
    waves = [list(hall.clients)]
    if verb in LAST:
        may = {key for key in hall.clients if key[1].split()[0] in VERBS[verb]}
        waves = [[key for key in hall.clients if key not in may], *([key] for key in may)]
    answers: dict[tuple[int, str], dict[str, Any]] = {}
    for wave in waves:
        asked = {key: _asked(hall, key, verb) for key in wave}
        answers |= {key: _answer(hall.clients[key], id) for key, id in asked.items() if id}
    assert answers
    return answers


def _asked(hall: Hall, key: tuple[int, str], verb: str) -> str | None:
    """The id of the message sent, or None for who was put out by an earlier one."""
    client = hall.clients[key]
    message = fields(hall.days[key[0]], verb)
    id = str(message.setdefault("id", secrets.token_hex(16)))
    try:
        client.io.emit(verb, message)
    except BadNamespaceError:
        assert verb in LAST
        return None
    return id


def _answer(client: Follower, id: str) -> dict[str, Any]:
    """The answer; or, to who was put out in the moment of asking, the notice that said so."""
    notice = ("notice", {"code": PUT_OUT, "data": {}})
    answer: dict[str, Any] = client.wait_for(
        lambda: client.answers.get(id) or (notice[1] if notice in client.received else None)
    )
    return answer
