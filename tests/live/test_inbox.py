"""Every message gets its answer, also where something in the server breaks or is full."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from typing import Any, cast

import pytest

from facilitation.core.ports import Answer, Command, Writer
from facilitation.core.rights import Actor
from facilitation.live.clients import Client
from facilitation.live.inbox import Inbox
from facilitation.settings import Settings

HIDE = {"id": secrets.token_hex(16), "note": secrets.token_hex(16)}


class Taking:
    """A writer that does with each command what it was made to do."""

    def __init__(self, take: Callable[[Command], bool]) -> None:
        self._take = take

    def submit(self, command: Command, done: Callable[[Answer], None]) -> bool:
        return self._take(command)


def fails(command: Command) -> bool:
    raise ZeroDivisionError


def answered(take: Callable[[Command], bool]) -> tuple[dict[str, Any], list[str]]:
    """The one answer to a desk's message, and what was reported."""
    sent: list[tuple[str, str, Any]] = []
    reports: list[str] = []
    inbox = Inbox(
        settings=Settings(secret_key="x" * 32),
        writer=cast(Writer, Taking(take)),
        send=lambda *what: sent.append(what),
        repair=lambda _client, _asked: pytest.fail("nobody asked"),
        seconds=lambda: 0.0,
        report=lambda event, fault: reports.append(f"{event} {type(fault).__name__}"),
    )
    desk = Client("sid", Actor("moderator", "w", "desk"), "hash")
    inbox.take(desk, "note.hide", json.dumps(HIDE).encode())
    ((sid, event, answer),) = sent
    assert (sid, event, answer["re"]) == ("sid", "answer", HIDE["id"])
    return answer, reports


def test_a_handler_that_fails_still_answers_and_is_reported() -> None:
    answer, reports = answered(fails)
    assert (answer["ok"], answer["code"]) == (False, "not_saved")
    assert reports == ["message_failed ZeroDivisionError"]


def test_a_full_queue_is_answered_with_when_to_come_again() -> None:
    answer, reports = answered(lambda _command: False)
    assert (answer["ok"], answer["code"]) == (False, "busy")
    assert answer["data"]["retry_ms"] > 0
    assert reports == []
