"""What stands on the board and how the time runs: scene, freeze, reveal, timer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from facilitation.actions.registry import verb
from facilitation.core.audience import on_the_board
from facilitation.core.changes import DAY, Change, Key
from facilitation.core.model import SCENES, Note, Prompt, Step, Theme, Workshop
from facilitation.core.ports import UnitOfWork
from facilitation.core.refusals import Refusal
from facilitation.core.rights import Actor

MINUTE = 60_000
LONGEST_MINUTES = 600


SHOWS_TEXT = ("notes", "prompt", "theme", "quote")
"""Scenes that hold what people wrote: an undo that leads back to one asks first."""


@verb("scene.set")
def set_scene(
    work: UnitOfWork,
    actor: Actor,
    *,
    scene: str,
    prompt: str | None = None,
    theme: str | None = None,
    note: str | None = None,
    minutes: int | None = None,
) -> Change:
    """Change what the board shows; phones follow. Each scene takes just what it needs: ``prompt``
    a prompt, ``theme`` a theme, ``quote`` a note that the board may show, ``break`` its minutes.

    Refusals: ``scene_unknown``, ``not_found``, ``note_not_shown``, ``minutes_out_of_range``,
    ``nothing_changed``.
    """
    given = {"prompt": prompt, "theme": theme, "quote": note, "break": minutes}
    named = {name for name, value in given.items() if value is not None}
    if scene not in SCENES or named != ({scene} & given.keys()):
        raise Refusal("scene_unknown")
    _may_be_shown(work, prompt, theme, note)
    ends = None
    if minutes is not None:
        _sensible(minutes)
        ends = work.now + minutes * MINUTE
    return _put_scene(work, (scene, prompt, theme, note, work.workshop.scene_vote_id, ends))


Shown = tuple[str, str | None, str | None, str | None, str | None, int | None]
"""A scene with its prompt, theme, note and vote, and when its break ends."""


def put_scene(work: UnitOfWork, shown: Sequence[Any]) -> Change:
    """Undo: the scene as it was, as long as what it showed is there."""
    scene, prompt, theme, note, vote, ends = shown
    _may_be_shown(work, prompt, theme, note)
    return _put_scene(work, (scene, prompt, theme, note, vote, ends))


def scene_now(day: Workshop) -> list[Any]:
    """What ``put_scene`` takes to bring this scene back."""
    shown = [day.scene, day.scene_prompt_id, day.scene_theme_id, day.scene_note_id]
    return [*shown, day.scene_vote_id, day.break_ends_at]


def _put_scene(work: UnitOfWork, shown: Shown) -> Change:
    day = work.workshop
    shows_text = day.scene in SHOWS_TEXT
    back = _step(work, "scene.put", {"shown": scene_now(day)}, shows_text=shows_text)
    scene, prompt, theme, note, vote, ends = shown
    changed = replace(
        day,
        scene=scene,
        scene_prompt_id=prompt,
        scene_theme_id=theme,
        scene_note_id=note,
        scene_vote_id=vote,
        break_ends_at=ends,
        themes_shown=day.themes_shown or scene == "themes",
    )
    told = themes_told(work, changed)
    change = _save_day(work, "scene.set", changed, back)
    return replace(change, touched=(*change.touched, *told))


def themes_told(work: UnitOfWork, day: Workshop) -> tuple[Key, ...]:
    """What is touched when the room sees the themes for the first time: phones then know them."""
    if not day.themes_shown or work.workshop.themes_shown:
        return ()
    return tuple(("theme", theme.id) for theme in work.find(Theme))


def _may_be_shown(
    work: UnitOfWork, prompt: str | None, theme: str | None, note: str | None
) -> None:
    if prompt is not None:
        work.get(Prompt, prompt)
    if theme is not None:
        work.get(Theme, theme)
    if note is not None:
        found = work.get(Note, note)
        if not on_the_board(found, work.get(Prompt, found.prompt_id)):
            raise Refusal("note_not_shown")


@verb("board.freeze")
def freeze_board(work: UnitOfWork, actor: Actor) -> Change:
    """The board keeps what it shows now, whatever the desk does; the clock goes on."""
    _put_frozen(work, frozen=True)
    # Taken back, the board shows again what has come meanwhile.
    return Change("board.frozen", (DAY,), step=_step(work, "board.release", {}, shows_text=True))


@verb("board.release")
def release_board(work: UnitOfWork, actor: Actor) -> Change:
    """The board follows the desk again."""
    _put_frozen(work, frozen=False)
    return Change("board.released", (DAY,), step=_step(work, "board.freeze", {}))


def _put_frozen(work: UnitOfWork, *, frozen: bool) -> None:
    if work.workshop.frozen == frozen:
        raise Refusal("nothing_changed")
    work.save(replace(work.workshop, frozen=frozen))


@verb("prompt.reveal")
def reveal_prompt(work: UnitOfWork, actor: Actor, *, prompt: str) -> Change:
    """Show all notes of a prompt together; Refusal ``prompt_not_revealable`` unless it waits so."""
    return _put_revealed(work, prompt, revealed=True)


@verb("prompt.conceal")
def conceal_prompt(work: UnitOfWork, actor: Actor, *, prompt: str) -> Change:
    """Take a prompt's revealed notes off the board again."""
    return _put_revealed(work, prompt, revealed=False)


@verb("timer.set")
def set_timer(work: UnitOfWork, actor: Actor, *, minutes: int) -> Change:
    """Start the clock at so many whole minutes from now; 1 to 600."""
    _sensible(minutes)
    return put_timer(work, work.now, work.now + minutes * MINUTE)


@verb("timer.extend")
def extend_timer(work: UnitOfWork, actor: Actor, *, minutes: int) -> Change:
    """Move the end of the clock by so many minutes (may be negative, never before now)."""
    day = work.workshop
    if day.timer_ends_at is None or day.timer_started_at is None:
        raise Refusal("timer_not_running")
    _sensible(abs(minutes))
    ends = max(work.now, max(work.now, day.timer_ends_at) + minutes * MINUTE)
    return put_timer(work, day.timer_started_at, ends)


@verb("timer.stop")
def stop_timer(work: UnitOfWork, actor: Actor) -> Change:
    """Take the clock away."""
    return put_timer(work, None, None)


def put_timer(work: UnitOfWork, started_at: int | None, ends_at: int | None) -> Change:
    """The clock as said; also what undo puts back."""
    day = work.workshop
    before: dict[str, object] = {"started_at": day.timer_started_at, "ends_at": day.timer_ends_at}
    changed = replace(day, timer_started_at=started_at, timer_ends_at=ends_at)
    return _save_day(work, "timer.set", changed, _step(work, "timer.put", before))


def _put_revealed(work: UnitOfWork, prompt: str, *, revealed: bool) -> Change:
    found = work.get(Prompt, prompt)
    if found.showing != "reveal":
        raise Refusal("prompt_not_revealable")
    if found.revealed == revealed:
        raise Refusal("nothing_changed")
    work.save(replace(found, revealed=revealed))
    verb_back = "prompt.conceal" if revealed else "prompt.reveal"
    back = _step(work, verb_back, {"prompt": prompt}, shows_text=not revealed)
    kind = "prompt.revealed" if revealed else "prompt.concealed"
    return Change(kind, (("prompt", prompt),), step=back)


def _save_day(work: UnitOfWork, kind: str, day: Workshop, back: Step) -> Change:
    if day == work.workshop:
        raise Refusal("nothing_changed")
    work.save(day)
    return Change(kind, (DAY,), step=back)


def _step(
    work: UnitOfWork, verb: str, args: dict[str, object], *, shows_text: bool = False
) -> Step:
    return Step("", work.workshop_id, 0, "", verb, args, shows_text)


def _sensible(minutes: int) -> None:
    if not 1 <= minutes <= LONGEST_MINUTES:
        raise Refusal("minutes_out_of_range", least=1, most=LONGEST_MINUTES)
