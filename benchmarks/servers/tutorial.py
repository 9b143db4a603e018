"""The tutorial way: a Flask-SocketIO handler, one durable commit per note, ack by return value.

Tuned where a careful reader would: the product's listener (no Nagle, long backlog), no
compression, no task per event, a fast JSON, one connection, WAL, prepared statements.
"""

from __future__ import annotations

from facilitation import asyncmode  # isort: skip  (first of all: it patches)

import sqlite3
import sys
from typing import Any

from flask import Flask
from flask_socketio import SocketIO, emit, join_room

from benchmarks.servers.fast import Json

app = Flask("tutorial")
io = SocketIO(app, async_mode=asyncmode.mode, json=Json, async_handlers=False, manage_session=False)
database = sqlite3.connect(sys.argv[2], isolation_level=None)
for line in ("journal_mode=WAL", "synchronous=FULL"):
    database.execute(f"PRAGMA {line}")
database.execute(
    "CREATE TABLE note "
    "(seq INTEGER PRIMARY KEY, id TEXT UNIQUE, prompt TEXT, place TEXT, text TEXT)"
)


@io.on("connect")  # type: ignore[untyped-decorator]  # the library has no types
def connect(auth: dict[str, Any]) -> None:
    join_room(auth["group"])


@io.on("note.add")  # type: ignore[untyped-decorator]
def add(note: dict[str, Any]) -> dict[str, Any]:
    values = (note["id"], note["prompt"], note["group"], note["text"])
    done = database.execute("INSERT INTO note (id, prompt, place, text) VALUES (?,?,?,?)", values)
    shown = {"seq": done.lastrowid, "id": note["id"], "prompt": note["prompt"]}
    shown |= {"text": note["text"], "signed": note["sign"]}
    emit("note", shown, to=[note["group"], "boards"])
    return {"ok": True, "seq": done.lastrowid}


def wsgi(environ: dict[str, Any], start_response: Any) -> Any:
    environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
    return app(environ, start_response)


asyncmode.serve(asyncmode.listen("127.0.0.1", int(sys.argv[1])), wsgi, header_seconds=60)
