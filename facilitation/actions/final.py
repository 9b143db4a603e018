"""Steps on the stage that cannot be taken back; undo names them, and reaches past none of them."""

from __future__ import annotations

from facilitation.core.model import Step
from facilitation.core.ports import UnitOfWork

FINAL = "final"


def final_step(work: UnitOfWork, kind: str) -> Step:
    """What undo finds in place of a way back; ``kind`` is the change's."""
    return Step("", work.workshop_id, 0, "", FINAL, {"step": kind})
