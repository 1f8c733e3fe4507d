"""The figures of the area page, phase by phase: a table beside London and England, dots, and lines over the years."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from geo import area_words, words
from geo.breaks import BREAKS
from geo.figures import Coverage
from geo.london import ENGLAND, LONDON
from geo.measures import MEASURES
from geo.series import Line, gaps
from geo.summary import ADDED_UP, Figure, benchmark
from geo.vocab import Basis, ValueStatus
from ui import area_charts, area_data, area_state, cards, frame, state
from ui.table import key_of

__all__ = ["change_over_time", "distribution", "measures_of", "one_school", "table"]

#: Groups whose schools' own figure stands on a line of its own on the dots: fewer are the dots themselves.
_LEAST_FOR_A_LINE = 3


def measures_of(schools: pd.DataFrame) -> list[str]:
    """Measures that at least one of the schools has a published newest figure of, in the registry's order."""
    return [name for name in MEASURES if (schools[f"status_{name}"] == ValueStatus.PUBLISHED).any()]


def table(made: Sequence[Figure], family: str, borough: str | None, name: str) -> None:
    """Draw the newest figures of one phase beside London's and England's.

    Parameters
    ----------
    made : from ``geo.summary.by_family``, of this family.
    borough : GSS code, where the schools are a borough's: its published figure stands beside a mean of rates.
    name : whose figures they are.
    """
    shown, beside = [each for each in made if each.schools], area_data.beside()
    rows = []
    for each in shown:
        entry = MEASURES[each.measure]
        areas = [benchmark(beside, area.code, family, each.measure, each.year) for area in (LONDON, ENGLAND)]
        how = area_words.basis(each)
        own = benchmark(beside, borough or "", family, each.measure, each.year)
        if own is not None and each.basis is Basis.MEAN_OF_RATES and own.basis is Basis.PUBLISHED:
            how += f". {name}, published by the department: {area_words.value(own)}"
        left = area_words.without(each)
        rows.append(
            [
                entry.label,
                each.year or "",
                area_words.value(each),
                *(_beside(area) for area in areas),
                f"{how}. {left}" if left else how,
            ]
        )
    if rows:
        with st.container(key="area-table"):
            cards.table(["Figure", "Year", name, "London", "England", "How the first is made"], rows)
        st.caption(
            "London and England: state-funded schools of the same phase and year, as the department groups them. "
            "“Mean of rates” counts a small school as much as a large one. "
            "Results are of the year given, which for some is long ago."
        )
    else:
        st.write("No figure of these schools is in the bundled data.")
    absent = [each for each in made if not each.schools and not MEASURES[each.measure].stage]
    if absent:
        st.markdown(f"Without a figure here. {_absent(absent)}.")


def _absent(figures: Sequence[Figure]) -> str:
    """Name measures without a figure, by reason; those not bundled with the command that brings them."""
    reasons: dict[str, list[str]] = {}
    for each in figures:
        entry = MEASURES[each.measure]
        bundled = {status for _, status in each.without} != {ValueStatus.NOT_BUNDLED}
        why = (
            cards.plain(area_words.without(each).partition(": ")[2])
            if bundled
            else words.missing(ValueStatus.NOT_BUNDLED, entry, each.year)
        )
        reasons.setdefault(why, []).append(cards.plain(entry.label))
    return ". ".join(f"{', '.join(names)}: {why}" for why, names in reasons.items())


def _beside(figure: Figure | None) -> str:
    if figure is None:
        return "not compared"
    mark = " (mean of rates)" if figure.basis is Basis.MEAN_OF_RATES else ""
    return f"{area_words.value(figure)}{mark}"


def distribution(counted: pd.DataFrame, family: str, name: str, made: Figure | None, whose: str) -> None:
    """Draw a dot a school and, beside it, the same as a table; choosing in either chooses the school."""
    entry = MEASURES[name]
    published = counted[counted[f"status_{name}"] == ValueStatus.PUBLISHED].sort_values(
        [f"value_{name}", "name", "urn"]
    )
    year = str(published[f"year_{name}"].iloc[0]) if len(published) else None
    values = [float(each) for each in published[f"value_{name}"]]
    told = area_words.spread(name, year, values, family)
    st.markdown(cards.plain(told))
    if name not in ADDED_UP and entry.fetch == "deprivation":
        st.caption(area_words.DEPRIVATION)
    if published.empty:
        return
    references = {
        f"{area.name}: {area_words.value(figure)}": figure.value
        for area in (LONDON, ENGLAND)
        if (figure := benchmark(area_data.beside(), area.code, family, name, year)) is not None
        and figure.value is not None
    }
    if made is not None and made.value is not None and entry.unit != "pupils" and len(published) >= _LEAST_FOR_A_LINE:
        references = {f"{whose}: {area_words.value(made)}": made.value} | references
    frame_ = pd.DataFrame(
        {
            "urn": published["urn"].astype(int),
            "name": published["name"],
            "family": published["phase_family"],
            "value": published[f"value_{name}"].astype(float),
            "said": [words.number(value, entry) for value in values],
        }
    ).reset_index(drop=True)
    beside = f" Lines: {'; '.join(references)}." if references else ""
    dots_and_table(frame_, references, area_charts.axis_title(entry), f"{told}{beside}", f"{name}-{family}")
    st.caption(
        f"{beside.strip()} Each dot is a school; dots with like values stand on each other. Left is lower and right "
        f"is higher; neither is better. {entry.caveat}".strip()
    )


def dots_and_table(schools: pd.DataFrame, references: Mapping[str, float], title: str, told: str, key: str) -> None:
    """Draw dots and a table of the same rows; a dot or a row chooses its school.

    Parameters
    ----------
    schools : ``urn``, ``name``, ``family``, ``value``, ``said``, in the order of the table.
    references, title : as in :func:`ui.area_charts.dots`.
    told : the chart in words, for whoever does not see it.
    key : tells this chart from the others of the page.
    """
    urns = [int(urn) for urn in schools["urn"]]
    chosen = state.chosen()
    left, right = st.columns([3, 2], gap="medium")
    with left:
        chart_key = f"area-dots-{key}"
        drawn = area_data.chart(
            f"dots {key} {urns} {list(references)} {title}", lambda: area_charts.dots(schools, references, title)
        )
        st.vega_lite_chart(
            area_charts.ringed(drawn, chosen),
            width="stretch",
            key=chart_key,
            on_select=area_state.dot_chosen(chart_key),
            selection_mode="school",
            alt=f"{told} The table beside it has every school.",
        )
    with right:
        table_key = f"area-{key}-{key_of(urns)}"
        at = [urns.index(chosen)] if chosen in urns else []
        state.mark_row(table_key, at)
        heading = title.partition(",")[0]
        st.dataframe(
            pd.DataFrame({"School": schools["name"], heading: schools["value"], "URN": schools["urn"].astype(str)}),
            hide_index=True,
            height=min(300, 38 + 35 * max(len(urns), 2)),
            key=table_key,
            on_select=state.row_chosen(table_key, urns),
            selection_mode="single-row",
            selection_default={"selection": {"rows": at}},
            column_config={
                "School": st.column_config.TextColumn(width=230),
                heading: st.column_config.NumberColumn(
                    width=110, format="%.1f" if _fractions(schools["value"]) else "localized", help=title
                ),
            },
            alt="The schools of the chart with their figures. Choose a row to mark the school on the chart.",
        )


def _fractions(values: "pd.Series[float]") -> bool:
    return bool((values % 1 != 0).any())


def one_school(counted: pd.DataFrame, told: str) -> None:
    """Name the chosen school, if it is one of these, with what there is to say and the way to its page."""
    found = counted[counted["urn"] == state.chosen()]
    if found.empty:
        st.caption("Choose a dot or a row to see which school it is, and to go to its page.")
        return
    row = found.iloc[0]
    with st.container(border=True, key="area-chosen"):
        st.markdown(f"**{cards.plain(row['name'])}** · {cards.plain(row['phase_family'])}")
        if told:
            st.markdown(cards.plain(told))
        st.page_link(
            frame.SCHOOL,
            label="Its page",
            icon=":material/school:",
            query_params=state.school_query(int(row["urn"])),
        )


def change_over_time(
    counted: pd.DataFrame, family: str, name: str, borough: str | None, whose: str, coverage: Coverage
) -> None:
    """Draw the measure year by year, with London and England; gaps are gaps, and are named."""
    if name not in ADDED_UP:
        st.write("There is no line over the years: schools have no sum and no mean of it.")
        return
    drawn = area_data.lines(counted, family, name, borough, whose)
    if not drawn:
        st.write("No year of it is in the bundled data for this phase.")
        return
    years = [year for year, _ in drawn[0].points]
    absent = gaps(name, years, drawn, coverage)
    notes = (
        [f"No figure in {'; '.join(f'{year} ({_reason(kind)})' for year, kind in absent.items())}."] if absent else []
    )
    if told := [f"{year}: {why}" for year, why in BREAKS.get(name, ()) if year in years]:
        notes.append(f"A dashed upright line marks a change of what is counted. {'. '.join(told)}.")
    notes.append(
        "A hollow point is a mean of rates, because counts are not published. No line joins figures that were made in "
        "different ways, or across a gap."
    )
    written = area_data.chart(
        f"lines {name} {family} {borough} {whose} {sorted(counted['urn'])}",
        lambda: area_charts.lines(drawn, name, zero=MEASURES[name].unit == "pupils"),
    )
    st.vega_lite_chart(
        json.loads(written),
        width="stretch",
        key=f"area-lines-{name}-{family}",
        alt=f"{MEASURES[name].label} by school year: {', '.join(line.name for line in drawn)}. "
        f"{' '.join(notes)} The table below has every figure.",
    )
    st.caption(" ".join(notes))
    with st.expander("The same as a table"):
        cards.table(["School year", *(line.name for line in drawn)], _rows(drawn, absent))


def _reason(kind: ValueStatus) -> str:
    return {ValueStatus.NOT_COLLECTED: "not collected", ValueStatus.NOT_BUNDLED: "not in the bundled data"}.get(
        kind, "no row for these schools"
    )


def _rows(drawn: Sequence[Line], absent: Mapping[str, ValueStatus]) -> list[list[str]]:
    rows: list[list[str]] = []
    for place, (year, _) in enumerate(drawn[0].points):
        cells: list[Any] = [line.points[place][1] for line in drawn]
        said = [f"{area_words.value(each)} ({area_words.basis(each)})" if each else "none" for each in cells]
        rows.append([year, *(said if year not in absent else [_reason(absent[year])] * len(drawn))])
    return rows
