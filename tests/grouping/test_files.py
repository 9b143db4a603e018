from __future__ import annotations

import json
from pathlib import Path

import pytest

from facilitation.core.refusals import Refusal
from facilitation.grouping import files
from facilitation.grouping.problem import Person, Wish
from facilitation.grouping.proof import Finding, Plan
from facilitation.grouping.sentences import unreadable_sentence

PLAN = Plan(
    rounds=({"æ": 2, "b": 1}, {"æ": 1}),
    findings=(Finding("repeats", None, 0, 0, {"code": "none_needed"}),),
    seed=7,
    stopped_by="work",
    seconds=0.5,
)


@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize(
    "text",
    [
        "participant_id,organisation,target_groups,methods,role\np1,Åen, x ; y;x,m,host\np2,,,,\n",
        'Role;methods;participant_id;target_groups;organisation\r\nhost;m;p1;"x;y";Åen\r\n;;p2;;',
    ],
)
def test_people_are_read_whatever_the_dialect(tmp_path: Path, text: str, bom: str) -> None:
    path = tmp_path / "p.csv"
    path.write_bytes((bom + text).encode())
    assert files.read_people(path) == (
        Person("p1", "Åen", ("x", "y"), ("m",), "host"),
        Person("p2"),
    )


def test_wishes_know_their_lines_and_those_not_meant_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text(
        "type,a,b,round,group\nfixed,p1,,*,3\n\ntogether,p1,p2,2,\napart,p1,gone,*,\naway,p2,,,\n"
        "fixed,p2,,4,1\n"
    )
    wishes, passed = files.read_wishes(path, frozenset({"p1", "p2"}), 3)
    assert wishes == (
        Wish("fixed", "p1", "", None, 3, 2),
        Wish("together", "p1", "p2", 2, None, 4),
        Wish("away", "p2", "", None, None, 6),
    )
    assert [wish.line for wish in passed] == [5, 7]


def test_those_who_shared_a_table_have_met(tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_text(
        "participant_id,round,group\na,1,1\nb,1,1\ngone,1,1\nc,1,2\na,2,2\nc,2,2\nb,2,1\n"
    )
    assert files.read_met(path, frozenset("abc")) == (("a", "b"), ("a", "c"))


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        (b"", 1, "no_column"),
        (b"name,organisation\nx,y\n", 1, "no_column"),
        (b"participant_id\n", 1, "no_people"),
        (b"participant_id,organisation\np1,A\n,B\n", 3, "no_id"),
        (b"participant_id\np1\np2\np1\n", 4, "twice"),
        (b"participant_id\np1\n\xe6\n", 3, "not_utf8"),
        (b"participant_id\np\x001\n", 2, "not_text"),
        (b'participant_id\n"p1\n', 2, "not_csv"),
    ],
)
def test_what_cannot_be_read_is_named_by_file_line_and_reason(
    tmp_path: Path, content: bytes, line: int, reason: str
) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(content)
    with pytest.raises(Refusal) as caught:
        files.read_people(path)
    data = caught.value.data
    assert (caught.value.code, data["file"]) == ("file_unreadable", "people.csv")
    assert (data["line"], data["reason"]) == (line, reason)
    assert unreadable_sentence(data).startswith(f"people.csv, line {line}: ")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("near,p1,p2,*,", "unknown_type"),
        ("apart,p1,,*,", "no_id"),
        ("fixed,p1,,*,", "not_a_number"),
        ("fixed,p1,,first,2", "not_a_number"),
        ("fixed,p1,,0,2", "not_a_number"),
    ],
)
def test_a_wish_that_says_nothing_is_unreadable(tmp_path: Path, row: str, reason: str) -> None:
    path = tmp_path / "c.csv"
    path.write_text(f"type,a,b,round,group\n{row}\n")
    with pytest.raises(Refusal) as caught:
        files.read_wishes(path, frozenset({"p1", "p2"}), 2)
    assert (caught.value.data["line"], caught.value.data["reason"]) == (2, reason)


def test_a_file_that_is_not_there_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as caught:
        files.read_people(tmp_path / "nobody.csv")
    assert caught.value.data["reason"] == "not_there"


def test_the_plan_is_written_by_round_then_in_the_order_of_the_input(tmp_path: Path) -> None:
    path = tmp_path / "A.csv"
    files.write_text(path, files.plan_csv(PLAN))
    assert path.read_bytes() == "participant_id,round,group\næ,1,2\nb,1,1\næ,2,1\n".encode()
    assert list(tmp_path.iterdir()) == [path]


def test_the_proof_holds_exactly_what_is_promised() -> None:
    assert json.loads(files.proof_json(PLAN)) == {
        "seed": 7,
        "stopped_by": "work",
        "seconds": 0.5,
        "wishes": [
            {"wish": "repeats", "round": None, "value": 0, "bound": 0, "proven": True},
        ],
    }
