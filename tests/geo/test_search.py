"""Search as a whole: its promises for any names and any text. The names are synthetic but for their manner."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.search import Match, find_schools, search_index
from tests.factories import HOME, NEXT, links, school, schools

#: Synthetic schools whose names are written in every manner that the register has.
NAMES = [
    "St. Synthia's C of E Primary School",
    "Saint Synthia\u2019s RC (VA) Junior School",
    "The Synthetic & Made-up Academy, NW9",
    "All Saints' CofE Nursery and Primary School",
    "SS Synthia and Paul's Catholic Primary",
    "Collège Français Synthétique: Sacré-Cœur",
    "Synthetic Roman Catholic JMI",
    "Queen's Park Synthetic PRU",
    "A.B.C. Synthetic School",
    "St Synthia's C of E Primary School",
]
SCHOOLS = schools(*(school(100_001 + number, name=name) for number, name in enumerate(NAMES)))
INDEX = search_index(SCHOOLS, links())
EVERY = len(SCHOOLS)


def urns(text, frame=SCHOOLS, index=INDEX, **options):
    return list(find_schools(frame, text, index=index, **options)["urn"])


@given(st.text(st.characters(exclude_categories=()), max_size=120), st.integers(0, 5))
def test_any_text_is_answered_within_the_limit(text, limit):
    found = find_schools(SCHOOLS, text, index=INDEX, limit=limit)
    assert len(found) <= limit
    assert set(found["match"]) <= {str(match) for match in Match}
    assert list(found.columns) == [*SCHOOLS.columns, "match", "former"]


@given(st.sampled_from(NAMES), st.integers(3, 60), st.sampled_from([str, str.upper, str.lower]), st.booleans())
def test_a_school_is_found_by_any_beginning_of_its_name(name, length, case, keep):
    typed = name[:length]
    typed = case(typed if keep else typed.replace("'", "").replace("\u2019", ""))
    assert 100_001 + NAMES.index(name) in urns(typed, limit=EVERY)


@given(st.permutations(range(EVERY)), st.sampled_from(["st synthia", "syn", "school", "synthtic", "rc", "nw1 1aa"]))
def test_the_order_of_the_rows_does_not_matter(order, text):
    shuffled = SCHOOLS.iloc[order]
    assert urns(text, shuffled, search_index(shuffled, links())) == urns(text)


def test_equal_names_are_ordered_by_name_then_urn():
    assert urns("st synthias c of e") == [100_010, 100_001]
    twins = schools(school(100_003, name="Synthetic"), school(100_002, name="Synthetic"))
    assert urns("synth", twins, search_index(twins, links())) == [100_002, 100_003]


def test_a_long_word_that_finds_little_is_also_taken_for_a_slip():
    two = schools(school(100_001, name="Synthia School"), school(100_002, name="Synthea Academy"))
    index = search_index(two, links())
    assert list(find_schools(two, "synthia", index=index)["match"]) == ["name starts so", "similar spelling"]
    assert urns("synthia school", two, index) == [100_001]


def test_schools_of_the_home_borough_come_first_among_equals():
    three = schools(
        school(100_001, name="Synthetic A", borough_code=NEXT),
        school(100_002, name="Synthetic B", borough_code=HOME),
        school(100_003, name="Synthetic", borough_code=NEXT),
    )
    index = search_index(three, links())
    assert urns("synthetic", three, index, home={HOME}) == [100_003, 100_002, 100_001]
    assert urns("synthetic", three, index) == [100_003, 100_001, 100_002]


def test_only_the_given_rows_are_found_and_fill_the_limit():
    some = SCHOOLS[SCHOOLS["urn"] > 100_005]
    assert urns("synth", some, limit=2) == [urn for urn in urns("synth", limit=EVERY) if urn > 100_005][:2]


def test_the_rows_are_the_frame_s_own_and_the_frame_is_left_alone():
    columns = list(SCHOOLS.columns)
    found = find_schools(SCHOOLS, "abc", index=INDEX)
    assert list(found.index) == [8]
    assert found.crs == SCHOOLS.crs
    assert list(SCHOOLS.columns) == columns


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        ("Predecessor", "Bygone School", [100_009]),
        ("Predecessor - merged", "Bygone School", [100_009]),
        ("Successor", "Bygone School", []),
        ("Predecessor", None, []),
    ],
)
def test_only_predecessors_lend_their_names(kind, name, expected):
    index = search_index(SCHOOLS, links((100_009, 100_099, name), kind=kind))
    assert urns("bygone", index=index) == expected


def test_a_predecessor_with_a_record_of_its_own_is_found_itself():
    index = search_index(SCHOOLS, links((100_009, 100_008, "Bygone School"), (5, 6, "Bygone School")))
    assert urns("bygone", index=index) == []


def test_an_empty_table_finds_nothing():
    nothing = SCHOOLS.iloc[:0]
    assert urns("synth", nothing, search_index(nothing, links())) == []
