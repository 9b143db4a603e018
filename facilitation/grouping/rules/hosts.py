"""A host at every table, as far as hosts suffice."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from facilitation.grouping import bounds
from facilitation.grouping.hall import Hall
from facilitation.grouping.problem import Person
from facilitation.grouping.rules.base import Ints, Reason, TableRule, beside


class Hosts(TableRule):
    """Fewest tables in use without a host."""

    name, word = "tables_without_host", "hosts"

    def __init__(self, people: Sequence[Person], halls: Sequence[Hall]):
        self.halls = halls
        self.hosts = [i for i, person in enumerate(people) if person.role == "host"]
        self.marks = np.zeros((len(people), 1), dtype=np.int64)
        self.marks[self.hosts] = 1

    def table_cost(self, counts: Ints, loads: Ints) -> Ints:
        bare: Ints = ((counts[..., 0] == 0) & (loads > 0)).astype(np.int64)
        return bare

    def bound(self, r: int) -> tuple[int, Reason]:
        least = bounds.without_host(self.halls[r], self.hosts)
        tables = len(self.halls[r].most)
        few = {"code": "few_hosts", "hosts": len(self.hosts), "tables": tables}
        return least, few if least else {"code": "none_needed"}

    def explain(self, seats: Ints, r: int, person: int) -> list[Reason]:
        """``only_host`` where the table would have none without this one."""
        near = beside(seats[r], person)
        alone = person in self.hosts and not any(i in self.hosts for i in near)
        return [{"code": "only_host"}] if near and alone else []
