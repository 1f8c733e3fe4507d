"""The bundled build as material of briefings, read once."""

from pathlib import Path

import pytest

from briefings.material import Material
from geo import store
from geo.basis import prepare
from geo.explore import explorer_frame
from geo.movement import movements

BUNDLED = Path(__file__).resolve().parents[2] / "data" / "processed"


@pytest.fixture(scope="session")
def bundled():
    """Material of the bundled build."""
    names = ("measures", "benchmarks", "inspections", "ties", "links", "areas")
    tables = {name: store.read(BUNDLED, name) for name in names}
    build = store.build_info(BUNDLED)
    schools = store.read(BUNDLED, "schools")
    frame = explorer_frame(schools, tables["measures"], tables["inspections"], tables["ties"], build["coverage"])
    return Material(
        schools=frame,
        basis=prepare(frame, tables["measures"], tables["links"]),
        moved=movements(tables["measures"], schools),
        build=build,
        **tables,
    )
