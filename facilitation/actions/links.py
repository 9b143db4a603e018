"""Links to the parts of a day: made, and taken back."""

from __future__ import annotations

from dataclasses import replace

from facilitation.actions.registry import verb
from facilitation.core.changes import ACCESS, Change
from facilitation.core.model import Grant, Link, Participant, Table, new_id
from facilitation.core.ports import UnitOfWork
from facilitation.core.refusals import Refusal
from facilitation.core.rights import Actor
from facilitation.core.tokens import hashed, link_token

KINDS = ("badge", "table", "desk", "board", "report", "organiser")


def make_link(work: UnitOfWork, kind: str, subject: str) -> Link:
    """A new link of this kind; its token follows from its id (``core.tokens.link_token``)."""
    id = new_id()
    token = hashed(link_token(work.key, id))
    link = Link(id, work.workshop_id, kind, subject, token)
    work.add(link)
    return link


@verb("link.make")
def renew_link(work: UnitOfWork, actor: Actor, *, kind: str, subject: str) -> Change:
    """Issue a link anew; the old one of the same kind and subject is revoked, its sessions end."""
    if kind not in KINDS:
        raise Refusal("link_unknown")
    _subject_exists(work, kind, subject)
    _revoke(work, kind, subject)
    link = make_link(work, kind, subject)
    return Change("link.made", (ACCESS,), {"link": link.id})


@verb("link.revoke")
def revoke_link(work: UnitOfWork, actor: Actor, *, kind: str, subject: str) -> Change:
    """Take a link back: it opens nothing any more, and whoever came by it is out."""
    _revoke(work, kind, subject)
    return Change("link.revoked", (ACCESS,))


def _revoke(work: UnitOfWork, kind: str, subject: str) -> None:
    for link in work.find(Link, kind=kind, subject_id=subject, revoked=False):
        work.save(replace(link, revoked=True))
        for grant in work.find(Grant, link_id=link.id):
            work.remove(grant)


def _subject_exists(work: UnitOfWork, kind: str, subject: str) -> None:
    if kind == "badge":
        work.get(Participant, subject)
    elif kind == "table":
        work.get(Table, subject)
    elif subject != work.workshop_id and kind != "organiser":
        raise Refusal("not_found")
