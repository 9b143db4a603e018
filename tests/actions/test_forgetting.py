"""Old sessions are forgotten when the server starts, and the names they held are free again."""

from __future__ import annotations

from facilitation.core import model
from facilitation.store import accounts
from facilitation.store.accounts import DAY_MS
from facilitation.store.engine import reading
from facilitation.store.forgetting import forget_old_sessions
from tests.world import World


def a_phone(day: World, session: str, *, name: str = "", days_ago: float = 0) -> None:
    """A session made so many days ago, which has claimed a name (or none)."""
    made = day.now - int(days_ago * DAY_MS)
    day.ledger.run(
        lambda connection: accounts.put_session(
            connection, session, made, old_hash=None, organiser=None
        )
    )
    if name:
        id = day.person(name).id
        day.do("participant.join", day.stranger, participant=id, session_hash=session)


def forget(day: World) -> None:
    day.ledger.run(lambda connection: forget_old_sessions(connection, day.now, 30))


def there(day: World, session: str) -> bool:
    with reading(day.engine) as connection:
        return accounts.session(connection, session) is not None


def test_a_name_that_only_an_old_session_held_is_free_again(day: World) -> None:
    a_phone(day, "old", name="Mette", days_ago=31)
    a_phone(day, "new", name="Bo", days_ago=29)
    forget(day)
    assert not there(day, "old")
    assert not day.find(model.Grant, session_hash="old")
    assert not day.person("Mette").joined
    assert there(day, "new")
    assert day.person("Bo").joined
    a_phone(day, "again", name="Mette")


def test_a_closed_day_goes_on_saying_who_came(day: World) -> None:
    a_phone(day, "old", name="Mette", days_ago=31)
    day.do("workshop.close", day.organiser)
    forget(day)
    assert not there(day, "old")
    assert day.person("Mette").joined


def test_a_session_that_was_granted_nothing_goes_after_a_day(day: World) -> None:
    a_phone(day, "refused", days_ago=1.5)
    a_phone(day, "just now", days_ago=0.5)
    a_phone(day, "granted", name="Mette", days_ago=1.5)
    forget(day)
    assert [there(day, one) for one in ("refused", "just now", "granted")] == [False, True, True]
