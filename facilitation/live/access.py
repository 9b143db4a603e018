"""Puts out who may not be here any more, and tells who reads along on another phone too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from facilitation.core.rights import ORGANISER, PARTICIPANT
from facilitation.live.clients import Client
from facilitation.live.jobs import Due, Means
from facilitation.store import identity

ENDINGS = {PARTICIPANT: "name_freed", ORGANISER: "logged_out"}
LINK_REVOKED = "link_revoked"
NAME_ELSEWHERE = "name_elsewhere"
SEAT_CHANGED = "seat_changed"
NOTICES = (*ENDINGS.values(), LINK_REVOKED, NAME_ELSEWHERE, SEAT_CHANGED)


class Access:
    """Looks at the rights of a courier's ``clients``; ``drop`` forgets one of them."""

    def __init__(
        self,
        workshop_id: str,
        means: Means,
        clients: dict[str, Client],
        drop: Callable[[Client], None],
    ) -> None:
        self._id = workshop_id
        self._means = means
        self._clients = clients
        self._drop = drop

    def check(self, due: Due) -> None:
        """Look at everybody's rights or somebody's, as is due."""
        asked = self._asked(due)
        if asked:
            oldest = self._means.oldest_session()
            subjects = (
                None if due.access or due.look else list({one.actor.subject_id for one in asked})
            )
            held = self._means.reader.run(
                lambda connection: identity.holders(
                    connection, self._id, oldest=oldest, subjects=subjects
                )
            )
            phones = Counter(subject for _hash, role, subject in held if role == PARTICIPANT)
            for client in asked:
                if client.holds not in held:
                    self._end(client)
                elif client.actor.role == PARTICIPANT:
                    self._tell_elsewhere(client, phones[client.actor.subject_id] > 1)
        due.access = due.look = False
        due.subjects.clear()

    def _asked(self, due: Due) -> list[Client]:
        clients = list(self._clients.values())
        if due.access or due.look:
            return clients
        return [client for client in clients if client.actor.subject_id in due.subjects]

    def _end(self, client: Client) -> None:
        """Tell why, and cut: the client asks once more, and is refused if it really is out."""
        self._drop(client)
        self._means.notify(client, ENDINGS.get(client.actor.role, LINK_REVOKED))
        self._means.wire.cut(client.sid)

    def _tell_elsewhere(self, client: Client, elsewhere: bool) -> None:
        if elsewhere and not client.told_elsewhere:
            self._means.notify(client, NAME_ELSEWHERE)
        client.told_elsewhere = elsewhere
