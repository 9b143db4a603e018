"""What single cells say: role, status, e-mail, "as above", "see mail", lists of words."""

from __future__ import annotations

import re

from facilitation.roster.sheet import clean, fold

_ROLES = {
    "participant": "deltager deltagere participant attendee",
    "host": "bordvært bordværter vært host tablehost bordansvarlig",
    "board": "bestyrelse bestyrelsen bestyrelsesmedlem bestyrelsesformand board boardmember",
    "staff": "fonden fond fondens fondenssekretariat sekretariat sekretariatet staff foundation",
    "speaker": "oplægsholder oplæg taler foredragsholder speaker moderator presenter keynote",
}
_ROLE_OF = {word: role for role, listed in _ROLES.items() for word in listed.split()}

_STATUSES = {
    "active": "tilmeldt tilmeldte ja ok bekræftet kommer active registered confirmed yes deltager",
    "cancelled": "afmeldt afmeldte afbud framelding frameldt afmelding udgår udgået aflyst nej no"
    " cancelled canceled declined cancellation annulleret",
    "substitute": "afløser substitute suppleant vikar stedfortræder erstatning",
}
_STATUS_OF = {word: status for status, listed in _STATUSES.items() for word in listed.split()}

_DITTO = frozenset(
    (
        "samme som ovenfor",
        "samme som ovenstående",
        "som ovenfor",
        "samme",
        "do",
        "ditto",
        "idem",
        "same as above",
        "as above",
        "same",
    )
)
_DITTO_SIGNS = frozenset("\"“”„″〃'-´`")
_SAYS_NOTHING = frozenset(
    (
        "",
        "se mail",
        "se email",
        "se e mail",
        "ved ikke",
        "ukendt",
        "na",
        "n a",
        "ingen",
        "alle",
        "bredt",
        "se hjemmeside",
        "unknown",
        "none",
        "see mail",
        "see e mail",
        "all",
        "tba",
        "tbd",
    )
)
_CROSSES = frozenset(("x", "ja", "1", "true", "sand", "yes", "ja tak", "v"))
_NO_CROSSES = frozenset(("", "0", "nej", "no", "false", "falsk", "nej tak"))
_QUOTES = ('""', "“”", "””", "„“", "»«", "«»", "''")
_MAIL_IN_TEXT = re.compile(r"[<(]?[^\s@<>,;:\"()]*@[^\s@<>,;:\"()]*[>)]?")
_MAIL = re.compile(r"[^\s@<>,;:\"()]+@[^\s@<>,;:\"()]+")


def role_of(text: str) -> str | None:
    """participant, host, board, staff or speaker; None when the text is no known role."""
    said = fold(text)
    if not said:
        return "participant"
    return _ROLE_OF.get(said.replace(" ", "")) or _ROLE_OF.get(said.split()[0])


def status_of(text: str) -> str | None:
    """active, cancelled or substitute; None when the text is no known status."""
    said = fold(text)
    if not said:
        return "active"
    if said in ("kommer ikke", "deltager ikke", "not coming"):
        return "cancelled"
    return _STATUS_OF.get(said) or _STATUS_OF.get(said.split()[0])


def emails_of(text: str) -> list[str]:
    """The e-mail addresses in a cell, in their order."""
    return _MAIL.findall(text.removeprefix("mailto:"))


def without_emails(text: str) -> str:
    """The text without its e-mail addresses and the brackets around them."""
    return clean(_MAIL_IN_TEXT.sub("", text)).strip(" ,;:")


def is_ditto(text: str) -> bool:
    """Whether the cell says "as above", in words or by marks."""
    bare = clean(text)
    marks = set(bare) - {" "}
    by_marks = bool(marks) and marks <= _DITTO_SIGNS and bare.strip("- ") != ""
    return by_marks or fold(text) in _DITTO


def says_nothing(text: str) -> bool:
    """Whether the cell points elsewhere ("?", "se mail", "alle") instead of naming anything."""
    return fold(text) in _SAYS_NOTHING


def is_cross(text: str) -> bool:
    return fold(text) in _CROSSES or clean(text) in ("✓", "✔", "☑", "✗")


def is_cross_or_not(text: str) -> bool:
    return is_cross(text) or fold(text) in _NO_CROSSES


def unquoted(text: str) -> str:
    """The text without one pair of quotation marks around it."""
    for pair in _QUOTES:
        if len(text) > 2 and text[0] == pair[0] and text[-1] == pair[1]:
            return text[1:-1].strip()
    return text
