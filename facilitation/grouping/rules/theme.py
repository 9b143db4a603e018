"""Gathering: most people at a table whose commonest target group, or method, is theirs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from facilitation.grouping import bounds
from facilitation.grouping.hall import Hall
from facilitation.grouping.rules.base import Ints, Labels, Reason, TableRule, beside, count, mark
from facilitation.grouping.themebound import theme_bound


class Theme(TableRule):
    """Most people whose table's commonest label is theirs."""

    more = True

    def __init__(self, name: str, word: str, labels: Labels, halls: Sequence[Hall]):
        self.name, self.word, self.labels, self.halls = name, word, labels, halls
        self.kind = "target_group" if word == "targets" else "method"
        self.marks = mark(labels)

    def table_cost(self, counts: Ints, loads: Ints) -> Ints:  # noqa: ARG002 - the size is no matter
        if not counts.shape[-1]:
            return np.zeros(counts.shape[:-1], dtype=np.int64)
        common: Ints = -counts.max(axis=-1)
        return common

    def bound(self, r: int) -> tuple[int, Reason]:
        hall = self.halls[r]
        least = min(bounds.best_theme(hall, self.labels), theme_bound(hall, self.labels))
        return least, {"code": "seats_of_themes"}

    def themes(self, seats: Ints, r: int) -> list[int]:
        """Per table of round ``r``, the column of its commonest label (the first of equals)."""
        counts = count(self.marks, seats[r], len(self.halls[r].most))
        return [int(k) for k in counts.argmax(axis=1)] if counts.shape[1] else []

    def explain(self, seats: Ints, r: int, person: int) -> list[Reason]:
        """``gathers``: the table's commonest label when it is theirs, and how many share it."""
        near = beside(seats[r], person)
        common = max(
            sorted(self.labels[person]),
            key=lambda label: sum(label in self.labels[i] for i in near),
            default=None,
        )
        if not near or common is None:
            return []
        here = sum(common in self.labels[i] for i in near)
        most = self.marks[[person, *near]].sum(axis=0).max()
        return [{"code": "gathers", self.kind: common, "here": here}] if here + 1 == most else []
