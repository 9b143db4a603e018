"""Secrets that stand in links and cookies: made, derived and compared.

A link's token is not stored: it is derived from the link's id with the server's key, so that a
badge can be printed again, and the database alone opens nothing. What is stored is a hash.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

CODE_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""No I, O, 0 and 1: they are read wrong from the back row."""
CODE_LENGTH = 6


def new_secret() -> str:
    """256 random bits, safe in cookies and addresses."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """A join code of six signs (30 bits: found by asking, not by guessing; asking is slowed)."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def tidy_code(typed: str) -> str:
    """A join code as people type it, without blanks and dashes, in capitals."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())[: 2 * CODE_LENGTH]


def link_token(key: bytes, link_id: str) -> str:
    """The token of a link: 130 bits in 26 letters and digits, the same each time."""
    mac = hmac.digest(key, b"link:" + link_id.encode(), "sha256")
    return base64.b32encode(mac).decode().lower()[:26]


def hashed(secret: str) -> str:
    """What the database keeps of a secret with at least 128 random bits (so no salt is needed)."""
    # What a stranger sends may hold half a sign, which no link or cookie of ours does.
    return hashlib.sha256(secret.encode(errors="surrogatepass")).hexdigest()


def note_proof(note_id: str, secret_hash: str) -> str:
    """What a note keeps of its author's secret: another value on each note.

    Else two notes of one phone would stand joined in the database, and one signed by name would
    give the other away.
    """
    return hashed(f"{note_id}:{secret_hash}")


def digest(key: bytes, content: bytes) -> str:
    """A keyed digest of a message: tells a repeat from another content, and nothing to a reader.

    Keyed, since a short note could otherwise be found by trying.
    """
    return hashlib.blake2b(content, key=key[:64], digest_size=20).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two secrets or hashes are equal, in a time that does not tell where they differ."""
    return hmac.compare_digest(one.encode(), other.encode())
