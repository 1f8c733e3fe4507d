"""Predecessors, successors and shared sixth forms (the register's links)."""

import re

import pandas as pd

from pipelines.errors import Rejects
from pipelines.reading import Cleaned, Layout, RawTable
from pipelines.values import blank_to_missing, dates, single_spaces

__all__ = ["LAYOUTS", "clean"]

_COLUMNS = ("URN", "LinkURN", "LinkName", "LinkType", "LinkEstablishedDate")

LAYOUTS = (Layout("links", "5 columns", ("LinkURN", "LinkType"), _COLUMNS, encoding="cp1252"),)


def release(raw: RawTable) -> str:
    """Month or day of the extract from its name, ``2026-08`` or ``2026-11-20``."""
    found = re.search(r"(20\d{2})-?(\d{2})(?:-?(\d{2}))?", raw.file.name)
    return "-".join(part for part in found.groups() if part) if found else "undated"


def clean(raw: RawTable) -> Cleaned:
    """Make the ``links`` table of the whole country. Dates may lie in the future."""
    rejects = Rejects(raw.file.label)
    frame = raw.frame
    for column in ("URN", "LinkURN"):
        # A link may point to a record with a short number of long ago, so any number will do here.
        bad = ~frame[column].str.strip().str.fullmatch(r"[1-9]\d{0,6}")
        frame = rejects.take(frame, bad, column, f"impossible {column} '{{{column}}}'")
    frame = dates(raw, frame, "LinkEstablishedDate", "%d-%m-%Y", rejects, "URN")
    table = pd.DataFrame(
        {
            "urn": frame["URN"].str.strip().astype("Int64"),
            "link_urn": frame["LinkURN"].str.strip().astype("Int64"),
            "link_name": blank_to_missing(frame["LinkName"]),
            "kind": single_spaces(frame["LinkType"]),
            "linked_on": frame["LinkEstablishedDate"],
            "source": f"links:{release(raw)}",
        }
    )
    return Cleaned(release(raw), {"links": table.drop_duplicates()}, rejects.frame())
