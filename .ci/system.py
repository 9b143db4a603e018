"""Installs what tests need beside Python, in CI as root on Debian; elsewhere says what lacks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.support import system


def may_install() -> bool:
    """Whether this is CI, as root, on a system with Debian's packages."""
    return system.in_ci() and os.geteuid() == 0 and shutil.which("apt-get") is not None


@contextmanager
def servers_stay_down() -> Iterator[None]:
    """Servers in the packages installed meanwhile are not started (Debian asks this file)."""
    policy = Path("/usr/sbin/policy-rc.d")
    if policy.exists():
        yield
        return
    policy.write_text("#!/bin/sh\nexit 101\n")
    policy.chmod(0o755)
    try:
        yield
    finally:
        policy.unlink()


def install(packages: list[str]) -> None:
    quiet = ["apt-get", "-qq", "-o=Dpkg::Use-Pty=0", "-o=Acquire::Retries=3"]
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([*quiet, "update"], check=True, env=environment)
    command = [*quiet, "install", "--yes", "--no-install-recommends", *packages]
    with servers_stay_down():
        subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)


def main() -> int:
    """Return 0, or 1 when CI lacks something that could not be installed."""
    lacking = [program.package for program in system.missing()]
    if lacking and may_install():
        print(f"Installing {', '.join(lacking)}", flush=True)
        install(lacking)
    for program in system.missing():
        print(f"Missing: {program.package}. Debian: apt-get install {program.package};")
        print(f"  elsewhere: {program.elsewhere}.")
        print(f"  Left out ({program.marker}): {program.tests}.")
    return 1 if system.in_ci() and system.missing() else 0


if __name__ == "__main__":
    sys.exit(main())
