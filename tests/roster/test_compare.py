from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from facilitation.roster import Known, Person, compare, read_list
from tests.roster.lists import sample


def stored(people: list[Person], *, with_email: bool = True) -> list[Known]:
    """The people as they would be kept after an import."""
    return [
        Known(
            id=f"p{number}",
            name=person.name or "",
            organisation=person.organisation,
            email=person.email if with_email else None,
            target_groups=person.target_groups,
            methods=person.methods,
            role=person.role,
        )
        for number, person in enumerate(people)
        if person.status != "cancelled" and person.name
    ]


def test_the_same_list_twice_changes_nothing() -> None:
    people = read_list(sample("deltagere-2022.csv")).people
    result = compare(stored(people), people)
    assert (len(result.unchanged), result.new, result.changed, result.gone) == (95, [], [], [])


def test_the_same_list_twice_changes_nothing_where_addresses_are_not_kept() -> None:
    people = read_list(sample("deltagere-2022.csv")).people
    result = compare(stored(people, with_email=False), people, with_email=False)
    assert (len(result.unchanged), result.new, result.changed, result.gone) == (95, [], [], [])


def test_three_changed_rows_are_the_three_changes() -> None:
    text = sample("deltagere-2022.csv").decode()
    known = stored(read_list(text.encode()).people)
    text = text.replace("Ulla Brandt;", "Ulla Brandt Dahl;").replace("Peter Skov;", "Ny Person;")
    text = text.replace("peter.skov@", "ny.person@").replace(
        "Nikolaj Olsen;Foreningen", "Nikolaj Olsen;Den Nye"
    )
    result = compare(known, read_list(text.encode()).people)
    assert [(pair.person.name, pair.fields) for pair in result.changed] == [
        ("Nikolaj Olsen", ("organisation",)),
        ("Ulla Brandt Dahl", ("name",)),
    ] or [(pair.person.name, pair.fields) for pair in result.changed] == [
        ("Ulla Brandt Dahl", ("name",)),
        ("Nikolaj Olsen", ("organisation",)),
    ]
    assert [person.name for person in result.new] == ["Ny Person"]
    assert [known.name for known in result.gone] == ["Peter Skov"]


def test_two_of_one_name_and_organisation_are_matched_each_to_their_own() -> None:
    known = [
        Known("1", "Ida Holm", "A", "ida@a.example"),
        Known("2", "Ida Holm", "A", "i@x.example"),
    ]
    people = [
        Person(2, "Ida Holm", "A", email="i@x.example"),
        Person(3, "Ida Holm", "A", email="IDA@a.example"),
    ]
    result = compare(known, people)
    assert [(p.known.id, p.person.row) for p in result.unchanged] == [("2", 2), ("1", 3)]


def test_a_shared_address_does_not_mix_colleagues_up() -> None:
    known = [
        Known("1", "Ida Holm", "A", "post@a.example"),
        Known("2", "Bo Ravn", "A", "post@a.example"),
    ]
    people = [
        Person(2, "Bo Ravn", "A", email="post@a.example"),
        Person(3, "Ida Holm", "A", email="post@a.example"),
    ]
    assert {(p.known.id, p.person.name) for p in compare(known, people).unchanged} == {
        ("1", "Ida Holm"),
        ("2", "Bo Ravn"),
    }


def test_somebody_whose_organisation_was_renamed_is_not_doubled() -> None:
    result = compare(
        [Known("1", "Ida Holm", "Ungeskuret")], [Person(2, "Ida Holm", "Unge i Skuret")]
    )
    assert [pair.fields for pair in result.changed] == [("organisation",)]
    assert (result.new, result.gone) == ([], [])


def test_a_cancelled_person_is_gone_and_an_unnamed_seat_is_nobody_new() -> None:
    people = [Person(2, "Ida Holm", "A", status="cancelled"), Person(3, None, "A")]
    result = compare([Known("1", "Ida Holm", "A")], people)
    assert [known.id for known in result.gone] == ["1"]
    assert result.new == []


def test_an_address_that_the_list_leaves_out_is_not_a_change() -> None:
    result = compare([Known("1", "Ida Holm", "A", "ida@a.example")], [Person(2, "Ida Holm", "A")])
    assert [pair.fields for pair in result.unchanged] == [()]


PEOPLE = st.lists(
    st.builds(
        Person,
        row=st.integers(1, 50),
        name=st.sampled_from(["Ida Holm", "Bo Ravn", "Åse Dahl", "IDA HOLM"]),
        organisation=st.sampled_from(["A", "B", ""]),
        email=st.sampled_from([None, "a@x.example", "b@x.example", "A@x.example"]),
    ),
    max_size=12,
)


@given(PEOPLE, PEOPLE)
def test_everyone_is_matched_at_most_once_and_nobody_is_left_out(
    old: list[Person], new: list[Person]
) -> None:
    known = stored(old)
    result = compare(known, new)
    pairs = [*result.changed, *result.unchanged]
    assert sorted(k.id for k in [*result.gone, *(p.known for p in pairs)]) == sorted(
        k.id for k in known
    )
    assert sorted(map(id, [*result.new, *(p.person for p in pairs)])) == sorted(map(id, new))


@given(PEOPLE)
def test_any_list_twice_gives_nobody_new_and_nobody_gone(people: list[Person]) -> None:
    result = compare(stored(people), people)
    assert (result.new, result.gone) == ([], [])
