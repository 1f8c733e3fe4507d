"""Rolls on the area page: pupils by January, as change with its dates, and what is worth checking."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from geo import area_words, words
from geo.rolls import AreaRoll, Roll, area_rolls, authority_rolls, census_month, change_of_all
from geo.vocab import PhaseFamily, ValueStatus
from ui import area_figures, cards, data

__all__ = ["draw", "told"]


def told(counted: pd.DataFrame, made: Sequence[Roll], urn: int | None) -> str:
    """Tell the pupils of the chosen school; empty if it is not one of these."""
    names = dict(zip(counted["urn"].astype(int), counted["name"], strict=True))
    return next((area_words.roll(names[each.urn], each) for each in made if each.urn == urn), "")


def draw(counted: pd.DataFrame, made: Sequence[Roll], family: str, borough: str | None, name: str) -> None:
    """Draw the rolls: sums of all phases, the change of each school of one.

    Parameters
    ----------
    counted : the schools.
    made : their rolls, in the same order.
    family : phase whose schools are drawn as dots.
    borough : GSS code, where the schools are a borough's.
    name : whose schools they are.
    """
    st.header("Pupils on roll", anchor=False)
    totals = area_rolls(made)
    if not any(each.schools for each in totals):
        st.write("No count of pupils of these schools is in the bundled data.")
        return
    all_ = change_of_all(made)
    if all_ is not None:
        of = words.count(all_.schools, "school")
        st.markdown(
            cards.plain(
                f"The {of} with a count in both Januaries: {all_.before:,} and {all_.after:,} pupils. "
                f"{_capital(area_words.change(all_))}."
            )
        )
    authority = {each.year: each for each in authority_rolls(data.table("benchmarks"), borough)} if borough else {}
    _totals(totals, authority, name)
    _changes(counted, made, family)
    _table(counted, made)
    st.caption(area_words.ROLLS_RULE)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _totals(totals: Sequence[AreaRoll], authority: dict[str, AreaRoll], name: str) -> None:
    head = ["Census", "Pupils of the schools that count here"]
    head += [f"Pupils of all state-funded schools of {name} in that year's table"] if authority else []
    rows = []
    for each in totals:
        row = [census_month(each.year), _sum(each)]
        if authority:
            row.append(_sum(authority[each.year]) if each.year in authority else "not in the bundled data")
        rows.append(row)
    cards.table(head, rows)
    if authority:
        st.caption(
            "The last column has schools that closed since, so it shows the area; the other follows the same schools."
        )


def _sum(each: AreaRoll) -> str:
    if each.pupils is None:
        return "not in the bundled data"
    left = f"; {each.without} without a count" if each.without else ""
    return f"{each.pupils:,} ({words.count(each.schools, 'school')}{left})"


def _changes(counted: pd.DataFrame, made: Sequence[Roll], family: str) -> None:
    """Draw a dot a school of the family: its change in percent."""
    rows = [
        (each.urn, school, kind, each.change)
        for each, school, kind in zip(made, counted["name"], counted["phase_family"], strict=True)
        if kind == family and each.change is not None and each.change.percent is not None
    ]
    if not rows:
        return
    st.subheader(f"Change of each school: {family}", anchor=False)
    ends = Counter((change.since, change.until) for *_, change in rows)
    (since, until), _ = ends.most_common(1)[0]
    table = pd.DataFrame(
        [(urn, school, kind, change.percent, area_words.change(change)) for urn, school, kind, change in rows],
        columns=["urn", "name", "family", "value", "said"],
    )
    table = table.sort_values(["value", "name", "urn"], ignore_index=True)
    few, most = (area_words.percent(each) for each in (table["value"].min(), table["value"].max()))
    reach = few if few == most else f"from {few} to {most}"
    other = len(rows) - ends[(since, until)]
    said = f"{area_words.schools_of(len(table), family)}: {reach}, {census_month(since)} to {census_month(until)}" + (
        f" ({words.count(other, 'school')} between other Januaries, told with the dot)." if other else "."
    )
    st.markdown(cards.plain(said))
    area_figures.dots_and_table(table, {}, "Change, percent of the first count", said, f"rolls-{family}")


def _table(counted: pd.DataFrame, made: Sequence[Roll]) -> None:
    marked = {each.urn: each for each in made if each.check}
    names = dict(zip(counted["urn"].astype(int), counted["name"], strict=True))
    if marked:
        st.subheader("Worth checking", anchor=False)
        st.markdown("\n".join(f"- {cards.plain(area_words.roll(names[urn], each))}" for urn, each in marked.items()))
    with st.expander("Every school, every January"):
        months = [census_month(each.year) for each in made[0].counts]
        kinds = {kind: place for place, kind in enumerate(map(str, PhaseFamily))}
        rows = []
        ordered = sorted(
            zip(made, counted["phase_family"], strict=True), key=lambda pair: (kinds[pair[1]], names[pair[0].urn])
        )
        for each, family in ordered:
            cells = [("" if count.value is None else f"{count.value:,}") or _gap(count.status) for count in each.counts]
            cells = [
                f"{cell} (worth checking)" if c.year in each.check else cell
                for cell, c in zip(cells, each.counts, strict=True)
            ]
            rows.append([names[each.urn], family, *cells, area_words.change(each.change), _places(each)])
        cards.table(["School", "Phase", *months, "Change", "Places"], rows)


def _gap(status: ValueStatus) -> str:
    return {ValueStatus.NOT_BUNDLED: "not bundled", ValueStatus.MISSING_ROW: "no row"}.get(status, "not available")


def _places(each: Roll) -> str:
    if each.capacity is None:
        return "not in the register at hand"
    last = next((count for count in reversed(each.counts) if count.value is not None), None)
    if last is None or last.value is None or not each.capacity:
        return f"{each.capacity:,}"
    share = 100 * last.value / each.capacity
    return f"{each.capacity:,}; {share:.0f}% taken in {census_month(last.year)}"
