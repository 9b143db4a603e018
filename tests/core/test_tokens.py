"""Secrets are long, kept as hashes, and told apart by the key."""

from __future__ import annotations

from facilitation.core import tokens

KEY = b"k" * 32


def test_a_link_has_the_same_token_each_time_and_another_under_another_key() -> None:
    token = tokens.link_token(KEY, "a1")
    assert token == tokens.link_token(KEY, "a1")
    assert token != tokens.link_token(KEY, "a2")
    assert token != tokens.link_token(b"x" * 32, "a1")
    assert len(token) * 5 >= 128  # bits: each sign of base 32 has five
    assert token.isalnum()


def test_codes_have_no_signs_that_are_read_wrong() -> None:
    codes = {tokens.new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(len(code) == 6 for code in codes)
    assert not set("".join(codes)) & set("IO01")


def test_a_code_is_known_however_it_is_typed() -> None:
    assert tokens.tidy_code(" ab-c 2.3d ") == "ABC23D"
    assert len(tokens.tidy_code("x" * 1_000_000)) <= 12


def test_a_digest_tells_other_content_and_another_key() -> None:
    digest = tokens.digest(KEY, b"note")
    assert digest == tokens.digest(KEY, b"note")
    assert digest != tokens.digest(KEY, b"Note")
    assert digest != tokens.digest(b"x" * 32, b"note")


def test_whatever_a_stranger_sends_can_be_hashed() -> None:
    for sent in ("", "\x00", "\ud800", "æ" * 10_000):
        assert len(tokens.hashed(sent)) == 64


def test_the_proof_of_a_secret_differs_from_note_to_note() -> None:
    assert tokens.note_proof("n1", "h") != tokens.note_proof("n2", "h")
    assert tokens.note_proof("n1", "h") == tokens.note_proof("n1", "h")


def test_secrets_are_long_and_never_the_same() -> None:
    made = {tokens.new_secret() for _ in range(100)}
    assert len(made) == 100
    assert all(len(secret) >= 43 for secret in made)  # 256 bits in base 64


def test_equal_is_equal() -> None:
    assert tokens.same("abc", "abc")
    assert not tokens.same("abc", "abd")
    assert not tokens.same("abc", "")
