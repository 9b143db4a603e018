"""Undo: takes back the actor's own last step by a new change (promise 7)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from facilitation.actions import agenda, moderating, showing, stage, themes, voting
from facilitation.actions.final import FINAL
from facilitation.actions.registry import VERBS, verb
from facilitation.core.changes import EVERYTHING, Change
from facilitation.core.model import Step
from facilitation.core.ports import UnitOfWork
from facilitation.core.refusals import Refusal
from facilitation.core.rights import Actor


@verb("step.undo")
def undo_step(work: UnitOfWork, actor: Actor, *, confirm: bool = False) -> Change:
    """Take back the actor's own last step on the stage.

    Refusals: ``nothing_to_undo``; ``undo_final`` (step: the last one cannot be taken back, and
    the one before it is not taken in its place); ``undo_changed_since`` (who: has somebody changed
    the same thing since, nothing is done); ``undo_shows_text`` until ``confirm`` is true.
    """
    step = _last(work, actor)
    if step.verb == FINAL:
        raise Refusal("undo_final", step=step.args["step"])
    touched = _touched_by(work, step)
    _nobody_else_since(work, actor, step, touched)
    if step.shows_text and not confirm:
        raise Refusal("undo_shows_text")
    change = _perform(work, actor, step)
    work.save(replace(step, undone=True))
    return replace(change, kind="step.undone", step=None, answer={"undid": step.verb})


def _last(work: UnitOfWork, actor: Actor) -> Step:
    mine = work.find(Step, actor=actor.name, undone=False)
    if not mine:
        raise Refusal("nothing_to_undo")
    return max(mine, key=lambda step: step.seq)


def _touched_by(work: UnitOfWork, step: Step) -> set[tuple[str, str]]:
    seq, _actor, touched = work.changes_after(step.seq - 1)[0]
    assert seq == step.seq
    return set(touched)


def _nobody_else_since(
    work: UnitOfWork, actor: Actor, step: Step, touched: set[tuple[str, str]]
) -> None:
    for _seq, who, keys in work.changes_after(step.seq):
        both = touched & set(keys)
        if who != actor.name and both and EVERYTHING not in keys:
            raise Refusal("undo_changed_since", who=(who or _unnamed(both)).split(":")[0])


def _unnamed(keys: set[tuple[str, str]]) -> str:
    """Who wrote or voted is in no change: an author, or somebody of those who take part."""
    return "author" if any(type == "note" for type, _id in keys) else "participant"


def _perform(work: UnitOfWork, actor: Actor, step: Step) -> Change:
    args: dict[str, Any] = dict(step.args)
    inner: dict[str, Callable[[], Change]] = {
        "note.put": lambda: moderating.put_note(work, **args),
        "scene.put": lambda: stage.put_scene(work, args["shown"]),
        "theme.back": lambda: themes.put_back(work, **args),
        "shown.put": lambda: showing.put_shown(work, **args),
        "table.put": lambda: showing.put_heard(work, **args),
        "item.put": lambda: agenda.put_began(work, **args),
        "agenda.put": lambda: agenda.put_items(work, **args),
        "vote.back": lambda: voting.put_back(work, **args),
        "vote.conceal": lambda: voting.conceal_vote(work, **args),
        "timer.put": lambda: stage.put_timer(work, args["started_at"], args["ends_at"]),
    }
    if step.verb in inner:
        return inner[step.verb]()
    change = VERBS[step.verb](work, actor, **args)
    assert change is not None
    return change
