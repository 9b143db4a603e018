from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path

from facilitation.report import Document, make, to_csv, to_json
from facilitation.report.sections import Signature
from tests.report.day import BY_TABLE
from tests.world import World, a_database, a_planned_day, a_running_day


def test_notes_stand_by_round_then_by_prompt_then_as_they_came(document: Document) -> None:
    found = [
        (section.round, section.question.number, line.number, line.text)
        for section, line in document.notes
    ]
    assert found == [
        (1, 1, 1, "Vi deler en kontorplads"),
        (1, 1, 2, "Små prøver\nførst"),
        (1, 1, 3, "=1+1"),
        (1, 1, 4, "Kom for sent"),
        (1, 2, 5, "Retten til at sige nej"),
        (2, 1, 6, 'Sig "nej"; én gang om året'),
    ]


def test_each_note_carries_exactly_its_one_signature(document: Document) -> None:
    assert [line.signature for _section, line in document.notes] == [
        Signature("organisation", organisation="Fjordhjælpen"),
        Signature("table", table=1),
        Signature("target_group", target_group="Unge"),
        Signature("table", table=2),
        Signature("name", name="Åse Ærø", organisation="Broen"),
        Signature("table", table=2),
    ]


def test_only_the_note_that_came_after_the_close_is_marked_late(document: Document) -> None:
    assert [line.text for _section, line in document.notes if line.late] == ["Kom for sent"]


def test_what_is_hidden_or_waits_is_in_no_form_of_the_report(document: Document) -> None:
    for content in (to_csv(document), to_json(document), repr(document).encode()):
        assert b"SKJULT" not in content
        assert b"VENTENDE" not in content


def test_a_note_that_is_let_through_is_in_the_report(world: World) -> None:
    waiting = next(
        note for note in world.facts_for_report().notes.values() if note.state == "waiting"
    )
    world.do("note.release", world.moderator, note=waiting.id)
    texts = [line.text for _section, line in make(world.facts_for_report()).notes]
    assert "VENTENDE TEKST 010203-4321" in texts


def test_a_report_holds_no_id_and_no_number_of_the_stream(world: World) -> None:
    facts = world.facts_for_report()
    for person in list(facts.participants.values()):
        facts.participants[person.id] = replace(person, email="MARK@samskab.example")
    said = to_csv(make(facts)) + to_json(make(facts)) + repr(asdict(make(facts))).encode()
    ids = [
        *facts.notes,
        *facts.participants,
        *facts.organisations,
        *facts.target_groups,
        *facts.tables,
        *facts.groups,
        *facts.rounds,
        *facts.prompts,
        *facts.themes,
        *facts.votes,
        *(note.secret_hash for note in facts.notes.values()),
    ]
    assert [id for id in [*ids, "MARK", facts.workshop.code] if id.encode() in said] == []
    assert not [name for name in (b"seq", b"secret", b"picked") if name in said]


def test_nobody_is_named_who_did_not_sign_by_name(document: Document) -> None:
    said = repr(document)
    for name in ("Mette", "Søren", "Ibrahim", "Kirsten", "Bo Lund"):
        assert name not in said


def test_questions_are_in_the_language_asked_and_in_the_other_where_it_is_missing(
    world: World,
) -> None:
    world.do("prompt.edit", world.organiser, prompt=world.prompt(2).id, title_en="")
    titles = [one.title for one in make(world.facts_for_report(), "en").tally.questions]
    assert titles == ["Solutions", "Identitet"]


def test_a_question_that_nobody_answered_is_shown_as_asked(tmp_path: Path) -> None:
    document = make(a_running_day(a_database(tmp_path)).facts())
    assert [(one.round, one.question.number, one.lines) for one in document.sections] == [
        (1, 1, ()),
        (1, 2, ()),
    ]
    assert document.tally.total is None


def test_a_day_that_has_not_begun_has_an_empty_report(tmp_path: Path) -> None:
    document = make(a_planned_day(a_database(tmp_path)).facts())
    assert document.sections == ()
    assert document.notes == ()


def test_a_question_taken_off_a_round_keeps_its_notes_in_the_report(tmp_path: Path) -> None:
    world = a_running_day(a_database(tmp_path))
    world.write(world.device(1), "Stadig her", sign=BY_TABLE)
    facts = world.facts_for_report()
    facts.rounds = {id: replace(one, prompt_ids=()) for id, one in facts.rounds.items()}
    assert [line.text for _section, line in make(facts).notes] == ["Stadig her"]
