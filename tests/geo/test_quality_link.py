"""The address of the data quality page: a question survives the way there and back, and junk has no effect."""

from hypothesis import given
from hypothesis import strategies as st

from geo.measures import MEASURES
from geo.quality_link import EVERY_YEAR, KEYS, Asked, Offered, parse, to_params
from geo.vocab import Sector

OFFERED = Offered(("Barnet", "Camden"), ("2023/24", "2018/19"), "Camden")
questions = st.builds(
    Asked,
    st.sampled_from(["", *MEASURES]),
    st.sampled_from(["", *OFFERED.boroughs]),
    st.sampled_from(["", EVERY_YEAR, *OFFERED.years]),
    st.sampled_from(Sector),
)


@given(questions, st.sampled_from(["", "Camden"]))
def test_a_question_survives_the_address(asked: Asked, home: str) -> None:
    offered = Offered(OFFERED.boroughs, OFFERED.years, home)
    params = {key: [said] for key, said in to_params(asked, offered).items()}
    assert parse(params, offered) == (asked, [])


def test_what_is_there_at_first_is_not_in_the_address() -> None:
    assert to_params(Asked("", "Camden", "", Sector.STATE), OFFERED) == {}
    assert to_params(Asked("eal", "", EVERY_YEAR, Sector.INDEPENDENT), OFFERED) == {
        "measure": "eal",
        "borough": "any",
        "year": "every",
        "schools": "independent",
    }


@given(st.dictionaries(st.sampled_from([*KEYS, "urn"]), st.lists(st.text(max_size=200), max_size=60)))
def test_no_text_breaks_it_and_its_notes_are_few_and_short(params: dict[str, list[str]]) -> None:
    asked, notes = parse(params, OFFERED)
    assert asked.sector in Sector
    assert asked.borough in ("", *OFFERED.boroughs)
    assert asked.year in ("", EVERY_YEAR, *OFFERED.years)
    assert asked.measure in ("", *MEASURES)
    assert len(notes) <= 7 * len(KEYS)
    assert all(len(note) <= 52 for note in notes)
