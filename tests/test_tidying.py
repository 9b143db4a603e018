"""When circular garbage is looked for: not while people write, and not never."""

from __future__ import annotations

import subprocess
import sys

from facilitation.tidying import EVERY_SECONDS, LONGEST_SECONDS, QUIET_SECONDS, YOUNG, Tidying


def test_a_quiet_moment_is_used_when_the_last_time_is_long_past() -> None:
    tidying = Tidying(0)
    assert not tidying.is_due(EVERY_SECONDS - 1, busy_at=0)
    assert tidying.is_due(EVERY_SECONDS, busy_at=0)
    assert not tidying.is_due(EVERY_SECONDS + 1, busy_at=0)


def test_while_people_write_it_waits() -> None:
    now = EVERY_SECONDS + 1
    assert not Tidying(0).is_due(now, busy_at=now - QUIET_SECONDS + 0.1)
    assert Tidying(0).is_due(now, busy_at=now - QUIET_SECONDS)


def test_it_does_not_wait_for_ever() -> None:
    assert Tidying(0).is_due(LONGEST_SECONDS, busy_at=LONGEST_SECONDS)


def test_a_begun_process_looks_through_young_objects_only() -> None:
    ask = (
        "from facilitation import tidying; import gc; tidying.begin(lambda: 0.0);"
        "print(gc.get_threshold(), gc.get_freeze_count() > 1000, gc.isenabled())"
    )
    said = subprocess.run(
        [sys.executable, "-c", ask], capture_output=True, text=True, check=True, timeout=60
    )
    assert said.stdout.strip() == f"{YOUNG} True True"
