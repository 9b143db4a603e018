"""What is printed: badges and table cards, once the address that their codes carry is confirmed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from facilitation.addresses import lan_address, link_address
from facilitation.core.model import Link, Participant, Prompt, Table
from facilitation.core.refusals import Refusal
from facilitation.core.rights import ORGANISER
from facilitation.web.base import allow, do, parts, the_workshop, things
from facilitation.web.organiser.baseaddress import base_address, to_confirm
from facilitation.web.organiser.blueprint import after, carry_out, organiser_pages, page
from facilitation.web.organiser.links import base_of
from facilitation.web.organiser.planday import PlanDay, plan_day
from facilitation.web.turns import in_turn

A_SHEET = 8
LONG_FIRST, LONGER_FIRST = 8, 13
"""Signs from which a first name is set smaller, so that it stays on the badge."""


@dataclass(frozen=True)
class Badge:
    """One badge; ``address`` is empty where there is no link, ``tables`` only where seated."""

    first: str
    rest: str
    size: str
    organisation: str
    role: str
    tables: tuple[tuple[int, int], ...]
    address: str


@organiser_pages.get("/organiser/<workshop>/prints")
@allow(ORGANISER)
def prints(workshop: str) -> str:
    """The address to confirm, and the way to the sheets."""
    return _prints(workshop)


@organiser_pages.post("/organiser/<workshop>/prints")
@allow(ORGANISER)
def confirm_address(workshop: str) -> Response:
    """Confirm the address that the codes carry."""

    def work() -> Response:
        near = request.form.get("near") == "yes"
        address = to_confirm(request.form.get("address", ""), near_is_fine=near)
        do("workshop.confirm_address", address=address)
        return after("prints", workshop)

    return carry_out(work, lambda sentence, refused: _prints(workshop, sentence, refused))


@organiser_pages.post("/organiser/<workshop>/prints/codes")
@allow(ORGANISER)
def make_codes(workshop: str) -> Response:
    """Make the badge links that are missing: who came unannounced has none."""

    def work() -> Response:
        for person in _without_code(workshop):
            do("link.make", kind="badge", subject=person.id)
        return after("prints", workshop)

    return carry_out(work, lambda sentence, _refused: _prints(workshop, sentence))


@organiser_pages.get("/organiser/<workshop>/prints/badges")
@allow(ORGANISER)
@in_turn
def badges(workshop: str) -> str | Response:
    """Badges, eight a sheet, in the one order of names."""

    def work() -> str:
        day, codes = plan_day(workshop), _codes(workshop, "badge")
        made = [_badge(day, one, codes.get(one.id, "")) for one in day.people.values()]
        sheets = [made[at : at + A_SHEET] for at in range(0, len(made), A_SHEET)]
        return render_template("print/badges.html", workshop=day.workshop, sheets=sheets)

    return _confirmed(workshop, work)


@organiser_pages.get("/organiser/<workshop>/prints/tablecards")
@allow(ORGANISER)
@in_turn
def tablecards(workshop: str) -> str | Response:
    """A card for each table, one a sheet."""

    def work() -> str:
        day, codes = the_workshop(workshop), _codes(workshop, "table")
        tables = [(one.number, codes.get(one.id, "")) for one in things(Table, workshop)]
        return render_template(
            "print/tablecards.html",
            workshop=day,
            tables=tables,
            prompts=things(Prompt, workshop),
            shown=base_of(day).removeprefix("http://").removeprefix("https://"),
        )

    return _confirmed(workshop, work)


def _confirmed(workshop: str, work: Callable[[], str]) -> str | Response:
    """Nothing is printed before the address is confirmed: paper cannot be mended."""
    if not the_workshop(workshop).base_address:
        return redirect(url_for("organiser.prints", workshop=workshop))
    return work()


def _prints(workshop: str, sentence: str | None = None, refused: Refusal | None = None) -> str:
    day = plan_day(workshop)
    typed = request.form.get("address") if refused else None
    address = typed if typed is not None else _proposed(day)
    return page(
        "prints.html",
        workshop,
        "prints",
        sentence=sentence,
        day=day,
        address=address,
        near=_reach(address) == "near",
        confirmed=day.workshop.base_address,
        here=request.host_url.rstrip("/"),
        without_code=_without_code(workshop),
        seated=len({person for person, _round in day.seated}),
        wrong=refused.code if refused else "",
    )


def _proposed(day: PlanDay) -> str:
    """The address in force; where it is this machine alone, the machine's own in its network."""
    address = base_of(day.workshop)
    lan = lan_address() if _reach(address) == "here" else None
    if lan is None:
        return address
    scheme, _, host = address.partition("://")
    port = host.rpartition(":")[2]
    return f"{scheme}://{lan}" + (f":{port}" if port.isdigit() else "")


def _reach(address: str) -> str:
    try:
        return base_address(address).reach
    except Refusal:
        return "unknown"


def _codes(workshop: str, kind: str) -> dict[str, str]:
    """Subject -> the address of its link, as the codes carry it."""
    base, settings = base_of(the_workshop(workshop)), parts().settings
    links = [one for one in things(Link, workshop, revoked=False) if one.kind == kind]
    return {one.subject_id: link_address(settings, base, one) for one in links}


def _without_code(workshop: str) -> list[Participant]:
    known = _codes(workshop, "badge")
    active = things(Participant, workshop, status="active")
    return [one for one in active if one.id not in known]


def _badge(day: PlanDay, person: Participant, address: str) -> Badge:
    first, _, rest = person.name.partition(" ")
    longest = max(len(first), len(rest) * 5 // 9)
    size = "longer" if longest > LONGER_FIRST else "long" if longest > LONG_FIRST else "usual"
    tables = tuple(
        (one.number, day.seated[person.id, one.number])
        for one in day.rounds
        if (person.id, one.number) in day.seated
    )
    organisation = day.organisation(person)
    return Badge(first, rest, size, organisation, person.role, tables, address)
