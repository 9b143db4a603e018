"""Who may do what: one table of verbs and roles. What is not in it, nobody may."""

from __future__ import annotations

from dataclasses import dataclass

from facilitation.core.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a role in one workshop, and the id of the one it stands for.

    ``subject_id`` is a participant's, a table's, a link's (moderator, board) or an organiser's id.
    """

    role: str
    workshop_id: str
    subject_id: str

    @property
    def on_stage(self) -> bool:
        """Whether what this one does is a step on the stage (or of the machine's holder): only
        then the stream keeps who it was."""
        return self.role in (MODERATOR, KEEPER, ORGANISER, SYSTEM)

    @property
    def name(self) -> str:
        """How the stream names the actor of a step on the stage."""
        return f"{self.role}:{self.subject_id}"


PARTICIPANT, TABLE, MODERATOR, KEEPER, ORGANISER, BOARD = (
    "participant",
    "table",
    "moderator",
    "keeper",
    "organiser",
    "board",
)
"""A keeper gathers notes in themes at the desk, and moves nothing on the stage."""
STRANGER = "stranger"
SYSTEM = "system"
"""The command line and the server itself: whoever holds the machine holds the data."""

_WRITERS = (PARTICIPANT, TABLE)
_STAGE = (MODERATOR, ORGANISER)
_DESK = (MODERATOR, ORGANISER, KEEPER)
_PREPARE = (ORGANISER,)

VERBS: dict[str, tuple[str, ...]] = {
    # phones and table devices
    "note.add": _WRITERS,
    "note.edit": _WRITERS,
    "note.delete": _WRITERS,
    "note.sign": _WRITERS,
    "participant.leave": (PARTICIPANT,),
    "vote.cast": (PARTICIPANT,),
    "host.claim": (PARTICIPANT,),
    "host.leave": (PARTICIPANT,),
    "note.mark": _WRITERS,
    "help.call": _WRITERS,
    "help.cancel": _WRITERS,
    "participant.join": (STRANGER,),
    "participant.walk_in": (STRANGER,),
    # the stage
    "note.hide": _STAGE,
    "note.restore": _STAGE,
    "note.hold": _STAGE,
    "note.release": _STAGE,
    "note.pick": _STAGE,
    "note.unpick": _STAGE,
    "scene.set": _STAGE,
    "board.freeze": _STAGE,
    "board.release": _STAGE,
    "vote.open": _STAGE,
    "vote.close": _STAGE,
    "vote.reveal": _STAGE,
    "help.answer": _STAGE,
    "prompt.open": _STAGE,
    "prompt.close": _STAGE,
    "prompt.reveal": _STAGE,
    "prompt.conceal": _STAGE,
    "round.start": _STAGE,
    "round.close": _STAGE,
    "timer.set": _STAGE,
    "timer.extend": _STAGE,
    "timer.stop": _STAGE,
    "participant.free": _STAGE,
    "step.undo": _DESK,
    # the desk's own work, which moves nothing on the stage
    "note.show": _STAGE,
    "table.hear": _STAGE,
    "table.unhear": _STAGE,
    "note.queue": _STAGE,
    "note.unqueue": _STAGE,
    "note.ask": _DESK,
    "note.unask": _DESK,
    "theme.add": _DESK,
    "theme.put": _DESK,
    "theme.take": _DESK,
    "theme.rename": _DESK,
    "theme.merge": _DESK,
    "theme.move": _DESK,
    "theme.remove": _DESK,
    "agenda.set": _STAGE,
    "agenda.begin": _STAGE,
    # preparing
    "workshop.create": _PREPARE,
    "workshop.edit": _PREPARE,
    "workshop.room": _PREPARE,
    "workshop.open": _PREPARE,
    "workshop.close": _PREPARE,
    "workshop.confirm_address": _PREPARE,
    "round.add": _PREPARE,
    "round.edit": _PREPARE,
    "round.remove": _PREPARE,
    "prompt.add": _PREPARE,
    "prompt.edit": _PREPARE,
    "prompt.remove": _PREPARE,
    "tables.set": _PREPARE,
    "table.close": _PREPARE,
    "table.open": _PREPARE,
    "roster.store": _PREPARE,
    "participant.add": _PREPARE,
    "participant.edit": _PREPARE,
    "participant.remove": _PREPARE,
    "participant.check_in": _PREPARE,
    "participant.absent": _PREPARE,
    "participant.restore": _PREPARE,
    "participant.substitute": _PREPARE,
    "participant.arrive": _PREPARE,
    "organisation.add": _PREPARE,
    "organisation.edit": _PREPARE,
    "organisation.remove": _PREPARE,
    "target_group.add": _PREPARE,
    "target_group.edit": _PREPARE,
    "target_group.remove": _PREPARE,
    "method.add": _PREPARE,
    "method.edit": _PREPARE,
    "method.remove": _PREPARE,
    "plan.store": _PREPARE,
    "plan.move": _PREPARE,
    "plan.publish": _PREPARE,
    "plan.reseat": _PREPARE,
    "wish.add": _PREPARE,
    "wish.remove": _PREPARE,
    "link.add": _PREPARE,
    "link.make": _PREPARE,
    "link.revoke": _PREPARE,
    # access itself: a grant is made when a link was followed
    "session.grant": (STRANGER,),
}


def check(actor: Actor, verb: str, workshop_id: str) -> None:
    """Raise Refusal ``not_allowed`` unless this actor may do this in this workshop.

    The same answer stands for "not yours", "not there" and "no such verb".
    """
    if actor.workshop_id != workshop_id:
        raise Refusal("not_allowed")
    if actor.role != SYSTEM and actor.role not in VERBS.get(verb, ()):
        raise Refusal("not_allowed")
