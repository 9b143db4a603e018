"""What the command line says about plans, in plain English."""

from __future__ import annotations

from typing import Any

from facilitation.grouping.proof import Plan
from facilitation.grouping.replan import Replanned


def summary(made: Plan) -> str:
    """One line per wish: value, bound, proven."""
    whole = {one.wish for one in made.findings if one.round is None}
    lines = [f"Planned in {made.seconds:.1f} s (stopped by {made.stopped_by})."]
    for one in made.findings:
        if (one.round is None) == (one.wish in whole):
            where = "" if one.round is None else f" in round {one.round}"
            best = "proven best" if one.proven else f"no plan can pass {one.bound}"
            lines.append(f"  {one.wish}{where}: {one.value}, {best}")
    return "\n".join(lines)


def mended(made: Replanned) -> str:
    """How many move, beside the fewest that could."""
    moves, least = len(made.moves), made.least
    fewest = "no plan has fewer" if moves == least else f"no plan has fewer than {least}"
    return f"Re-planned: {moves} seat{'' if moves == 1 else 's'} moved, {fewest}."


def conflict_sentence(number: int, wishes: list[dict[str, Any]]) -> str:
    """The conflicting wishes in plain words."""
    if all(wish["type"] == "capacity" for wish in wishes):
        tables = ", ".join(str(wish["group"]) for wish in wishes)
        return f"In round {number} there are too many or too few people for tables {tables}."
    said = [_wish_words(wish) for wish in wishes]
    verb = "cannot hold" if len(said) == 1 else "cannot hold together"
    return f"In round {number} this {verb}: {'; '.join(said)}."


def _wish_words(wish: dict[str, Any]) -> str:
    words = {
        "together": "{a} together with {b}",
        "apart": "{a} apart from {b}",
        "fixed": "{a} at table {group}",
        "away": "{a} away",
        "closed": "table {group} closed",
        "capacity": "the size of table {group}",
    }[wish["type"]].format_map(wish)
    return f"{words} (line {wish['line']})" if wish["line"] else words


_REASONS = {
    "no_column": "there is no column {value}",
    "not_there": "it cannot be opened ({value})",
    "not_utf8": "it is not UTF-8",
    "not_text": "it is not a text file",
    "not_csv": "it is not a list with commas or semicolons ({value})",
    "no_id": "an id is missing",
    "twice": "{value} stands there twice",
    "no_people": "it has no people",
    "still_there": "{value} is replaced, and on the list as well",
    "not_a_number": "'{value}' is no whole number from 1",
    "unknown_type": "'{value}' is not together, apart, fixed or away",
}


def unreadable_sentence(data: dict[str, Any]) -> str:
    """File, line and reason in plain words."""
    line = f", line {data['line']}" if data["line"] else ""
    return f"{data['file']}{line}: {_REASONS[data['reason']].format_map(data)}."
