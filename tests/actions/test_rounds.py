"""Rounds start and close, with their prompts, clock and current seats."""

from __future__ import annotations

from facilitation.core import model
from facilitation.store.engine import reading
from facilitation.store.identity import audience_of
from tests.world import World, refuses


def start(day: World, number: int) -> None:
    day.do("round.start", day.moderator, round=day.round(number).id)


def test_a_started_round_opens_its_prompts_and_starts_its_clock(planned: World) -> None:
    start(planned, 1)
    facts = planned.facts()
    round = planned.round(1)
    assert round.state == "running"
    assert facts.open_in == dict.fromkeys(round.prompt_ids, round.id)
    day = facts.workshop
    assert (day.round_id, day.timer_started_at) == (round.id, planned.now)
    assert day.timer_ends_at == planned.now + 20 * 60_000


def test_the_next_round_closes_the_running_one(day: World) -> None:
    start(day, 2)
    assert [day.round(number).state for number in (1, 2)] == ["closed", "running"]
    assert set(day.facts().open_in.values()) == {day.round(2).id}


def test_a_round_runs_once(day: World) -> None:
    with refuses("round_held", number=1):
        start(day, 1)
    start(day, 2)
    with refuses("round_held", number=1):
        start(day, 1)


def test_a_round_does_not_start_before_the_day_is_open_or_after_it_is_closed(
    preparing: World,
) -> None:
    with refuses("day_not_open"):
        start(preparing, 1)
    preparing.do("workshop.open", preparing.organiser)
    preparing.do("workshop.close", preparing.organiser)
    with refuses("day_closed"):
        start(preparing, 1)


def test_a_closed_round_closes_its_prompts_and_stops_the_clock(day: World) -> None:
    day.do("round.close", day.moderator, round=day.round(1).id)
    assert day.facts().open_in == {}
    assert day.day.timer_ends_at is None
    with refuses("round_not_running"):
        day.do("round.close", day.moderator, round=day.round(1).id)


def test_a_prompt_opens_only_in_a_running_round_and_only_once(day: World) -> None:
    prompt = day.prompt(1).id
    with refuses("nothing_changed"):
        day.do("prompt.open", day.moderator, prompt=prompt)
    day.do("prompt.close", day.moderator, prompt=prompt)
    with refuses("nothing_changed"):
        day.do("prompt.close", day.moderator, prompt=prompt)
    day.do("round.close", day.moderator, round=day.round(1).id)
    with refuses("round_not_running"):
        day.do("prompt.open", day.moderator, prompt=prompt)


def test_a_phone_follows_its_table_of_the_current_round(day: World) -> None:
    def audience(name: str) -> str:
        with reading(day.engine) as connection:
            return audience_of(connection, day.phone(name))

    assert audience("Mette") == f"group:{day.group(1, round=1).id}"
    start(day, 2)
    assert audience("Mette") == f"group:{day.group(2, round=2).id}"
    walk_in = day.do("participant.add", day.organiser, name="Jonna Dam")["participant"]
    assert audience("Jonna") == f"phone:{walk_in}"


def test_a_table_device_follows_its_table(day: World) -> None:
    with reading(day.engine) as connection:
        assert audience_of(connection, day.device(2)) == f"group:{day.group(2).id}"


def test_the_clock_is_moved_by_whole_minutes_and_never_before_now(day: World) -> None:
    day.do("timer.set", day.moderator, minutes=5)
    day.do("timer.extend", day.moderator, minutes=2)
    assert day.day.timer_ends_at == day.now + 7 * 60_000
    day.do("timer.extend", day.moderator, minutes=-60)
    assert day.day.timer_ends_at == day.now
    day.do("timer.stop", day.moderator)
    with refuses("timer_not_running"):
        day.do("timer.extend", day.moderator, minutes=1)
    for minutes in (0, -1, 601):
        with refuses("minutes_out_of_range"):
            day.do("timer.set", day.moderator, minutes=minutes)


def test_the_table_that_has_not_been_heard_is_known(day: World) -> None:
    def heard(of: str) -> object:
        return day.sees(of, "heard", day.round(1).id)

    assert heard("desk") == record(day, tables=0, of=2, notes=0, numbers=[])
    day.write(day.phone("Ibrahim"), sign={"kind": "organisation"})
    assert heard("desk") == record(day, tables=1, of=2, notes=1, numbers=[2])
    day.write(day.phone("Mette"), sign={"kind": "name"})
    assert heard("board") == record(day, tables=2, of=2, notes=2)
    hidden = day.write(day.phone("Mette"), sign={"kind": "name"})
    day.do("note.hide", day.moderator, note=hidden)
    day.do("round.close", day.moderator, round=day.round(1).id)
    assert heard("board") == record(day, tables=2, of=2, notes=2)
    start(day, 2)
    day.write(day.phone("Mette"), round=day.round(2).id)
    assert heard("board") == record(day, tables=2, of=2, notes=2)


def record(day: World, **values: object) -> dict[str, object]:
    return {"type": "heard", "id": day.round(1).id} | values


def test_the_same_prompt_twice_in_a_round_is_asked_once(planned: World) -> None:
    prompt = planned.prompt(1).id
    planned.do(
        "round.edit",
        planned.organiser,
        round=planned.round(1).id,
        minutes=10,
        targets="mix",
        methods="none",
        prompts=[prompt, prompt],
    )
    start(planned, 1)
    assert len(planned.find(model.Opening)) == 1
