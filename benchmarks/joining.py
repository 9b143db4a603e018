"""``python -m benchmarks.joining``: a room joins through the pages, from one address.

Each phone does what a person does: the join page, a search for the own name, the claim, the phone
page, and the socket with its first picture. It starts at its own moment of the ten seconds.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import re
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import websocket

from benchmarks.running import PEOPLE_AT_A_TABLE, Process, command, free_port, serve_product

STEPS = ("join page", "search", "claim", "phone page", "socket", "in all")
LONGEST_SECONDS = 60.0


@dataclass
class Phone:
    """One person who joins; ``took`` has seconds for each step."""

    port: int
    day: dict[str, Any]
    person: dict[str, Any]
    cookie: str = ""
    took: dict[str, float] = field(default_factory=dict)

    def join(self, due: float) -> None:
        """Wait for its moment, then do all steps; RuntimeError at an answer that is not expected.

        The time of the first step counts from the moment when it was due.
        """
        time.sleep(max(0.0, due - time.perf_counter()))
        code = self.day["code"]
        self._timed("join page", due, self._ask, "GET", f"/j/{code}", 200)
        name = quote(self.person["name"])
        found = self._timed("search", None, self._ask, "GET", f"/j/{code}/names?q={name}", 200)
        if self.person["id"] not in found:
            raise RuntimeError("somebody was not found by their own name")
        form = {"participant": self.person["id"], "form_id": random.randbytes(16).hex()}
        self._timed("claim", None, self._ask, "POST", f"/j/{code}/claim", 303, urlencode(form))
        page = f"/p/{self.day['workshop']}/"
        self._timed("phone page", None, self._ask, "GET", page, 200)
        self._timed("socket", None, self._connect)
        self.took["in all"] = time.perf_counter() - due

    def _timed(self, step: str, since: float | None, work: Any, *args: Any) -> Any:
        began = since or time.perf_counter()
        result = work(*args)
        self.took[step] = time.perf_counter() - began
        return result

    def _ask(self, method: str, path: str, wanted: int, body: str | None = None) -> str:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONGEST_SECONDS)
        headers = {"Origin": f"http://127.0.0.1:{self.port}", "Cookie": self.cookie}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        if answer.status != wanted:
            raise RuntimeError(f"{method} {path} was answered by {answer.status}")
        given = re.match(r"samskab=[^;]+", answer.getheader("Set-Cookie") or "")
        self.cookie = given[0] if given else self.cookie
        return text

    def _connect(self) -> None:
        socket = websocket.create_connection(
            f"ws://127.0.0.1:{self.port}/socket.io/?EIO=4&transport=websocket",
            cookie=self.cookie,
            timeout=LONGEST_SECONDS,
        )
        hello = {"protocol": 1, "workshop": self.day["workshop"], "role": "participant"}
        socket.send("40" + json.dumps(hello))
        while not (packet := str(socket.recv())).startswith('42["snapshot"'):
            if packet == "2":  # are you there?
                socket.send("3")
        self.socket = socket


def storm(server: Process, day: dict[str, Any], seconds: float) -> list[Phone]:
    """Let everybody on the list join within this time."""
    phones = [Phone(server.port, day, person) for person in day["participants"]]
    began = time.perf_counter() + 0.5
    with ThreadPoolExecutor(len(phones)) as pool:
        moments = [began + seconds * number / len(phones) for number in range(len(phones))]
        list(pool.map(Phone.join, phones, moments))
    return phones


def measure(people: int, notes: int, seconds: float) -> None:
    """Measure one storm on a demo day of its own, and print its line of figures."""
    with tempfile.TemporaryDirectory(prefix="samskab-") as name:
        folder, port = Path(name), free_port()
        tables = str(max(1, people // PEOPLE_AT_A_TABLE))
        size = ("--people", str(people), "--tables", tables, "--notes", str(notes))
        day = json.loads(command("demo", "--json", *size, folder=folder).stdout)
        with serve_product(folder, port, {}) as server:
            memory, processor = server.memory() or 0, server.cpu()
            phones = storm(server, day, seconds)
            grown = ((server.memory() or 0) - memory) / len(phones) / 1024
            _say(phones, notes, seconds, server.cpu() - processor, grown)


def _say(phones: list[Phone], notes: int, seconds: float, cpu: float, grown: float) -> None:
    print(f"{len(phones)} phones in {seconds:.0f} s, {notes} notes there already")
    for step in STEPS:
        took = sorted(1000 * phone.took[step] for phone in phones)
        marks = " / ".join(f"{took[int(len(took) * part)]:.0f}" for part in (0.5, 0.95, 0.999))
        print(f"  {step}: p50 / p95 / longest {marks} ms")
    each = 1000 * cpu / len(phones)
    print(f"  server: {each:.1f} ms of processor for each, {grown:.0f} KiB of memory for each")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.joining", description=__doc__)
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--notes", type=int, action="append", help="notes there already")
    parser.add_argument("--seconds", type=float, default=10.0)
    options = parser.parse_args()
    for notes in options.notes or [0, 2000]:
        measure(options.people, notes, options.seconds)


if __name__ == "__main__":
    main()
