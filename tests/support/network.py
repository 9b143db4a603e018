"""Refuses connections to anything but this machine, and remembers who tried."""

from __future__ import annotations

import _socket
import ipaddress
import socket
import sys

refused: list[str] = []


class ConnectionElsewhere(OSError):
    """A test reached for another machine."""


def is_here(host: object) -> bool:
    """Whether a host name or address is this machine's own loopback (or any local address)."""
    if isinstance(host, bytes):
        host = host.decode()
    if host in (None, "", "localhost", socket.gethostname()):
        return True
    try:
        address = ipaddress.ip_address(str(host).split("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def watch() -> None:
    """From now on and in this process, for green sockets too: only this machine can be reached."""
    sys.addaudithook(_look)


def _look(event: str, arguments: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.sendto"):
        _look_at_address(event, *arguments[:2])
    elif event == "socket.getaddrinfo" and not is_here(arguments[0]):
        _refuse(arguments[0])


def _look_at_address(event: str, sock: object, address: object) -> None:
    # The C class below socket.socket: eventlet puts its own class in socket's place.
    if not isinstance(sock, _socket.socket) or not isinstance(address, tuple):
        return  # a Unix socket's address is a path
    # Connecting a datagram socket sends nothing: it is how a program asks for its own LAN address.
    if event == "socket.connect" and sock.type == socket.SOCK_DGRAM:
        return
    if not is_here(address[0]):
        _refuse(address[0])


def _refuse(host: object) -> None:
    refused.append(str(host))
    raise ConnectionElsewhere(f"tests reach this machine only, not {host}")
