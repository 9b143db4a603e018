"""Asks the site's pages in every role, and says what came back and what it changed."""

from __future__ import annotations

import re
import shutil
import sqlite3
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.sql import Select
from werkzeug.test import TestResponse

from facilitation import asyncmode
from facilitation.settings import Settings
from facilitation.store import rows
from facilitation.store.engine import reading
from facilitation.store.reader import StoreReader
from facilitation.web.base import Parts
from facilitation.web.site import make_site
from tests.access.days import ALLOWED, Marked, session, two_days
from tests.world import KEY, a_database

ORIGIN = "http://localhost"
COOKIE = "samskab"
DAY_MS = 24 * 3600 * 1000


@dataclass(frozen=True)
class Role:
    """Somebody who asks: a role of a day (or of none), and the cookie's value."""

    name: str
    day: Marked | None
    kind: str
    secret: str | None

    @property
    def sees(self) -> frozenset[str]:
        return ALLOWED.get(self.kind, frozenset())

    @property
    def right(self) -> str:
        """The role's name as views declare it."""
        return self.kind.split()[0]


@dataclass
class Site:
    """The application on the two days, and a way back to how they were."""

    folder: Path
    days: list[Marked]
    app: Flask
    roles: dict[str, Role]
    reports: list[tuple[Any, ...]] = field(default_factory=list)
    """What the pages reported: defects."""
    before: dict[str, list[Any]] = field(default_factory=dict)
    _watch: sqlite3.Connection | None = None
    _version: int = 0

    @property
    def mine(self) -> Marked:
        return self.days[0]

    @property
    def other(self) -> Marked:
        return self.days[1]

    def ask(
        self, role: Role | None, method: str, path: str, *, origin: str | None = ORIGIN, **more: Any
    ) -> TestResponse:
        """What a browser in this role gets; ``origin`` None leaves the header out."""
        headers = dict(more.pop("headers", {}))
        if role is not None and role.secret is not None:
            headers["Cookie"] = f"{COOKIE}={role.secret}"
        if origin is not None and method not in ("GET", "HEAD"):
            headers.setdefault("Origin", origin)
        client = self.app.test_client(use_cookies=False)
        return client.open(path, method=method, headers=headers, buffered=True, **more)

    def with_settings(self, **settings: Any) -> Site:
        """The same days under other settings."""
        return replace(self, app=_pages(self.folder, self.days, self.reports, **settings))

    def everything(self) -> dict[str, list[Any]]:
        """All rows of all tables."""
        with reading(self.days[0].engine) as connection:
            return {
                name: sorted(map(repr, connection.execute(_all(table))))
                for name, table in rows.metadata.tables.items()
            }

    def changes(self) -> list[str]:
        """All rows that have come, gone or become others since ``keep``."""
        now = self.everything()
        return [row for name in now for row in {*now[name]} ^ {*self.before[name]}]

    def keep(self) -> None:
        """From now on, this is how it was."""
        self.before = self.everything()
        self._close()
        shutil.copyfile(self.folder / "samskab.db", self.folder / "kept.db")
        self._look()

    def restore(self) -> None:
        """All as it was at ``keep``; a table plan that was begun comes to its end before."""
        self._settle()
        self._close()
        shutil.copyfile(self.folder / "kept.db", self.folder / "samskab.db")
        for pace in list(self.app.extensions["samskab"].paces):
            del self.app.extensions["samskab"].paces[pace]
        self._look()

    def touched(self) -> bool:
        """Whether anything was written since ``keep`` or ``restore``; cheap."""
        return self._data_version() != self._version

    def _settle(self) -> None:
        planner = self.app.extensions.get("planner")
        for job in [planner.job(day.id) for day in self.days] if planner else []:
            while job is not None and job.running:
                asyncmode.sleep(0.01)

    def _look(self) -> None:
        self._watch = sqlite3.connect(self.folder / "samskab.db")
        self._version = self._data_version()

    def _data_version(self) -> int:
        assert self._watch is not None
        return int(self._watch.execute("PRAGMA data_version").fetchone()[0])

    def _close(self) -> None:
        if self._watch is not None:
            self._watch.close()
        engine = self.days[0].engine
        with engine.connect() as connection:
            connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        engine.dispose()


def _all(table: Any) -> Select[Any]:
    return select(table)


def a_site(folder: Path) -> Site:
    """The pages on two days, with a session for each role; no queue before the writer."""
    days = two_days(a_database(folder))
    reports: list[tuple[Any, ...]] = []
    site = Site(folder, days, _pages(folder, days, reports), {}, reports)
    site.roles = {role.name: role for role in _roles(days)}
    site.keep()
    return site


def _pages(
    folder: Path, days: list[Marked], reports: list[tuple[Any, ...]], **settings: Any
) -> Flask:
    known = Settings(secret_key=KEY.decode(), plan_seconds=1, data_dir=folder)
    parts = Parts(
        replace(known, **settings),
        StoreReader(days[0].engine),
        days[0].ledger,  # type: ignore[arg-type]  # it writes at once
        lambda: days[0].now,
        lambda *what, **facts: reports.append((*what, facts)),
    )
    return make_site(parts)


def _roles(days: list[Marked]) -> list[Role]:
    mine = days[0]
    tampered = session(mine, "organiser")
    old = session(mine, "organiser", created_at=mine.now - 31 * DAY_MS)
    made = [
        Role("stranger", None, "stranger", None),
        Role("expired session", None, "stranger", old),
        Role("tampered cookie", None, "stranger", tampered[:-1] + ("A" * 9)[len(tampered[-1]) :]),
    ]
    for day, of in zip(days, ("", " of another day"), strict=True):
        made += [Role(kind + of, day, kind, session(day, kind)) for kind in ALLOWED]
    return made


def text_of(answer: TestResponse) -> str:
    """All that an answer says: status, headers and body."""
    headers = "\n".join(f"{name}: {value}" for name, value in answer.headers)
    return f"{headers}\n\n{answer.get_data(as_text=True)}"


def without(answer: TestResponse, *ids: str) -> tuple[int, str | None, str]:
    """Status, where it leads and the body, with these ids and what is random left out."""
    body, leads = answer.get_data(as_text=True), answer.headers.get("Location")
    for id in ids:
        body, leads = body.replace(id, "ID"), leads and leads.replace(id, "ID")
    body = re.sub(r'name="form_id" value="\w+"', "", body)
    return answer.status_code, leads, body
