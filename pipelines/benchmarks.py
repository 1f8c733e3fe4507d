"""Figures of areas: made from schools, and joined with those that the department publishes.

Only state-funded schools count, by the department's own groups, in which all-through schools and 16 to 19
schools belong to the secondary schools.
"""

import pandas as pd

from geo.london import BOROUGHS, ENGLAND, LONDON, Area
from geo.measures import MEASURES
from geo.schema import QUANTILES, TABLES, empty
from geo.vocab import Basis, PhaseFamily, ValueStatus

__all__ = ["combine", "from_schools"]

_KEYS = ["area_code", "phase_family", "year", "measure"]

#: A release says something of England only with rows of more authorities than this; there are about 152.
_ENGLAND_AUTHORITIES = 100

#: And of London only with those of all boroughs, but for the City, which has one state-funded school.
_LONDON_AUTHORITIES = 32

#: The register's families as the department groups them in its tables.
_AS_GROUPED = {str(PhaseFamily.ALL_THROUGH): PhaseFamily.SECONDARY, str(PhaseFamily.POST_16): PhaseFamily.SECONDARY}

#: Families that can be compared; "Phase not recorded" is none.
_FAMILIES = [str(family) for family in PhaseFamily if family not in {PhaseFamily.NOT_RECORDED, *_AS_GROUPED}]

#: Order of preference; a published figure with its counts goes before all.
_RANK = {str(Basis.PUBLISHED): 1, str(Basis.COUNTS): 2, str(Basis.MEAN_OF_RATES): 3}

#: Provisional figures of areas give way to any that are final.
_PROVISIONAL = ("ks4_provisional",)

_AREAS = {borough.la_code: borough.area for borough in BOROUGHS}


def from_schools(measures: pd.DataFrame, families: pd.DataFrame | None = None) -> pd.DataFrame:
    """Make figures of each London borough and, where the table covers them, of London and of England.

    Parameters
    ----------
    measures : as a reader makes it, with the columns of :data:`pipelines.long_tables.HELPERS`; one row a
        (urn, year, measure).
    families : phase_family, la_code, state_funded by URN (the index), for rows whose table has no groups; they
        never make a figure of England, because a register may hold London only.

    Returns
    -------
    DataFrame
        The ``benchmarks`` table. Basis "counts" is sum of numerators / sum of denominators (times 100, but for averages
        of points), where every published value has both; otherwise the mean of the published values (for pupils: the
        mean roll). Quantiles are of the schools' own values (linear interpolation), each school alike. Schools without
        a figure are outside both, and counted. Bands have no figure of an area.

    Raises
    ------
    ValueError
        If a (urn, year, measure) occurs twice: join the sources first.
    """
    if measures.duplicated(["urn", "year", "measure"]).any():
        message = "a school has two figures for one measure and year: resolve the sources before making benchmarks"
        raise ValueError(message)
    # In order of URN, so that sums of rates round alike whatever the order of the file.
    measures = measures[measures["measure"].map(lambda name: MEASURES[name].unit) != "band"]
    if measures.empty:
        return empty("benchmarks")
    rows = _grouped(measures.sort_values(["urn", "year", "measure"], ignore_index=True), families)
    london = rows[rows["la_code"].isin(list(_AREAS))]
    grouped = rows[rows["own"]]
    parts = [
        _of_area(london, None),
        _of_area(london[_authorities(london) >= _LONDON_AUTHORITIES], LONDON),
        _of_area(grouped[_authorities(grouped) > _ENGLAND_AUTHORITIES], ENGLAND),
    ]
    parts = [part for part in parts if len(part)]
    return _tidy(pd.concat(parts, ignore_index=True)) if parts else empty("benchmarks")


def combine(published: pd.DataFrame, computed: pd.DataFrame) -> pd.DataFrame:
    """Take the best figure of each area, family, year and measure.

    What is final before what is provisional; then published with counts, then published, then from counts, then a mean
    of rates; between equals the name of the source decides, so that the order of files does not. The numbers of schools
    and the quantiles come from the computed row wherever there is one.

    Returns
    -------
    DataFrame
        The ``benchmarks`` table, one row a key, sorted.
    """
    rows = pd.concat([frame for frame in (published, computed) if len(frame)] or [empty("benchmarks")])
    own = ["schools", "schools_without", *QUANTILES]
    made = _best(computed).set_index(_KEYS)[own].add_suffix("_made")
    joined = _best(rows).join(made, on=_KEYS)
    for column in own:
        joined[column] = joined[f"{column}_made"].fillna(joined[column])
    return _tidy(joined)


def _best(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep one row a key: the lowest rank; the value breaks the last tie, so the order of rows never does."""
    published = rows["basis"] == Basis.PUBLISHED
    counted = rows["numerator"].notna() & rows["denominator"].notna()
    rank = rows["basis"].map(_RANK).astype(float) - (published & counted)
    early = rows["source"].str.split(":").str[0].isin(_PROVISIONAL) & published
    return (
        rows.assign(rank=rank, early=early)
        .sort_values([*_KEYS, "early", "rank", "source", "value"])
        .drop_duplicates(_KEYS)
    )


def _grouped(measures: pd.DataFrame, families: pd.DataFrame | None) -> pd.DataFrame:
    """Keep the rows of state-funded schools of a known family; ``own`` says whose grouping it is."""
    rows = measures.assign(own=measures["phase_family"].notna())
    if families is not None:
        register = families[["phase_family", "la_code", "state_funded"]].reindex(rows["urn"]).set_axis(rows.index)
        for column in register:
            # A table that groups its schools may still not say which authority has one, or whether it is state-funded.
            rows[column] = rows[column].where(rows["own"] & rows[column].notna(), register[column])
    # Whoever has pupils of year 6 in a mainstream school is counted with the primary schools there.
    year_6 = rows["measure"].map(lambda name: MEASURES[name].stage) == "ks2"
    upper = rows["phase_family"].isin([str(PhaseFamily.ALL_THROUGH), str(PhaseFamily.SECONDARY)])
    rows["phase_family"] = rows["phase_family"].mask(year_6 & upper, str(PhaseFamily.PRIMARY)).replace(_AS_GROUPED)
    state = rows["state_funded"].astype("boolean").fillna(value=False).astype(bool)
    return rows[state & rows["phase_family"].isin(_FAMILIES)]


def _authorities(rows: pd.DataFrame) -> pd.Series:
    """Count the authorities that each row's release has, in its year and for its measure."""
    return rows.groupby(["source", "year", "measure"])["la_code"].transform("nunique")


def _of_area(rows: pd.DataFrame, area: Area | None) -> pd.DataFrame:
    """Make the figures of one area, or of every borough where ``area`` is None."""
    if rows.empty:
        return rows
    codes = rows["la_code"].map({la: each.code for la, each in _AREAS.items()}) if area is None else area.code
    names = rows["la_code"].map({la: each.name for la, each in _AREAS.items()}) if area is None else area.name
    rows = rows.assign(
        area_code=codes,
        area_name=names,
        shown=rows["status"] == ValueStatus.PUBLISHED,
        counted=rows["numerator"].notna() & rows["denominator"].notna(),
    )
    every = rows.groupby([*_KEYS, "area_name"])
    shown = rows[rows["shown"]].groupby([*_KEYS, "area_name"])
    table = pd.DataFrame(
        {
            "mean": shown["value"].mean(),
            "all_counted": shown["counted"].all(),
            "numerator": shown["numerator"].sum(),
            "denominator": shown["denominator"].sum(),
            "schools": shown.size(),
        }
    )
    table["schools_without"] = every.size().reindex(table.index) - table["schools"]
    for name, share in QUANTILES.items():
        table[name] = shown["value"].quantile(share)
    table["source"] = shown["source"].agg(lambda sources: "; ".join(sorted(set(sources))))
    counts = table["all_counted"].astype(bool) & (table["denominator"] > 0)
    factor = pd.Series([MEASURES[name].factor for name in table.index.get_level_values("measure")], index=table.index)
    table["value"] = table["mean"].mask(counts, factor * table["numerator"] / table["denominator"])
    table["basis"] = pd.Series(str(Basis.MEAN_OF_RATES), index=table.index).mask(counts, str(Basis.COUNTS))
    table[["numerator", "denominator"]] = table[["numerator", "denominator"]].where(counts)
    return table.reset_index()


def _tidy(frame: pd.DataFrame) -> pd.DataFrame:
    """Give the columns their types, and sort by area, family, year and the registry's order of measures."""
    kinds = {name: spec.dtype.type for name, spec in TABLES["benchmarks"].columns.items()}
    frame = frame[list(kinds)].astype(kinds)
    order = frame["measure"].map({name: place for place, name in enumerate(MEASURES)})
    frame = frame.assign(order=order).sort_values(["area_code", "phase_family", "year", "order"], ignore_index=True)
    return frame.drop(columns="order")
