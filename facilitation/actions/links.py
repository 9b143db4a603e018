"""Links to the parts of a day: made, and taken back."""

from __future__ import annotations

from dataclasses import replace

from facilitation.actions.registry import verb
from facilitation.core.changes import ACCESS, Change, Key
from facilitation.core.model import Grant, Link, Participant, Table, new_id
from facilitation.core.ports import UnitOfWork
from facilitation.core.refusals import Refusal
from facilitation.core.rights import PARTICIPANT, Actor
from facilitation.core.text import required_line
from facilitation.core.tokens import hashed, link_token

KINDS = ("badge", "table", "desk", "keeper", "board", "report", "organiser")
OWN_KINDS = ("desk", "keeper")
"""Who steers may have a link of one's own: then it is seen who did what."""


def make_link(work: UnitOfWork, kind: str, subject: str, label: str = "") -> Link:
    """A new link of this kind; its token follows from its id (``core.tokens.link_token``)."""
    id = new_id()
    token = hashed(link_token(work.key, id))
    link = Link(id, work.workshop_id, kind, subject, token, label=label)
    work.add(link)
    return link


@verb("link.add")
def add_own_link(work: UnitOfWork, actor: Actor, *, kind: str, name: str) -> Change:
    """A link for one more who steers (kind ``desk``) or gathers themes (``keeper``), by name.

    Answers ``link`` and ``subject``. Refusals: ``link_unknown``, ``field_empty``,
    ``field_too_long``.
    """
    if kind not in OWN_KINDS:
        raise Refusal("link_unknown")
    label = required_line(name, "name", most=work.limits.name_length)
    subject = new_id()
    link = make_link(work, kind, subject, label)
    return Change("link.made", (ACCESS,), {"link": link.id, "subject": subject})


@verb("link.make")
def renew_link(work: UnitOfWork, actor: Actor, *, kind: str, subject: str) -> Change:
    """Issue a link anew; the old one of the same kind and subject is revoked, its sessions end."""
    if kind not in KINDS:
        raise Refusal("link_unknown")
    own = kind in OWN_KINDS and work.find(Link, kind=kind, subject_id=subject)
    if not own:
        _subject_exists(work, kind, subject)
    known = work.find(Link, kind=kind, subject_id=subject)
    touched = _revoke(work, kind, subject)
    link = make_link(work, kind, subject, known[-1].label if known else "")
    return Change("link.made", touched, {"link": link.id})


@verb("link.revoke")
def revoke_link(work: UnitOfWork, actor: Actor, *, kind: str, subject: str) -> Change:
    """Take a link back: it opens nothing any more, and whoever came by it is out."""
    return Change("link.revoked", _revoke(work, kind, subject))


def take_back(work: UnitOfWork, grants: list[Grant]) -> list[Key]:
    """End grants; a name that no phone uses any more can be claimed anew. Returns what this
    touches."""
    for grant in grants:
        work.remove(grant)
    touched: list[Key] = [ACCESS] if grants else []
    for id in sorted({grant.subject_id for grant in grants if grant.role == PARTICIPANT}):
        if not work.find(Grant, role=PARTICIPANT, subject_id=id):
            work.save(replace(work.get(Participant, id), joined=False))
            touched.append(("arrival", id))
    return touched


def _revoke(work: UnitOfWork, kind: str, subject: str) -> tuple[Key, ...]:
    links = work.find(Link, kind=kind, subject_id=subject, revoked=False)
    for link in links:
        work.save(replace(link, revoked=True))
    grants = work.find(Grant, link_id=[link.id for link in links])
    return tuple(dict.fromkeys([ACCESS, *take_back(work, grants)]))


def _subject_exists(work: UnitOfWork, kind: str, subject: str) -> None:
    if kind == "badge":
        work.get(Participant, subject)
    elif kind == "table":
        work.get(Table, subject)
    elif subject != work.workshop_id and kind != "organiser":
        raise Refusal("not_found")
