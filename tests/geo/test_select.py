"""Selecting schools: each condition by hand, then the laws that hold for any two sets of conditions."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.select import NO_GRADE, Criteria, StatusGroup, select, stand_elsewhere, status_group, with_ofsted
from geo.vocab import PhaseFamily, Sector
from tests import factories
from tests.factories import HOME, NEXT


def graded(frame, overall=None, outcomes=None):
    """Put synthetic grades, given as {urn: grade}, beside the schools."""

    def table(grades):
        rows = {"urn": list(grades), "grade": list(grades.values())}
        empty = {"inspected_on": pd.NaT, "date_basis": "not in the source", "as_at": pd.NaT, "source": "synthetic"}
        return pd.DataFrame(rows).assign(**empty).astype({"urn": "Int64", "grade": "str"})

    return with_ofsted(frame, table(overall or {}), table(outcomes or {}))


@pytest.fixture
def frame():
    kinds = factories.schools(
        factories.school(100_001),
        factories.school(100_002, phase_family="Secondary", status="Open, but proposed to close"),
        factories.school(100_003, phase_family="Independent", status="Closed"),
        factories.school(100_004, geometry=None, status=None),
        factories.school(100_005, site_borough=NEXT),
        factories.school(100_006, borough_code=NEXT, site_borough=NEXT, la_name="Islington"),
    )
    return graded(kinds, {100_001: "Good", 100_002: "Not judged"}, {100_001: "Outstanding"})


@pytest.mark.parametrize(
    ("criteria", "urns"),
    [
        (Criteria(), [100_001, 100_002, 100_003, 100_004, 100_005, 100_006]),
        (Criteria(boroughs=frozenset({HOME})), [100_001, 100_002, 100_003, 100_004]),
        (Criteria(boroughs=frozenset({HOME, NEXT})), [100_001, 100_002, 100_003, 100_004, 100_006]),
        (Criteria(phases=frozenset({PhaseFamily.SECONDARY, PhaseFamily.INDEPENDENT})), [100_002, 100_003]),
        (Criteria(sectors=frozenset({Sector.INDEPENDENT})), [100_003]),
        (Criteria(statuses=frozenset({StatusGroup.OPEN})), [100_001, 100_002, 100_005, 100_006]),
        (Criteria(statuses=frozenset({StatusGroup.NOT_RECORDED})), [100_004]),
        (Criteria(overall=frozenset({"Good", "Not judged"})), [100_001, 100_002]),
        (Criteria(overall=frozenset({NO_GRADE})), [100_003, 100_004, 100_005, 100_006]),
        (Criteria(outcomes=frozenset({"Outstanding"})), [100_001]),
        (Criteria(outcomes=frozenset({"Good"})), []),
        (Criteria(overall=frozenset({"Good"}), phases=frozenset({PhaseFamily.SECONDARY})), []),
    ],
)
def test_each_condition(frame, criteria, urns):
    assert select(frame, criteria)["urn"].tolist() == urns


def test_those_that_stand_elsewhere_are_named_apart(frame):
    here = Criteria(boroughs=frozenset({HOME}), statuses=frozenset({StatusGroup.OPEN}))
    assert stand_elsewhere(frame, here)["urn"].tolist() == [100_005]
    assert stand_elsewhere(frame, Criteria()).empty
    assert stand_elsewhere(frame, Criteria(boroughs=frozenset({NEXT}))).empty


def test_an_unknown_status_is_refused():
    with pytest.raises(ValueError, match="Ajar"):
        status_group(pd.Series(["Open", "Ajar"], dtype="str"))


def test_the_frame_is_left_as_it_was(frame):
    before = frame.copy(deep=True)
    select(frame, Criteria(boroughs=frozenset({HOME}), phases=frozenset({PhaseFamily.PRIMARY})))
    pd.testing.assert_frame_equal(pd.DataFrame(frame), pd.DataFrame(before))


SCHOOLS = graded(factories.some_schools(), {100_001: "Good", 100_006: "Outstanding"}, {100_002: "Good"})


def some(options):
    return st.frozensets(st.sampled_from(options), max_size=3)


CRITERIA = st.builds(
    Criteria,
    boroughs=some([HOME, NEXT]),
    phases=some(list(PhaseFamily)),
    sectors=some(list(Sector)),
    statuses=some(list(StatusGroup)),
    overall=some(["Good", "Outstanding", NO_GRADE]),
    outcomes=some(["Good", NO_GRADE]),
)


@given(first=CRITERIA, second=CRITERIA)
def test_selecting_twice_is_both_in_any_order(first, second):
    one, other = select(SCHOOLS, first), select(SCHOOLS, second)
    both = [urn for urn in SCHOOLS["urn"] if urn in set(one["urn"]) & set(other["urn"])]
    assert select(one, second)["urn"].tolist() == both
    assert select(other, first)["urn"].tolist() == both


@given(criteria=CRITERIA, order=st.permutations(range(len(SCHOOLS))))
def test_the_order_of_rows_does_not_matter(criteria, order):
    shuffled = select(SCHOOLS.iloc[list(order)], criteria)
    assert shuffled["urn"].tolist() == [
        SCHOOLS["urn"].iloc[place]
        for place in order
        if SCHOOLS["urn"].iloc[place] in set(select(SCHOOLS, criteria)["urn"])
    ]
    assert set(shuffled["urn"]).isdisjoint(stand_elsewhere(SCHOOLS, criteria)["urn"])
