"""Organisers' passwords: argon2id with the library's defaults (RFC 9106, low-memory profile)."""

from __future__ import annotations

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

LEAST = 10
"""A password's least length in signs."""
MOST = 1024

_hasher = PasswordHasher()


@cache
def _nobody() -> str:
    """Checked where there is no account: the answer takes as long as for a wrong password."""
    return _hasher.hash(secrets.token_hex())


def hash_password(password: str) -> str:
    """The hash to store. Takes about 50 ms of processor time: call it off the hub."""
    return _hasher.hash(password)


def password_fits(password_hash: str | None, password: str) -> bool:
    """Whether the password fits; as slow for an account that does not exist (None) or that has
    no password (empty), which none fits."""
    nobody = _nobody()  # made for everybody: the first answer must not tell the two apart
    try:
        _hasher.verify(password_hash or nobody, password[:MOST])
    except (VerifyMismatchError, InvalidHashError):
        return False
    return bool(password_hash)
