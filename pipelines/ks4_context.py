"""Who sat at the end of key stage 4: information about schools (Explore Education Statistics, 60 columns)."""

import pandas as pd

from geo.vocab import PhaseFamily, ValueStatus
from pipelines import long_tables, rates
from pipelines.errors import Rejects
from pipelines.long_tables import Column
from pipelines.performance import column_of
from pipelines.rates import Figure
from pipelines.reading import Cleaned, Layout, RawTable
from pipelines.symbols import EES, Decoded

__all__ = ["BANDS", "LAYOUTS", "clean", "kinds"]

_WHERE = ("time_period", "time_identifier", "geographic_level", "school_urn", "school_laestab", "old_la_code")
_KIND = "establishment_type_group"
_COUNTS = ("t_pupils", "t_prior_lo", "t_prior_av", "t_prior_hi", "t_disadvantaged")
_PERCENTS = ("pt_prior_lo", "pt_disadvantaged")
_FIGURES = (*_COUNTS, *_PERCENTS, "avg_ks2_scaledscore", "p8_banding")

LAYOUTS = (
    Layout("ks4_context", "60 columns", (_KIND, "avg_ks2_scaledscore", "p8_banding"), (*_WHERE, _KIND, *_FIGURES)),
)

#: The department's words for a Progress 8 score and its interval -> the numbers that its older tables use.
BANDS = {
    "well above average": 1.0,
    "above average": 2.0,
    "average": 3.0,
    "below average": 4.0,
    "well below average": 5.0,
}


def clean(raw: RawTable) -> Cleaned:
    """Make ``measures`` of the pupils at the end of key stage 4, and the Progress 8 band."""
    rejects = Rejects(raw.file.label)
    frame, release = long_tables.school_years(raw.frame, rejects, "school_urn")
    frame = kinds(frame, rejects)
    words = frame["p8_banding"].str.strip().str.casefold()
    strange = ~words.isin([*BANDS, *EES])
    frame = rejects.take(frame, strange, "school_urn", "'{p8_banding}' in p8_banding is no band that we know")
    columns = {name: Column(whole=True) for name in _COUNTS} | {name: Column(maximum=100) for name in _PERCENTS}
    columns["avg_ks2_scaledscore"] = column_of("ks4_prior_attainment")
    frame, cells = long_tables.decode_columns(frame, columns, EES, rejects, "school_urn")
    figures = _figures(cells) | {"progress8_band": _band(words[frame.index])}
    keys = frame[["urn", "year", *long_tables.HELPERS]]
    return Cleaned(
        release, {"measures": long_tables.schools_long(keys, figures, f"ks4_context:{release}")}, rejects.frame()
    )


def kinds(frame: pd.DataFrame, rejects: Rejects) -> pd.DataFrame:
    """Add :data:`long_tables.HELPERS` from the words of ``establishment_type_group``; FE colleges are no schools."""
    tidy = frame[_KIND].str.split().str.join(" ").str.casefold()
    frame = rejects.take(frame, tidy == "", "school_urn", "the row has no establishment_type_group")
    tidy = tidy[frame.index]
    families = pd.Series(str(PhaseFamily.SECONDARY), index=frame.index, dtype="str")
    families = families.mask(tidy.str.contains("special"), str(PhaseFamily.SPECIAL))
    independent = tidy.str.startswith("independent")
    families = families.mask(independent, str(PhaseFamily.INDEPENDENT))
    state = (~independent & ~tidy.str.startswith("fe ")).astype("boolean")
    laestab = frame["school_laestab"].str.strip()
    la_code = frame["old_la_code"].str.strip()
    return frame.assign(
        phase_family=families,
        state_funded=state,
        laestab=laestab.where(laestab.str.fullmatch(r"\d{7}")),
        la_code=la_code.where(la_code.str.fullmatch(r"\d{3}")),
    )


def _band(words: pd.Series) -> Figure:
    symbols = words.map({symbol.casefold(): str(status) for symbol, status in EES.items()})
    status = symbols.where(symbols.notna(), str(ValueStatus.PUBLISHED)).astype("str")
    return rates.plain(Decoded(words.map(BANDS).astype(float), status))


def _figures(cells: dict[str, Decoded]) -> dict[str, Figure]:
    counts = {name: each.numbers for name, each in cells.items()}
    with_results = counts["t_prior_lo"] + counts["t_prior_av"] + counts["t_prior_hi"]
    return {
        "ks4_pupils": rates.plain(cells["t_pupils"]),
        "ks4_prior_attainment": rates.average(cells["avg_ks2_scaledscore"], count=with_results),
        "ks4_low_prior": rates.published(cells["pt_prior_lo"], counts["t_prior_lo"], with_results),
        "ks4_disadvantaged": rates.published(cells["pt_disadvantaged"], counts["t_disadvantaged"], counts["t_pupils"]),
    }
