"""``python -m benchmarks.looks``, or ``make looks``: every scene and page in chromium, Firefox and
WebKit, at all sizes, in all themes, in Danish and English, on the 2022 day and with long names.

The pictures lie in ``var/looks``, to be looked at; what is measured of each (nothing cut off,
letters and targets large enough) is said at the end. Names may be given, of browsers, parts or
views: ``chromium board-vote``. ``quick`` takes each in Danish and in its first theme and size.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import product
from pathlib import Path

from benchmarks.pictures import a_chromium
from benchmarks.running import ROOT
from facilitation import asyncmode
from tests.browser.looks.choice import Clothes
from tests.browser.looks.days import Days, the_days
from tests.browser.looks.faults import standing
from tests.browser.looks.tabs import chromium
from tests.browser.looks.view import SIZES, THEMES, View, dress
from tests.browser.looks.views import VIEWS
from tests.browser.others import Window, firefox, webkit

OUT = ROOT / "var" / "looks"
TRIES = 3
BROWSERS = ("chromium", "firefox", "webkit")


def main() -> None:
    """Take the pictures, all or of what was named; exit code 1 when something is wrong."""
    if asyncmode.mode != "threading":  # green sockets and a browser's own loop wait for each other
        environment = os.environ | {"FACILITATION_ASYNC_MODE": "threading"}
        again = [sys.executable, "-m", "benchmarks.looks", *sys.argv[1:]]
        sys.exit(subprocess.run(again, env=environment, check=False).returncode)
    named = set(sys.argv[1:]) - {"quick"}
    browsers = [one for one in BROWSERS if one in named] or BROWSERS
    named -= set(BROWSERS)
    views = [one for one in VIEWS if not named or one.part in named or one.name in named]
    faults: list[str] = []
    with tempfile.TemporaryDirectory(prefix="samskab-looks-") as name, the_days(Path(name)) as days:
        for browser in browsers:
            for view in views:
                faults += _look(browser, days, view, quick="quick" in sys.argv)
    print(f"{len(faults)} faults")
    sys.exit(bool(faults))


def _look(browser: str, days: Days, view: View, *, quick: bool, tries: int = TRIES) -> list[str]:
    """What is wrong with a view, in a tab of its own. WebKit's process ends now and then after
    many pages: this is said, and the view is taken anew."""
    try:
        with _tab(browser) as tab:
            return _take(tab, days, view, OUT / browser, quick=quick)
    except OSError as ended:
        if tries == 1:
            raise
        notes = getattr(ended, "__notes__", [])
        print(f"{browser} {view.name}: the browser ended ({ended})", *notes, sep="\n", flush=True)
        return _look(browser, days, view, quick=quick, tries=tries - 1)


@contextmanager
def _tab(browser: str) -> Iterator[Window]:
    """A tab of the browser of this name."""
    with ExitStack() as open_things:
        if browser == "chromium":
            yield open_things.enter_context(chromium(open_things.enter_context(a_chromium())))
        elif browser == "firefox":
            profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
            yield open_things.enter_context(firefox(Path(open_things.enter_context(profile))))
        else:
            yield open_things.enter_context(webkit())


def _take(tab: Window, days: Days, view: View, out: Path, *, quick: bool) -> list[str]:
    """All pictures of a view; what is wrong with them."""
    begun, found, taken = time.monotonic(), [], 0
    languages = ("da",) if quick else ("da", "en")
    for language, long in product(languages, (False,) if quick else (False, True)):
        tab.resize(*SIZES[view.part][0])
        view.open(tab, days, language=language, long=long)
        for worn in _clothes(view, language, long=long, quick=quick):
            dress(tab, worn.theme)
            tab.resize(*worn.size)
            file = out / view.name / f"{_name(worn)}.png"
            faults = standing(tab, view.kind, view.depth)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(tab.picture())
            found += [f"{file.relative_to(OUT)}: {one}" for one in faults]
            taken += 1
    seconds = time.monotonic() - begun
    said = f"{out.name} {view.name}: {taken} in {seconds:.0f} s, {len(found)} faults"
    print(said, *found, sep="\n", flush=True)
    return found


def _clothes(view: View, language: str, *, long: bool, quick: bool) -> Iterator[Clothes]:
    """All sizes and themes; long names in the first theme alone."""
    themes = THEMES[view.part][: 1 if long or quick else None]
    for theme, size in product(themes, SIZES[view.part][: 1 if quick else None]):
        yield Clothes(theme, language, long, size)


def _name(worn: Clothes) -> str:
    width, height = worn.size
    return f"{width}x{height}-{worn.theme}-{worn.language}{'-long' if worn.long else ''}"


if __name__ == "__main__":
    main()
