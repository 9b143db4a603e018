"""Names the programs outside Python that some tests need, and finds them on this machine."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Program:
    """A program that tests marked ``marker`` need: any of ``names`` will do.

    ``package`` is its Debian package, ``elsewhere`` a sentence for other systems, and ``tests``
    says in a few words what is left out without it.
    """

    marker: str
    names: tuple[str, ...]
    package: str
    elsewhere: str
    tests: str

    def path(self) -> str | None:
        """Where the program is, or None."""
        return next((found for name in self.names if (found := find(name))), None)


PROGRAMS = (
    Program(
        "needs_chromium",
        ("chromium", "chromium-browser", "google-chrome"),
        "chromium",
        "install Chromium or Google Chrome",
        "the day in a real browser, accessibility, pictures",
    ),
    Program(
        "needs_firefox",
        ("firefox-esr",),
        "firefox-esr",
        "Debian's firefox-esr is the one that the tests drive",
        "the phone page in Firefox",
    ),
    Program(
        "needs_webkit",
        ("WebKitWebDriver",),
        "webkit2gtk-driver",
        "only Linux has WebKitGTK",
        "the phone page in WebKit, the nearest to an iPhone",
    ),
    Program(
        "needs_webkit",
        ("Xvfb",),
        "xvfb",
        "only Linux has Xvfb",
        "the phone page in WebKit, the nearest to an iPhone",
    ),
    Program(
        "needs_postgres",
        ("postgres",),
        "postgresql",
        "brew install postgresql (nothing has to run; tests start their own)",
        "the store on PostgreSQL, several workers",
    ),
    Program(
        "needs_redis",
        ("redis-server",),
        "redis-server",
        "brew install redis (nothing has to run; tests start their own)",
        "several workers with Redis as the bell",
    ),
    Program(
        "needs_nginx",
        ("nginx",),
        "nginx",
        "brew install nginx (nothing has to run; tests start their own)",
        "several workers behind the nginx of docs/scaling.md",
    ),
)


def find(name: str) -> str | None:
    """Where a program is: on the PATH, or where Debian puts PostgreSQL and nginx."""
    folders = [str(folder) for folder in Path("/usr/lib/postgresql").glob("*/bin")]
    newest_first = sorted(folders, key=len, reverse=True)
    folders = [*newest_first, "/usr/sbin"]  # of Debian's servers; not on everybody's PATH
    return shutil.which(name) or shutil.which(name, path=os.pathsep.join(folders))


def missing() -> list[Program]:
    """The programs that this machine does not have."""
    return [program for program in PROGRAMS if program.path() is None]


def lacks(marker: str) -> str | None:
    """Why tests with this marker cannot run here, or None when they can."""
    absent = [p for p in missing() if p.marker == marker]
    if not absent:
        return None
    names = " and ".join(program.package for program in absent)
    return f"this machine has no {names}: apt-get install {names}, or {absent[0].elsewhere}"


def in_ci() -> bool:
    """Whether this run may leave nothing out."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}
