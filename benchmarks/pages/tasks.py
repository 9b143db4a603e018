"""The tasks of a page's own thread: how long each took, and how much of that the page itself used.

On a machine that does other things too a task takes longer than it works; chromium's tracing tells
both apart.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

_START = {
    "transferMode": "ReportEvents",
    "traceConfig": {"includedCategories": ["toplevel"], "excludedCategories": ["*"]},
}


@dataclass(frozen=True)
class Task:
    """Milliseconds of one task."""

    took: float
    worked: float


def traced(page: Page, run: Callable[[], None]) -> list[Task]:
    """The tasks of the busiest page while ``run`` runs."""
    session = page.context.new_cdp_session(page)
    events: list[dict[str, Any]] = []
    ended = threading.Event()
    session.on("Tracing.dataCollected", lambda found: events.extend(found["value"]))
    session.on("Tracing.tracingComplete", lambda _found: ended.set())
    session.send("Tracing.start", _START)
    run()
    session.send("Tracing.end")
    while not ended.is_set():
        page.wait_for_timeout(50)
    session.detach()
    return max(_by_thread(events), key=lambda tasks: sum(one.worked for one in tasks))


def _by_thread(events: list[dict[str, Any]]) -> list[list[Task]]:
    threads = {
        (one["pid"], one["tid"])
        for one in events
        if one["name"] == "thread_name" and one["args"]["name"] == "CrRendererMain"
    }
    found: dict[tuple[int, int], list[Task]] = defaultdict(list)
    for one in events:
        thread = (one["pid"], one["tid"])
        if thread in threads and one["name"].endswith("RunTask") and "tdur" in one:
            found[thread].append(Task(one["dur"] / 1_000, one["tdur"] / 1_000))
    return list(found.values())
