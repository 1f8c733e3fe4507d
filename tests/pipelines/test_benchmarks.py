"""Area figures: by hand on synthetic schools, by an independent second way, and against a real published row."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.london import BOROUGHS
from geo.schema import QUANTILES, empty, validate
from pipelines.benchmarks import combine, from_schools

COLUMNS = {
    "urn": "Int64",
    "year": "str",
    "measure": "str",
    "value": float,
    "status": "str",
    "numerator": float,
    "denominator": float,
    "source": "str",
    "phase_family": "str",
    "la_code": "str",
    "state_funded": "boolean",
}
LONDON_CODES = [borough.la_code for borough in BOROUGHS]


def school(urn, above=None, below=None, *, value=None, status="published", **changes):
    """One synthetic figure of one synthetic school."""
    if value is None and above is not None:
        value = 100 * above / below
    return {
        "urn": urn,
        "year": "2023/24",
        "measure": "fsm",
        "value": value,
        "status": status,
        "numerator": above,
        "denominator": below,
        "source": "census:2023/24",
        "phase_family": "Primary",
        "la_code": "202",
        "state_funded": True,
        **changes,
    }


def measures(*rows):
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
    return frame.assign(reported_urn=frame["urn"])


def one(table, area="Camden", measure="fsm", family="Primary"):
    chosen = table[(table["area_name"] == area) & (table["measure"] == measure) & (table["phase_family"] == family)]
    (row,) = chosen.to_dict("records")
    return row


def test_sum_over_sum_and_not_a_mean_of_rates():
    table = validate("benchmarks", from_schools(measures(school(900001, 1, 10), school(900002, 90, 100))))
    row = one(table)
    assert row["value"] == pytest.approx(100 * 91 / 110)
    assert (row["basis"], row["numerator"], row["denominator"]) == ("counts", 91, 110)
    assert (row["schools"], row["schools_without"]) == (2, 0)
    assert row["q50"] == 50
    assert row["area_code"] == "E09000007"
    assert row["source"] == "census:2023/24"


def test_one_rate_without_counts_makes_it_a_mean():
    row = one(from_schools(measures(school(900001, 1, 10), school(900002, value=90.0))))
    assert (row["value"], row["basis"]) == (50, "mean_of_rates")
    assert np.isnan(row["numerator"])


def test_a_school_without_a_figure_is_counted_and_left_out():
    rows = measures(school(900001, 1, 10), school(900002, status="suppressed"), school(900003, status="low"))
    row = one(from_schools(rows))
    assert row["value"] == 10
    assert (row["schools"], row["schools_without"]) == (1, 2)


def test_nothing_is_said_where_no_school_has_a_figure():
    assert len(from_schools(measures(school(900001, status="suppressed")))) == 0
    assert len(from_schools(measures())) == 0


def test_only_state_funded_schools_of_the_same_family():
    rows = measures(
        school(900001, 1, 10),
        school(900002, 9, 10, phase_family="Independent", state_funded=False),
        school(900003, 5, 10, phase_family="Secondary"),
    )
    table = from_schools(rows)
    assert one(table)["value"] == 10
    assert set(table["phase_family"]) == {"Primary", "Secondary"}


def test_pupils_are_a_mean_roll():
    rows = measures(school(900001, value=100.0, measure="pupils"), school(900002, value=300.0, measure="pupils"))
    row = one(from_schools(rows), measure="pupils")
    assert (row["value"], row["basis"]) == (200, "mean_of_rates")


def test_london_needs_its_boroughs_and_england_its_authorities():
    few = measures(*(school(900001 + n, 1, 10, la_code=code) for n, code in enumerate(LONDON_CODES[:31])))
    assert "London" not in set(from_schools(few)["area_name"])
    london = measures(*(school(900001 + n, 1, 10, la_code=code) for n, code in enumerate(LONDON_CODES[1:])))
    table = from_schools(london)
    assert one(table, "London")["schools"] == 32
    assert "England" not in set(table["area_name"])
    wide = measures(*(school(900001 + n, n, 200, la_code=str(201 + n)) for n in range(150)))
    table = from_schools(wide)
    assert one(table, "England")["schools"] == 150
    assert one(table, "England")["numerator"] == sum(range(150))
    assert "Essex" not in set(table["area_name"])


def test_the_register_groups_what_the_table_does_not():
    rows = measures(
        *(
            school(900001 + n, value=float(n), phase_family=None, state_funded=None, la_code=str(201 + n))
            for n in range(150)
        )
    )
    register = pd.DataFrame(
        {
            "phase_family": ["Primary", "All-through", "Phase not recorded"],
            "la_code": ["201", "202", "203"],
            "state_funded": [True, True, True],
        },
        index=pd.Index([900001, 900002, 900003], name="urn", dtype="Int64"),
    )
    table = from_schools(rows, register)
    # All-through schools are secondary schools in the department's groups; the unknown family is in none.
    assert table[["area_name", "phase_family", "value"]].to_numpy().tolist() == [
        ["City of London", "Primary", 0.0],
        ["Camden", "Secondary", 1.0],
    ]
    assert len(from_schools(rows)) == 0


def test_two_figures_of_one_school_are_refused():
    with pytest.raises(ValueError, match="two figures"):
        from_schools(measures(school(900001, 1, 10), school(900001, 2, 10)))


def published(value, above=None, below=None, source="absence_tables:2023/24"):
    row = one(from_schools(measures(school(900001, 1, 10))))
    gaps = dict.fromkeys(QUANTILES, np.nan) | {"schools": pd.NA, "schools_without": pd.NA}
    row = {**row, "value": value, "basis": "published", "numerator": above, "denominator": below, "source": source}
    return validate(
        "benchmarks",
        pd.DataFrame([row | gaps]).astype(
            {"schools": "Int64", "schools_without": "Int64", "numerator": float, "denominator": float}
        ),
    )


def test_the_best_basis_wins_and_keeps_the_schools_spread():
    counts = from_schools(measures(school(900001, 1, 10), school(900002, 3, 10)))
    mean = from_schools(measures(school(900001, value=12.0, source="absence_tables:2023/24")))
    bare, full = published(21.0), published(20.0, 4, 20, source="absence_benchmarks:2023/24")
    assert one(combine(empty("benchmarks"), mean))["basis"] == "mean_of_rates"
    assert one(combine(empty("benchmarks"), pd.concat([mean, counts])))["basis"] == "counts"
    row = one(combine(bare, pd.concat([mean, counts])))
    assert (row["value"], row["basis"], row["schools"], row["q50"]) == (21, "published", 2, 20)
    assert one(combine(pd.concat([bare, full]), counts))["value"] == 20
    assert one(combine(bare, empty("benchmarks")))["value"] == 21
    assert len(combine(empty("benchmarks"), empty("benchmarks"))) == 0


def test_between_equals_the_order_of_files_does_not_decide():
    one_source, other = published(5.5), published(5.52668, source="absence_benchmarks:2021/22-2023/24")
    for files in ([one_source, other], [other, one_source]):
        assert one(combine(pd.concat(files), empty("benchmarks")))["value"] == 5.52668


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["202", "203", "841"]),
        st.sampled_from(["Primary", "Special"]),
        st.integers(0, 50),
        st.integers(50, 90),
        st.booleans(),
    ),
    min_size=1,
    max_size=25,
)


@settings(deadline=None, max_examples=40)
@given(ROWS, st.randoms(use_true_random=False))
def test_a_plain_loop_gives_the_same_and_order_does_not_matter(rows, random):
    schools = [
        school(900001 + n, above, below, la_code=la, phase_family=family)
        if shown
        else school(900001 + n, status="suppressed", la_code=la, phase_family=family)
        for n, (la, family, above, below, shown) in enumerate(rows)
    ]
    table = from_schools(measures(*schools))
    expected = {}
    for la, family, above, below, shown in rows:
        sums = expected.setdefault((la, family), [0, 0, 0, 0])
        if shown:
            sums[0] += above
            sums[1] += below
        sums[2 if shown else 3] += 1
    codes = {borough.la_code: borough.code for borough in BOROUGHS}
    wanted = {
        (codes[la], family): (100 * above / below, with_, without)
        for (la, family), (above, below, with_, without) in expected.items()
        if la in codes and with_
    }
    found = {
        (row.area_code, row.phase_family): (pytest.approx(row.value), row.schools, row.schools_without)
        for row in table.itertuples()
    }
    assert wanted == found
    random.shuffle(schools)
    pd.testing.assert_frame_equal(table, from_schools(measures(*schools)))


@pytest.mark.parametrize("name", ["q05", "q50", "q95"])
def test_quantiles_are_of_the_schools(name):
    values = [3.0, 8.0, 1.0, 12.0]
    rows = measures(*(school(900001 + n, value=value) for n, value in enumerate(values)))
    assert one(from_schools(rows))[name] == pytest.approx(np.quantile(values, QUANTILES[name]))


def test_three_real_schools_give_the_figure_published_for_their_borough():
    # Camden's special schools in 2018/19 and the department's own row for them (pupil absence, underlying data):
    # 11,279 of 93,699 sessions, 12.03748%; 101 of 266 enrolments, 37.96992%.
    real = {100091: (783, 11073, 6, 31), 100092: (3147, 11292, 35, 43), 100096: (7349, 71334, 60, 192)}
    place = {"phase_family": "Special", "year": "2018/19", "source": "absence:2018/19"}
    rows = [
        school(urn, above, below, measure=measure, **place)
        for urn, (missed, possible, persistent, enrolments) in real.items()
        for measure, above, below in (
            ("absence", missed, possible),
            ("persistent_absence", persistent, enrolments),
        )
    ]
    table = from_schools(measures(*rows))
    absence = one(table, measure="absence", family="Special")
    assert (absence["numerator"], absence["denominator"]) == (11279, 93699)
    assert round(absence["value"], 5) == 12.03748
    assert round(one(table, measure="persistent_absence", family="Special")["value"], 5) == 37.96992
