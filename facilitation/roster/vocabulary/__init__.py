"""Lists of target groups and methods, and what a cell means by them.

``maalgrupper.csv`` and ``metoder.csv`` beside this file are the template's lists.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from facilitation.core.refusals import Refusal
from facilitation.roster.csvfile import decode, guess_delimiter
from facilitation.roster.sheet import clean, fold, words

# Words that name nobody: what else stands in a cell is then understood without them.
_EMPTY_WORDS = frozenset(
    ("af", "alle", "and", "deres", "der", "eller", "er", "for", "fra", "i", "m", "med", "mv", "of",
     "og", "på", "slags", "small", "små", "som", "the", "til", "with", "år")
)  # fmt: skip
_SHORT_FORMS = (("b&u", "børn og unge"), ("handikap", "handicap"))
_STEM = 5
"""Letters that a lone word must share with a listed one to be a form of it (misbrug-ere)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One target group or method: code, Danish name, English name, other words for it."""

    code: str
    name: str
    english: str = ""
    synonyms: tuple[str, ...] = ()


class Vocabulary:
    """A list of entries, found by any of their words, whatever their case and blanks."""

    def __init__(self, entries: Iterable[Entry], answer_with: str = "name") -> None:
        """``answer_with`` is what a match gives: "name" or "code"."""
        self.entries = tuple(entries)
        self._phrases: dict[str, str] = {}
        self._codes: dict[str, str] = {}
        for entry in self.entries:
            answer = entry.code if answer_with == "code" and entry.code else entry.name
            self._codes.setdefault(fold(entry.code), answer)
            for phrase in (entry.name, entry.english, *entry.synonyms):
                if folded := fold(phrase):
                    self._phrases.setdefault(folded, answer)
        self._longest = max((phrase.count(" ") + 1 for phrase in self._phrases), default=0)

    @classmethod
    def from_csv(cls, data: bytes, answer_with: str = "name") -> Vocabulary:
        """Reads ``kode;navn;engelsk;synonymer``, synonyms separated by ``|``.

        Raises Refusal ``vocabulary_unreadable`` when there is no column ``navn`` or no entry.
        """
        text, _ = decode(data)
        delimiter = ";" if ";" in text.partition("\n")[0] else guess_delimiter(text)
        text = text.replace("\x00", "")
        lines = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            entries = [entry for line in lines if (entry := _entry(line)).name]
        except csv.Error as trouble:
            raise Refusal("vocabulary_unreadable") from trouble
        if not entries:
            raise Refusal("vocabulary_unreadable")
        return cls(entries, answer_with)

    def exact(self, text: str) -> str | None:
        """The entry that the whole text names, or None."""
        # A code counts only alone: "på" within a text is not the target group PÅ.
        folded = fold(text)
        return self._phrases.get(folded) or (self._codes.get(folded) if folded else None)

    def understand(self, text: str) -> tuple[list[str], bool]:
        """The entries named in a piece of text, and whether nothing else is said in it."""
        if whole := self.exact(text):
            return [whole], True
        for short, in_full in _SHORT_FORMS:
            text = text.casefold().replace(short, in_full)
        said, found, rest, at = words(text), list[str](), 0, 0
        while at < len(said):
            answer, length = self._longest_at(said, at)
            if answer:
                found.append(answer)
            elif said[at] not in _EMPTY_WORDS and not said[at].isdecimal():
                rest += 1
            at += length
        if len(said) > 1 and (only := self._begins(" ".join(said))):
            return [only], True
        return list(dict.fromkeys(found)), bool(found) and not rest

    def _longest_at(self, said: list[str], at: int) -> tuple[str | None, int]:
        for length in range(min(self._longest, len(said) - at), 0, -1):
            if answer := self._phrases.get(" ".join(said[at : at + length])):
                return answer, length
        return self._stem(said[at]) or self._begins(said[at]), 1

    def _stem(self, word: str) -> str | None:
        """The one entry of which this word is a longer form, such as misbrugere of misbrug."""
        return _only(
            answer
            for phrase, answer in self._phrases.items()
            if len(phrase) >= _STEM and " " not in phrase and word.startswith(phrase)
        )

    def _begins(self, text: str) -> str | None:
        """The one entry that has a phrase beginning so, as "fattige fam." or "voldsramte"."""
        if len(text) < _STEM:
            return None
        return _only(a for phrase, a in self._phrases.items() if phrase.startswith(text))


def _only(answers: Iterable[str]) -> str | None:
    different = set(answers)
    return different.pop() if len(different) == 1 else None


def _entry(line: dict[str, str | None]) -> Entry:
    cells = {clean(key).casefold(): clean(value or "") for key, value in line.items() if key}
    synonyms = tuple(word.strip() for word in cells.get("synonymer", "").split("|"))
    return Entry(cells.get("kode", ""), cells.get("navn", ""), cells.get("engelsk", ""), synonyms)


@cache
def template_target_groups() -> Vocabulary:
    """The target groups of the template day, with their English names."""
    return Vocabulary.from_csv((files(__package__) / "maalgrupper.csv").read_bytes())


@cache
def template_methods() -> Vocabulary:
    """The methods of the template day, with their English names."""
    return Vocabulary.from_csv((files(__package__) / "metoder.csv").read_bytes())
