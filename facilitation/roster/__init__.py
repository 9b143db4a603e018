"""Sign-up files as they arrive, made a clean list of people and questions for a human.

    data -> kinds (what is it?) -> csvfile | workbook -> headings -> rows -> same -> ReadResult

A file that cannot be read raises a Refusal with one of ``FILE_REFUSALS``; nothing is stored.
"""

from __future__ import annotations

from facilitation.roster.asked import told_without_emails
from facilitation.roster.compare import Comparison, Known, compare
from facilitation.roster.limits import FILE_REFUSALS, Limits
from facilitation.roster.read import read_list
from facilitation.roster.result import (
    REFUSED_ROWS,
    Column,
    Fate,
    Person,
    Question,
    Reading,
    ReadResult,
    Refused,
)
from facilitation.roster.vocabulary import Entry, Vocabulary

__all__ = [
    "FILE_REFUSALS",
    "REFUSED_ROWS",
    "Column",
    "Comparison",
    "Entry",
    "Fate",
    "Known",
    "Limits",
    "Person",
    "Question",
    "ReadResult",
    "Reading",
    "Refused",
    "Vocabulary",
    "compare",
    "read_list",
    "told_without_emails",
]
