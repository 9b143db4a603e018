"""What was measured, one line each, and the calm table of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

Measured = Callable[["Line"], None]
"""Called with each line as soon as it is known."""


@dataclass(frozen=True, slots=True)
class Line:
    """One measured thing. ``bar``: what it must reach, as words; ``held``: whether it did (None:
    there is no bar). ``figures`` are the numbers behind ``value``, for JSON."""

    part: str
    what: str
    value: str
    bar: str = ""
    held: bool | None = None
    figures: dict[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def as_text(self) -> str:
        """The line for the terminal; a missed bar says so."""
        said = {None: "", True: "holds", False: "MISSED"}[self.held]
        bar = f"bar {self.bar}: {said}" if self.bar else ""
        return f"  {self.what:<50} {self.value:<44} {bar}".rstrip()


def milliseconds(seconds: float) -> str:
    """``12.3``, or ``1234`` from a second on."""
    thousandths = seconds * 1000
    return f"{thousandths:.1f}" if thousandths < 1000 else f"{thousandths:.0f}"


def missed(lines: list[Line]) -> list[Line]:
    """The lines whose bar was not reached."""
    return [one for one in lines if one.held is False]
