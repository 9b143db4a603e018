"""What people type, made safe to keep and show: cleaned, counted, sorted.

Cleaning never shortens: what is too long is refused, with the text left where it was typed.
"""

from __future__ import annotations

import re
import unicodedata

from facilitation.core.refusals import Refusal

# NUL and other controls (newline stays), lone surrogates, non-characters, zero-width space and
# byte-order mark, and the bidi overrides that would turn a neighbour's text around. The joiners
# U+200C and U+200D stay: emoji families and some scripts need them.
_UNWANTED = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u206f\ufeff"
    "\ufdd0-\ufdef\ufffe\uffff]"
)
_MARKS = ("Mn", "Me")
_MAY_BE_MARKS = re.compile("[^\x00-\u02ff]")
MOST_MARKS = 4
"""On one sign; the fullest scripts (Hebrew with accents, Vietnamese, Thai) need fewer."""
EMAIL_LENGTH = 254
"""The longest address that mail servers take (RFC 5321)."""
_EMAIL = re.compile(r"[^\s@<>,;:\"()]+@[^\s@<>,;:\"()]+\.[^\s@<>,;:\"().]{2,}")
# What is one blank already is passed over: a note has twenty.
_BLANKS = re.compile(r"[^\S\n]{2,}|[^\S\n ]")
_BREAKS = re.compile(" ?\n ?")
_LINES = re.compile(r"\n{3,}")
_ACCENTED = re.compile("[^\x00-\x7fæøå]")


def clean_line(text: str) -> str:
    """One line of text: composed (NFC), without controls, blanks collapsed."""
    return " ".join(clean_text(text).split())


def clean_text(text: str) -> str:
    """Text of several lines: composed (NFC), without controls, at most one empty line in a row."""
    text = _UNWANTED.sub("", text.replace("\r\n", "\n").replace("\t", " "))
    # Composed after cleaning: what stood between a letter and its mark is gone now.
    text = _fewer_marks(unicodedata.normalize("NFC", text))
    text = _BLANKS.sub(" ", text)
    if "\n" in text:
        text = _LINES.sub("\n\n", _BREAKS.sub("\n", text))
    return text.strip()


def _fewer_marks(text: str) -> str:
    """At most so many marks on a sign, of any script: a tower of them covers its neighbours."""
    if not any(unicodedata.category(sign) in _MARKS for sign in _MAY_BE_MARKS.findall(text)):
        return text
    kept, marks = [], 0
    for sign in text:
        marks = marks + 1 if unicodedata.category(sign) in _MARKS else 0
        if marks <= MOST_MARKS:
            kept.append(sign)
    return "".join(kept)


def length(text: str) -> int:
    """Length in Unicode code points, as browsers count with ``[...text].length``."""
    return len(text)


def note_text(text: str, *, most: int, lines: int) -> str:
    """The text of a note, cleaned.

    Raises Refusal ``note_empty``, ``note_too_long`` (most, length) or ``note_too_many_lines``.
    """
    cleaned = clean_text(text)
    if not _visible(cleaned):
        raise Refusal("note_empty")
    if length(cleaned) > most:
        raise Refusal("note_too_long", most=most, length=length(cleaned))
    if cleaned.count("\n") >= lines:
        raise Refusal("note_too_many_lines", most=lines)
    return cleaned


def required_line(text: str, field: str, *, most: int) -> str:
    """A line that must say something.

    Raises Refusal ``field_empty`` (field) or ``field_too_long`` (field, most).
    """
    cleaned = clean_line(text)
    if not _visible(cleaned):
        raise Refusal("field_empty", field=field)
    if length(cleaned) > most:
        raise Refusal("field_too_long", field=field, most=most)
    return cleaned


def optional_line(text: str, field: str, *, most: int) -> str:
    """A line that may be empty; Refusal ``field_too_long`` (field, most)."""
    cleaned = clean_line(text)
    if length(cleaned) > most:
        raise Refusal("field_too_long", field=field, most=most)
    return cleaned


def email_line(text: str) -> str:
    """An e-mail address, or nothing; only its shape is looked at.

    Raises Refusal ``email_odd`` (email) or ``field_too_long`` (field, most).
    """
    cleaned = optional_line(text, "email", most=EMAIL_LENGTH)
    if cleaned and not _EMAIL.fullmatch(cleaned):
        raise Refusal("email_odd", email=cleaned)
    return cleaned


def _visible(text: str) -> bool:
    return any(unicodedata.category(sign)[0] not in "ZCM" for sign in text)


def fold(text: str) -> str:
    """For finding: lower case, accents off, but æ ø å kept (aa counts as å)."""
    lowered = unicodedata.normalize("NFC", text).casefold().replace("aa", "å")
    return _ACCENTED.sub(lambda found: _bare(found.group()), lowered)


def _bare(sign: str) -> str:
    decomposed = unicodedata.normalize("NFD", sign)
    return "".join(part for part in decomposed if not unicodedata.combining(part))


# A brace stands after z, and letters (not digits) after it, which numbers would run into.
_LAST = {"æ": "{a", "ä": "{a", "ø": "{b", "ö": "{b", "å": "{c"}
_DIGITS = re.compile(r"\d+")


def sort_key(text: str) -> tuple[str, str]:
    """The one order of names: Danish, æ ø å last, aa as å, numbers by size.

    After Retskrivningsordbogen section 4: ä sorts as æ, ö as ø; other accents do not count
    until all else is equal (the second part).
    """
    lowered = unicodedata.normalize("NFC", text).casefold().replace("aa", "å")
    spelled = "".join(_LAST.get(sign) or _bare(sign) for sign in lowered)
    return _DIGITS.sub(lambda found: found.group().zfill(6), spelled), text
