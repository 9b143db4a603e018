"""Turns among tables until no more people can have a theme of theirs: augmenting paths.

Somebody whose table does not have a theme of theirs takes the seat of one who may sit elsewhere
too, who takes the seat of a third, and so on, up to one who is nowhere happier than here; that one
takes the first seat. Ford and Fulkerson's argument: where there is no such path, the themes chosen
make nobody more happy.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from facilitation.grouping.rules import Ints

Bools = NDArray[np.bool_]


def augment(has: Bools, theme: Ints, row: Ints, movable: Bools, apart: Bools) -> Ints:
    """The seating ``row`` (person -> table) after all turns that seat nobody with one kept apart.

    ``has``: people x themes; ``theme``: of each table; ``movable``: who may sit elsewhere;
    ``apart``: people x people."""
    row = row.copy()
    for person in np.flatnonzero(movable & ~_happy(has, theme, row) & has.any(axis=1)).tolist():
        path = _path(has, theme, row, movable, person)
        if path:
            turned = row.copy()
            turned[path] = row[np.roll(path, -1)]
            row = row if _clash(turned, path, apart) else turned
    return row


def _happy(has: Bools, theme: Ints, row: Ints) -> Bools:
    happy: Bools = (row >= 0) & has[np.arange(len(row)), theme[row]]
    return happy


def _path(has: Bools, theme: Ints, row: Ints, movable: Bools, person: int) -> list[int]:
    """Who takes the seat of whom, from ``person`` on to one who is not happy or who finds the
    first seat good; none is empty."""
    happy, at = _happy(has, theme, row), theme[row]
    came = {int(k): [person] for k in np.flatnonzero(has[person])}
    queue = list(came)
    for k in queue:
        if k == at[person]:
            return came[k]
        there = movable & (at == k) & (row >= 0)
        content = np.flatnonzero(there & ~happy)
        if len(content):
            return [*came[k], int(content[0])]
        for other in np.flatnonzero(has[there].any(axis=0)).tolist():
            if other not in came:
                came[other] = [*came[k], int(np.flatnonzero(there & has[:, other])[0])]
                queue.append(other)
    return []


def _clash(row: Ints, moved: list[int], apart: Bools) -> bool:
    """Does one of those moved sit with somebody who is kept apart from them?"""
    return any(bool((apart[i] & (row == row[i])).any()) for i in moved)
