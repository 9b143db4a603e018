from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from facilitation.commands.roster import roster_command
from tests.roster.lists import DATA

VOCABULARY = Path(__file__).parents[2] / "facilitation" / "roster" / "vocabulary"
LIST = str(DATA / "deltagere-2022.csv")


def run(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(roster_command, ["read", *words])
    return result.exit_code, result.stdout, result.stderr


def test_the_json_has_the_keys_of_the_contract_and_no_others() -> None:
    code, out, err = run(LIST, "--json")
    answer = json.loads(out)
    assert (code, err) == (0, "")
    assert list(answer) == ["people", "questions", "refused", "read"]
    assert list(answer["people"][0]) == [
        "row", "name", "organisation", "target_groups", "methods", "role", "status", "email",
    ]  # fmt: skip
    assert list(answer["read"]) == ["encoding", "delimiter", "sheet", "header_row", "columns"]
    assert len(answer["people"]) == 95


def test_with_word_lists_the_answer_is_their_codes() -> None:
    groups, methods = VOCABULARY / "maalgrupper.csv", VOCABULARY / "metoder.csv"
    _, out, _ = run(LIST, "--json", "--target-groups", str(groups), "--methods", str(methods))
    ulla = json.loads(out)["people"][0]
    assert (ulla["target_groups"], ulla["methods"]) == (["BU", "SK"], ["OPS", "VAR"])


def test_without_json_people_can_read_it() -> None:
    code, out, _ = run(str(DATA / "rodet" / "05-to-faner.xlsx"))
    assert code == 0
    assert "Tilmeldte!2" in out
    assert "people: 42" in out
    assert "question (unnamed)" in out
    assert "columns left out: Tilmeldt den, Bemærkninger" in out


@pytest.mark.parametrize("option", ["", "--target-groups", "--methods"])
def test_a_file_that_cannot_be_read_ends_with_four_and_a_sentence(
    option: str, tmp_path: Path
) -> None:
    broken, missing = tmp_path / "list.csv", tmp_path / "missing.csv"
    broken.write_bytes(b"%PDF-1.7")
    for path in (broken, missing, tmp_path):
        words = [LIST, option, str(path)] if option else [str(path)]
        code, out, err = run(*words, "--json")
        assert (code, out) == (4, "")
        assert str(path) in err
        assert "Traceback" not in err


def test_wrong_usage_ends_with_two() -> None:
    assert run()[0] == 2
