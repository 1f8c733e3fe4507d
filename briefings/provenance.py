"""Where everything in a briefing comes from: releases, licence, build and method; and how to read it."""

from briefings.content import Paragraph, Section, Table
from briefings.material import Material
from geo.purposes import METHOD_VERSION
from geo.source_words import label

__all__ = ["foot", "section"]


def foot(material: Material) -> str:
    """Line at the foot of every page."""
    build = material.build
    return f"School Partnership Map · build {build['build_id']} · sources and dates on the last page"


def section(material: Material, used: frozenset[str], *, notes: bool) -> Section:
    """List the sources used, each once, and what made the briefing.

    Parameters
    ----------
    material : the tables.
    used : keys of the sources that the other sections used.
    notes : whether a reader's own notes are in it.
    """
    entries = [entry for entry in material.build["sources"] if entry["key"] in used]
    releases: dict[str, dict[str, list[str]]] = {}
    for entry in entries:
        of = releases.setdefault(str(entry["publisher"]), {})
        of.setdefault(label(str(entry["source"])), []).append(str(entry["release"]))
    rows = tuple(
        (publisher, "; ".join(f"{name} {', '.join(each)}" for name, each in of.items()))
        for publisher, of in sorted(releases.items())
    )
    lines = list(dict.fromkeys(entry["attribution"] for entry in entries))
    licences = ", ".join(dict.fromkeys(entry["licence"] for entry in entries))
    own = " The notes are the reader's own and have no source here." if notes else ""
    return Section(
        "Sources and method",
        (
            Table("What this briefing was made from", ("Publisher", "What, and of when"), rows, (1.0, 2.4)),
            Paragraph(f"Licence: {licences}. {' '.join(lines)}", small=True),
            Paragraph(
                f"Build {material.build['build_id']}, data as at: {material.build['data_as_at']}; method of "
                f"suggestions, version {METHOD_VERSION}. A number is printed as published; where there is none, the "
                "reason is. Suggestions order schools by how they fit a purpose, and nothing here says how good a "
                f"school is.{own}",
                small=True,
            ),
        ),
    )
