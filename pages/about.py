"""Where the data come from, what they mean and what is missing."""

from typing import Any

import streamlit as st

from geo import words
from geo.measures import MEASURES
from geo.quality import nobody_has
from ui import cards, data, frame
from ui import sources as labels


def sources(build: dict[str, Any]) -> None:
    """List every source of the build with its release, licence and rows."""
    st.header("Sources", anchor=False)
    cards.table(
        ["Source", "Publisher", "Release", "What it gives", "Rows read", "Rows used", "Refused", "Licence"],
        [
            [
                labels.label(entry["source"]),
                entry["publisher"],
                entry["release"],
                entry["gives"],
                f"{entry['rows_in']:,}",
                f"{entry['rows_out']:,}",
                f"{entry['rejected']:,}",
                entry["licence"],
            ]
            for entry in build["sources"]
        ],
    )
    st.subheader("Attribution", anchor=False)
    for line in dict.fromkeys(entry["attribution"] for entry in build["sources"]):
        st.markdown(cards.plain(line))
    pages = {(entry["publisher"], entry["page"]) for entry in build["sources"]}
    with st.expander("The publishers' own pages"):
        for publisher, page in sorted(pages):
            st.markdown(f"{cards.plain(publisher)}: <{page}>")
    with st.expander("Files and checksums"):
        cards.table(
            ["File", "Rows", "SHA-256"],
            [
                [each["file"], f"{each['rows']:,}", each["sha256"]]
                for entry in build["sources"]
                for each in entry["files"]
            ],
        )


def gaps(build: dict[str, Any]) -> None:
    """Say what is missing, and what the build warned of."""
    st.header("What is missing", anchor=False)
    if not build["missing"]:
        st.write("Every source that the program knows is in the bundled data.")
    for entry in build["missing"]:
        st.markdown(f"- {cards.plain(entry['label'])}: whoever runs this map can add it {words.added(entry['fetch'])}.")
    with st.expander("What nobody has: never collected, or never published by school"):
        for named, years, why in nobody_has():
            st.markdown("- " + cards.plain(f"{'; '.join(named)}, {', '.join(years)}: {why}."))
    for warning in build["warnings"]:
        st.warning(cards.plain(warning), icon=":material/info:")
    st.page_link(frame.QUALITY, label="Data quality: what is missing, school by school", icon=":material/fact_check:")


def measures(build: dict[str, Any]) -> None:
    """Define every measure, with its caveat and the years at hand."""
    st.header("Measures", anchor=False)
    for entry in MEASURES.values():
        years = sorted(build["coverage"].get(entry.name) or {})
        with st.expander(cards.plain(entry.label)):
            st.markdown(cards.plain(entry.meaning))
            rows = {"Published by": entry.publisher}
            if entry.numerator:
                rows["Counted"] = f"{entry.numerator}, of {entry.denominator}"
            rows["Years here"] = ", ".join(years) or f"none; can be added {words.added(entry.fetch)}".replace("`", "")
            if entry.caveat:
                rows["Be careful"] = entry.caveat
            cards.facts(rows)


def show() -> None:
    """Draw the page."""
    build = data.build()
    st.title("About the data", anchor=False)
    cards.lead(
        "Everything here was published by public bodies. No figure is made up or filled in: where there is none, the "
        "page says why."
    )
    cards.facts(
        {
            "Data as at": build["data_as_at"],
            "Build": build["build_id"],
            "Schools": f"{build['counts']['schools']:,}",
            "Figures": f"{build['counts']['measures']:,}",
        }
    )
    gaps(build)
    sources(build)
    measures(build)
    st.header("How it is done", anchor=False)
    st.markdown(
        "- Distances are straight lines in metres on the British National Grid.\n"
        "- A suppressed, inapplicable or missing figure keeps its reason and is never shown as zero.\n"
        "- Ofsted's frameworks are kept apart: a report card, an overall grade and the outcome of an ungraded "
        "inspection are different things.\n"
        "- Nothing about visitors is collected, and no outside service is asked for anything."
    )


frame.require_frame("pages/about.py")
show()
