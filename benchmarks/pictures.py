"""``python -m benchmarks.pictures``, or ``make pictures``: the pictures of the README.

The demo day of 95 people at 12 tables with 240 notes, as the product's own server and a real
chromium show it. Few colours are enough, so the files stay small.
"""

from __future__ import annotations

import io
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.running import ROOT, command, free_port, serve_product
from tests.support.system import PROGRAMS

OUT = ROOT / "docs" / "pictures"
SHOWN_ADDRESS = "http://192.168.137.1:8000"
"""What the join code says: the address of a laptop's own hotspot, not this machine's."""
MOST_BYTES = 150_000
COLOURS = (256, 128, 64)


@dataclass(frozen=True)
class Picture:
    """One page: whose link opens it, the path after that, its size, what must be there first."""

    name: str
    link: str
    width: int
    height: int
    wait_for: str
    path: str = ""
    touch: bool = False


SAID = "Vi lånte nøglerne til hinandens lokaler, og så mødtes de unge af sig selv"
"""What the phone has written, and has been told that it is saved, when its picture is taken."""
PICTURES = (
    Picture("phone", "phone_url", 390, 844, "textarea", "?tab=write", touch=True),
    Picture("board", "board_url", 1920, 1080, "main"),
    Picture("desk", "desk_url", 1180, 820, "main"),
    Picture("plan", "organiser_url", 1440, 900, "main", "/organiser/{workshop}/plan"),
)


def main() -> None:
    """Take all pictures, or those whose names were given. Pages stay open."""
    wanted = sys.argv[1:] or [one.name for one in PICTURES]
    OUT.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="samskab-pictures-") as folder,
        _day(Path(folder)) as (day, base),
        a_chromium() as browser,
    ):
        for picture in PICTURES:
            if picture.name in wanted:
                _take(browser, picture, day, base)


@contextmanager
def _day(folder: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """A demo day that is served; its links, and where the server really is."""
    port = free_port()
    shown = {"FACILITATION_BASE_URL": SHOWN_ADDRESS}
    made = command("demo", "--notes", "240", "--json", folder=folder, **shown)
    day = json.loads(made.stdout)
    day["phone_url"] = day["participants"][0]["url"]
    with serve_product(folder, port, shown):
        yield day, f"http://127.0.0.1:{port}"


@contextmanager
def a_chromium() -> Iterator[Browser]:
    """Chromium without a window; as root it cannot use its sandbox."""
    program = next(one for one in PROGRAMS if one.marker == "needs_chromium").path()
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    arguments = [*as_root, "--disable-dev-shm-usage"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        yield browser
        browser.close()


def _take(browser: Browser, picture: Picture, day: dict[str, Any], base: str) -> None:
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height},
        locale="da-DK",
        timezone_id="Europe/Copenhagen",
        has_touch=picture.touch,
        is_mobile=picture.touch,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(base + urlsplit(day[picture.link]).path)
    if picture.path:
        page.goto(_address(page, picture.path.format(**day), base))
    page.wait_for_selector(picture.wait_for, timeout=30_000)
    page.wait_for_load_state("networkidle")
    if picture.touch:
        _write(page)
    _settle(page)
    size = _save(page.screenshot(), OUT / f"{picture.name}.png")
    print(f"{picture.name}.png  {size // 1024} kB")


def _write(page: Page) -> None:
    page.fill("textarea", SAID)
    page.click("text=Læg på bordet")
    page.locator("text=Gemt >> visible=true").first.wait_for(timeout=30_000)
    page.evaluate("() => document.activeElement?.blur()")


def _address(page: Page, path: str, base: str) -> str:
    return base + path if path.startswith("/") else page.url.partition("?")[0] + path


def _settle(page: Page) -> None:
    """Two frames without a change of what is drawn: what eases in has come to rest."""
    page.evaluate("() => Promise.all(document.getAnimations().map((one) => one.finished))")
    before = b""
    for _ in range(20):
        now = page.screenshot()
        if now == before:
            return
        before = now


def _save(picture: bytes, file: Path) -> int:
    """Write a picture with as many colours as fit; returns its size in bytes."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    for colours in COLOURS:
        # By coverage: a small sign keeps its colour beside large fields of paper.
        few = image.quantize(colours, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        few.save(file, optimize=True)
        if file.stat().st_size <= MOST_BYTES:
            break
    return file.stat().st_size


if __name__ == "__main__":
    main()
