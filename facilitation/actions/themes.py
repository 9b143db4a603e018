"""Notes gathered under names: made, filled, emptied, named, merged, ordered, removed; each one
message for a whole selection, and one step to undo.

Several people do this at once, and a desk that was offline says it late. So a note that is gone
is passed over and counted, and a theme that is gone is a Refusal that names no content.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from facilitation.actions.registry import verb
from facilitation.core.changes import Change, Key
from facilitation.core.model import Note, Step, Theme
from facilitation.core.ports import UnitOfWork
from facilitation.core.refusals import Refusal
from facilitation.core.rights import Actor
from facilitation.core.text import required_line


@verb("theme.add")
def add_theme(work: UnitOfWork, actor: Actor, *, id: str, name: str, notes: list[str]) -> Change:
    """Make a theme after the last one, and gather these notes in it (from other themes too:
    that is how one is split). Its id is that of the message.

    Answers ``theme``, ``notes`` (how many) and ``gone``. Refusals: ``too_many`` (most),
    ``field_empty``, ``field_too_long``.
    """
    known = in_order(work)
    if len(known) >= work.limits.themes:
        raise Refusal("too_many", most=work.limits.themes)
    line = _name(work, name)
    found = _there(work, notes)
    number = known[-1].number + 1 if known else 1
    work.add(Theme(id, work.workshop_id, number, line))
    step = _step(work, notes=found, made=[id])
    _gather(work, found, id)
    answer = {"theme": id, "notes": len(found), "gone": len(set(notes)) - len(found)}
    return Change("theme.added", (("theme", id), *_keys(found)), answer, step)


@verb("theme.put")
def put_in_theme(work: UnitOfWork, actor: Actor, *, theme: str, notes: list[str]) -> Change:
    """Gather notes in a theme that is there. Refusals: ``theme_gone``, ``nothing_changed``."""
    _theme(work, theme)
    return _moved(work, "theme.filled", notes, theme)


@verb("theme.take")
def take_from_themes(work: UnitOfWork, actor: Actor, *, notes: list[str]) -> Change:
    """Take notes out of their themes. Refusal ``nothing_changed``."""
    return _moved(work, "theme.thinned", notes, None)


@verb("theme.rename")
def rename_theme(work: UnitOfWork, actor: Actor, *, theme: str, name: str) -> Change:
    """Give a theme another name. Refusals: ``theme_gone``, ``nothing_changed``, and of the text."""
    found = _theme(work, theme)
    changed = replace(found, name=_name(work, name))
    if changed == found:
        raise Refusal("nothing_changed")
    work.save(changed)
    return Change("theme.renamed", (("theme", theme),), step=_step(work, themes=[found]))


@verb("theme.merge")
def merge_themes(work: UnitOfWork, actor: Actor, *, theme: str, other: str) -> Change:
    """Gather all notes of ``other`` in ``theme``; ``other`` goes. Refusals: ``theme_gone``,
    ``nothing_changed`` (with itself)."""
    _theme(work, theme)
    going = _theme(work, other)
    if theme == other:
        raise Refusal("nothing_changed")
    notes = work.find(Note, theme_id=other)
    step = _step(work, themes=[going], notes=notes)
    _gather(work, notes, theme)
    work.remove(going)
    touched: tuple[Key, ...] = (("theme", theme), ("theme", other), *_keys(notes))
    return Change("theme.merged", touched, {"notes": len(notes)}, step)


@verb("theme.move")
def move_theme(work: UnitOfWork, actor: Actor, *, theme: str, before: str | None = None) -> Change:
    """Put a theme before another one, or last; a ``before`` that is gone means last."""
    moving = _theme(work, theme)
    others = [one for one in in_order(work) if one.id != theme]
    at = next((i for i, one in enumerate(others) if one.id == before), len(others))
    ordered = [*others[:at], moving, *others[at:]]
    changed = [(one, number) for number, one in enumerate(ordered, start=1) if one.number != number]
    if not changed:
        raise Refusal("nothing_changed")
    work.save(*(replace(one, number=number) for one, number in changed))
    touched: list[Key] = [("theme", one.id) for one, _number in changed]
    step = _step(work, themes=[one for one, _number in changed])
    return Change("theme.moved", tuple(touched), step=step)


@verb("theme.remove")
def remove_theme(work: UnitOfWork, actor: Actor, *, theme: str) -> Change:
    """Let a theme go; its notes stand without one again. Refusal ``theme_gone``."""
    found = _theme(work, theme)
    notes = work.find(Note, theme_id=theme)
    step = _step(work, themes=[found], notes=notes)
    _gather(work, notes, None)
    work.remove(found)
    return Change("theme.removed", (("theme", theme), *_keys(notes)), step=step)


def put_back(
    work: UnitOfWork,
    *,
    themes: list[list[Any]],
    notes: dict[str, str | None],
    made: list[str],
) -> Change:
    """Undo: themes and notes as they were. Refusal ``undo_changed_since`` when somebody has put
    other notes in a theme that would go."""
    late = [one for id in made for one in work.find(Note, theme_id=id) if one.id not in notes]
    if late:
        raise Refusal("undo_changed_since", who="moderator")
    for id, name, number in themes:
        _restore(work, Theme(id, work.workshop_id, number, name))
    there = {one.id for one in work.find(Theme)} - set(made)
    found = _there(work, list(notes))
    before = {id: theme if theme in there else None for id, theme in notes.items()}
    work.save(*(replace(note, theme_id=before[note.id]) for note in found))
    for id in made:
        for theme in work.find(Theme, id=id):
            work.remove(theme)
    touched: list[Key] = [("theme", id) for id in [*made, *(one[0] for one in themes)]]
    return Change("theme.put_back", (*touched, *_keys(found)))


def in_order(work: UnitOfWork) -> list[Theme]:
    """All themes, first to last."""
    return sorted(work.find(Theme), key=lambda one: (one.number, one.id))


def _moved(work: UnitOfWork, kind: str, notes: list[str], to: str | None) -> Change:
    found = _there(work, notes)
    moving = [note for note in found if note.theme_id != to]
    if not moving:
        raise Refusal("nothing_changed")
    step = _step(work, notes=moving)
    _gather(work, moving, to)
    answer = {"notes": len(moving), "gone": len(set(notes)) - len(found)}
    return Change(kind, _keys(moving), answer, step)


def _gather(work: UnitOfWork, notes: list[Note], theme: str | None) -> None:
    work.save(*(replace(note, theme_id=theme) for note in notes if note.theme_id != theme))


def _there(work: UnitOfWork, notes: list[str]) -> list[Note]:
    """Those of the notes that are there; somebody may have deleted some meanwhile."""
    return work.find(Note, id=sorted(set(notes))) if notes else []


def _theme(work: UnitOfWork, id: str) -> Theme:
    found = work.find(Theme, id=id)
    if not found:
        raise Refusal("theme_gone")
    return found[0]


def _restore(work: UnitOfWork, theme: Theme) -> None:
    if work.find(Theme, id=theme.id):
        work.save(theme)
    else:
        work.add(theme)


def _name(work: UnitOfWork, name: str) -> str:
    return required_line(name, "name", most=work.limits.name_length)


def _keys(notes: list[Note]) -> tuple[Key, ...]:
    return tuple(("note", note.id) for note in notes)


def _step(
    work: UnitOfWork,
    *,
    themes: list[Theme] | None = None,
    notes: list[Note] | None = None,
    made: list[str] | None = None,
) -> Step:
    args: dict[str, object] = {
        "themes": [[one.id, one.name, one.number] for one in themes or []],
        "notes": {note.id: note.theme_id for note in notes or []},
        "made": made or [],
    }
    return Step("", work.workshop_id, 0, "", "theme.back", args)
