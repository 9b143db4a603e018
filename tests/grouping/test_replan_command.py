from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from facilitation.commands.plan import replan_command

OLD = "participant_id,round,group\nd,1,2\na,1,1\nb,1,2\nc,1,1\na,2,1\nb,2,1\nc,2,2\nd,2,2\n"
HELD = OLD.split("a,2,1", maxsplit=1)[0]


def _replan(folder: Path, people: str, *more: str, old: str = OLD) -> Result:
    (folder / "after.csv").write_text(people)
    (folder / "old.csv").write_text(old)
    names = {"participants": "after", "before": "old", "out": "new"}
    files = [part for k, v in names.items() for part in (f"--{k}", str(folder / f"{v}.csv"))]
    usual = ["--from-round", "2", "--tables", "2", "--rounds", "2"]
    return CliRunner().invoke(replan_command, [*files, *usual, *more])


def test_held_rounds_are_copied_row_by_row_and_the_moves_are_told(tmp_path: Path) -> None:
    """Of four, d went home, e is new, f sits in for b: only the walk-in gets a new seat."""
    people = "participant_id;organisation;replaces\na;A;\nc;C;\nf;F;b\ne;E;\n"
    moves = tmp_path / "moves.json"
    done = _replan(tmp_path, people, "--moves", str(moves))
    assert (done.exit_code, done.stdout) == (0, "")
    assert "0 seats moved, no plan has fewer" in done.stderr
    assert (tmp_path / "new.csv").read_bytes() == f"{HELD}a,2,1\nc,2,2\nf,2,1\ne,2,2\n".encode()
    told = json.loads(moves.read_text())
    assert (told["moves"], told["least"]) == ([], 0)
    assert set(told) == {"moves", "least", "offers"}


def test_a_closed_table_is_left_and_an_opened_one_taken(tmp_path: Path) -> None:
    people = "participant_id\na\nb\nc\nd\n"
    moves, proof = tmp_path / "moves.json", tmp_path / "proof.json"
    more = ["--tables", "3", "--closed", "1", "--moves", str(moves), "--proof", str(proof)]
    first, second = (_replan(tmp_path, people, *more), (tmp_path / "new.csv").read_bytes())
    assert first.exit_code == 0
    assert _replan(tmp_path, people, *more).exit_code == 0
    assert (tmp_path / "new.csv").read_bytes() == second
    told = json.loads(moves.read_text())
    assert told["least"] == 2
    assert [(m["participant_id"], m["round"], m["from"], m["to"]) for m in told["moves"]] == [
        ("a", 2, 1, 3),
        ("b", 2, 1, 3),
    ]
    wishes = json.loads(proof.read_text())["wishes"]
    assert {one["round"] for one in wishes} == {None, 2}


def test_a_fixed_seat_at_a_closed_table_ends_with_3_and_no_file(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text("type,a,b,round,group\nfixed,a,,*,1\n")
    people = "participant_id\na\nb\n"
    more = ["--constraints", str(tmp_path / "c.csv"), "--closed", "1"]
    done = _replan(tmp_path, people, *more)
    assert done.exit_code == 3
    answer = json.loads(done.stdout)
    assert answer["error"] == "conflict"
    assert [wish["type"] for wish in answer["wishes"]] == ["fixed", "closed"]
    assert "a at table 1 (line 2); table 1 closed" in answer["sentence"]
    assert not (tmp_path / "new.csv").exists()


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (["--closed", "3"], 2),
        (["--closed", "x"], 2),
        (["--closed", "1,2"], 2),
        (["--from-round", "3"], 2),
        (["--moves", "no/such/folder/moves.json"], 2),
    ],
)
def test_options_without_sense_end_with_2(tmp_path: Path, more: list[str], code: int) -> None:
    assert _replan(tmp_path, "participant_id\na\nb\n", *more).exit_code == code


@pytest.mark.parametrize(
    ("people", "old"),
    [
        ("participant_id,replaces\na,b\nb,\n", OLD),
        ("participant_id,replaces\ne,b\nf,b\n", OLD),
        ("participant_id\na\n", OLD + "a,2,2\n"),
        ("participant_id\na\n", "participant_id,round\na,1\n"),
    ],
)
def test_a_list_that_contradicts_itself_ends_with_4(tmp_path: Path, people: str, old: str) -> None:
    done = _replan(tmp_path, people, old=old)
    assert done.exit_code == 4
    assert ".csv" in done.stderr
    assert not (tmp_path / "new.csv").exists()
