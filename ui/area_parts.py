"""The head of the area page: which schools, who counts, headline figures and published overall grades."""

from collections.abc import Mapping
from html import escape

import pandas as pd
import streamlit as st

from briefings.choices import MOST_SCHOOLS
from geo import area_words, words
from geo.criteria import StatusGroup
from geo.group import MOST_PICKED, AreaAsked, Members
from geo.overall import NOBODY, Overall
from geo.partner_link import MOST_COMPARED
from geo.rolls import census_month
from geo.summary import Figure
from geo.vocab import PhaseFamily, Sector
from ui import area_data, area_state, briefing_link, cards, frame, partner_state

__all__ = ["CAMDEN", "announced", "choose", "grades", "headlines", "members", "ways"]

#: Its partnership announced figures of its own in 2019.
CAMDEN = "E09000007"

_PRIMARY = str(PhaseFamily.PRIMARY)


def choose(schools: pd.DataFrame, boroughs: Mapping[str, str], asked: AreaAsked) -> None:
    """Draw the choice: a borough, or schools one by one."""
    st.radio("Which schools", [area_state.BOROUGH, area_state.GROUP], key=area_state.KIND, horizontal=True)
    if asked.borough is not None:
        st.selectbox("Borough", list(boroughs), key=area_state.BOROUGH_NAME, width=360)
        return
    ordered = schools.sort_values(["name", "urn"])
    said = ordered["name"] + " · " + ordered["la_name"] + " · " + ordered["urn"].astype(str)
    labels = dict(zip(ordered["urn"].astype(int), said, strict=True))
    st.multiselect(
        f"Schools of the group, at most {MOST_PICKED}",
        list(labels),
        key=area_state.URNS,
        format_func=labels.__getitem__,
        max_selections=MOST_PICKED,
        placeholder="Type a name or a URN",
    )
    kept = [urn for urn in partner_state.shortlist() if urn not in asked.urns]
    if kept:
        st.button(
            f"Add the {words.count(len(kept), 'school')} of my shortlist",
            key="area-shortlist",
            icon=":material/playlist_add:",
            on_click=area_state.add_to_group,
            args=(kept,),
        )
    st.caption(
        "The address of this page holds the URNs and nothing else: keep it or send it to come back to this group."
    )


def ways(counted: pd.DataFrame) -> None:
    """Link from a few picked schools to their briefing and their comparison, as far as each has room for them."""
    urns = [int(urn) for urn in counted["urn"]]
    with st.container(horizontal=True, key="area-ways"):
        if len(urns) <= MOST_SCHOOLS:
            briefing_link.draw(urns)
        if 1 < len(urns) <= MOST_COMPARED:
            st.page_link(
                frame.COMPARE,
                label="Set them side by side",
                icon=":material/compare_arrows:",
                query_params=partner_state.compare_query(urns),
            )


def members(found: Members, borough: str | None) -> None:
    """Say which schools count, and name those that one might look for and that do not."""
    counted = found.counted
    if borough is None:
        said = f"{words.count(len(counted), 'school')}, picked one by one: {area_words.families(counted)}."
        odd = int(((counted["status_group"] != StatusGroup.OPEN) | (counted["sector"] != Sector.STATE)).sum())
        if odd:
            said += (
                f" {words.count(odd, 'school is', 'schools are')} not open and state-funded in the register at hand."
            )
    else:
        said = (
            f"{words.count(len(counted), 'school')} count: open, state-funded, under the authority of {borough}, and "
            f"not known to stand in another borough. {area_words.families(counted)}."
        )
    st.markdown(cards.plain(said))
    with st.expander("Which schools count, and which do not"):
        cards.table(["Counted", "Phase", "URN"], _named(counted))
        for reason, rows in found.left_out.items():
            st.markdown(cards.plain(f"Not counted, {words.count(len(rows), 'school')}: {reason}."))
            cards.table(["Not counted", "Phase", "URN"], _named(rows))


def _named(rows: pd.DataFrame) -> list[list[str]]:
    ordered = rows[["name", "phase_family", "urn"]].sort_values(["phase_family", "name", "urn"])
    return [[str(cell) for cell in row] for row in ordered.itertuples(index=False)]


def _card(label: str, value: str, notes: list[str]) -> str:
    shown = "".join(f'<dd class="note">{escape(note)}</dd>' for note in notes if note)
    return f'<div><dt>{escape(label)}</dt><dd class="value">{escape(value)}</dd>{shown}</div>'


def headlines(counted: pd.DataFrame, pupils: Figure) -> None:
    """Draw the headline cards: schools, pupils, published overall grades.

    Parameters
    ----------
    counted : the schools.
    pupils : their sum, of the newest census.
    """
    graded, beside = area_data.overall(counted), area_data.overall_of_london()
    own, theirs = graded[""], beside[""]
    when = census_month(pupils.year) if pupils.year else "no year in the bundled data"
    parts = [
        _card("Schools", f"{len(counted):,}", [area_words.families(counted)]),
        _card(
            f"Pupils on roll, {when}",
            area_words.value(pupils),
            [area_words.basis(pupils) if pupils.schools else "", area_words.without(pupils)],
        ),
        _card(
            "Published overall Good or Outstanding",
            area_words.share(own.good_or_outstanding, own.graded),
            [
                f"London: {area_words.share(theirs.good_or_outstanding, theirs.graded)}",
                _unjudged(own),
                _dates(own),
            ],
        ),
    ]
    if _PRIMARY in graded:
        primaries, london_primaries = graded[_PRIMARY], beside.get(_PRIMARY, NOBODY)
        parts.append(
            _card(
                "Primary schools with a published overall Outstanding",
                area_words.share(primaries.outstanding, primaries.graded),
                [
                    f"London: {area_words.share(london_primaries.outstanding, london_primaries.graded)}",
                    _unjudged(primaries),
                    _dates(primaries),
                ],
            )
        )
    st.html(f'<dl class="spm-figures">{"".join(parts)}</dl>')
    st.caption(
        "Absence, free school meals, EAL and the others differ by phase, so they stand below, phase by phase, beside "
        f"London and England. {area_words.OVERALL_RULE} No list of England is in the bundled data."
    )


def _unjudged(found: Overall) -> str:
    left = found.none + found.not_judged
    if not left:
        return "Every school here has a published overall"
    return f"{words.count(left, 'school has', 'schools have')} none and {'is' if left == 1 else 'are'} not in it"


def _none(found: Overall) -> str:
    said = [f"{found.not_judged} not judged"] * bool(found.not_judged) + [f"{found.none} on no list"] * bool(found.none)
    return ", ".join(said) or "every school has one"


def _dates(found: Overall) -> str:
    dates = [at for at, _ in found.lists if at is not None]
    if not dates:
        return ""
    if len(dates) == 1:
        return f"Ofsted's list of {words.date(dates[0])}"
    return f"Ofsted's lists of {words.date(dates[0])} to {words.date(dates[-1])}: not the state of today"


def announced() -> None:
    """Quote the partnership's own announcement of 2019, with who said it and when."""
    st.html(
        f'<blockquote class="spm-quote"><p>“{escape(area_words.ANNOUNCED)}”</p>'
        f"<footer>{escape(area_words.ANNOUNCED_BY)}</footer></blockquote>"
    )


def grades(counted: pd.DataFrame, name: str) -> None:
    """Draw the published overall grades, phase by phase, with how many have none and the dates of the lists."""
    st.header("Published overall grades", anchor=False)
    st.caption(
        f"{area_words.OVERALL_RULE} Each school has the grade of the newest list that gives one. Those lists are of "
        "different dates, most of them years ago, and schools were inspected since."
    )
    rows = []
    own, london = area_data.overall(counted), area_data.overall_of_london()
    for kind in [*(str(kind) for kind in PhaseFamily if str(kind) in own), ""]:
        for whom, made in ((name, own), ("London", london)):
            found = made.get(kind, NOBODY)
            rows.append(
                [
                    kind or "All phases",
                    whom,
                    f"{found.graded:,} of {found.schools:,}",
                    area_words.share(found.good_or_outstanding, found.graded),
                    area_words.share(found.outstanding, found.graded),
                    _none(found),
                    area_words.lists(found) or "no list",
                ]
            )
    cards.table(
        ["Phase", "Schools of", "With a published overall", "Good or Outstanding", "Outstanding", "Without", "Lists"],
        rows,
    )
