"""The fuller census table. Rows of 2022/23 are real (Department for Education); damage to them is synthetic."""

import pandas as pd
import pytest

from pipelines import census_spc
from tests.pipelines.figure_tables import clean, header, told, write

WHERE = {"time_period": "202223", "time_identifier": "Academic year", "geographic_level": "School"}
LANGUAGE = "number of pupils whose first language is known or believed to be "
SHARE = "% of pupils whose first language is known or believed to be "
UNCLASSIFIED = "number of pupils whose first language is unclassified"
FSM = "number of pupils known to be eligible for free school meals"


NAMES = (
    "urn",
    "old_la_code",
    "estab",
    "phase_type_grouping",
    "headcount of pupils",
    FSM,
    "% of pupils known to be eligible for free school meals",
    LANGUAGE + "English",
    LANGUAGE + "other than English",
    SHARE + "other than English",
    UNCLASSIFIED,
)


def wide(*cells):
    return {**WHERE, **dict(zip(NAMES, cells, strict=True))}


ROWS = [
    wide("100000", "201", "3614", "State-funded primary", "271", "49", "18.1", "125", "145", "53.5", "1"),
    wide("100001", "201", "6005", "Independent school", "739", "z", "z", "z", "z", "z", "z"),
    wide("100008", "202", "2019", "State-funded primary", "350", "193", "55.1", "44", "306", "87.4", "0"),
    wide("100094", "202", "7201", "State-funded special school", "81", "7", "8.6", "z", "z", "z", "z"),
]


def read(folder, rows, columns="spc_268_columns"):
    return clean(census_spc, write(folder / "spc_school_level_underlying_data_2022-23.csv", header(columns), rows))


def test_268_columns(tmp_path):
    found = read(tmp_path, ROWS)
    schools = found.tables["measures"]
    assert found.release == "2022/23"
    assert told(schools, 100000, "pupils") == (271, "published", None, None)
    assert told(schools, 100000, "fsm") == (18.1, "published", 49, 271)
    assert told(schools, 100000, "eal") == (53.5, "published", 145, 271)
    assert told(schools, 100001, "fsm") == (None, "not_applicable", None, None)
    assert told(schools, 100094, "eal") == (None, "not_applicable", None, None)
    assert told(schools, 100094, "fsm") == (8.6, "published", 7, 81)
    assert set(schools["source"]) == {"census_spc:2022/23"}
    assert schools.set_index("urn")["laestab"].to_dict()[100008] == "2022019"
    assert len(found.rejects) == 0


def test_counts_that_went_through_a_parser(tmp_path):
    rows = [{**ROWS[0], "headcount of pupils": "271.0", FSM: "49.0"}]
    schools = read(tmp_path, rows).tables["measures"]
    assert told(schools, 100000, "pupils")[0] == 271
    assert told(schools, 100000, "fsm") == (18.1, "published", 49, 271)


def test_256_columns_with_cut_names(tmp_path):
    # The same real figures under the other header, which gives the first language in counts only.
    row = {
        **WHERE,
        "URN": "100008",
        "old_la_code": "202",
        "Estab": "2019",
        "phase-type_grouping": "State-funded primary",
        "headcount of pupils": "350",
        "number of pupils known to be eligible for and claiming free scho": "193",
        "% of pupils known to be eligible for and claiming free school me": "55.1",
        LANGUAGE + "English": "44",
        LANGUAGE + "other than English": "306",
        UNCLASSIFIED: "0",
    }
    schools = read(tmp_path, [row], "spc_256_columns").tables["measures"]
    assert told(schools, 100008, "fsm") == (55.1, "published", 193, 350)
    assert told(schools, 100008, "eal") == (87.43, "published", 306, 350)


@pytest.mark.parametrize(("symbol", "status"), [("c", "suppressed"), ("x", "not_available"), ("z", "not_applicable")])
def test_a_symbol_keeps_its_reason(tmp_path, symbol, status):
    rows = [{**ROWS[2], "% of pupils known to be eligible for free school meals": symbol, FSM: symbol}]
    assert told(read(tmp_path, rows).tables["measures"], 100008, "fsm") == (None, status, None, None)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"headcount of pupils": "about 350"}, "'about 350' in headcount of pupils"),
        ({"time_period": "202224"}, "'202224' in time_period"),
        ({"time_identifier": "Autumn term"}, "'Autumn term'"),
        ({"phase_type_grouping": ""}, "'' in phase_type_grouping"),
    ],
)
def test_bad_rows_are_listed(tmp_path, change, said):
    found = read(tmp_path, [ROWS[0], {**ROWS[2], **change}])
    assert set(found.tables["measures"]["urn"]) == {100000}
    assert said in found.rejects["reason"].iloc[0]


def test_the_order_of_rows_does_not_matter(tmp_path):
    one, other = read(tmp_path / "a", ROWS), read(tmp_path / "b", ROWS[::-1])
    pd.testing.assert_frame_equal(one.tables["measures"], other.tables["measures"])
