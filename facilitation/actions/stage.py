"""What stands on the board and how the time runs: scene, reveal, timer."""

from __future__ import annotations

from dataclasses import replace

from facilitation.actions.registry import verb
from facilitation.core.changes import DAY, Change
from facilitation.core.model import SCENES, Prompt, Step, Workshop
from facilitation.core.ports import UnitOfWork
from facilitation.core.refusals import Refusal
from facilitation.core.rights import Actor

MINUTE = 60_000
LONGEST_MINUTES = 600


@verb("scene.set")
def set_scene(work: UnitOfWork, actor: Actor, *, scene: str, prompt: str | None = None) -> Change:
    """Change what the board shows. ``prompt`` is needed by the scene ``prompt`` alone."""
    if scene not in SCENES or (scene == "prompt") != (prompt is not None):
        raise Refusal("scene_unknown")
    if prompt is not None:
        work.get(Prompt, prompt)
    day = work.workshop
    back = _step(
        work,
        "scene.set",
        {"scene": day.scene, "prompt": day.scene_prompt_id},
        shows_text=day.scene in ("notes", "prompt"),
    )
    return _save_day(work, "scene.set", replace(day, scene=scene, scene_prompt_id=prompt), back)


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
