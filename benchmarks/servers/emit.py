"""Bare Flask-SocketIO: a handler that passes the note on from memory. Nothing is stored, there
are no groups, only the boards are told; ack by return value. Tuned like ``tutorial``."""

from __future__ import annotations

from facilitation import asyncmode  # isort: skip  (first of all: it patches)

import sys
from itertools import count
from typing import Any

from flask import Flask
from flask_socketio import SocketIO, emit, join_room

from benchmarks.servers.fast import Json

app = Flask("emit")
io = SocketIO(app, async_mode=asyncmode.mode, json=Json, async_handlers=False, manage_session=False)
numbers = count(1)


@io.on("connect")  # type: ignore[untyped-decorator]  # the library has no types
def connect(auth: dict[str, Any]) -> None:
    if auth["group"] == "boards":
        join_room("boards")


@io.on("note.add")  # type: ignore[untyped-decorator]
def add(note: dict[str, Any]) -> dict[str, Any]:
    seq = next(numbers)
    shown = {"seq": seq, "id": note["id"], "prompt": note["prompt"]}
    shown |= {"text": note["text"], "signed": note["sign"]}
    emit("note", shown, to="boards")
    return {"ok": True, "seq": seq}


def wsgi(environ: dict[str, Any], start_response: Any) -> Any:
    environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
    return app(environ, start_response)


asyncmode.serve(asyncmode.listen("127.0.0.1", int(sys.argv[1])), wsgi, header_seconds=60)
