"""Decides what a report holds: the one place, for HTML, CSV and JSON alike.

A report lists the notes that are shown (neither hidden nor waiting), with the one thing that their
authors signed with, and says whether they came late. Those that were never given to the board
(``was_given``) are marked and counted, and can be left out. It holds no hidden or waiting note, no
id, no participant's e-mail, no time.

*Notes per table and prompt* counts only notes that are signed by their table; all others stand
together in one row, "no table named". So each figure can be counted from the listed notes, and
whoever subtracts the listed notes from a figure or a total is left with nothing. Did a table's
figure also count what was signed there by organisation or target group, then the difference would
say at which table such a note was written, and with at most one person per organisation at a
table that is a name. For the same reason there is no count by organisation or target group. A
cell with nothing in it is None, and so would be one that is withheld: they look alike.

What the room made of the notes, themes and votes, stands in ``outcome``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from facilitation.core.facts import Facts
from facilitation.core.model import LANGUAGES, Note, Prompt
from facilitation.report.given import let_through, was_given
from facilitation.report.outcome import Gathered, Outcome, gathered, outcomes, themes_of
from facilitation.report.sections import Line, Question, Section, Signature


@dataclass(frozen=True, slots=True)
class TableRow:
    """How many notes a table signed, by question and in all; table None: no table named."""

    table: int | None
    cells: tuple[int | None, ...]
    total: int | None


@dataclass(frozen=True, slots=True)
class Tally:
    """Notes per table and question over all rounds; ``totals`` and ``total`` end the columns."""

    questions: tuple[Question, ...]
    rows: tuple[TableRow, ...]
    totals: tuple[int | None, ...]
    total: int | None


@dataclass(frozen=True, slots=True)
class Document:
    """A report. ``date`` is an ISO date or empty; sections go by round, then by question."""

    language: str
    title: str
    date: str
    place: str
    theme: str
    sections: tuple[Section, ...]
    tally: Tally
    themes: tuple[Gathered, ...] = ()
    votes: tuple[Outcome, ...] = ()
    not_given: int = 0
    """Notes that were let through and never given to the board; listed unless ``only_board``."""
    only_board: bool = False

    @property
    def rounds(self) -> tuple[tuple[int, tuple[Section, ...]], ...]:
        """The sections of each round."""
        numbers = dict.fromkeys(one.round for one in self.sections)
        return tuple(
            (number, tuple(one for one in self.sections if one.round == number))
            for number in numbers
        )

    @property
    def notes(self) -> tuple[tuple[Section, Line], ...]:
        """All notes with their sections, in order."""
        return tuple((section, line) for section in self.sections for line in section.lines)


def make(facts: Facts, language: str = LANGUAGES[0], *, only_board: bool = False) -> Document:
    """The report on ``facts`` (all facts of a workshop), in Danish (``da``) or English (``en``).

    ``only_board``: without the notes that were let through and never given to the board; else
    each of them is marked.
    """
    questions = {id: _question(one, language) for id, one in facts.prompts.items()}
    sections = _sections(facts, questions, language, only_board)
    ordered = tuple(sorted(questions.values(), key=lambda one: one.number))
    day = facts.workshop
    return Document(
        language=language,
        title=day.title,
        date=day.date,
        place=day.place,
        theme=day.theme,
        sections=sections,
        tally=_tally(sections, ordered, [one.number for one in facts.tables.values()]),
        themes=gathered(sections),
        votes=outcomes(facts, only_revealed=only_board),
        not_given=sum(not was_given(facts, one) for one in let_through(facts)),
        only_board=only_board,
    )


def _question(prompt: Prompt, language: str) -> Question:
    titles = {"da": prompt.title_da, "en": prompt.title_en}
    texts = {"da": prompt.text_da, "en": prompt.text_en}
    return Question(prompt.number, prompt.icon, _best(titles, language), _best(texts, language))


def _best(texts: Mapping[str, str], language: str) -> str:
    return texts[language] or next((texts[one] for one in LANGUAGES if texts[one]), "")


def _sections(
    facts: Facts, questions: Mapping[str, Question], language: str, only_board: bool
) -> tuple[Section, ...]:
    """One section for each question asked in a round that has begun, and wherever notes are."""
    notes: dict[tuple[str, str], list[Note]] = {
        (one.id, prompt): []
        for one in facts.rounds.values()
        if one.state != "planned"
        for prompt in one.prompt_ids
        if prompt in questions
    }
    for note in let_through(facts):
        if was_given(facts, note) or not only_board:
            notes.setdefault((note.round_id, note.prompt_id), []).append(note)
    places = sorted(
        notes, key=lambda place: (facts.rounds[place[0]].number, questions[place[1]].number)
    )
    sections: list[Section] = []
    themes = themes_of(facts)
    number = 0
    for round, prompt in places:
        found = sorted(notes[round, prompt], key=lambda note: (note.seq, note.id))
        lines = tuple(
            Line(
                number + n,
                note.text,
                _signature(facts, note, language),
                note.late,
                was_given(facts, note),
                themes.get(note.theme_id or ""),
            )
            for n, note in enumerate(found, 1)
        )
        number += len(lines)
        sections.append(Section(facts.rounds[round].number, questions[prompt], lines))
    return tuple(sections)


def _signature(facts: Facts, note: Note, language: str) -> Signature:
    if note.signed == "table":
        return Signature("table", table=facts.tables[note.table_id or ""].number)
    if note.signed == "target_group":
        group = facts.target_groups[note.target_group_id or ""]
        names = {"da": group.name_da, "en": group.name_en}
        return Signature("target_group", target_group=_best(names, language))
    if note.signed == "organisation":
        return Signature("organisation", organisation=_organisation(facts, note.organisation_id))
    person = facts.participants[note.participant_id or ""]
    return Signature(
        "name", name=person.name, organisation=_organisation(facts, person.organisation_id)
    )


def _organisation(facts: Facts, id: str | None) -> str:
    return facts.organisations[id].name if id else ""


def _tally(
    sections: Iterable[Section], questions: tuple[Question, ...], tables: Iterable[int]
) -> Tally:
    # Counted from the listed notes and from nothing else: see the module's first words.
    counts = Counter(
        (line.signature.table, section.question.number)
        for section in sections
        for line in section.lines
    )
    rows = []
    for table in (*sorted(tables), None):
        cells = tuple(counts[table, one.number] or None for one in questions)
        rows.append(TableRow(table, cells, _sum(cells)))
    totals = tuple(_sum(row.cells[n] for row in rows) for n in range(len(questions)))
    return Tally(questions, tuple(rows), totals, _sum(totals))


def _sum(cells: Iterable[int | None]) -> int | None:
    return sum(cell or 0 for cell in cells) or None
