"""Takes messages: read, paced, checked and queued for the writer; every one gets its answer."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import msgspec

from facilitation.core import rights, tokens
from facilitation.core.pace import Pace
from facilitation.core.ports import Answer, Command, Writer
from facilitation.core.refusals import Refusal
from facilitation.live import reading
from facilitation.live.clients import Client
from facilitation.live.messages import WRITTEN_BY_PHONES, Message, Repair
from facilitation.settings import Settings

Send = Callable[[str, str, Any], None]
BUSY_MS = 500
NAMED_BY_MESSAGE = ("note.add", "theme.add")
"""What they make has the id of the message, so that a page knows it before the answer."""


class Inbox:
    """What becomes of a message. ``send(sid, event, data)``; ``repair(client, asked)``."""

    def __init__(
        self,
        *,
        settings: Settings,
        writer: Writer,
        send: Send,
        repair: Callable[[Client, Repair], None],
        seconds: Callable[[], float],
        report: Callable[..., None],
    ) -> None:
        self._writer = writer
        self._send = send
        self._repair = repair
        self._seconds = seconds
        self._report = report
        self._key = settings.key
        self._most_bytes = settings.message_bytes
        self._note_length = settings.note_length
        self._note_pace = Pace(settings.note_rate)
        self._pace = Pace(settings.message_rate)
        self._lock = threading.Lock()  # real, and never held while others may run

    def take(self, client: Client, verb: str | None, raw: bytes) -> None:
        """Handle one message; never raises."""
        try:
            self._take(client, verb, raw)
        except Refusal as refused:
            self._refuse(client, reading.peek_id(raw), refused)
        except Exception as fault:  # noqa: BLE001 - reported, and the task goes on
            self._report("message_failed", fault)
            self._refuse(client, reading.peek_id(raw), Refusal("not_saved"))

    def _take(self, client: Client, verb: str | None, raw: bytes) -> None:
        pace = self._note_pace if verb in WRITTEN_BY_PHONES else self._pace
        with self._lock:
            wait = pace.take(f"{client.session_hash} {client.actor.role}", self._seconds())
        if wait:
            raise Refusal("too_fast", retry_ms=wait)
        if verb is None:
            raise Refusal("message_unreadable", field="")
        message = self._read(verb, raw)
        if isinstance(message, Repair):
            self._repair(client, message)
            return
        rights.check(client.actor, verb, client.actor.workshop_id)
        self._submit(client, verb, message)

    def _read(self, verb: str, raw: bytes) -> Message | Repair:
        try:
            message = reading.read(verb, raw)
        except Refusal as refused:
            if refused.code == "note_too_long":
                refused.data["most"] = self._note_length
            raise
        if len(raw) > self._most_bytes:
            raise Refusal("message_unreadable", field="")
        return message

    def _submit(self, client: Client, verb: str, message: Message) -> None:
        id = message.id

        def done(answer: Answer) -> None:
            self._send(client.sid, "answer", answered(id, answer))

        if not self._writer.submit(self._command(client, verb, message), done):
            raise Refusal("busy", retry_ms=BUSY_MS)

    def _command(self, client: Client, verb: str, message: Message) -> Command:
        content = reading.canonical(verb, message)
        if verb not in WRITTEN_BY_PHONES:
            content += b" " + client.actor.name.encode()
        return Command(
            workshop_id=client.actor.workshop_id,
            actor=client.actor,
            verb=verb,
            args=arguments(verb, message, client.session_hash),
            message_id=message.id,
            digest=tokens.digest(self._key, content),
        )

    def _refuse(self, client: Client, id: str | None, refused: Refusal) -> None:
        answer = Answer(ok=False, code=refused.code, data=refused.data)
        self._send(client.sid, "answer", answered(id, answer))


def arguments(verb: str, message: Message, session_hash: str) -> dict[str, Any]:
    """The action's arguments: the message's fields, its secret hashed, its id only where the
    action takes it."""
    args: dict[str, Any] = msgspec.structs.asdict(message)
    if verb not in NAMED_BY_MESSAGE:
        del args["id"]
    if "secret" in args:
        args["secret_hash"] = tokens.hashed(args.pop("secret"))
    if "sign" in args:
        args["sign"] = msgspec.to_builtins(args["sign"])
    if verb == "participant.leave":
        args["session_hash"] = session_hash
    if args.get("why", "") is None:
        args["why"] = ""
    return args


def answered(id: str | None, answer: Answer) -> dict[str, Any]:
    """An answer as it goes out."""
    if answer.ok:
        return {"re": id, "ok": True, "seq": answer.seq, "data": answer.data}
    return {"re": id, "ok": False, "code": answer.code, "data": answer.data}
