"""Several steer by own links: given by name, issued anew, taken back; each is touched alone."""

from __future__ import annotations

import pytest

from facilitation.core import model
from tests.web.browsing import Visitor
from tests.world import World

pytestmark = pytest.mark.usefixtures("logged_in")


def own_links(world: World) -> list[model.Link]:
    return [one for one in world.find(model.Link, revoked=False) if one.label]


def test_a_moderator_and_a_keeper_get_own_links_that_are_issued_anew_and_taken_back(
    visitor: Visitor, world: World
) -> None:
    at = f"/organiser/{world.id}/steerers"
    visitor.post(at, what="add", kind="desk", name="Lone Bach", form_id="a")
    visitor.post(at, what="add", kind="keeper", name="Per", form_id="b")
    shown = visitor.sees(f"/organiser/{world.id}/")
    assert "Lone Bach" in shown
    assert "Temaholder: samler temaer." in shown
    lone, per = sorted(own_links(world), key=lambda one: one.label)
    visitor.post(at, what="renew", kind="desk", subject=lone.subject_id, form_id="c")
    again, same = sorted(own_links(world), key=lambda one: one.label)
    assert (again.id != lone.id, again.subject_id) == (True, lone.subject_id)
    assert same == per
    visitor.post(at, what="revoke", kind="keeper", subject=per.subject_id, form_id="d")
    assert [one.label for one in own_links(world)] == ["Lone Bach"]


def test_the_days_first_desk_link_stays_beside_own_ones(visitor: Visitor, world: World) -> None:
    first = world.find(model.Link, kind="desk", subject_id=world.id, revoked=False)
    at = f"/organiser/{world.id}/steerers"
    visitor.post(at, what="add", kind="desk", name="Lone Bach", form_id="a")
    assert world.find(model.Link, kind="desk", subject_id=world.id, revoked=False) == first
    visitor.post(at, what="revoke", kind="desk", subject=world.id, form_id="b")
    assert world.find(model.Link, kind="desk", subject_id=world.id, revoked=False) == first
