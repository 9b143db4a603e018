"""The facts of a workshop at one number: what the store loads, and views and reports read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

from facilitation.core import model
from facilitation.core.changes import Key

SEEN_BY_PHONES = ("day", "round", "prompt", "theme", "vote")
"""Types of things that every phone sees, beside its own group and the group's notes."""


@dataclass
class Facts:
    """What a view needs of the workshop at number ``seq``; loaded by the store for ``keys``.

    Small things (rounds, prompts, tables) are always all there; notes and people only those
    that ``keys`` ask for.
    """

    seq: int
    keys: tuple[Key, ...]
    workshop: model.Workshop
    rounds: dict[str, model.Round] = field(default_factory=dict)
    prompts: dict[str, model.Prompt] = field(default_factory=dict)
    open_in: dict[str, str] = field(default_factory=dict)
    """Prompt id to the id of the round in which it stands open."""
    tables: dict[str, model.Table] = field(default_factory=dict)
    groups: dict[str, model.Group] = field(default_factory=dict)
    members: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Group id to the ids of the participants that sit there, in the one order of names."""
    participants: dict[str, model.Participant] = field(default_factory=dict)
    organisations: dict[str, model.Organisation] = field(default_factory=dict)
    target_groups: dict[str, model.TargetGroup] = field(default_factory=dict)
    methods: dict[str, model.Method] = field(default_factory=dict)
    board_names: dict[str, str] = field(default_factory=dict)
    notes: dict[str, model.Note] = field(default_factory=dict)
    note_groups: dict[str, str | None] = field(default_factory=dict)
    themes: dict[str, model.Theme] = field(default_factory=dict)
    items: dict[str, model.Item] = field(default_factory=dict)
    themed: dict[str, dict[str, int]] = field(default_factory=dict)
    """Theme id to the number of notes shown in it, by prompt id."""
    in_theme: dict[str, list[str]] = field(default_factory=dict)
    """Theme id to how the ids of the notes shown in it begin, once the room has seen the themes."""
    votes: dict[str, model.Vote] = field(default_factory=dict)
    chosen: dict[str, model.Note] = field(default_factory=dict)
    """The notes that are voted on."""
    cast: dict[str, int] = field(default_factory=dict)
    """Vote id to the number of ballots, while it is open."""
    taken_down: frozenset[str] = frozenset()
    """Ids of notes that have stood on the board and were taken down; only for the report."""
    counts: dict[str, int] = field(default_factory=dict)
    """Prompt id to the number of notes shown."""
    heard: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """Round id to the numbers of the tables that have written."""
    written: dict[str, int] = field(default_factory=dict)
    """Round id to the number of notes shown."""
    joined: int = 0
    expected: int = 0
    whole: bool = False
    """Whether people, names and figures are all there: frames of notes can build on them."""
    only_new: bool = False
    """Whether nothing but new notes was touched: then nothing can be gone for anybody."""

    def at(self, seq: int) -> Facts:
        """The same things at a later number, before any note of it is known: nothing but notes
        has changed between."""
        return replace(
            self, seq=seq, keys=(), notes={}, note_groups={}, whole=False, only_new=False
        )

    @cached_property
    def touched(self) -> frozenset[Key]:
        """The keys, to ask whether one is among them."""
        return frozenset(self.keys)

    @cached_property
    def keys_by_group(self) -> dict[str, list[Key]]:
        """The keys of groups and of notes, by the group that may see them."""
        found: dict[str, list[Key]] = {}
        for key in self.keys:
            group = key[1] if key[0] == "group" else None
            if key[0] == "note":
                group = self.note_groups.get(key[1])
            if group is not None:
                found.setdefault(group, []).append(key)
        return found

    @cached_property
    def keys_for_phones(self) -> list[Key]:
        """The keys of what every phone may see."""
        return [key for key in self.keys if key[0] in SEEN_BY_PHONES]


def board_names(people: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """How the board writes people, ``(id, name, organisation)`` in: first name and initial only.

    Two that would read the same get two letters of their organisation in brackets.
    """
    short = {id: (_short(name), organisation) for id, name, organisation in people}
    seen: dict[str, int] = {}
    for name, _organisation in short.values():
        seen[name] = seen.get(name, 0) + 1
    return {
        id: f"{name} ({organisation[:2]})" if seen[name] > 1 and organisation else name
        for id, (name, organisation) in short.items()
    }


def _short(name: str) -> str:
    first, *rest = name.split()
    return f"{first} {rest[-1][0]}." if rest else first
