"""What each role hears over its socket: of forged ids, and while a whole day runs."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from facilitation.core import model
from facilitation.core.rights import VERBS
from facilitation.live.messages import READERS
from tests.access.days import ALLOWED, Marked, forbidden, session
from tests.access.live import NOWHERE, ROLES, Hall, a_hall, fields
from tests.live.running import Follower, now_ms


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    with a_hall(tmp_path_factory.mktemp("quiet")) as hall:
        yield hall


FORGED: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("participant", "note.add", ("group", "round", "prompt")),
    ("participant", "note.edit", ("note",)),
    ("participant", "note.delete", ("note",)),
    ("participant", "note.sign", ("note",)),
    ("participant", "vote.cast", ("vote",)),
    ("participant", "note.mark", ("group", "note")),
    ("participant", "host.claim", ("group",)),
    ("participant", "help.call", ("group",)),
    ("table", "note.mark", ("group", "note")),
    ("table", "note.add", ("group", "round", "prompt")),
    ("table", "note.edit", ("note",)),
    ("table", "note.delete", ("note",)),
    ("table", "note.sign", ("note",)),
)


def _answers(client: Follower, day: Marked, verb: str, name: str, ids: list[str]) -> list[Any]:
    answers = []
    for id in ids:
        answer = client.ask(verb, **fields(day, verb, seen=client.seq, **{name: id}))
        answers.append({key: value for key, value in answer.items() if key != "re"})
    return answers


@pytest.mark.parametrize(("role", "verb", "names"), FORGED)
def test_a_writer_hears_the_same_of_what_is_not_theirs_and_what_is_not_there(
    quiet: Hall, role: str, verb: str, names: tuple[str, ...]
) -> None:
    mine, other = quiet.mine, quiet.other
    for name in names:
        foreign = [NOWHERE, fields(other, verb).get(name, NOWHERE)]
        if name == "group":
            foreign += [mine.group(2, round=number).id for number in (1, 2)]
        if name == "note":
            foreign += [mine.id_of(word) for word in mine.marks["shown2"] | mine.marks["hidden2"]]
        answers = _answers(quiet.client(role), mine, verb, name, foreign)
        assert all(answer == answers[0] for answer in answers), (verb, name, answers)
        assert answers[0]["ok"] is False


@pytest.mark.parametrize("role", ["moderator", "organiser"])
def test_the_stage_hears_the_same_of_another_day_and_of_nothing(quiet: Hall, role: str) -> None:
    tried = 0
    for verb, roles in VERBS.items():
        if verb not in READERS or role not in roles:
            continue
        theirs = fields(quiet.other, verb)
        for name in ("note", "prompt", "round", "participant", "theme", "vote", "table", "group"):
            if name in theirs or (verb == "scene.set" and name == "prompt"):
                id = theirs.get(name) or quiet.other.prompt(1).id
                more = {"scene": "prompt"} if verb == "scene.set" else {}
                client = quiet.client(role)
                answers = [
                    client.ask(verb, **fields(quiet.mine, verb, **{name: one}, **more))
                    for one in (id, NOWHERE)
                ]
                for answer in answers:
                    del answer["re"]
                assert answers[0] == answers[1], (verb, name)
                assert answers[0]["ok"] is False, (verb, name)
                tried += 1
    assert tried >= 12


def test_target_groups_of_others_are_no_signature(quiet: Hall) -> None:
    client, mine = quiet.client("participant"), quiet.mine
    own = mine.person("Mette").target_group_ids
    ids = [NOWHERE]
    ids += [one.id for one in quiet.other.find(model.TargetGroup)]
    ids += [one.id for one in mine.find(model.TargetGroup) if one.id not in own]
    assert len(ids) >= 4
    answers = []
    for id in ids:
        sign = {"kind": "target_group", "id": id}
        answer = client.ask("note.add", **fields(mine, "note.add", seen=client.seq, sign=sign))
        answers.append((answer["ok"], answer.get("code"), answer.get("data")))
    assert set(map(str, answers)) == {str((False, "signature_not_yours", {}))}


def test_no_role_is_left_out(quiet: Hall) -> None:
    assert {role for _number, role in quiet.clients} == set(ROLES)
    assert set(READERS) - set(VERBS) == set()


def _received(client: Follower) -> str:
    return json.dumps(client.received, ensure_ascii=False)


def _nobody_has_heard_too_much(hall: Hall, *on_the_board: str) -> None:
    """``on_the_board``: kinds of notes that the desk has put there since the day began."""
    for (number, role), client in hall.clients.items():
        kinds = ALLOWED[role] | {*(on_the_board if (number, role) == (0, "board") else ())}
        text = _received(client)
        assert text.count("records") > 0
        wrong = forbidden(text, hall.days, hall.days[number], kinds)
        assert not wrong, (number, role, wrong)


def _write(client: Follower, day: Marked, text: str, kind: str, **other: Any) -> str:
    sign = {"kind": kind, **other}
    answer = client.ask("note.add", **client.note(text, sign=sign))
    assert answer["ok"], answer
    return str(answer["re"])


def _a_round(hall: Hall, round: int) -> list[str]:
    """Notes with each of the four signatures, one that waits, and one at the other table."""
    day, mette = hall.mine, hall.client("participant")
    unge = day.person("Mette").target_group_ids[0]
    ids = [
        _write(mette, day, day.mark("shown1"), "organisation"),
        _write(mette, day, day.mark("shown1"), "target_group", id=unge),
        _write(hall.client("table"), day, day.mark("shown1"), "table"),
        _write(hall.client("participant of table 2"), day, day.mark("shown2"), "table"),
        _write(hall.clients[1, "participant"], hall.other, hall.other.mark("shown1"), "table"),
    ]
    if round == 1:
        aase = hall.house.of(day).client(day.phone("Åse"))
        ids.append(_write(aase, day, day.mark("shown1"), "name"))
    _write(mette, day, f"{day.mark('waiting1')} skriv til mig på x@y.example", "organisation")
    return ids


def _sits(client: Follower, audience: str) -> None:
    client.wait_for(lambda: client.audience == audience)


def _is_heard(hall: Hall, role: str, word: str) -> None:
    client = hall.client(role)
    client.wait_for(lambda: word in _received(client))


def test_while_a_day_runs_nobody_hears_what_is_not_for_them(quiet: Hall) -> None:
    day, desk = quiet.mine, quiet.client("moderator")

    def steps(*said: tuple[str, dict[str, Any]]) -> None:
        for verb, more in said:
            assert desk.ask(verb, **more)["ok"], verb

    ids = _a_round(quiet, 1)
    later = day.mark("shown1")
    hidden = _write(quiet.client("table"), day, later, "table")
    steps(("note.hide", {"note": hidden}), ("note.hold", {"note": ids[0]}))
    for role, kind in (("board", "shown2"), ("moderator", "waiting1"), ("organiser", "email")):
        _is_heard(quiet, role, min(day.marks[kind]))
    _nobody_has_heard_too_much(quiet)
    # From here on the reveal prompt is shown, and one note of the third is picked.
    (revealed,), (picked,) = day.marks["unrevealed"], day.marks["unpicked"]
    steps(
        ("note.release", {"note": ids[0]}),
        ("prompt.reveal", {"prompt": day.prompt(2).id}),
        ("note.pick", {"note": day.id_of(picked)}),
        ("scene.set", {"scene": "notes"}),
        ("timer.set", {"minutes": 5}),
        ("round.start", {"round": day.round(2).id}),
    )
    _is_heard(quiet, "board", revealed)
    _is_heard(quiet, "board", picked)
    for role, table in (("participant", 1), ("table", 1), ("participant of table 2", 2)):
        _sits(quiet.client(role), f"group:{day.group(table, round=2).id}")
    _a_round(quiet, 2)
    _is_heard(quiet, "board", max(day.marks["shown2"]))
    _nobody_has_heard_too_much(quiet, "unrevealed", "unpicked")
    # Who comes now does not get the hidden note either.
    late = quiet.house.of(day).client(day.actor("board"))
    assert later not in _received(late)
    assert revealed in _received(late)
    late.io.disconnect()


@pytest.mark.parametrize("transport", ["polling", "websocket"])
def test_a_forwarded_host_does_not_make_a_foreign_page_ours(quiet: Hall, transport: str) -> None:
    """No proxy is trusted here; Engine.IO by itself would believe these headers."""
    headers = {
        "Origin": "https://evil.example",
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "https",
        "Cookie": f"samskab={quiet.client('organiser').secret}",
    }
    if transport == "websocket":
        headers |= {
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        }
    address = f"{quiet.house.url}/socket.io/?EIO=4&transport={transport}"
    answer = requests.get(address, headers=headers, timeout=10)
    assert answer.status_code == 400
    assert not [name for name in answer.headers if name.startswith("Access-Control")]


LOG_BEGINS = "Ctrl-C stops.\n"
"""The last line of what is said on the terminal; all after it is the log."""


def test_the_log_of_a_day_holds_nothing_of_anybody(tmp_path: Path) -> None:
    """Also where something goes wrong in the middle: a fault's own words are left out."""
    with a_hall(tmp_path, log_level="DEBUG") as hall:
        day, mette = hall.mine, hall.client("participant")
        _write(mette, day, day.mark("shown1"), "organisation")
        _browse(hall)
        database = sqlite3.connect(tmp_path / "samskab.db", isolation_level=None)
        database.execute("ALTER TABLE note RENAME TO somewhere_else")
        database.close()
        answer = mette.ask("note.add", **mette.note(day.mark("shown1")))
        assert answer["code"] == "not_saved", answer
        _browse(hall)
        _terminal, _line, log = hall.house.log.read_text().partition(LOG_BEGINS)
        lines = [json.loads(line) for line in log.splitlines()]
    assert {"request_failed"} <= {line["event"] for line in lines}
    assert not forbidden(log, hall.days, None, frozenset())
    for secret in (mette.secret, "guessed", "wrong", "127.0.0.1", day.day.title):
        assert str(secret) not in log


def _browse(hall: Hall) -> None:
    """Pages as people open them, right and wrong."""
    day, url = hall.mine, hall.house.url
    person = day.person("Søren").name.split()[1]
    for path in (
        f"/p/{day.id}/",
        f"/j/{day.day.code}",
        f"/j/{day.day.code}/names?q={person}",
        "/j/GUESS2",
        "/l/guessed-token",
        f"/l/{day.token('report')}",
        f"/organiser/{day.id}/people?q={person}",
    ):
        for role in ("participant", "organiser"):
            # Not the connected ones' sessions: following a link renews a session.
            cookie = {"samskab": session(day, role, created_at=now_ms())}
            requests.get(url + path, cookies=cookie, timeout=20)
    account, form = next(iter(day.marks["account"])), {"password": "wrong password"}
    form |= {"email": f"{account}@fond.example", "form_id": secrets.token_hex(16)}
    requests.post(f"{url}/login", data=form, headers={"Origin": url}, timeout=20)
