"""Builds the wheel and installs it into an empty environment with what it asks for, and no more."""

from __future__ import annotations

import re
import subprocess
import sys
import sysconfig
import zipfile
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent.parent


def build_wheel(folder: Path) -> Path:
    """Build the wheel of this checkout (its bundles must be built) into a folder."""
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run([*build, str(ROOT)], check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


def requirements_of(wheel: Path) -> set[str]:
    """Names of all packages that ``pip install`` of a wheel (without extras) brings along."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        text = archive.read(name).decode()
    lines = re.findall(r"^Requires-Dist: (.+)$", text, re.MULTILINE)
    waiting = [Requirement(line) for line in lines]
    found: set[str] = set()
    while waiting:
        wish = waiting.pop()
        name = canonicalize_name(wish.name)
        wanted = wish.marker is None or wish.marker.evaluate({"extra": ""})
        if wanted and name not in found:
            found.add(name)
            waiting += map(Requirement, metadata.requires(name) or [])
    return found


def install(wheel: Path, folder: Path) -> Path:
    """Install a wheel into a new environment; gives the environment's folder of programs.

    The packages that the wheel asks for are linked from the tests' own environment, where they
    were installed by the lock: the same versions, without asking a registry.
    """
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    programs = Path(sysconfig.get_path("scripts", "venv", {"base": str(folder)}))
    python = next(programs.glob("python*"))
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check"]
    command = [*pip, "install", "--quiet", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(command, check=True)
    site = Path(sysconfig.get_path("purelib", "venv", {"base": str(folder)}))
    for name in requirements_of(wheel):
        _link(metadata.distribution(name), site)
    return programs


def _link(package: metadata.Distribution, site: Path) -> None:
    """Let an environment use an installed package: its folders and modules, not its programs."""
    tops = {file.parts[0] for file in package.files or [] if file.parts[0] not in ("..", "/")}
    for top in tops - {"__pycache__"}:
        (site / top).symlink_to(Path(str(package.locate_file(top))))
