"""Read every file of the raw folder into canonical frames, one file after another."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import geopandas as gpd
import pandas as pd

from pipelines import postcodes
from pipelines.areas import read_boundaries
from pipelines.errors import BadInput, Rejects
from pipelines.inventory import READERS, Found
from pipelines.reading import Cleaned, read_table

__all__ = ["Ingested", "Stock", "ingest", "newest"]

#: Sources of which each file tells the whole state: the newest counts, the others are passed over.
SNAPSHOTS = ("register", "links", "groups", "members", "known_ties")


@dataclass(frozen=True)
class Ingested:
    """One file that was read.

    Attributes
    ----------
    key : ``source:release``, as in the ``source`` column of every table.
    sha256 : of the content.
    rows : rows of the file.
    columns : number of columns of the file; 0 for a boundary.
    encoding : in which it was read.
    """

    found: Found
    key: str
    sha256: str
    rows: int
    columns: int
    encoding: str
    cleaned: Cleaned

    @property
    def source(self) -> str:
        """Name of the source."""
        return self.key.split(":")[0]


@dataclass
class Stock:
    """Everything that was read, and what was passed over, with the reason."""

    files: list[Ingested] = field(default_factory=list)
    passed: list[tuple[str, str]] = field(default_factory=list)

    def frames(self, table: str) -> list[pd.DataFrame]:
        """Canonical frames of one table, in the order of the file labels."""
        return [file.cleaned.tables[table] for file in self.files if table in file.cleaned.tables]

    def sources(self) -> set[str]:
        """Names of the sources at hand."""
        return {file.source for file in self.files}

    def keys(self) -> set[str]:
        """Keys of the releases at hand."""
        return {file.key for file in self.files}


def read_one(found: Found) -> Ingested:
    """Read one classified file.

    Raises
    ------
    BadInput
        If its structure is broken.
    """
    file, source = found.file, found.source
    if source is None:
        message = f"{file.label}: no reader knows it"
        raise BadInput(message)
    digest = file.sha256()
    if found.kind == "boundary":
        frame, notes = read_boundaries(file, source.name)
        key = str(frame["source"].iloc[0])
        cleaned = Cleaned(key.split(":")[1], {"boundaries": frame}, Rejects(file.label).frame(), notes)
        return Ingested(found, key, digest, len(frame), 0, "utf-8", cleaned)
    if found.kind == "code_point":
        cleaned = postcodes.clean_code_point(file)
        key = f"{source.name}:{cleaned.release}"
        rows = file.read().count(b"\n")
        return Ingested(found, key, digest, rows, len(postcodes.CODE_POINT_COLUMNS), "utf-8", cleaned)
    if found.layout is None:
        message = f"{file.label}: no reader knows its header"
        raise BadInput(message)
    raw = read_table(file, found.layout)
    cleaned = READERS[source.name].clean(raw)
    key = f"{source.name}:{cleaned.release}"
    return Ingested(found, key, digest, len(raw.frame), len(raw.columns), raw.encoding, cleaned)


def ingest(files: Iterable[Found], step: Callable[[str], None]) -> Stock:
    """Read all files; ``step`` is called with the label of each before it is read.

    Raises
    ------
    BadInput
        At the first file whose structure is broken.
    """
    stock = Stock()
    for found in files:
        step(found.file.label)
        if found.kind == "not_read":
            stock.passed.append((found.file.label, found.note))
        else:
            stock.files.append(read_one(found))
    return newest(stock)


def newest(stock: Stock) -> Stock:
    """Keep, of each snapshot source, the file with the newest release; a dated one comes before an undated one."""
    kept: list[Ingested] = []
    passed = list(stock.passed)
    for file in stock.files:
        rivals = [other for other in stock.files if other.source == file.source]
        best = max(rivals, key=_age)
        if file.source in SNAPSHOTS and file is not best:
            passed.append((file.found.file.label, f"{best.found.file.label} is newer"))
        else:
            kept.append(file)
    return Stock(kept, passed)


def _age(file: Ingested) -> tuple[bool, str, str]:
    release = file.cleaned.release
    return release[:1].isdigit(), release, file.found.file.label


def boundaries(stock: Stock, kind: str, preferred: tuple[str, ...]) -> gpd.GeoDataFrame | None:
    """Polygons of one kind, one a code: of the first of ``preferred`` sources, larger layers first."""
    frames = [frame for frame in stock.frames("boundaries") if (frame["kind"] == kind).all()]
    if not frames:
        return None
    order = {name: rank for rank, name in enumerate(preferred)}
    frames.sort(key=lambda frame: (order.get(frame["source"].iloc[0].split(":")[0], 99), -len(frame)))
    merged = pd.concat(frames, ignore_index=True).drop_duplicates(["code", "source"] if kind == "lsoa" else "code")
    return gpd.GeoDataFrame(merged, crs=frames[0].crs)
