"""The questions to a human, told without the e-mail addresses where those are not kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from facilitation.roster.cells import without_emails
from facilitation.roster.result import Question


def told_without_emails(questions: Iterable[Question]) -> list[Question]:
    """The questions without any address, and without those that are about an address alone."""
    return [
        replace(one, a=without_emails(one.a), b=without_emails(one.b))
        for one in questions
        if one.of != "email"
    ]
