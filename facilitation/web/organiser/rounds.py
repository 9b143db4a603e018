"""Rounds and tables of a day."""

from __future__ import annotations

from flask import request, url_for
from werkzeug.wrappers import Response

from facilitation.core.model import MODES, Group, Prompt, Round, Table
from facilitation.core.refusals import Refusal
from facilitation.core.rights import ORGANISER
from facilitation.web.base import allow, do, t, things
from facilitation.web.organiser.blueprint import after, carry_out, organiser_pages, page
from facilitation.web.organiser.sure import ask_first, is_sure


@organiser_pages.get("/organiser/<workshop>/rounds")
@allow(ORGANISER)
def rounds(workshop: str) -> str:
    """All rounds, and the tables."""
    return _rounds(workshop)


@organiser_pages.post("/organiser/<workshop>/rounds")
@allow(ORGANISER)
def add_round(workshop: str) -> Response:
    """Add a round."""

    def work() -> Response:
        do("round.add")
        return after("rounds", workshop)

    return carry_out(work, lambda sentence, _refused: _rounds(workshop, sentence))


@organiser_pages.post("/organiser/<workshop>/rounds/<round>")
@allow(ORGANISER)
def edit_round(workshop: str, round: str) -> Response:
    """Save a round, or (once that is sure) remove the last one."""

    def work() -> Response:
        if request.form.get("remove"):
            # One in use stays: that is told at once, not after a question.
            if not is_sure() and not things(Group, workshop, round_id=round):
                return _ask_first(workshop, round)
            do("round.remove", round=round)
        else:
            do(
                "round.edit",
                round=round,
                minutes=_whole("minutes"),
                targets=request.form.get("targets", "mix"),
                methods=request.form.get("methods", "none"),
                prompts=request.form.getlist("prompts"),
            )
        return after("rounds", workshop)

    return carry_out(work, lambda sentence, _refused: _rounds(workshop, sentence, round))


def _ask_first(workshop: str, round: str) -> Response:
    found = things(Round, workshop, id=round)
    if not found:
        raise Refusal("not_found")
    return ask_first(
        workshop,
        "rounds",
        t("sure.round", number=found[0].number),
        yes=t("sure.remove"),
        back=url_for("organiser.rounds", workshop=workshop),
        follows=[t("sure.round_plan")],
    )


@organiser_pages.post("/organiser/<workshop>/tables")
@allow(ORGANISER)
def set_tables(workshop: str) -> Response:
    """Save the number of tables, and the seats of each where the box asks for it."""

    def work() -> Response:
        count = _whole("tables", least=1)
        seats: list[tuple[int | None, int | None]] = []
        for number in range(1, count + 1):
            if request.form.get("uneven"):
                seats.append((_maybe(f"least-{number}"), _maybe(f"most-{number}")))
            else:
                seats.append((None, None))
        do("tables.set", seats=seats)
        return after("rounds", workshop)

    return carry_out(work, lambda sentence, _refused: _rounds(workshop, sentence, "tables"))


def _rounds(workshop: str, sentence: str | None = None, at: str | None = None) -> str:
    tables = things(Table, workshop)
    return page(
        "rounds.html",
        workshop,
        "rounds",
        rounds=things(Round, workshop),
        prompts=things(Prompt, workshop),
        tables=tables,
        uneven=any(one.least is not None or one.most is not None for one in tables),
        modes=MODES,
        sentence=sentence,
        at=at,
        given=request.form,
    )


def _whole(name: str, least: int = 0) -> int:
    typed = request.form.get(name, "").strip()
    if not typed.isascii() or not typed.isdigit() or not least <= int(typed[:6]) <= 2000:
        raise Refusal("number_needed", least=least, most=2000)
    return int(typed)


def _maybe(name: str) -> int | None:
    return _whole(name) if request.form.get(name, "").strip() else None
