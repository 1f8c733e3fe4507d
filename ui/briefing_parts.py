"""The parts of the briefing page: which schools, what of them, and the files to take away."""

from functools import partial

import streamlit as st

from briefings.choices import MOST_NOTES, MOST_SCHOOLS, PARTS, THEMES, USUAL, Choices, Kind, Part, Theme, kind_of
from briefings.compose import briefing, file_stem
from briefings.content import Document, Figure, Table
from briefings.pdf import to_pdf
from briefings.word import to_docx
from geo import words
from geo.purposes import PRESETS
from ui import briefing_data, briefing_state, cards, data

__all__ = ["choose", "made", "options"]

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ABOUT = {
    Kind.SCHOOL: "One school: who it is, its figures beside its kind, and who could work with it.",
    Kind.PAIR: "Two schools that consider working together: how far apart, how alike, and what to ask each other.",
    Kind.GROUP: "A group of schools side by side, by letter.",
}


def choose() -> tuple[int, ...]:
    """Offer every school by name; the order chosen is the order in the briefing."""
    schools = data.schools().sort_values(["name", "urn"])
    said = schools["name"] + " · " + schools["la_name"] + " · " + schools["urn"].astype(str)
    labels = dict(zip(schools["urn"].astype(int), said, strict=True))
    st.multiselect(
        f"Schools, one to {MOST_SCHOOLS}",
        list(labels),
        key=briefing_state.SCHOOLS,
        format_func=labels.__getitem__,
        max_selections=MOST_SCHOOLS,
        placeholder="Type a name or a URN",
    )
    urns = briefing_state.schools()
    if urns:
        kind = kind_of(len(urns))
        st.markdown(f"**{kind}.** {_ABOUT[kind]}")
    return urns


def options() -> None:
    """Offer the purpose, the focus, the parts, and a place for notes."""
    left, right = st.columns(2, gap="large")
    with left:
        st.selectbox(
            "Purpose",
            list(PRESETS),
            key=briefing_state.PURPOSE,
            format_func=lambda purpose: PRESETS[purpose].label,
            help="What working together would be for. It decides which schools are suggested and what the reasons are.",
        )
        st.multiselect(
            "Focus of trends and questions",
            list(Theme),
            key=briefing_state.THEMES,
            format_func=THEMES.__getitem__,
            default=sorted(Choices().themes),
        )
    with right:
        st.multiselect(
            "Parts",
            list(Part),
            key=briefing_state.PARTS,
            format_func=PARTS.__getitem__,
            default=[part for part in Part if part in USUAL],
            help="Who the schools are, and the sources, are always in it.",
        )
    st.text_area(
        "Own notes",
        key=briefing_state.NOTES,
        max_chars=MOST_NOTES,
        height=110,
        placeholder="Printed in the briefing under “Own notes”.",
        help="They are put into your file and kept nowhere: not in the address, not in a log, not shared with other "
        "visitors. They are gone when you leave this page. Please name no pupil.",
    )


def made(urns: tuple[int, ...]) -> None:
    """Make the briefing when asked to, show what is in it, and offer the files."""
    choices = briefing_state.current()
    if st.button("Make the briefing", type="primary", icon=":material/print:", key="briefing_make"):
        with st.spinner("Making the briefing"):
            document = briefing(briefing_data.material(), urns, choices)
        briefing_state.keep(urns, choices, document)
    kept = briefing_state.made(urns, choices)
    if kept is not None:
        _downloads(urns, kept, notes=bool(choices.notes.strip()))
        _contents(kept)


def _downloads(urns: tuple[int, ...], document: Document, *, notes: bool) -> None:
    stem = file_stem(briefing_data.material(), urns)
    with st.container(horizontal=True, key="briefing-take"):
        # A callable: the file is written when its button is pressed, and not before.
        st.download_button(
            "Download PDF",
            partial(to_pdf, document),
            file_name=f"{stem}.pdf",
            mime="application/pdf",
            icon=":material/picture_as_pdf:",
            on_click="ignore",
            key="take-briefing-pdf",
        )
        st.download_button(
            "Download Word document",
            partial(to_docx, document),
            file_name=f"{stem}.docx",
            mime=_DOCX,
            icon=":material/description:",
            on_click="ignore",
            key="take-briefing-docx",
        )
    said = "Two to four pages of A4 as a rule. Both say the same; the Word document can be changed."
    if notes:
        said += (
            " Your notes are in it: after a press the file lies in the server's memory, at an address that only you "
            "are told, until the next change on this page or until you close it."
        )
    st.caption(said)


def _contents(document: Document) -> None:
    """List the headings, and what stands below each."""
    st.header("What is in it", anchor=False)
    st.markdown(f"**{cards.plain(document.title)}**")
    lines = []
    for section in document.sections:
        tables = sum(isinstance(block, Table) for block in section.blocks)
        figures = sum(isinstance(block, Figure) for block in section.blocks)
        counted = [words.count(tables, "table")] * bool(tables) + [words.count(figures, "figure")] * bool(figures)
        about = f" ({', '.join(counted)})" if counted else ""
        lines.append(f"- {cards.plain(section.title)}{about}")
    st.markdown("\n".join(lines))
