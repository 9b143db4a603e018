"""Links to desk, board and report: shown, and issued anew when one has gone astray."""

from __future__ import annotations

from flask import request, url_for
from werkzeug.wrappers import Response

from facilitation.core import tokens
from facilitation.core.model import Link, Workshop
from facilitation.core.refusals import Refusal
from facilitation.core.rights import ORGANISER
from facilitation.core.text import sort_key
from facilitation.web.base import allow, do, parts, t, the_workshop, things
from facilitation.web.organiser.blueprint import after, organiser_pages
from facilitation.web.organiser.sure import ask_first, is_sure

RENEWABLE = ("desk", "board", "report")


def base_of(day: Workshop) -> str:
    """What addresses begin with: as confirmed for print, as set, or as this page was opened."""
    return day.base_address or parts().settings.base_url or request.host_url.rstrip("/")


def address_of(link: Link) -> str:
    """The address of a link, on the day's base address."""
    token = tokens.link_token(parts().settings.key, link.id)
    return f"{base_of(the_workshop(link.workshop_id))}/l/{token}"


def steerers(workshop: str) -> list[dict[str, str]]:
    """Who has an own link to the desk: label, kind, subject and address, by name."""
    own = [one for one in things(Link, workshop, revoked=False) if one.label]
    return [
        {
            "label": one.label,
            "kind": one.kind,
            "subject": one.subject_id,
            "address": address_of(one),
        }
        for one in sorted(own, key=lambda one: sort_key(one.label))
    ]


@organiser_pages.post("/organiser/<workshop>/steerers")
@allow(ORGANISER)
def change_steerers(workshop: str) -> Response:
    """Give one more an own link to the desk, issue one anew, or take it back: one tap each, since
    only that one is touched and can be let in again."""
    form = request.form
    what, kind, subject = (form.get(name, "") for name in ("what", "kind", "subject"))
    if what == "add":
        do("link.add", kind=kind, name=form.get("name", ""))
    elif what in ("renew", "revoke") and subject in {one["subject"] for one in steerers(workshop)}:
        do("link.make" if what == "renew" else "link.revoke", kind=kind, subject=subject)
    else:
        raise Refusal("not_found")
    return after("overview", workshop)


@organiser_pages.post("/organiser/<workshop>/links")
@allow(ORGANISER)
def renew_link(workshop: str) -> Response:
    """Issue a link anew, once that is sure: the old one opens nothing any more, and who came by
    it is out."""
    kind = request.form.get("kind", "")
    if kind not in RENEWABLE:
        raise Refusal("not_found")
    if not is_sure():
        back = url_for("organiser.overview", workshop=workshop)
        says = [t("sure.link_out")]
        asked, yes = t(f"sure.link_{kind}"), t("sure.renew")
        return ask_first(workshop, "overview", asked, follows=says, yes=yes, back=back)
    do("link.make", kind=kind, subject=workshop)
    return after("overview", workshop)
