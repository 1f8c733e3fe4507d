"""What is in the raw folder: each file's source and layout, or why it is not read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipelines import (
    absence,
    absence_benchmarks,
    absence_tables,
    census,
    census_spc,
    deprivation,
    exclusions,
    exclusions_benchmarks,
    ks2,
    ks2_ees,
    ks4,
    ks4_context,
    ks4_destinations,
    ks4_ees,
    ks5,
    lait,
    links,
    ofsted,
    ofsted_history,
    postcodes,
    register,
    school_information,
    ties,
)
from pipelines.areas import KINDS
from pipelines.errors import BadInput
from pipelines.rawfile import RawFile, find
from pipelines.reading import Cleaned, Layout, RawTable, header_of, match
from pipelines.sources import SOURCES, Source, by_name

__all__ = ["READERS", "Found", "Reader", "classify", "inventory"]

Kind = Literal["table", "code_point", "boundary", "not_read"]


@dataclass(frozen=True)
class Reader:
    """How the tables of one source are read."""

    layouts: tuple[Layout, ...]
    clean: Callable[[RawTable], Cleaned]


def _of_source(source: str, layouts: tuple[Layout, ...]) -> tuple[Layout, ...]:
    return tuple(layout for layout in layouts if layout.source == source)


#: Reader by source, for every source that is a table with a header.
READERS: dict[str, Reader] = {
    "register": Reader(register.LAYOUTS, register.clean),
    "links": Reader(links.LAYOUTS, links.clean),
    **{name: Reader(_of_source(name, ties.LAYOUTS), ties.clean) for name in ("groups", "members", "known_ties")},
    "ofsted": Reader(ofsted.LAYOUTS, ofsted.clean),
    "school_information": Reader(school_information.LAYOUTS, school_information.clean),
    "ofsted_history": Reader(ofsted_history.LAYOUTS, ofsted_history.clean),
    "absence": Reader(absence.LAYOUTS, absence.clean),
    "absence_tables": Reader(absence_tables.LAYOUTS, absence_tables.clean),
    "absence_benchmarks": Reader(absence_benchmarks.LAYOUTS, absence_benchmarks.clean),
    "exclusions": Reader(exclusions.LAYOUTS, exclusions.clean),
    "exclusions_benchmarks": Reader(exclusions_benchmarks.LAYOUTS, exclusions_benchmarks.clean),
    "census": Reader(census.LAYOUTS, census.clean),
    "census_spc": Reader(census_spc.LAYOUTS, census_spc.clean),
    "ks2": Reader(ks2.LAYOUTS, ks2.clean),
    "ks2_ees": Reader(ks2_ees.LAYOUTS, ks2_ees.clean),
    **{name: Reader(_of_source(name, ks4.LAYOUTS), ks4.clean) for name in ("ks4", "ks4_provisional")},
    "ks4_ees": Reader(ks4_ees.LAYOUTS, ks4_ees.clean),
    "ks4_context": Reader(ks4_context.LAYOUTS, ks4_context.clean),
    "ks4_destinations": Reader(ks4_destinations.LAYOUTS, ks4_destinations.clean),
    "ks5": Reader(ks5.LAYOUTS, ks5.clean),
    "lait": Reader(lait.LAYOUTS, lait.clean),
    "deprivation": Reader(deprivation.LAYOUTS, deprivation.clean),
    "onspd": Reader(postcodes.LAYOUTS, postcodes.clean),
}

_TABLES = (".csv", ".csv.gz")

_ALL_LAYOUTS = tuple(layout for reader in READERS.values() for layout in reader.layouts)


@dataclass(frozen=True)
class Found:
    """One file of the raw folder and what it is.

    ``kind`` is "not_read" for a file that no reader knows or that is passed over on purpose;
    ``note`` then says why.
    """

    file: RawFile
    kind: Kind
    source: Source | None = None
    layout: Layout | None = None
    note: str = ""


def inventory(raw: Path) -> Iterator[Found]:
    """Classify every data file below ``raw``."""
    return (classify(file) for file in find(raw))


def classify(file: RawFile) -> Found:
    """Tell what one file is, by its name and by its header.

    Raises
    ------
    BadInput
        If the name is that of one source and the header is not: it holds another table, or a
        layout that we don't know, whose columns are then listed.
    """
    if "transcribed" in file.name.casefold():
        return Found(file, "not_read", note="its name says that it was transcribed by hand, so it is not used")
    source = by_name(file.name)
    if source is not None:
        return _named(file, source)
    layout = match(header_of(file, _ALL_LAYOUTS), _ALL_LAYOUTS) if file.name.endswith(_TABLES) else None
    if layout is None:
        return Found(file, "not_read", note="no reader knows it")
    found = SOURCES[layout.source]
    return Found(file, "table", found, layout, f"known by its header as {found.name}; its name is no official one")


def _named(file: RawFile, source: Source) -> Found:
    if source.name in KINDS:
        return Found(file, "boundary", source)
    if source.name == "postcodes":
        return Found(file, "code_point", source)
    layouts = READERS[source.name].layouts
    header = header_of(file, layouts)
    layout = match(header, layouts)
    if layout is not None:
        return Found(file, "table", source, layout)
    other = match(header_of(file, _ALL_LAYOUTS), _ALL_LAYOUTS)
    if other is not None:
        message = (
            f"{file.label}: is named like the {source.name} table and holds the {other.source} table: "
            "give it the right name, or put the right file in its place"
        )
        raise BadInput(message)
    shown = ", ".join(header.columns[:60])
    message = (
        f"{file.label}: is named like the {source.name} table, and its header is none that we know "
        f"({len(header.columns)} columns: {shown}): take it away, or add its layout to the reader"
    )
    raise BadInput(message)
