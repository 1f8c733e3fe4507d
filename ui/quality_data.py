"""What the page on the quality of the data reads: counts made once a build, shared by every visitor."""

import pandas as pd
import streamlit as st

from geo import quality
from geo.changes import Changes, read_changes
from ui import data

__all__ = ["changes", "gaps"]


@st.cache_resource(max_entries=2, show_spinner="Counting figures and gaps")
def _gaps(place: str, build_id: str) -> pd.DataFrame:  # noqa: ARG001 - the build is part of the key
    return quality.gaps(data.table("measures"), data.table("schools"), data.build()["coverage"])


def gaps() -> pd.DataFrame:
    """Count schools by measure, year, borough, sector and reason, by ``geo.quality.gaps``."""
    return _gaps(str(data.folder()), data.build()["build_id"]).copy(deep=False)


def changes() -> Changes | None:
    """Read what the build changed against the one before it; None where no former build is known.

    Raises
    ------
    StaleData
        If the file that tells it cannot be understood.
    """
    return read_changes(data.folder(), data.build()["build_id"])
