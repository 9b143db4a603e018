"""Fewest colleagues, roles, or target groups of one kind at one table: pairs that share a label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from facilitation.grouping import bounds
from facilitation.grouping.hall import Hall
from facilitation.grouping.rules.base import (
    Ints,
    Labels,
    Reason,
    Rule,
    beside,
    count,
    mark,
    near_moves,
)


class PairRule(Rule):
    """Fewest pairs at one table that share a label; sharing two labels counts twice."""

    def __init__(self, name: str, word: str, kind: str, labels: Labels, halls: Sequence[Hall]):
        self.name, self.word, self.kind = name, word, kind
        self.labels, self.halls = labels, halls
        self.marks = mark(labels)

    def connection(self) -> Ints:
        """People x people: labels shared."""
        shared: Ints
        if self.marks.shape[1] and self.most_shared <= 1:
            own = np.where(self.marks.any(axis=1), self.marks.argmax(axis=1), -1)
            shared = ((own[:, None] == own[None, :]) & (own >= 0)[:, None]).astype(np.int64)
        else:
            # float32 multiplies fast, and is exact for such small whole numbers
            marks = self.marks.astype(np.float32)
            shared = (marks @ marks.T).astype(np.int64)
        np.fill_diagonal(shared, 0)
        return shared

    @property
    def most_shared(self) -> int:
        """The most labels that one person has, so no pair shares more."""
        return int(self.marks.sum(axis=1).max(initial=0))

    def value(self, seats: Ints, r: int) -> int:
        counts = count(self.marks, seats[r], len(self.halls[r].most))
        return int((counts * (counts - 1) // 2).sum())

    def change(self, seats: Ints, r: int, moves: Mapping[int, int]) -> int:
        who, before, after, tables = near_moves(seats[r], moves)
        pairs = [
            int((counts * (counts - 1) // 2).sum())
            for counts in (count(self.marks[who], row, tables) for row in (before, after))
        ]
        return pairs[1] - pairs[0]

    def bound(self, r: int) -> tuple[int, Reason]:
        least = bounds.label_pairs(self.halls[r], self.labels)
        total = sum(least.values())
        if not total:
            return 0, {"code": "none_needed"}
        label = max(least, key=lambda t: (least[t], t))
        there = sum(label in self.labels[i] for unit in self.halls[r].units for i in unit)
        tables = len(self.halls[r].most)
        return total, {"code": "pigeonhole", self.kind: label, "people": there, "tables": tables}

    def explain(self, seats: Ints, r: int, person: int) -> list[Reason]:
        """``avoids`` or ``shares``, the kind of label, and how many others have it there and in
        the whole round."""
        near = beside(seats[r], person)
        said = []
        for label in sorted(self.labels[person] if near else ()):
            there = sum(label in own for i, own in enumerate(self.labels) if seats[r, i] >= 0) - 1
            here = sum(label in self.labels[i] for i in near)
            if there:
                code = "shares" if here else "avoids"
                said.append({"code": code, self.kind: label, "here": here, "there": there})
        return said
