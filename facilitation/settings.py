"""All settings in one dataclass, read from the environment; nonsense stops the start.

``docs/settings.md`` has a line for each (a test holds this). Limits are settings too.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from facilitation import asyncmode
from facilitation.core.pace import Rate
from facilitation.core.ports import Limits
from facilitation.core.refusals import BadSetting

PREFIX = "FACILITATION_"


def _setting(default: Any, read: Callable[[str], Any], takes: str) -> Any:
    return field(default=default, metadata={"read": read, "takes": takes})


def _whole(least: int, most: int) -> tuple[Callable[[str], int], str]:
    def read(text: str) -> int:
        value = int(text)
        if not least <= value <= most:
            raise ValueError
        return value

    return read, f"a whole number from {least} to {most}"


def _rate(text: str) -> Rate:
    if text.strip() == "0":
        return Rate(0, 0)
    per_second, burst = text.split("/")
    rate = Rate(float(per_second), int(burst))
    if not (0 < rate.per_second <= 10_000 and 1 <= rate.burst <= 100_000):
        raise ValueError
    return rate


_RATE = (_rate, "a rate such as 5/20 (5 a second, 20 at once), or 0 for no limit")


def _address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0:
        raise ValueError
    if parts.query or parts.fragment or parts.username is not None:
        raise ValueError
    return text.rstrip("/")


def _database(text: str) -> str:
    # A database in memory would be another one for each connection.
    if not re.match(r"(sqlite:///.+|postgresql\+psycopg://.+)", text) or ":memory:" in text:
        raise ValueError
    return text


def _redis(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("redis", "rediss", "unix") or not (parts.hostname or parts.path):
        raise ValueError
    return text


def _key(text: str) -> str:
    if len(text) < 32:
        raise ValueError
    return text


@dataclass(frozen=True)
class Settings:
    """What the environment says, with defaults for the embedded way to run."""

    data_dir: Path = _setting(Path("var"), Path, "a folder that can be written")
    database_url: str = _setting(
        "", _database, "sqlite:///FILE or postgresql+psycopg://USER@HOST/NAME"
    )
    redis_url: str = _setting("", _redis, "redis://HOST:PORT/NUMBER")
    secret_key: str = _setting("", _key, "at least 32 characters")
    base_url: str = _setting("", _address, "an address such as http://192.168.1.20:8000")
    workers: int = _setting(1, *_whole(1, 64))
    trusted_proxies: int = _setting(0, *_whole(0, 8))

    note_rate: Rate = _setting(Rate(5, 20), *_RATE)
    message_rate: Rate = _setting(Rate(20, 80), *_RATE)
    wrong_code_rate: Rate = _setting(Rate(0.2, 20), *_RATE)
    login_rate: Rate = _setting(Rate(0.1, 10), *_RATE)
    search_rate: Rate = _setting(Rate(100, 600), *_RATE)

    note_length: int = _setting(500, *_whole(1, 10_000))
    note_lines: int = _setting(12, *_whole(1, 1_000))
    name_length: int = _setting(120, *_whole(10, 500))
    text_length: int = _setting(600, *_whole(10, 5_000))
    notes_per_workshop: int = _setting(20_000, *_whole(1, 1_000_000))
    participants: int = _setting(3_000, *_whole(1, 20_000))
    walk_ins: int = _setting(300, *_whole(0, 20_000))
    tables: int = _setting(300, *_whole(1, 2_000))
    rounds: int = _setting(12, *_whole(1, 50))
    prompts: int = _setting(12, *_whole(1, 50))
    themes: int = _setting(200, *_whole(1, 1_000))
    items: int = _setting(60, *_whole(1, 200))
    workshops_per_organiser: int = _setting(200, *_whole(1, 10_000))

    upload_bytes: int = _setting(4_000_000, *_whole(1_000, 100_000_000))
    import_rows: int = _setting(5_000, *_whole(1, 100_000))
    form_bytes: int = _setting(1_000_000, *_whole(1_000, 50_000_000))
    message_bytes: int = _setting(65_536, *_whole(1_000, 1_000_000))
    queue_length: int = _setting(5_000, *_whole(10, 1_000_000))
    connections: int = _setting(5_000, *_whole(10, 100_000))
    connections_per_session: int = _setting(40, *_whole(1, 10_000))
    session_days: int = _setting(30, *_whole(1, 400))
    first_link_hours: int = _setting(24, *_whole(1, 720))
    plan_seconds: int = _setting(60, *_whole(1, 3_600))
    plans_at_once: int = _setting(2, *_whole(1, 16))
    busy_ms: int = _setting(5_000, *_whole(100, 60_000))
    header_seconds: int = _setting(60, *_whole(5, 600))
    heartbeat_ms: int = _setting(1_000, *_whole(200, 10_000))
    board_hold_seconds: int = _setting(60, *_whole(0, 86_400))
    frame_ms: int = _setting(25, *_whole(0, 1_000))
    log_level: str = _setting(
        "INFO",
        lambda text: _one_of(text.upper(), "DEBUG INFO WARNING ERROR"),
        "DEBUG, INFO, WARNING or ERROR",
    )

    @property
    def key(self) -> bytes:
        return self.secret_key.encode()

    def limits(self) -> Limits:
        """The limits that actions hold."""
        return Limits(**{one.name: getattr(self, one.name) for one in fields(Limits)})


def _one_of(text: str, allowed: str) -> str:
    if text not in allowed.split():
        raise ValueError
    return text


def load(environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings from the environment, data folder and key made when absent.

    Raises BadSetting: one sentence that names the setting and what it takes.
    """
    values = {
        one.name: _read(one.name, environment[PREFIX + one.name.upper()], one.metadata)
        for one in fields(Settings)
        if environment.get(PREFIX + one.name.upper())
    }
    _no_unknown(environment)
    if asyncmode.mode not in asyncmode.MODES:
        raise _bad("async_mode", " or ".join(asyncmode.MODES))
    settings = Settings(**values)
    folder = _folder(settings.data_dir)
    if not settings.secret_key:
        if settings.workers > 1:
            raise _bad("secret_key", "at least 32 characters, the same for all workers")
        values["secret_key"] = _kept_key(folder)
    values.setdefault("database_url", f"sqlite:///{folder / 'samskab.db'}")
    return Settings(**values)


def _read(name: str, text: str, metadata: Mapping[str, Any]) -> Any:
    try:
        return metadata["read"](text)
    except (ValueError, TypeError):
        raise _bad(name, metadata["takes"]) from None


def _bad(name: str, takes: str) -> BadSetting:
    return BadSetting(f"{PREFIX}{name.upper()} takes {takes}.")


def _no_unknown(environment: Mapping[str, str]) -> None:
    known = {PREFIX + one.name.upper() for one in fields(Settings)} | {PREFIX + "ASYNC_MODE"}
    for name in environment:
        if name.startswith(PREFIX) and name not in known:
            raise BadSetting(f"{name} is no setting; docs/settings.md lists them all.")


def _folder(path: Path) -> Path:
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.chmod(0o700)
        probe = path / ".write-probe"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as fault:
        raise BadSetting(
            f"{PREFIX}DATA_DIR takes a folder that can be written ({path}: {fault.strerror})."
        ) from fault
    return path.resolve()


def _kept_key(folder: Path) -> str:
    kept = folder / "secret-key"
    try:
        descriptor = os.open(kept, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        pass
    else:
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(32))
    key = kept.read_text().strip()
    if len(key) < 32:
        raise BadSetting(f"The key in {kept} takes at least 32 characters; it has {len(key)}.")
    return key
