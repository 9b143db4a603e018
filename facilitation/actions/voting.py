"""Dots for notes or themes: opened at the desk, given on phones, counted when it closes.

A ballot is kept under a secret of its phone; the participant's row says only that they have
voted, and only while the vote is open (promise 4). Closing counts, and erases the ballots: what
stays is the sum, so nobody can join dots to a person afterwards, the database's owner included.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from facilitation.actions.final import final_step
from facilitation.actions.registry import verb
from facilitation.actions.stage import SHOWS_TEXT, put_scene, scene_now, themes_told
from facilitation.core.audience import on_the_board
from facilitation.core.changes import DAY, Change, Key
from facilitation.core.model import (
    VOTES_ON,
    Ballot,
    Note,
    Participant,
    Prompt,
    Step,
    Theme,
    Vote,
    new_id,
)
from facilitation.core.ports import UnitOfWork
from facilitation.core.refusals import Refusal
from facilitation.core.rights import Actor
from facilitation.core.text import required_line
from facilitation.core.tokens import note_proof

MOST_DOTS = 20
MOST_CHOICES = 60


@verb("vote.open")
def open_vote(
    work: UnitOfWork,
    actor: Actor,
    *,
    title: str,
    kind: str,
    choices: list[str] | tuple[str, ...],
    dots: int,
    most_each: int,
) -> Change:
    """Open a vote and show it on the board. ``choices``: ids of themes, or of notes that the board
    may show. Answers ``vote``.

    Refusals: ``day_not_open``, ``vote_running``, ``vote_unknown`` (nonsense), ``note_not_shown``.
    """
    if work.workshop.state != "open":
        raise Refusal("day_not_open")
    if work.find(Vote, state="open"):
        raise Refusal("vote_running")
    line = required_line(title, "title", most=work.limits.name_length)
    _sensible(kind, choices, dots, most_each)
    _may_be_seen(work, kind, choices)
    number = 1 + work.count(Vote)
    vote = Vote(
        new_id(), work.workshop_id, number, line, kind, tuple(choices), dots, min(dots, most_each)
    )
    work.add(vote)
    shown = work.workshop.themes_shown or kind == "themes"
    day = replace(work.workshop, scene="vote", scene_vote_id=vote.id, themes_shown=shown)
    told = themes_told(work, day)
    step = _step(work, "vote.back", vote.id)
    work.save(day)
    return Change("vote.opened", (DAY, ("vote", vote.id), *told), {"vote": vote.id}, step)


@verb("vote.cast")
def cast(
    work: UnitOfWork, actor: Actor, *, vote: str, dots: dict[str, int], secret_hash: str
) -> Change | None:
    """Give dots, or give them otherwise: the whole ballot each time. Answers ``dots``, how many.

    Refusals: ``vote_closed``, ``vote_unknown``, ``too_many_dots`` (most, most_each), ``has_voted``
    (this name, on a phone with another secret).
    """
    found = work.get(Vote, vote)
    if found.state != "open" or work.workshop.state != "open":
        raise Refusal("vote_closed")
    given = _checked(found, dots)
    proof = note_proof(vote, secret_hash)
    person = work.get(Participant, actor.subject_id)
    before = work.find(Ballot, vote_id=vote, secret_hash=proof)
    if before:
        work.save(replace(before[0], dots=given))
    elif vote in person.voted:
        raise Refusal("has_voted")
    elif not given:
        return None
    else:
        work.add(Ballot(new_id(), work.workshop_id, vote, proof, given))
        work.save(replace(person, voted=(*person.voted, vote)))
    return Change("vote.cast", (("vote", vote),), {"dots": sum(given.values())})


@verb("vote.close")
def close_vote(work: UnitOfWork, actor: Actor, *, vote: str) -> Change:
    """Close a vote and count it; the ballots are erased. Not undoable. Refusal ``vote_closed``."""
    found = work.get(Vote, vote)
    if found.state != "open":
        raise Refusal("vote_closed")
    close_one(work, found)
    step = final_step(work, "vote.closed")
    return Change("vote.closed", (("vote", vote),), step=step, erases=True)


@verb("vote.reveal")
def reveal_vote(work: UnitOfWork, actor: Actor, *, vote: str) -> Change:
    """Show the result to board and phones together. Refusals ``vote_open``, ``nothing_changed``."""
    found = work.get(Vote, vote)
    if found.state == "open":
        raise Refusal("vote_open")
    if found.state == "revealed":
        raise Refusal("nothing_changed")
    step = _step(work, "vote.conceal", vote)
    work.save(replace(found, state="revealed"))
    work.save(replace(work.workshop, scene="vote", scene_vote_id=vote))
    return Change("vote.revealed", (DAY, ("vote", vote)), step=step)


def put_back(work: UnitOfWork, *, vote: str, shown: list[Any]) -> Change:
    """Undo of opening a vote that nobody has voted in: it is gone, and the scene as it was."""
    work.remove(work.get(Vote, vote))
    return _as_before(work, "vote.removed", vote, shown)


def conceal_vote(work: UnitOfWork, *, vote: str, shown: list[Any]) -> Change:
    """Undo of a reveal: the desk alone has the result again, and the scene is as it was."""
    work.save(replace(work.get(Vote, vote), state="closed"))
    return _as_before(work, "vote.concealed", vote, shown)


def _as_before(work: UnitOfWork, kind: str, vote: str, shown: list[Any]) -> Change:
    if scene_now(work.workshop) != shown:
        put_scene(work, shown)
    return Change(kind, (DAY, ("vote", vote)))


def _step(work: UnitOfWork, verb: str, vote: str) -> Step:
    day = work.workshop
    args: dict[str, object] = {"vote": vote, "shown": scene_now(day)}
    return Step("", work.workshop_id, 0, "", verb, args, day.scene in SHOWS_TEXT)


def close_votes(work: UnitOfWork) -> tuple[Key, ...]:
    """Close what is still open, at the end of the day; returns the keys touched."""
    still = work.find(Vote, state="open")
    for vote in still:
        close_one(work, vote)
    return tuple(("vote", vote.id) for vote in still)


def close_one(work: UnitOfWork, vote: Vote) -> None:
    """Count the ballots into the vote, and erase them and who has voted."""
    ballots = work.find(Ballot, vote_id=vote.id)
    sums: Counter[str] = Counter()
    for ballot in ballots:
        sums.update(ballot.dots)
        work.remove(ballot)
    result = {str(place): sums[str(place)] for place in range(len(vote.choice_ids))}
    voters = sum(1 for ballot in ballots if ballot.dots)
    work.save(replace(vote, state="closed", result=result, voters=voters))
    for person in work.find(Participant):
        if vote.id in person.voted:
            rest = tuple(one for one in person.voted if one != vote.id)
            work.save(replace(person, voted=rest))


def _checked(vote: Vote, dots: dict[str, int]) -> dict[str, int]:
    given = {place: count for place, count in sorted(dots.items()) if count}
    places = {str(place) for place in range(len(vote.choice_ids))}
    if not given.keys() <= places or any(count < 0 for count in given.values()):
        raise Refusal("vote_unknown")
    if sum(given.values()) > vote.dots or any(count > vote.most_each for count in given.values()):
        raise Refusal("too_many_dots", most=vote.dots, most_each=vote.most_each)
    return given


def _sensible(kind: str, choices: list[str] | tuple[str, ...], dots: int, most_each: int) -> None:
    fits = 2 <= len(choices) <= MOST_CHOICES and len(set(choices)) == len(choices)
    if kind not in VOTES_ON or not fits or not most_each >= 1 or not 1 <= dots <= MOST_DOTS:
        raise Refusal("vote_unknown")


def _may_be_seen(work: UnitOfWork, kind: str, choices: list[str] | tuple[str, ...]) -> None:
    if kind == "themes":
        for id in choices:
            work.get(Theme, id)
        return
    prompts = {one.id: one for one in work.find(Prompt)}
    for id in choices:
        note = work.get(Note, id)
        if not on_the_board(note, prompts.get(note.prompt_id)):
            raise Refusal("note_not_shown")
