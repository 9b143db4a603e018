"""Finding one's own name: a few letters in, at most six people out, and nothing but their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from facilitation.core.model import Participant
from facilitation.core.text import fold, sort_key

LEAST, MOST = 3, 6
LONGEST = 120
_WORDS = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Hit:
    """Somebody whose name fits; ``parts`` are pieces of the name and whether each was typed."""

    id: str
    name: str
    organisation: str
    parts: tuple[tuple[str, bool], ...]


def enough(typed: str) -> bool:
    """Whether at least three letters were typed: fewer would list the day's guests."""
    return sum(len(word) for word in _words(typed)) >= LEAST


def find(typed: str, people: Iterable[Participant], organisations: Mapping[str, str]) -> list[Hit]:
    """Those who have, for each word typed, a word in their name that begins with it.

    Case, accents and aa/å do not matter; no sign has a meaning of its own. First those whose
    whole name begins as typed, then the order of names; one more than ``MOST`` at the most, so
    that the page can say that there are more.
    """
    wanted = _words(typed)
    fitting = [one for one in people if _fits(wanted, one.name)]
    begin = " ".join(wanted)
    fitting.sort(key=lambda one: (not _plain(one.name).startswith(begin), *sort_key(one.name)))
    return [
        Hit(
            one.id,
            one.name,
            organisations.get(one.organisation_id or "", ""),
            tuple(_marked(wanted, one.name)),
        )
        for one in fitting[: MOST + 1]
    ]


def _words(text: str) -> list[str]:
    return _WORDS.findall(fold(text[:LONGEST]))


def _plain(name: str) -> str:
    return " ".join(_words(name))


def _fits(wanted: list[str], name: str) -> bool:
    left = _words(name)
    # The longest first, so that "m mette" does not use up Mette for the m.
    for word in sorted(wanted, key=len, reverse=True):
        fitting = next((one for one in left if one.startswith(word)), None)
        if fitting is None:
            return False
        left.remove(fitting)
    return True


def _marked(wanted: list[str], name: str) -> Iterable[tuple[str, bool]]:
    end = 0
    for found in _WORDS.finditer(name):
        length = max((_typed_length(word, found.group()) for word in wanted), default=0)
        if length:
            yield name[end : found.start()], False
            yield found.group()[:length], True
            end = found.start() + length
    yield name[end:], False


def _typed_length(word: str, of: str) -> int:
    """How many letters of ``of`` the typed word stands for (aa is å), 0 when it does not begin
    it."""
    lengths = range(1, len(of) + 1)
    return next((n for n in lengths if fold(of[:n]).startswith(word)), 0)
