"""docs/protocol.md shows every message, record, notice and no, as the server has them."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest

import facilitation
from facilitation.core import audience
from facilitation.core.ports import Answer
from facilitation.core.refusals import Refusal
from facilitation.live import reading
from facilitation.live.access import NOTICES
from facilitation.live.chain import Chain
from facilitation.live.inbox import answered
from facilitation.live.messages import READERS, REPAIR
from tests.world import World, a_database, a_running_day

PACKAGE = Path(facilitation.__file__).parent
DOC = PACKAGE.parent / "docs" / "protocol.md"
BLOCK = re.compile(r"^```json (.+?)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXAMPLES = [(name.split(), json.loads(text)) for name, text in BLOCK.findall(DOC.read_text())]

HEARD_ON_THE_SOCKET = (
    *(f"actions/{name}.py" for name in ("notes", "moderating", "stage", "rounds", "undo")),
    *(f"actions/{name}.py" for name in ("voting", "hosting")),
    *(f"actions/{name}.py" for name in ("themes", "agenda", "showing")),
    *(f"live/{name}.py" for name in ("inbox", "reading")),
    "core/rights.py",
    "store/work.py",
    "store/ledger.py",
    "store/writer.py",
)
NOTE_TEXT = (
    *("note_empty", "note_too_long", "note_too_many_lines"),
    *("field_empty", "field_too_long"),
)


def examples(kind: str) -> list[Any]:
    return [example for name, example in EXAMPLES if name[0] == kind]


def nos() -> dict[str, list[set[str]]]:
    """Code to the names of its data, for every no that the socket can answer with."""
    found: dict[str, list[set[str]]] = {code: [] for code in NOTE_TEXT}
    for name in (*HEARD_ON_THE_SOCKET, "core/text.py"):
        for node in ast.walk(ast.parse((PACKAGE / name).read_text())):
            codes, data = _no(node)
            for code in codes - {"reload_page"}:  # that one comes of the hello alone
                if name != "core/text.py" or code in NOTE_TEXT:
                    found.setdefault(code, []).append(data)
    return found


def _no(node: ast.AST) -> tuple[set[str], set[str]]:
    """The codes of a ``Refusal(...)`` or ``Answer(code=...)`` in the code, and its data's names."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        return set(), set()
    keywords = {one.arg: one.value for one in node.keywords if one.arg}
    if node.func.id == "Refusal" and node.args:
        return _constants(node.args[0]), set(keywords)
    if node.func.id == "Answer" and isinstance(keywords.get("code"), ast.Constant):
        data = keywords.get("data")
        names = [_constants(one) for one in data.keys if one] if isinstance(data, ast.Dict) else []
        return _constants(keywords["code"]), set().union(*names)
    return set(), set()


def _constants(value: ast.expr) -> set[str]:
    """One word, or the two of ``"a" if ... else "b"``; a variable has none."""
    if isinstance(value, ast.IfExp):
        return _constants(value.body) | _constants(value.orelse)
    return {str(value.value)} if isinstance(value, ast.Constant) else set()


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = a_running_day(a_database(tmp_path))
    note = world.write(world.phone("Mette"), sign={"kind": "name"})
    world.do("theme.add", world.moderator, id="a" * 32, name="Tid", notes=[note])
    world.do("scene.set", world.moderator, scene="themes")
    world.do("agenda.set", world.moderator, lines=["9.30 Velkomst"])
    for id in ("t1", "t2"):
        world.do("theme.add", world.moderator, id=id, name=id, notes=[])
    how: dict[str, Any] = {"kind": "themes", "choices": ["t1", "t2"], "dots": 5, "most_each": 3}
    world.do("vote.open", world.moderator, title="Hvad nu?", **how)
    return world


def test_every_verb_has_an_example_that_is_read() -> None:
    shown = {name[1]: example for name, example in EXAMPLES if name[0] == "message"}
    assert set(shown) == {*READERS, REPAIR}
    for verb, example in shown.items():
        reading.read(verb, json.dumps(example).encode())


def test_the_hello_is_read() -> None:
    (hello,) = examples("hello")
    assert reading.read_hello(hello).after == hello["after"]


def test_every_no_has_an_example_with_the_data_that_it_carries() -> None:
    known = nos()
    shown = {one["code"]: one for one in examples("answer") if not one["ok"]}
    assert set(shown) == set(known)
    for code, example in shown.items():
        carried = known[code]
        assert set(example["data"]) in carried, code


def test_a_refused_hello_has_an_example() -> None:
    codes = {one["code"] for one in examples("refused")}
    source = (PACKAGE / "live/parts.py").read_text() + (PACKAGE / "live/reading.py").read_text()
    raised = set(re.findall(r'Refusal\("(\w+)"', source)) - {"message_unknown", "note_too_long"}
    assert codes == raised
    with pytest.raises(Refusal) as caught:
        reading.read_hello({"protocol": 0})
    assert {"code": caught.value.code, "data": caught.value.data} in examples("refused")


def test_answers_look_as_they_are_sent() -> None:
    yes = next(one for one in examples("answer") if one["ok"])
    assert yes == answered(yes["re"], Answer(ok=True, seq=yes["seq"], data=yes["data"]))
    for no in (one for one in examples("answer") if not one["ok"]):
        assert no == answered(no["re"], Answer(ok=False, code=no["code"], data=no["data"]))


def test_every_notice_has_an_example() -> None:
    assert {one["code"] for one in examples("notice")} == set(NOTICES)


def test_snapshot_and_frame_look_as_they_are_sent(world: World) -> None:
    chain = Chain("board", world.facts())
    (snapshot,), (frame,) = examples("snapshot"), examples("frame")
    sent = chain.since(chain.to, chain.id)
    assert sent is not None
    assert set(snapshot) == {*chain.snapshot(), "now"}
    assert set(frame) == {*sent, "now"}


def test_every_type_of_record_has_an_example(world: World) -> None:
    assert {name[1] for name, _ in EXAMPLES if name[0] == "record"} == set(audience.TYPES)


@pytest.mark.parametrize(
    ("name", "example"),
    [one for one in EXAMPLES if one[0][0] == "record"],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_record_looks_as_its_audience_gets_it(
    world: World, name: list[str], example: dict[str, Any]
) -> None:
    _record, type, of = name
    group = audience.group_audience(world.group(1).id)
    seen = world.snapshot(group if of == "group" else of)
    same = [record for key, record in seen.items() if key[0] == type]
    assert set(example) in [set(record) for record in same]
