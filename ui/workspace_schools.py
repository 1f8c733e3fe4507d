"""Schools by name in the workspace's forms and lists."""

from collections.abc import Iterable

import streamlit as st

from ui import cards, data, frame, state

__all__ = ["link", "name", "names", "pick"]


def names(urns: Iterable[int] | None = None) -> dict[int, str]:
    """Name schools of the build, with authority and URN; all of them, or these (also such as it does not have)."""
    schools = data.schools()
    said = schools["name"] + " · " + schools["la_name"] + " · " + schools["urn"].astype(str)
    every = dict(zip(schools["urn"].astype(int), said, strict=True))
    if urns is not None:
        return {urn: every.get(urn, f"URN {urn} (not in the data here)") for urn in sorted(urns)}
    return dict(sorted(every.items(), key=lambda item: item[1]))


def name(urn: int) -> str:
    """Name one school, short."""
    schools = data.schools()
    found = schools.loc[schools["urn"] == urn, "name"]
    return str(found.iloc[0]) if len(found) else f"URN {urn}"


def pick(label: str, key: str, *, among: Iterable[int] | None = None, help_text: str | None = None) -> int | None:
    """Let somebody choose a school by name; with one to choose from, it is chosen."""
    labels = names(among)
    chosen: int | None = st.selectbox(
        label,
        list(labels),
        index=0 if len(labels) == 1 else None,
        format_func=labels.__getitem__,
        placeholder="Type a name or a URN",
        key=key,
        help=help_text,
    )
    return chosen


def link(urn: int) -> None:
    """Link to a school's public page."""
    st.page_link(
        frame.SCHOOL, label=cards.plain(name(urn)), icon=":material/school:", query_params=state.school_query(urn)
    )
