"""Starts nginx with the configuration of docs/scaling, only its addresses and folders replaced."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support import servers, system

SCALING = Path(__file__).parents[2] / "docs" / "scaling"
_TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@dataclass(frozen=True)
class Request:
    """A line of this nginx's log: who asked, and which process answered."""

    way: str
    upstream: str
    status: int
    target: str


@dataclass(frozen=True)
class Proxy:
    """A running nginx."""

    port: int
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def requests(self) -> list[Request]:
        """All requests that have ended, as nginx saw them."""
        lines = [line.split(" ") for line in self.log.read_text().splitlines()]
        return [Request(line[0], line[1], int(line[2]), line[3]) for line in lines]


@contextmanager
def nginx(workers: list[str]) -> Iterator[Proxy]:
    """Run nginx before these server processes (``127.0.0.1:PORT`` each) on a free port."""
    # A folder of our own making: pytest's may be closed to the user that nginx answers as.
    with tempfile.TemporaryDirectory(prefix="nginx-") as name:
        folder, port = Path(name), servers.free_port()
        (folder / "workers.conf").write_text(_workers(workers))
        (folder / "nginx.conf").write_text(_configuration(folder, port))
        program = system.find("nginx")
        assert program is not None
        errors = ["-e", str(folder / "server.log")]
        command = [program, *errors, "-c", str(folder / "nginx.conf"), "-g", "daemon off;"]
        with servers.running(command, port, folder):
            yield Proxy(port, folder / "access.log")


def _configuration(folder: Path, port: int) -> str:
    own = "".join(f"{name}_temp_path {folder}/{name};\n" for name in _TEMPORARY)
    logged = "log_format tests '$samskab_way $upstream_addr $status $request_uri';\n"
    return _replaced(
        (SCALING / "nginx.conf").read_text(encoding="utf-8"),
        {
            "user www-data;": "user root;" if os.geteuid() == 0 else "",
            "/run/nginx.pid": f"{folder}/nginx.pid",
            "/var/log/nginx/error.log crit": f"{folder}/server.log warn",
            "access_log off;": f"{own}{logged}access_log {folder}/access.log tests;",
            "/etc/nginx/samskab-workers.conf": f"{folder}/workers.conf",
            "listen 80;": f"listen 127.0.0.1:{port};",
        },
    )


def _workers(addresses: list[str]) -> str:
    text = (SCALING / "samskab-workers.conf").read_text(encoding="utf-8")
    listed = re.findall(r"^server (\S+) ", text, re.MULTILINE)
    return _replaced(text, dict(zip(listed, addresses, strict=True)))


def _replaced(text: str, instead: dict[str, str]) -> str:
    for old, new in instead.items():
        assert text.count(old) == 1, f"{old} stands {text.count(old)} times in the configuration"
        text = text.replace(old, new)
    return text
