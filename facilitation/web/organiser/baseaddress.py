"""The address that printed codes carry: read strictly, and known for how far it reaches."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from facilitation.core.refusals import Refusal

LONGEST = 200
_NAME = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*", re.ASCII)
_NEAR_ENDINGS = ("local", "lan", "home", "internal", "home.arpa", "localdomain")


@dataclass(frozen=True, slots=True)
class BaseAddress:
    """``text`` is scheme, host and port; ``reach``: here (this machine alone), near (this
    network), or far."""

    text: str
    reach: str


def base_address(typed: str) -> BaseAddress:
    """What somebody typed, with http:// where the scheme is left out; Refusal ``address_unknown``.

    Only a scheme, a host and a port: a path or a password would not survive on a table card.
    """
    text = typed.strip()
    if "://" not in text:
        text = f"http://{text}"
    try:
        parts = urlsplit(text)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        raise Refusal("address_unknown") from None
    extra = parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc
    fits = text.isascii() and text.isprintable() and len(text) <= LONGEST and " " not in text
    if parts.scheme not in ("http", "https") or extra or not fits or port == 0:
        raise Refusal("address_unknown")
    reach = _reach(host)
    shown = f"[{host}]" if ":" in host else host
    return BaseAddress(f"{parts.scheme}://{shown}" + (f":{port}" if port else ""), reach)


def to_confirm(typed: str, *, near_is_fine: bool) -> str:
    """The address to print, once it is clear that phones will reach it.

    Refusals ``address_unknown``, ``address_is_local`` and, unless ticked, ``address_is_near``.
    """
    address = base_address(typed)
    if address.reach == "here":
        raise Refusal("address_is_local", address=address.text)
    if address.reach == "near" and not near_is_fine:
        raise Refusal("address_is_near", address=address.text)
    return address.text


def _reach(host: str) -> str:
    try:
        return _reach_of_number(ipaddress.ip_address(host))
    except ValueError:
        pass
    last = host.rpartition(".")[2]
    # Browsers read 127.1 and 0x7f000001 as numbers; a name never ends in one.
    if not _NAME.fullmatch(host) or last[:1].isdigit():
        raise Refusal("address_unknown")
    if host == "localhost" or host.endswith(".localhost") or host == "localhost.localdomain":
        return "here"
    near = "." not in host or host.endswith(tuple(f".{one}" for one in _NEAR_ENDINGS))
    return "near" if near else "far"


def _reach_of_number(number: ipaddress.IPv4Address | ipaddress.IPv6Address) -> str:
    number = getattr(number, "ipv4_mapped", None) or number
    if number.is_loopback or number.is_unspecified:
        return "here"
    if number.is_multicast or str(number) == "255.255.255.255":
        raise Refusal("address_unknown")
    return "far" if number.is_global else "near"
