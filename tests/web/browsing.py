"""A browser for tests: sends what a page's form would send, and reads what comes back."""

from __future__ import annotations

import html
import re
from typing import Any

from flask import Flask
from sqlalchemy import insert
from werkzeug.test import TestResponse

from facilitation.core import tokens
from facilitation.core.rights import Actor
from facilitation.store import accounts, rows
from tests.world import World

ORIGIN = "http://localhost"


class Visitor:
    """One browser with its cookies."""

    def __init__(self, site: Flask) -> None:
        self.client = site.test_client()

    def get(self, path: str, **query: str) -> TestResponse:
        return self.client.get(path, query_string=query)

    def post(self, path: str, **form: Any) -> TestResponse:
        """Send a form as our own page would."""
        return self.client.post(
            path, data=form, headers={"Origin": ORIGIN}, content_type="multipart/form-data"
        )

    def sees(self, path: str, **query: str) -> str:
        """The text of a page, as read, without tags."""
        return words(self.get(path, **query))

    def login(self, world: World, who: Actor | None = None) -> None:
        """Be the organiser of this world's day (or ``who``), by a session straight into the
        database."""
        secret = tokens.new_secret()
        world.ledger.run(
            lambda connection: accounts.put_session(
                connection,
                tokens.hashed(secret),
                world.now,
                old_hash=None,
                organiser=(who or world.organiser).subject_id,
            )
        )
        self.client.set_cookie("samskab", secret)


def words(answer: TestResponse) -> str:
    """The text of an answer, tags left out, blanks collapsed."""
    tags = re.compile(r"<script.*?</script>|<[^>]+>", re.DOTALL)
    text = tags.sub(" ", answer.get_data(as_text=True))
    return " ".join(html.unescape(text).split())


def first_account(world: World, password_hash: str = "") -> None:
    """Make the world's organiser an account that exists."""
    account = {
        "id": world.organiser.subject_id,
        "email": "birgit@fond.example",
        "password_hash": password_hash,
        "created_at": world.now,
    }
    world.ledger.run(lambda connection: connection.execute(insert(rows.organiser), account))
