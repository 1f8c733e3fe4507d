"""The address: a view survives the way there and back, and no text whatever breaks the way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.criteria import FACETS, RANGES, Criteria, Range
from geo.link import ANY, View, Vocabulary, parse, to_params

WORDS = {key: {f"{key} one": f"{key} one", f"{key} two": f"{key} two"} for key in FACETS} | {
    "borough": {"Camden": "E09000007", "Islington": "E09000019"}
}
VOCABULARY = Vocabulary(
    words=WORDS,
    defaults={"borough": frozenset({"E09000007"}), "status": frozenset({"status one"})},
    sorts=("name", "distance"),
    columns=("pupils", "eal"),
    colours=("eal",),
)

ends = st.one_of(st.none(), st.integers(-99_999, 9_999_999).map(lambda whole: whole / 100))


@st.composite
def ranges(draw: st.DrawFn) -> Range:
    low, high = sorted((draw(ends), draw(ends)), key=lambda end: (end is None, end))
    if low is None:
        low = 1.0
    flip = high is None and draw(st.booleans())
    return Range(None, low, draw(st.booleans())) if flip else Range(low, high, draw(st.booleans()))


@st.composite
def views(draw: st.DrawFn) -> View:
    chosen = {key: frozenset(draw(st.sets(st.sampled_from(sorted(WORDS[key].values()))))) for key in FACETS}
    ages = draw(st.one_of(st.none(), st.tuples(st.integers(0, 12), st.integers(12, 25))))
    metres = st.one_of(st.none(), st.integers(100, 50_000))
    criteria = Criteria(
        chosen,
        draw(st.dictionaries(st.sampled_from(sorted(RANGES)), ranges(), max_size=4)),
        ages,
        ages is not None and draw(st.booleans()),
        draw(metres),
        draw(metres),
    )
    return View(
        criteria,
        draw(st.one_of(st.none(), st.integers(100_000, 999_999))),
        draw(st.sampled_from(["", "NW5", "NW1 1DN"])),
        draw(st.sampled_from(["", "name", "distance"])),
        draw(st.sampled_from(["", "eal"])),
        tuple(draw(st.permutations(["pupils", "eal"]))[: draw(st.integers(0, 2))]),
    )


@given(views())
def test_a_view_survives_the_address(view: View) -> None:
    assert parse(to_params(view, VOCABULARY), VOCABULARY) == (view, [])


junk = st.text(max_size=200)
keys = st.one_of(st.sampled_from([*FACETS, *RANGES, "ages", "unknown", "border", "radius", "school", "place"]), junk)


@given(st.dictionaries(keys, st.lists(junk, max_size=5), max_size=8))
def test_whatever_an_address_holds_gives_a_valid_view(params: dict[str, list[str]]) -> None:
    view, notes = parse(params, VOCABULARY)
    assert parse(to_params(view, VOCABULARY), VOCABULARY) == (view, [])
    assert all(len(note) < 300 for note in notes)


@pytest.mark.parametrize(
    ("params", "note"),
    [
        ({"phase": ["Junk"]}, "phase=Junk"),
        ({"fsm_ever6": ["60..30"]}, "fsm_ever6=60..30"),
        ({"fsm_ever6": [".."]}, "fsm_ever6=.."),
        ({"fsm_ever6": ["nan..inf"]}, "fsm_ever6=nan..inf"),
        ({"ages": ["11..4"]}, "ages=11..4"),
        ({"ages": ["4..99"]}, "ages=4..99"),
        ({"border": ["-5"]}, "border=-5"),
        ({"radius": ["99999999"]}, "radius=99999999"),
        ({"school": ["12"]}, "school=12"),
        ({"school": ["100013", "100010"]}, "school=100010"),
        ({"place": ["<script>"]}, "place=<script>"),
        ({"unknown": ["absence"]}, "unknown=absence"),
        ({"sort": ["worst"]}, "sort=worst"),
        ({"columns": ["pupils", "secret"]}, "columns=secret"),
        ({"phase": ["x" * 500]}, f"phase={'x' * 40}…"),
    ],
)
def test_what_cannot_be_read_is_left_out_and_named(params: dict[str, list[str]], note: str) -> None:
    view, notes = parse(params, VOCABULARY)
    assert notes == [note]
    assert view.criteria.chosen == {"borough": frozenset({"E09000007"}), "status": frozenset({"status one"})}


def test_an_address_without_parameters_is_the_view_at_first() -> None:
    view, notes = parse({}, VOCABULARY)
    assert to_params(view, VOCABULARY) == {}
    assert notes == []


def test_no_condition_where_there_is_one_at_first_is_written() -> None:
    view = View(Criteria())
    assert to_params(view, VOCABULARY) == {"borough": [ANY], "status": [ANY]}


def test_boroughs_are_named_in_the_address() -> None:
    view = View(Criteria({"borough": frozenset({"E09000019"}), "status": frozenset({"status one"})}))
    assert to_params(view, VOCABULARY) == {"borough": ["Islington"]}


def test_a_range_reads_as_a_person_would_write_it() -> None:
    view, notes = parse({"absence": ["..6.5"], "eal": ["30.."], "unknown": ["eal"]}, VOCABULARY)
    assert view.criteria.ranges == {"absence": Range(None, 6.5), "eal": Range(30, None, keep_unknown=True)}
    assert notes == []
