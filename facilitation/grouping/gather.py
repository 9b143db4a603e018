"""Gathering in one round: a theme for each table by search around an exact assignment.

How many people can sit at a table whose theme is theirs is a maximum flow from people over themes
to seats; by its least cut it can be counted for all sets of themes at once.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from random import Random

import numpy as np
from numpy.typing import NDArray

from facilitation.grouping.hall import Hall
from facilitation.grouping.rules import Ints

MOST_CHOICES = 20
AT_ONCE = 200_000  # about so many promises in one go
MOST_THEMES = 15  # the commonest; 2**15 sets can be looked at


class Gathering:
    """Who is there with which labels, and what the tables take, beside those whose seat is fixed.

    ``marks``: people x labels. ``kept``: columns of ``marks`` that are themes. ``pinned``: more
    units with a table (from 0), as if their seats were fixed.
    """

    def __init__(self, hall: Hall, marks: Ints, pinned: Mapping[int, int] | None = None) -> None:
        there = np.array([i for unit in hall.units for i in unit], dtype=np.int64)
        spread = marks[there].sum(axis=0)
        common = np.argsort(-spread, kind="stable")[:MOST_THEMES]
        self.kept: Ints = np.sort(common[spread[common] > 0])
        self.has: NDArray[np.bool_] = marks[:, self.kept] > 0
        seats = {**hall.fixed, **(pinned or {})}
        fixed = {i: t for u, t in seats.items() for i in hall.units[u]}
        self.free = np.array([i for i in there if int(i) not in fixed], dtype=np.int64)
        tables = len(hall.most)
        self.seated = np.zeros((tables, len(self.kept)), dtype=np.int64)
        taken = np.zeros(tables, dtype=np.int64)
        for i, t in fixed.items():
            self.seated[t] += self.has[i]
            taken[t] += 1
        self.least: Ints = np.maximum(np.array(hall.least) - taken, 0)
        self.more: Ints = np.array(hall.most) - taken - self.least
        self.spare = max(0, len(self.free) - int(self.least.sum()))
        self.missed = self._missed()
        parts = (self.kept, self.seated, self.least, self.more, self.free)
        self.key = repr([part.tolist() for part in parts])  # equal where all choices are equal

    def _missed(self) -> NDArray[np.int32]:
        """Per set of themes (as bits): people with some theme outside it."""
        masks = Counter(
            int(sum(1 << int(k) for k in np.flatnonzero(self.has[i]))) for i in self.free
        )
        inside = np.zeros(1 << len(self.kept), dtype=np.int64)
        for mask, people in masks.items():
            inside[mask] += people if mask else 0
        total = int(inside.sum())
        for k in range(len(self.kept)):
            view = inside.reshape(-1, 2, 1 << k)
            view[:, 1] += view[:, 0]
        return (total - inside).astype(np.int32)

    def value(self, themes: Ints) -> tuple[int, int]:
        """Most people at a table with a theme of theirs, and the set of themes that limits it."""
        least, more = self.seats(themes)
        cut = _sums(more.astype(np.int32))
        np.minimum(cut, self.spare, out=cut)
        cut += _sums(least.astype(np.int32))
        cut += self.missed
        tightest = int(cut.argmin())
        return int(cut[tightest]) + self.content(themes), tightest

    @property
    def everybody(self) -> int:
        """A value that no choice of themes exceeds: all who have one."""
        return int(self.missed[0]) + int(self.seated.max(axis=1, initial=0).sum())

    def seats(self, themes: Ints) -> tuple[Ints, Ints]:
        """Per theme, the seats that its tables must fill and those that they may."""
        side = len(self.kept)
        least = np.bincount(themes, weights=self.least, minlength=side).astype(np.int64)
        more = np.bincount(themes, weights=self.more, minlength=side).astype(np.int64)
        return least, more

    def content(self, themes: Ints) -> int:
        """People on fixed seats whose table has a theme of theirs."""
        return int(self.seated[np.arange(len(themes)), themes].sum())


def _sums(weights: Ints) -> Ints:
    """Per set of themes, the sum of their weights: each half of the themes by itself, then both."""
    if len(weights) > 4:
        half = len(weights) // 2
        low, high = _sums(weights[:half]), _sums(weights[half:])
        both: Ints = (high[:, None] + low[None, :]).reshape(-1)
        return both
    total = np.zeros(1, dtype=weights.dtype)
    for weight in weights:
        total = np.concatenate([total, total + weight])
    return total


# ---------------------------------------------------------------- which themes


def choose(
    gathering: Gathering,
    random: Random,
    tick: Callable[[int], None],
    rounds: int = 40,
    known: Sequence[Ints] = (),
    least: int | None = None,
    work: float = math.inf,
) -> list[Ints]:
    """Themes (places in ``kept``) per table: some of the best choices found, all equally good.

    Best single changes, shaken up ``rounds`` times, from the last of the choices already known;
    ``least`` times only where everybody has a theme then, and no longer than about ``work``.
    """
    search = _Search(gathering, tick)
    now = search.climb(known[-1] if known else _greedy(gathering))
    most = gathering.value(now)[0]
    best = [one for one in known if gathering.value(one)[0] == most] or [now]
    value = most
    for done in range(rounds if len(gathering.kept) > 1 else 0):
        enough = least is not None and done >= least and most == gathering.everybody
        if enough or search.work > work:
            break
        shaken = now.copy()
        for _ in range(random.randrange(2, 5)):
            shaken[random.randrange(len(shaken))] = random.randrange(len(gathering.kept))
        shaken = search.climb(shaken)
        found = gathering.value(shaken)[0]
        if found >= value:
            now, value = shaken, found
        if found > most:
            best, most = [], found
        if found == most and not any(np.array_equal(shaken, one) for one in best):
            best = [*best[-MOST_CHOICES:], shaken]
    return best


def _greedy(gathering: Gathering) -> Ints:
    """Again and again the theme commonest among those left, for the next table."""
    left = gathering.has.copy()
    themes = np.zeros(len(gathering.least), dtype=np.int64)
    for t in np.argsort(-(gathering.least + gathering.more), kind="stable"):
        theme = int((left[gathering.free].sum(axis=0) + gathering.seated[t]).argmax())
        fans = gathering.free[left[gathering.free, theme]]
        fewest = fans[np.argsort(left[fans].sum(axis=1), kind="stable")]
        left[fewest[: gathering.least[t] + gathering.more[t]]] = False
        themes[t] = theme
    return themes


class _Search:
    """Single changes of a theme, looked at against the tightest cuts known so far."""

    def __init__(self, gathering: Gathering, tick: Callable[[int], None]) -> None:
        self.gathering, self.hear, self.work = gathering, tick, 0
        whole = (1 << len(gathering.kept)) - 1
        self.cuts = [0, whole]

    def tick(self, work: int) -> None:
        self.work += work
        self.hear(work)

    def climb(self, themes: Ints) -> Ints:
        """Changes one table's theme after another while that helps."""
        themes = themes.copy()
        value, cut = self.gathering.value(themes)
        self._know(cut)
        while True:
            found = self._better(themes, value)
            if found is None:
                return themes
            themes, value = found

    def _better(self, themes: Ints, value: int) -> tuple[Ints, int] | None:
        """The best single change; cuts that prove to limit it are kept for all others."""
        rows = self._alike(themes)
        while True:
            promise = self._promises(themes, rows)
            k, theme = divmod(int(promise.argmax()), promise.shape[1])
            if promise[k, theme] <= value:
                return None
            changed = themes.copy()
            changed[rows[k]] = theme
            reached, cut = self.gathering.value(changed)
            self.tick(5 * len(self.gathering.missed) + 80_000)
            if reached == promise[k, theme]:
                return changed, reached
            self._know(cut)

    def _know(self, cut: int) -> None:
        if cut not in self.cuts:
            self.cuts.append(cut)

    def _alike(self, themes: Ints) -> Ints:
        """One of all tables that are alike in everything."""
        g = self.gathering
        looks = np.column_stack([themes, g.least, g.more, g.seated])
        return np.sort(np.unique(looks, axis=0, return_index=True)[1])

    def _promises(self, themes: Ints, rows: Ints) -> Ints:
        """Tables x themes: what a change could reach at the most, by the cuts known."""
        g, side = self.gathering, len(self.gathering.kept)
        least, more = g.seats(themes)
        reach: Ints = np.full((len(rows), side), np.iinfo(np.int64).max, dtype=np.int64)
        many = max(1, AT_ONCE // (len(rows) * side))
        for start in range(0, len(self.cuts), many):
            cuts = np.array(self.cuts[start : start + many])
            inside = (cuts[:, None] >> np.arange(side)[None, :]) & 1
            old, new = inside[:, themes[rows]][:, :, None], inside[:, None, :]
            self.tick(16 * len(cuts) * len(rows) * side + 150_000)
            change = new - old
            low = (inside @ least)[:, None, None] + change * g.least[rows][None, :, None]
            high = (inside @ more)[:, None, None] + change * g.more[rows][None, :, None]
            cut = g.missed[cuts][:, None, None] + low + np.minimum(g.spare, high)
            reach = np.minimum(reach, cut.min(axis=0))
        happy = g.content(themes) - g.seated[rows, themes[rows]][:, None] + g.seated[rows]
        promise: Ints = reach + happy
        return promise


# ---------------------------------------------------------------- who goes where


def assign(gathering: Gathering, themes: Ints, order: Sequence[int]) -> dict[int, int]:
    """Person -> theme (place in ``kept``), as many as can be, by augmenting paths; those of
    ``order`` (free people) that come first get a theme first."""
    flow = _Flow(gathering, themes)
    for person in order:
        flow.add(person)
    return flow.theme_of


class _Flow:
    """People of one set of themes are alike: they are moved as a kind."""

    def __init__(self, gathering: Gathering, themes: Ints) -> None:
        self.has, self.spare = gathering.has, gathering.spare
        self.least, more = (part.tolist() for part in gathering.seats(themes))
        self.most = [a + b for a, b in zip(self.least, more, strict=True)]
        self.here = [0] * len(self.least)
        self.at: list[dict[tuple[int, ...], list[int]]] = [{} for _ in self.least]
        self.theme_of: dict[int, int] = {}

    def add(self, person: int) -> bool:
        """Finds a theme for one more, others making room where they can."""
        kind = tuple(np.flatnonzero(self.has[person]).tolist())
        came: dict[int, tuple[int, tuple[int, ...]]] = dict.fromkeys(kind, (-1, kind))
        queue = list(kind)
        for t in queue:
            if self._room(t):
                self._shift(t, came, person)
                return True
            for other, moved in self._ways(t):
                if other not in came:
                    came[other] = (t, moved)
                    queue.append(other)
        return False

    def _above(self) -> int:
        return sum(max(0, a - b) for a, b in zip(self.here, self.least, strict=True))

    def _room(self, t: int) -> bool:
        free = self.here[t] < self.least[t]
        return free or (self.here[t] < self.most[t] and self._above() < self.spare)

    def _ways(self, t: int) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Themes that may lose somebody in place of ``t``, and the kind that would go from ``t``
        there; an empty kind where nobody goes, but a seat above the least does."""
        for kind, people in self.at[t].items():
            if people:
                yield from ((other, kind) for other in kind)
        if self.here[t] < self.most[t]:
            yield from ((o, ()) for o, n in enumerate(self.here) if n > self.least[o])

    def _shift(self, end: int, came: dict[int, tuple[int, tuple[int, ...]]], person: int) -> None:
        t = end
        while t >= 0:
            before, kind = came[t]
            if kind:
                who = self.at[before][kind].pop() if before >= 0 else person
                self.here[before] -= before >= 0
                self.at[t].setdefault(kind, []).append(who)
                self.here[t] += 1
                self.theme_of[who] = t
            t = before
