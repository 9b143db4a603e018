"""The log: one JSON line for each event, without names, texts, tokens or addresses of people."""

from __future__ import annotations

import json
import logging
import sys
import traceback
from typing import Any

_log = logging.getLogger("samskab")


def start(level: str) -> None:
    """Log to stderr at this level; what libraries say only from warnings on."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(message)s")
    _log.setLevel(level)


def report(event: str, fault: BaseException | None = None, **facts: Any) -> None:
    """Log an event with facts. A fault's own words are left out: a database says in them what
    somebody wrote; its kind and the places in the code stay."""
    line: dict[str, Any] = {"event": event, **facts}
    if fault is not None:
        frames = traceback.extract_tb(fault.__traceback__)
        line["fault"] = type(fault).__name__
        if (cause := getattr(fault, "orig", None)) is not None:  # the database driver's own
            line["cause"] = type(cause).__name__
        line["at"] = [f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in frames]
    _log.log(logging.ERROR if fault else logging.INFO, json.dumps(line, default=str))
