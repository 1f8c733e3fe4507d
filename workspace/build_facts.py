"""The public facts of a build that the next scan compares with: small enough to keep in the store."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from geo import source_words
from geo.inspections import latest_outcome
from geo.movement import Movements, movements
from geo.store import build_info, read
from geo.words import is_missing

__all__ = ["ABSENCE", "ROLL", "Build", "Facts", "read_build"]

#: Facts of a build: urn (as text, for JSON) -> its facts. The words are short, because the store keeps them for every
#: school: a watch may be added after the scan.
Facts = dict[str, Any]

ROLL = "pupils"
ABSENCE = ("absence", "persistent_absence")


@dataclass(frozen=True)
class Build:
    """A build to scan.

    Attributes
    ----------
    facts : what is kept of it. ``schools`` has, of each: name, status, closed (day), trust and federation (group UID
        and name), areas (GSS codes), register (source), figures (measure -> year, value, counts, source), inspections
        (framework and day -> mark of what the lists say), latest (grade of the undated list, its day, source), next
        (URN that follows it -> kind of link). ``newest`` is the day of the newest inspection, ``lists`` whether the
        build has the undated list.
    sources : key of a source -> publisher, name and release.
    inspections : the table.
    moved : usual movements from year to year.
    families : urn -> phase family.
    gone : urn that is not in the build -> those that follow it, as in ``next``.
    """

    build_id: str
    facts: Facts
    sources: Mapping[str, str]
    inspections: pd.DataFrame
    moved: Movements
    families: Mapping[int, str]
    gone: Mapping[int, Mapping[str, str]]


def read_build(folder: Path) -> Build:
    """Read the facts of a build.

    Raises
    ------
    StaleData, SchemaMismatch
        It is absent or broken.
    """
    info = build_info(folder)
    schools, measures, inspections, links = (
        read(folder, name) for name in ("schools", "measures", "inspections", "links")
    )
    figures = _figures(measures)
    dated, latest, following = _dated(inspections), _latest(inspections), _following(links)
    facts = {
        str(int(row["urn"])): {
            "name": str(row["name"]),
            "status": _text(row["status"]),
            "closed": _day(row["close_date"]),
            "trust": [_text(row["trust_uid"]), _text(row["trust_name"])],
            "federation": [_text(row["federation_uid"]), _text(row["federation_name"])],
            "areas": sorted({str(row[key]) for key in _AREAS if not is_missing(row[key])}),
            "register": str(row["source"]),
            "figures": figures.get(int(row["urn"]), {}),
            "inspections": dated.get(int(row["urn"]), {}),
            "latest": latest.get(int(row["urn"])),
            "next": following.get(int(row["urn"]), {}),
        }
        for row in schools.drop(columns="geometry").to_dict("records")
    }
    newest = inspections["inspected_on"].max()
    return Build(
        build_id=str(info["build_id"]),
        facts={"schools": facts, "newest": _day(newest), "lists": bool(latest)},
        sources=source_words.names(info),
        inspections=inspections,
        moved=movements(measures, schools),
        families={int(urn): str(family) for urn, family in zip(schools["urn"], schools["phase_family"], strict=True)},
        gone={urn: others for urn, others in following.items() if str(urn) not in facts},
    )


_AREAS = ("borough_code", "site_borough", "ward_code")


def _text(value: object) -> str | None:
    return None if is_missing(value) else str(value)


def _day(value: Any) -> str | None:
    return None if is_missing(value) else str(pd.Timestamp(value).date())


def _figures(measures: pd.DataFrame) -> dict[int, dict[str, list[Any]]]:
    """Newest published figure of each school, as year, value, counts (or None) and source."""
    rows = measures[measures["measure"].isin([ROLL, *ABSENCE]) & measures["value"].notna()]
    rows = rows.sort_values("year", kind="stable").drop_duplicates(["urn", "measure"], keep="last")
    found: dict[int, dict[str, list[Any]]] = {}
    for row in rows.to_dict("records"):
        counts = [None if is_missing(row[key]) else float(row[key]) for key in ("numerator", "denominator")]
        figure = [str(row["year"]), float(row["value"]), *counts, str(row["source"])]
        found.setdefault(int(row["urn"]), {})[str(row["measure"])] = figure
    return found


def _dated(inspections: pd.DataFrame) -> dict[int, dict[str, str]]:
    """Mark what the lists say of each dated inspection, so that another wording is seen."""
    rows = inspections[inspections["inspected_on"].notna()]
    said: dict[tuple[int, str], set[str]] = {}
    for urn, scheme, day, area, grade in rows[["urn", "scheme", "inspected_on", "area", "grade"]].itertuples(
        index=False
    ):
        said.setdefault((int(urn), f"{scheme} {day.date()}"), set()).add(f"{area}: {grade}")
    found: dict[int, dict[str, str]] = {}
    for (urn, key), words in said.items():
        found.setdefault(urn, {})[key] = hashlib.sha256("; ".join(sorted(words)).encode()).hexdigest()[:8]
    return found


def _latest(inspections: pd.DataFrame) -> dict[int, list[str | None]]:
    rows = latest_outcome(inspections).to_dict("records")
    return {int(row["urn"]): [str(row["grade"]), _day(row["as_at"]), str(row["source"])] for row in rows}


def _following(links: pd.DataFrame) -> dict[int, dict[str, str]]:
    """URNs that follow a school, from its own links and from those of the schools that name it as predecessor."""
    found: dict[int, dict[str, str]] = {}
    for urn, other, kind in links[["urn", "link_urn", "kind"]].itertuples(index=False):
        if str(kind).startswith("Successor"):
            found.setdefault(int(urn), {})[str(int(other))] = str(kind)
        elif str(kind).startswith("Predecessor"):
            found.setdefault(int(other), {}).setdefault(str(int(urn)), str(kind).replace("Predecessor", "Successor"))
    return found
