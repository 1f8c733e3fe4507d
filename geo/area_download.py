"""Figures and rolls of a set of schools to take away, as CSV that says where it comes from."""

from collections.abc import Mapping, Sequence

import pandas as pd

from geo import area_words
from geo.download import GUARDED, Provenance
from geo.measures import MEASURES
from geo.rolls import Roll, census_month
from geo.summary import Beside, Figure, benchmark
from geo.vocab import PhaseFamily

__all__ = ["figures_csv", "figures_table", "rolls_csv", "rolls_table"]


def figures_table(
    made: Mapping[PhaseFamily, Sequence[Figure]], table: Beside, areas: Mapping[str, str]
) -> pd.DataFrame:
    """Put every figure in a row, with those of the areas to hold it against.

    Parameters
    ----------
    made : from ``geo.summary.by_family``.
    table : from ``geo.summary.beside``.
    areas : name -> GSS code, in the order of the columns.

    Returns
    -------
    phase, measure, label, unit, year (in full), value, basis, numerator, denominator, schools, schools_without,
    why_without, and for each area its value and basis. A value that is not there is blank.
    """
    rows = []
    for family, figures in made.items():
        for each in figures:
            entry = MEASURES[each.measure]
            row: dict[str, object] = {
                "phase": str(family),
                "measure": each.measure,
                "label": entry.label,
                "unit": entry.unit,
                "year": _in_full(each.year),
                "value": each.value,
                "basis": None if each.basis is None else str(each.basis),
                "numerator": each.numerator,
                "denominator": each.denominator,
                "schools": each.schools,
                "schools_without": len(each.without),
                "why_without": area_words.without(each),
            }
            for name, code in areas.items():
                theirs = benchmark(table, code, str(family), each.measure, each.year)
                row[f"{name}_value"] = None if theirs is None else theirs.value
                row[f"{name}_basis"] = None if theirs is None or theirs.basis is None else str(theirs.basis)
            rows.append(row)
    return pd.DataFrame(rows)


def rolls_table(schools: pd.DataFrame, made: Sequence[Roll]) -> pd.DataFrame:
    """Put the pupils of every school in a row: a column a January, the change, what is worth checking, places.

    Parameters
    ----------
    schools : ``urn``, ``name``, ``phase_family``, in the order of ``made``.
    made : from ``geo.rolls.rolls``.
    """
    rows = []
    for name, family, each in zip(schools["name"], schools["phase_family"], made, strict=True):
        row: dict[str, object] = {"urn": each.urn, "name": name, "phase": family}
        for count in each.counts:
            month = census_month(count.year)
            row[month] = count.value
            row[f"{month} status"] = str(count.status)
        known = each.change
        row |= {
            "change_pupils": None if known is None else known.pupils,
            "change_percent": None if known is None or known.percent is None else round(known.percent, 1),
            "change_from": None if known is None else census_month(known.since),
            "change_to": None if known is None else census_month(known.until),
            "worth_checking": "; ".join(map(census_month, each.check)),
            "places": each.capacity,
        }
        rows.append(row)
    return pd.DataFrame(rows)


def figures_csv(
    made: Mapping[PhaseFamily, Sequence[Figure]],
    table: Beside,
    areas: Mapping[str, str],
    provenance: Provenance,
) -> bytes:
    """Write :func:`figures_table` for a spreadsheet."""
    return _csv(figures_table(made, table, areas), provenance)


def rolls_csv(schools: pd.DataFrame, made: Sequence[Roll], provenance: Provenance) -> bytes:
    """Write :func:`rolls_table` for a spreadsheet."""
    table = rolls_table(schools, made)
    whole = [
        name for name in table if name == "places" or str(name).startswith("change_pupils") or _is_month(str(name))
    ]
    return _csv(table.astype(dict.fromkeys(whole, "Int64")), provenance)


def _is_month(name: str) -> bool:
    return name.startswith("January ") and not name.endswith("status")


def _in_full(year: str | None) -> str | None:
    """Write "2010/11" as "2010/2011": a spreadsheet would take the former for November 2010."""
    if year is None or "/" not in year:
        return year
    return f"{year[:4]}/{int(year[:4]) + 1}"


def _csv(frame: pd.DataFrame, provenance: Provenance) -> bytes:
    told = frame.assign(
        data_build=provenance.data_build, data_as_at=provenance.data_as_at, data_licence=provenance.licence
    )
    safe = told.map(lambda cell: f"'{cell}" if isinstance(cell, str) and cell.startswith(GUARDED) else cell)
    return safe.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")
