"""The board: the page that is projected; it only shows, nothing on it can be pressed."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from flask import Blueprint, g, render_template, request

from facilitation.addresses import lan_address
from facilitation.core.model import LANGUAGES, Grant, Workshop
from facilitation.core.rights import BOARD, MODERATOR, ORGANISER
from facilitation.web.base import (
    actor_in,
    allow,
    do,
    language,
    parts,
    session_hash,
    stranger,
    the_workshop,
    things,
)
from facilitation.web.words import for_script, say

board = Blueprint("board", __name__)


@board.get("/board/<workshop>/", endpoint="board")
@allow(BOARD, MODERATOR, ORGANISER)
def board_page(workshop: str) -> str:
    """The projected page, in ``?lang=`` or the language of whoever opens it; ``?clicker`` lets the
    keys of a clicker steer, where this browser may do so at the desk."""
    if g.actor.role != BOARD:
        _follow_as_board(workshop)
    day = the_workshop(workshop)
    asked = request.args.get("lang", "")
    chosen = asked if asked in LANGUAGES else language()
    base = join_base(day)
    return render_template(
        "board/board.html",
        styles="board.css",
        language=chosen,
        day=day,
        page_title=say(chosen, "board.page_title", title=day.title),
        address=f"{base}/j/{day.code}",
        host=urlsplit(base).netloc,
        hold=parts().settings.board_hold_seconds,
        clicker="clicker" in request.args and actor_in(workshop, MODERATOR, ORGANISER),
        words=for_script(chosen, "board", "shared"),
    )


def join_base(day: Workshop) -> str:
    """Where phones find this day: the confirmed address, the setting, or how this page was asked
    for; never ``localhost`` where this machine has an address in its network."""
    known = day.base_address or parts().settings.base_url
    return known or _reachable(request.scheme, request.host)


def _reachable(scheme: str, host: str) -> str:
    asked = urlsplit(f"{scheme}://{host}")
    lan = lan_address() if _is_loopback(asked.hostname or "") else None
    if lan is None:
        return f"{scheme}://{host}"
    return f"{scheme}://{lan}:{asked.port}" if asked.port else f"{scheme}://{lan}"


def _is_loopback(hostname: str) -> bool:
    try:
        return ipaddress.ip_address(hostname).is_loopback
    except ValueError:
        return hostname == "localhost"


def _follow_as_board(workshop: str) -> None:
    """Let a moderator's or organiser's browser follow the board's own audience too.

    So whoever opens the page, it gets what the board may show and not a word more. The grant
    hangs on the link they came by: when that is revoked, it goes as well.
    """
    hash = session_hash()
    assert hash is not None
    mine = things(Grant, workshop, session_hash=hash, role=g.actor.role)
    do(
        "session.grant",
        stranger(workshop),
        role=BOARD,
        subject=workshop,
        session_hash=hash,
        link=mine[0].link_id if mine else None,
    )
