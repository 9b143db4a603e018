"""The questions that notes answer: add, edit, remove."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from facilitation.actions.registry import verb
from facilitation.core.changes import Change, Key
from facilitation.core.model import (
    ICONS,
    SHOWINGS,
    SIGNATURES,
    Note,
    Opening,
    Prompt,
    Round,
    new_id,
)
from facilitation.core.ports import UnitOfWork
from facilitation.core.refusals import Refusal
from facilitation.core.rights import Actor
from facilitation.core.text import optional_line


@verb("prompt.add")
def add_prompt(work: UnitOfWork, actor: Actor, **fields: Any) -> Change:
    """Add a question after the last; it is asked in every round that has not been held."""
    known = work.find(Prompt)
    if len(known) >= work.limits.prompts:
        raise Refusal("too_many", most=work.limits.prompts)
    number = max((one.number for one in known), default=0) + 1
    icon = ICONS[(number - 1) % len(ICONS)]
    prompt = Prompt(new_id(), work.workshop_id, number, **({"icon": icon} | _fields(work, fields)))
    work.add(prompt)
    touched: list[Key] = [("prompt", prompt.id)]
    for round in work.find(Round, state="planned"):
        work.save(replace(round, prompt_ids=(*round.prompt_ids, prompt.id)))
        touched.append(("round", round.id))
    return Change("prompt.added", tuple(touched), {"prompt": prompt.id})


@verb("prompt.edit")
def edit_prompt(work: UnitOfWork, actor: Actor, *, prompt: str, **fields: Any) -> Change:
    """Change words, icon, how it is shown and its default signature.

    Shown otherwise than before, it begins unrevealed: an old reveal was meant for other rules.
    """
    found = work.get(Prompt, prompt)
    changed = replace(found, **_fields(work, fields))
    if changed.showing != found.showing:
        changed = replace(changed, revealed=False)
    work.save(changed)
    return Change("prompt.edited_words", (("prompt", prompt),))


@verb("prompt.remove")
def remove_prompt(work: UnitOfWork, actor: Actor, *, prompt: str) -> Change:
    """Remove a question that has not been asked yet; Refusal ``prompt_in_use``."""
    found = work.get(Prompt, prompt)
    if work.find(Opening, prompt_id=prompt) or work.count(Note, prompt_id=prompt):
        raise Refusal("prompt_in_use")
    touched: list[Key] = [("prompt", prompt)]
    for round in work.find(Round):
        if prompt in round.prompt_ids:
            kept = tuple(id for id in round.prompt_ids if id != prompt)
            work.save(replace(round, prompt_ids=kept))
            touched.append(("round", round.id))
    if work.workshop.scene_prompt_id == prompt:
        work.save(replace(work.workshop, scene="welcome", scene_prompt_id=None))
        touched.append(("day", "day"))
    work.remove(found)
    return Change("prompt.removed", tuple(touched))


def _fields(work: UnitOfWork, given: dict[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for name in ("title_da", "title_en", "text_da", "text_en"):
        if name in given:
            most = work.limits.name_length if name.startswith("title") else work.limits.text_length
            kept[name] = optional_line(str(given[name]), name, most=most)
    for name, allowed in (
        ("icon", ICONS),
        ("showing", SHOWINGS),
        ("default_signature", SIGNATURES),
    ):
        if name in given:
            if given[name] not in allowed:
                raise Refusal("field_unknown", field=name)
            kept[name] = given[name]
    if kept.get("title_da") == "" and kept.get("title_en", "") == "":
        raise Refusal("field_empty", field="title_da")
    return kept
