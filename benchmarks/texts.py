"""What the phones write: the demo day's sentences, without those that must wait for the desk."""

from __future__ import annotations

import json
from pathlib import Path

_FILE = Path(__file__).resolve().parent.parent / "facilitation" / "demo" / "data" / "notes.json"

NOTES: tuple[str, ...] = tuple(
    one["text"]
    for one in json.loads(_FILE.read_text(encoding="utf-8"))["notes"]
    if not one.get("persondata")
)
