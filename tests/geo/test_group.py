"""Which schools count, and the address of a group."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point

from geo.explore import explorer_frame
from geo.group import MOST_PICKED, AreaAsked, in_borough, parse, picked, to_params
from geo.schema import empty
from geo.vocab import PhaseFamily
from tests import factories

HOME, NEXT = factories.HOME, factories.NEXT
BOROUGHS = {"Camden": HOME, "Islington": NEXT}
#: 100001 in Arabic digits, which Python takes for a number.
ARABIC = "".join(chr(0x660 + int(digit)) for digit in "100001")
KNOWN = set(range(100_001, 100_301))


def frame(*rows):
    return explorer_frame(factories.schools(*rows), empty("measures"), factories.some_inspections(), empty("ties"), {})


@pytest.fixture(scope="module")
def schools():
    return frame(
        factories.school(100_001),
        factories.school(100_002, status="Open, but proposed to close"),
        factories.school(100_003, status="Closed"),
        factories.school(100_004, status=None),
        factories.school(100_005, phase_family="Independent"),
        factories.school(100_006, site_borough=NEXT, geometry=Point(532_000, 183_000)),
        factories.school(100_007, borough_code=NEXT, site_borough=HOME),
        factories.school(100_008, geometry=None),
        factories.school(100_009, borough_code=NEXT, site_borough=NEXT),
    )


def test_open_and_state_funded_schools_of_the_authority_that_stand_in_it_count(schools):
    assert list(in_borough(schools, HOME).counted["urn"]) == [100_001, 100_002, 100_008]


def test_who_is_left_out_is_named_with_the_reason(schools):
    left = {reason: list(rows["urn"]) for reason, rows in in_borough(schools, HOME).left_out.items()}
    assert list(left.values()) == [[100_006], [100_007], [100_003, 100_004], [100_005]]
    assert next(iter(left)) == "stands in another borough"


def test_a_borough_without_a_school_is_empty(schools):
    nobody = in_borough(schools, "E09000099")
    assert nobody.counted.empty
    assert nobody.left_out == {}


def test_picked_schools_count_whatever_they_are_in_the_order_given(schools):
    assert list(picked(schools, [100_005, 100_001, 100_099]).counted["urn"]) == [100_005, 100_001]


def read(**params):
    return parse({key: [value] for key, value in params.items()}, BOROUGHS, KNOWN, HOME)


@pytest.mark.parametrize(
    ("params", "asked", "notes"),
    [
        ({}, AreaAsked(HOME), []),
        ({"area": "Islington"}, AreaAsked(NEXT), []),
        ({"area": "islington "}, AreaAsked(NEXT), []),
        ({"area": "e09000019"}, AreaAsked(NEXT), []),
        ({"area": "Atlantis"}, AreaAsked(HOME), ["area=Atlantis"]),
        ({"urns": "100003, 100001,100003"}, AreaAsked(None, (100_003, 100_001)), []),
        ({"urns": "100003", "area": "Islington"}, AreaAsked(None, (100_003,)), []),
        ({"urns": "100003,abc,999999,12"}, AreaAsked(None, (100_003,)), ["urns=abc", "urns=999999", "urns=12"]),
        ({"urns": "junk"}, AreaAsked(HOME), ["urns=junk"]),
        ({"urns": ARABIC}, AreaAsked(HOME), [f"urns={ARABIC}"]),
        ({"phase": "special"}, AreaAsked(HOME, (), PhaseFamily.SPECIAL), []),
        ({"phase": "Prmary"}, AreaAsked(HOME), ["phase=Prmary"]),
        ({"measure": "eal"}, AreaAsked(HOME, (), None, "eal"), []),
        ({"measure": "__class__"}, AreaAsked(HOME), ["measure=__class__"]),
    ],
)
def test_an_address_is_read_and_junk_is_noted(params, asked, notes):
    assert read(**params) == (asked, notes)


def test_more_than_fit_are_noted_and_not_counted():
    asked, notes = read(urns=",".join(map(str, range(100_001, 100_001 + MOST_PICKED + 20))))
    assert len(asked.urns) <= MOST_PICKED
    assert notes
    assert max(map(len, notes)) < 60


@given(st.dictionaries(st.sampled_from(["area", "urns", "phase", "measure", "x"]), st.lists(st.text(max_size=900))))
def test_nothing_hostile_passes(params):
    asked, notes = parse(params, BOROUGHS, KNOWN, HOME)
    assert asked.borough in {HOME, NEXT} or (asked.borough is None and asked.urns)
    assert set(asked.urns) <= KNOWN
    assert all(len(note) < 60 for note in notes)


@given(
    st.sampled_from([HOME, NEXT]),
    st.lists(st.sampled_from(sorted(KNOWN)), unique=True, max_size=MOST_PICKED),
    st.sampled_from([None, *PhaseFamily]),
    st.sampled_from(["", "eal", "absence"]),
)
def test_what_is_written_is_read_again(code, urns, family, name):
    asked = AreaAsked(None if urns else code, tuple(urns), family, name)
    assert parse(to_params(asked, BOROUGHS), BOROUGHS, KNOWN, HOME) == (asked, [])
    assert set("".join(to_params(asked, BOROUGHS).get("urns", []))) <= set(string.digits + ",")
