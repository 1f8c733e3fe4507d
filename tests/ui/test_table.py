"""The table: columns that suit, any others by choice, every gap in words, and missing values last."""

import math

import pytest

from geo import store
from geo.explore import explorer_frame
from ui import table


def address(at):
    return {key: [value] if isinstance(value, str) else list(value) for key, value in at.query_params.items()}


@pytest.fixture(scope="module")
def schools(synthetic_build):
    tables = (store.read(synthetic_build, name) for name in ("schools", "measures", "inspections", "ties"))
    return explorer_frame(*tables, store.build_info(synthetic_build)["coverage"])


@pytest.mark.parametrize("end", ["high", "low"])
def test_missing_values_come_last_whichever_way(schools, end):
    more = schools.assign(value_pupils=[None, 5.0, 0.0, None, 90.0] + [None] * 7)
    values = table.order(more, f"pupils-{end}")["value_pupils"].tolist()
    assert values[:3] == ([90.0, 5.0, 0.0] if end == "high" else [0.0, 5.0, 90.0])
    assert all(map(math.isnan, values[3:]))


def test_equal_values_are_in_the_order_of_names(schools):
    names = table.order(schools, "eal-low")["name"].tolist()
    assert names == sorted(names)


def test_every_gap_has_its_words(schools):
    rows = table.rows(schools, ["pupils", "absence", "suspension_rate", "overall", "outcome", "faith"]).set_index("URN")
    first, third = rows.loc["100001"], rows.loc["100003"]
    assert first["Pupils 2023/24"] == "1,234"
    assert first["Absence 2023/24"] == "suppressed: too few pupils to publish"
    assert first["Suspensions"] == (
        "not in the bundled data; whoever runs this map can add it with `python -m pipelines fetch exclusions`"
    )
    assert third["Pupils 2023/24"] == "no row for this school in the 2023/24 table"
    assert third["Overall effectiveness"] == "none on the lists"
    assert rows.notna().all().all()
    assert not rows.isin(["", "0", "nan"]).any().any()


def test_figures_in_words_sort_as_their_numbers(schools):
    values = [9.5, 12.3, 100.0, 0.0]
    some = schools.head(4).assign(value_eal=values, status_eal="published")
    said = table.rows(some, ["eal"]).iloc[:, 1].tolist()
    assert [each.strip() for each in sorted(said)] == ["0.0%", "9.5%", "12.3%", "100.0%"]


def test_columns_suit_the_phase(open_app):
    mixed = list(open_app().dataframe[0].value.columns)
    assert mixed[:3] == ["School", "Phase", "Pupils 2023/24"]
    assert "On the map" in mixed
    independent = list(open_app(sector="Independent").dataframe[0].value.columns)
    assert "Gender" in independent
    assert not [name for name in independent if name.startswith("FSM")]


def test_columns_are_chosen_and_kept_in_the_address(open_app):
    at = open_app()
    at.session_state["columns-popover"] = True
    at.run()
    at.multiselect(key="columns").set_value(["postcode", "fsm"]).run()
    assert list(at.dataframe[0].value.columns) == ["School", "Postcode", "FSM now 2023/24", "URN"]
    assert address(at)["columns"] == ["postcode", "fsm"]
    again = open_app(columns=["postcode", "fsm", "nonsense"])
    assert list(again.dataframe[0].value.columns) == ["School", "Postcode", "FSM now 2023/24", "URN"]


def test_the_order_asked_for_is_the_order_shown(open_app):
    at = open_app(sort="pupils-high")
    assert at.dataframe[0].value["URN"].tolist()[0] == "100001"
    assert at.selectbox(key="sort").value == "pupils-high"
