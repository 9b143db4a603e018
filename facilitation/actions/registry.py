"""The verbs of the day by name; each action module adds its own.

An action is ``action(work, actor, **args) -> Change | None``: it checks, writes through the unit
of work, and says what it touched. It raises a Refusal before it writes.
"""

from __future__ import annotations

from collections.abc import Callable

from facilitation.core.ports import Action

VERBS: dict[str, Action] = {}


def verb(name: str) -> Callable[[Action], Action]:
    """Register an action under its imperative name, such as ``note.add``."""

    def register(action: Action) -> Action:
        VERBS[name] = action
        return action

    return register
