"""The two ways into the dark theme, by choice and by the phone's own setting, are one."""

from __future__ import annotations

import re
from pathlib import Path

TOKENS = Path(__file__).parents[2] / "static" / "css" / "shared" / "tokens.css"


def blocks(selector: str) -> list[set[str]]:
    """What stands under this selector, block by block."""
    text = re.sub(r"/\*.*?\*/", "", TOKENS.read_text(), flags=re.DOTALL)
    found = re.findall(rf"{re.escape(selector)} \{{(.*?)\}}", text, flags=re.DOTALL)
    return [{line.strip() for line in one.split(";") if line.strip()} for one in found]


def test_a_phone_that_is_set_to_dark_gets_what_the_dark_theme_says() -> None:
    chosen, own = blocks('[data-theme="dark"]'), blocks(':root[data-theme="auto"]')
    assert len(chosen) == 2
    assert chosen == own
