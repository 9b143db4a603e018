"""The report as JSON, with keys that stay from year to year (``docs/report.md`` lists them)."""

from __future__ import annotations

import json
from typing import Any

from facilitation.report.document import Document, Tally
from facilitation.report.outcome import Outcome
from facilitation.report.records import records


def to_json(document: Document) -> bytes:
    """One object in UTF-8: the day, its questions, notes, themes, votes, notes per table."""
    whole = {
        "title": document.title,
        "date": document.date or None,
        "place": document.place,
        "theme": document.theme,
        "language": document.language,
        "prompts": [
            {"number": one.number, "title": one.title, "text": one.text}
            for one in document.tally.questions
        ],
        "rounds": [number for number, _sections in document.rounds],
        "notes": records(document),
        "never_on_board": document.not_given,
        "themes": [
            {"name": theme.name, "notes": [line.number for line in theme.lines]}
            for theme in document.themes
        ],
        "votes": [_vote(vote) for vote in document.votes],
        "notes_per_table": _tally(document.tally),
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _vote(vote: Outcome) -> dict[str, Any]:
    return {
        "title": vote.title,
        "on": vote.on,
        "dots_each": vote.dots_each,
        "ballots": vote.ballots,
        "revealed": vote.revealed,
        "choices": [{"text": one.text or None, "dots": one.dots} for one in vote.choices],
    }


def _tally(tally: Tally) -> dict[str, Any]:
    return {
        "prompts": [one.number for one in tally.questions],
        "rows": [
            {"table": row.table, "notes": list(row.cells), "total": row.total} for row in tally.rows
        ],
        "totals": list(tally.totals),
        "total": tally.total,
    }
