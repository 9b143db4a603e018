"""What the room made of its notes: themes with their quotes, and what the votes gave.

A vote's figures are sums of dots. Nothing says who gave which, or how many people chose one
thing; and were fewer than five ballots cast, there is no figure at all: an empty vote and a
withheld one look alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from facilitation.core.facts import Facts
from facilitation.core.model import Vote
from facilitation.report.sections import InTheme, Line, Question, Section

LEAST_BALLOTS = 5


@dataclass(frozen=True, slots=True)
class Answered:
    """What a theme gathers of one question, in the order of the report."""

    question: Question
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """A theme that holds listed notes."""

    name: str
    parts: tuple[Answered, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """All its notes, question by question."""
        return tuple(line for part in self.parts for line in part.lines)


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that could be chosen; ``text`` is empty where it is not there any more."""

    text: str
    dots: int | None
    """None: none, or withheld."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A vote that is over; most dots first, unless they are withheld."""

    title: str
    on: str
    """themes or notes."""
    dots_each: int
    ballots: int | None
    """How many voted; None when fewer than five did: then no figure is given."""
    revealed: bool
    """False: it was closed, and never shown to the room."""
    choices: tuple[Choice, ...]


def themes_of(facts: Facts) -> dict[str, InTheme]:
    """The day's themes by id, in their order."""
    order = sorted(facts.themes.values(), key=lambda theme: (theme.number, theme.id))
    return {theme.id: InTheme(place, theme.name) for place, theme in enumerate(order)}


def gathered(sections: Iterable[Section]) -> tuple[Gathered, ...]:
    """The themes in their order, each with those of the listed notes that it holds."""
    found: dict[InTheme, dict[Question, list[Line]]] = {}
    for section in sections:
        for line in section.lines:
            if line.theme:
                parts = found.setdefault(line.theme, {})
                parts.setdefault(section.question, []).append(line)
    order = sorted(found, key=lambda theme: theme.place)
    return tuple(Gathered(theme.name, _answers(found[theme])) for theme in order)


def _answers(parts: dict[Question, list[Line]]) -> tuple[Answered, ...]:
    ordered = sorted(parts.items(), key=lambda part: part[0].number)
    return tuple(Answered(question, tuple(lines)) for question, lines in ordered)


def outcomes(facts: Facts, *, only_revealed: bool) -> tuple[Outcome, ...]:
    """The votes that are over, first to last."""
    ended = [vote for vote in facts.votes.values() if vote.state != "open"]
    return tuple(
        _outcome(facts, vote)
        for vote in sorted(ended, key=lambda vote: (vote.number, vote.id))
        if vote.state == "revealed" or not only_revealed
    )


def _outcome(facts: Facts, vote: Vote) -> Outcome:
    told = vote.voters >= LEAST_BALLOTS
    choices = [
        Choice(_words(facts, vote, id), (vote.result.get(str(place)) or None) if told else None)
        for place, id in enumerate(vote.choice_ids)
    ]
    return Outcome(
        title=vote.title,
        on=vote.kind,
        dots_each=vote.dots,
        ballots=vote.voters if told else None,
        revealed=vote.state == "revealed",
        choices=tuple(sorted(choices, key=lambda one: -(one.dots or 0))),
    )


def _words(facts: Facts, vote: Vote, id: str) -> str:
    if vote.kind == "themes":
        return facts.themes[id].name if id in facts.themes else ""
    note = facts.notes.get(id)
    return note.text if note is not None and note.state == "shown" else ""
