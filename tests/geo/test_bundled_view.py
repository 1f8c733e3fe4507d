"""The bundled build opens on the schools that were counted by hand from the register."""

from pathlib import Path

import pandas as pd
import pytest

from geo import select, store
from geo.criteria import Criteria, StatusGroup
from geo.explore import explorer_frame
from geo.vocab import Sector

BUNDLED = Path(__file__).resolve().parents[2] / "data" / "processed"

CAMDEN = Criteria(
    {
        "borough": frozenset({"E09000007"}),
        "sector": frozenset({str(Sector.STATE)}),
        "status": frozenset({str(StatusGroup.OPEN)}),
    }
)


@pytest.fixture(scope="module")
def schools():
    tables = (store.read(BUNDLED, name) for name in ("schools", "measures", "inspections", "ties"))
    return explorer_frame(*tables, store.build_info(BUNDLED)["coverage"])


def test_camden_has_56_open_state_funded_schools_all_with_a_point(schools):
    shown = select.select(schools, CAMDEN)
    assert shown["phase_family"].value_counts().to_dict() == {
        "Primary": 38,
        "Secondary": 10,
        "Special": 5,
        "Alternative provision": 2,
        "Nursery": 1,
    }
    assert shown.geometry.notna().all()


def test_the_one_that_stands_in_islington_is_named_apart(schools):
    apart = pd.DataFrame(select.stand_elsewhere(schools, CAMDEN))
    assert apart[["urn", "name", "site_borough"]].to_dict("list") == {
        "urn": [141_164],
        "name": ["The ArtsXchange"],
        "site_borough": ["E09000019"],
    }
