from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from facilitation.commands.plan import plan_command
from facilitation.grouping import command
from facilitation.grouping.command import PlanOptions, plan
from tests.grouping import small

PEOPLE, WISHES = (small.DATA / "n0018" / name for name in ("participants.csv", "constraints.csv"))


def _options(folder: Path, **changes: Any) -> PlanOptions:
    plain = PlanOptions(PEOPLE, tables=3, rounds=1, out=folder / "A.csv", constraints=WISHES)
    return replace(plain, **changes)


def _run(options: PlanOptions) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    return plan(options, out, err), out.getvalue(), err.getvalue()


def test_the_same_input_and_seed_write_the_same_plan_byte_for_byte(tmp_path: Path) -> None:
    first, second = (
        _options(tmp_path, out=tmp_path / name, proof=tmp_path / f"{name}.json", rounds=2)
        for name in ("one", "two")
    )
    code, out, err = _run(first)
    assert (code, out) == (0, "")
    assert "same_org_pairs: 4, proven best" in err
    assert _run(second)[0] == 0
    assert first.out.read_bytes() == second.out.read_bytes()
    assert len(first.out.read_text().splitlines()) == 1 + 2 * 18
    assert first.proof is not None
    wishes = json.loads(first.proof.read_text())["wishes"]
    assert {
        "wish": "same_org_pairs",
        "round": None,
        "value": 4,
        "bound": 4,
        "proven": True,
    } in wishes


def test_wishes_in_conflict_are_one_object_on_stdout_and_no_file(tmp_path: Path) -> None:
    constraints = tmp_path / "c.csv"
    constraints.write_text("type;a;b;round;group\napart;p0001;p0002;*;\ntogether;p0001;p0002;1;\n")
    code, out, err = _run(_options(tmp_path, constraints=constraints))
    answer = json.loads(out)
    assert code == 3
    assert set(answer) == {"error", "wishes", "sentence"}
    assert answer["error"] == "conflict"
    assert answer["wishes"] == [
        {"type": "apart", "a": "p0001", "b": "p0002", "round": "*", "group": None, "line": 2},
        {"type": "together", "a": "p0001", "b": "p0002", "round": 1, "group": None, "line": 3},
    ]
    assert answer["sentence"] == err.strip()
    assert not (tmp_path / "A.csv").exists()


def test_tables_too_small_are_a_conflict_said_shortly(tmp_path: Path) -> None:
    code, out, _ = _run(_options(tmp_path, capacities="2-3,2-3,2-3"))
    assert code == 3
    assert "too many or too few people for tables 1, 2, 3" in json.loads(out)["sentence"]


@pytest.mark.parametrize(
    "changes",
    [
        {"targets": "mix,gather"},
        {"methods": "stir"},
        {"capacities": "6-8,6-8"},
        {"capacities": "8-6,6-8,6-8"},
        {"capacities": "many,6-8,6-8"},
        {"order": "luck"},
        {"time_limit": -1.0},
        {"tables": 0},
        {"rounds": 0},
        {"out": Path("no/such/folder/A.csv")},
    ],
)
def test_options_that_make_no_sense_are_wrong_usage(
    tmp_path: Path, changes: dict[str, Any]
) -> None:
    code, out, err = _run(_options(tmp_path, **changes))
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_a_file_that_cannot_be_read_ends_with_four(tmp_path: Path) -> None:
    code, out, err = _run(_options(tmp_path, participants=tmp_path / "none.csv"))
    assert (code, out) == (4, "")
    assert err.startswith("none.csv: it cannot be opened")


def test_a_plan_that_cannot_be_written_ends_with_one(tmp_path: Path) -> None:
    code, out, err = _run(_options(tmp_path, out=tmp_path))
    assert (code, out) == (1, "")
    *progress, last = err.splitlines()
    assert last.startswith("No plan was written")
    assert progress  # told line by line where no terminal shows it
    assert all(" s  same_org_pairs " in line for line in progress)


def test_ctrl_c_keeps_the_best_so_far(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wait, pressed = command._last_event, list[bool]()

    def once_ctrl_c(*given: Any) -> Any:
        if not pressed:
            pressed.append(True)
            raise KeyboardInterrupt
        return wait(*given)

    monkeypatch.setattr(command, "_last_event", once_ctrl_c)
    proof = tmp_path / "proof.json"
    code, _, err = _run(_options(tmp_path, rounds=4, proof=proof))
    assert code == 0
    assert "stopped by cancel" in err
    assert json.loads(proof.read_text())["stopped_by"] == "cancel"
    assert len((tmp_path / "A.csv").read_text().splitlines()) == 1 + 4 * 18


def test_wishes_about_others_are_passed_over_and_said(tmp_path: Path) -> None:
    constraints = tmp_path / "c.csv"
    constraints.write_text("type,a,b,round,group\napart,p0001,nobody,*,\n")
    code, _, err = _run(_options(tmp_path, constraints=constraints))
    assert code == 0
    assert err.splitlines()[0].startswith("Passed over")
    assert err.splitlines()[0].endswith(": 2.")


def test_per_round_modes_and_capacities_reach_the_problem(tmp_path: Path) -> None:
    options = _options(
        tmp_path, rounds=2, targets="mix,gather", methods="gather", capacities="4-9,6,6-8",
        order="repeats,hosts",
    )  # fmt: skip
    problem = command.read_problem(options, io.StringIO())
    assert [(one.targets, one.methods) for one in problem.rounds] == [
        ("mix", "gather"), ("gather", "gather"),
    ]  # fmt: skip
    assert problem.capacities == ((4, 9), (6, 6), (6, 8))
    assert problem.order == ("repeats", "hosts")


def test_the_click_command_hands_everything_over(tmp_path: Path) -> None:
    out = tmp_path / "A.csv"
    args = ["--participants", str(PEOPLE), "--tables", "3", "--rounds", "1", "--out", str(out)]
    done = CliRunner().invoke(plan_command, [*args, "--targets", "mix", "--seed", "3"])
    assert done.exit_code == 0, done.output
    assert out.exists()
    assert CliRunner().invoke(plan_command, args[:2]).exit_code == 2
