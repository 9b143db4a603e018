"""Addresses that people open: of this machine, and of the parts of a day."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass

from facilitation.core import tokens
from facilitation.core.model import Link
from facilitation.core.refusals import Refusal
from facilitation.settings import Settings
from facilitation.store import lookup
from facilitation.store.reader import StoreReader


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a day's parts are; ``organiser`` only for a day that has such a link (the demo)."""

    title: str
    code: str
    join: str
    desk: str
    board: str
    report: str
    organiser: str


def base_addresses(settings: Settings, host: str, port: int) -> list[str]:
    """Addresses of this server, the one to give to phones first."""
    local = f"http://localhost:{port}"
    if settings.base_url:
        return [settings.base_url, local]
    if host not in ("0.0.0.0", "::"):  # noqa: S104 (compared, not listened on)
        return [f"http://{host}:{port}"]
    lan = lan_address()
    return [f"http://{lan}:{port}", local] if lan else [local]


def lan_address() -> str | None:
    """This machine's address in its own network, or None without one. Sends nothing: a UDP
    "connection" only asks the system which address it would use."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address kept for documentation (RFC 5737)
        except OSError:
            return None
        found = str(probe.getsockname()[0])
    return None if ipaddress.ip_address(found).is_loopback else found


def link_address(settings: Settings, base: str, link: Link) -> str:
    """The address of a link."""
    return f"{base}/l/{tokens.link_token(settings.key, link.id)}"


def of_workshop(reader: StoreReader, settings: Settings, workshop_id: str, base: str) -> Addresses:
    """The addresses of a day's parts; Refusal ``not_found``."""
    day = reader.run(lambda connection: lookup.workshop(connection, workshop_id))
    if day is None:
        raise Refusal("not_found")
    links = reader.run(lambda connection: lookup.find(connection, Link, workshop_id, revoked=False))
    # The links that the day began with; whoever else steers has one of the same kind, by name.
    by_kind = {link.kind: link_address(settings, base, link) for link in links if not link.label}
    return Addresses(
        title=day.title,
        code=day.code,
        join=f"{base}/j/{day.code}",
        **{kind: by_kind.get(kind, "") for kind in ("desk", "board", "report", "organiser")},
    )
