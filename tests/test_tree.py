"""What stands in the repository holds nothing of the machine where it was written."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Written in pieces, so that this file does not find itself.
FOLDERS = "|".join(["wo" + "rk", "ro" + "ot", "tm" + "p"])
MACHINE_PATH = re.compile(rb"(?<![\w.~-])/(" + FOLDERS.encode() + rb")/[\w.]")
REGISTRIES = ["pypi" + ".org", "python" + "hosted", "npm" + "js.", "deb.debian" + ".org"]


def tracked_files() -> dict[str, bytes]:
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split("\0")
    return {name: (ROOT / name).read_bytes() for name in names if name and (ROOT / name).is_file()}


def test_no_file_names_a_folder_of_one_machine() -> None:
    files = tracked_files()
    assert files
    assert [name for name, content in files.items() if MACHINE_PATH.search(content)] == []


def test_no_file_names_a_package_registry() -> None:
    hosts = re.compile("|".join(map(re.escape, REGISTRIES)).encode())
    assert [name for name, content in tracked_files().items() if hosts.search(content)] == []


def test_no_built_or_downloaded_file_is_in_the_repository() -> None:
    built = re.compile(r"(^|/)(node_modules|\.venv|__pycache__|var)/|^static/dist/|\.whl$")
    assert [name for name in tracked_files() if built.search(name)] == []
