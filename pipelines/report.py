"""What the command line prints of a build, of a check, and of the sources."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from geo import words
from geo.changes import Changes
from geo.errors import StaleData
from geo.store import build_info
from pipelines.errors import BadInput
from pipelines.ingest import Ingested, read_one
from pipelines.inventory import classify
from pipelines.rawfile import RawFile, find
from pipelines.sources import SOURCES, by_name

__all__ = ["build_lines", "check_lines", "diff_lines", "source_lines"]

_SHOWN_NOTES = 40


def build_lines(record: dict[str, Any]) -> Iterator[str]:
    """Tell of a build: rows in and out by release, coverage by measure and year, notes, warnings."""
    yield f"Build {record['build_id']}: {record['counts']['schools']:,} schools of {len(record['area'])} authorities"
    yield f"Data as at: {record['data_as_at']}"
    yield ""
    yield f"{'release':<40}{'rows in':>10}{'rows out':>10}{'rejected':>10}"
    for source in record["sources"]:
        carried = "  kept from the former build" if source["carried_over"] else ""
        yield (
            f"{source['key']:<40}{source['rows_in']:>10,}{source['rows_out']:>10,}{source['rejected']:>10,}{carried}"
        )
    yield ""
    yield "Coverage (published of all rows)"
    for name, years in record["coverage"].items():
        cells = [f"{year} {known.get('published', 0):,}/{sum(known.values()):,}" for year, known in years.items()]
        yield f"  {name}: " + ", ".join(cells)
    for gap in record["missing"]:
        yield f"  {gap['measure']}: none at hand; add it {words.added(gap['fetch'])}, then build"
    for title, lines in (
        ("Notes", record["notes"]),
        ("Not read", record["not_read"]),
        ("Warnings", record["warnings"]),
    ):
        if lines:
            yield ""
            yield f"{title} ({len(lines)})"
            yield from (f"  {line}" for line in lines[:_SHOWN_NOTES])
            if len(lines) > _SHOWN_NOTES:
                yield f"  and {len(lines) - _SHOWN_NOTES} more, in BUILD.json"
    if record["counts"]["rejects"]:
        yield ""
        yield f"{record['counts']['rejects']} row(s) were rejected: the reasons are in rejects.csv"


def diff_lines(found: Changes) -> Iterator[str]:
    """Tell what a build changed: releases, published figures by measure and year, then school by school."""
    yield from (f"release new: {key}" for key in found.new_releases)
    yield from (f"release gone: {key}" for key in found.gone_releases)
    for each in found.figures:
        revised = f"; {each.revised:,} of both with another value" if each.revised else ""
        yield f"figures: {each.measure} {each.year}: {each.before:,} published before, {each.after:,} now{revised}"
    yield from (f"{change.kind}: {change.urn} {change.name}: {change.text}" for change in found.changes)
    yield f"{len(found.changes)} change(s)"


def check_lines(raw: Path) -> Iterator[tuple[str, bool]]:
    """Tell, file by file, what was understood; the flag says whether the line is of a broken file."""
    for file in find(raw):
        try:
            found = classify(file)
            if found.kind == "not_read":
                yield f"{file.label}: not read: {found.note}", False
                continue
            ingested = read_one(found)
        except BadInput as problem:
            yield str(problem), True
            continue
        yield from ((line, False) for line in _understood(file, ingested))


def _understood(file: RawFile, ingested: Ingested) -> Iterator[str]:
    layout = ingested.found.layout
    kind = layout.name if layout else ingested.found.kind.replace("_", " ")
    rejected = ingested.cleaned.rejects
    yield (
        f"{file.label}: {ingested.source}, {kind}; release {ingested.cleaned.release}; {ingested.rows:,} rows, "
        f"{ingested.columns} columns, {ingested.encoding}; {len(rejected)} rejected"
    )
    for note in (ingested.found.note, *ingested.cleaned.notes):
        if note:
            yield f"  {note}"
    reasons = rejected["reason"].str.replace(r"'[^']*'|\d+", "…", regex=True).value_counts()
    for reason, count in reasons.head(8).items():
        example = rejected[rejected["reason"].str.replace(r"'[^']*'|\d+", "…", regex=True) == reason].iloc[0]
        yield f"  {count} row(s) rejected, as line {example['row']}: {example['reason']}"


def source_lines(raw: Path, processed: Path) -> Iterator[str]:
    """List every source: what it gives, whose it is, the releases at hand and in use, and how to get it.

    Parameters
    ----------
    raw : the raw folder; it need not exist.
    processed : the build in use, for the releases that it holds.
    """
    present: dict[str, list[str]] = {}
    for file in find(raw) if raw.is_dir() else ():
        source = by_name(file.name)
        if source is not None:
            present.setdefault(source.name, []).append(f"{file.label}{_release(file)}")
    in_use = _in_use(processed)
    for source in SOURCES.values():
        files = present.get(source.name, [])
        yield f"{source.name}: {source.gives}"
        yield f"  publisher: {source.publisher}; licence: {source.licence}"
        yield f"  page: {source.page}"
        if source.name in in_use:
            yield f"  in the build in use: {', '.join(sorted(in_use[source.name]))}"
        how = f"python -m pipelines fetch {source.name}" if source.fetchable else "by hand"
        if not files:
            yield f"  not in {raw}: {how}, into {raw}/{source.folder}/"
        else:
            more = f" and {len(files) - 3} more" if len(files) > 3 else ""  # noqa: PLR2004
            yield f"  present: {', '.join(files[:3])}{more}"
        yield ""


def _release(file: RawFile) -> str:
    try:
        found = classify(file)
        return "" if found.kind == "not_read" else f" (release {read_one(found).cleaned.release})"
    except BadInput:
        return " (broken: see `python -m pipelines check`)"


def _in_use(processed: Path) -> dict[str, list[str]]:
    try:
        listed = build_info(processed)["sources"]
    except StaleData:
        return {}
    releases: dict[str, list[str]] = {}
    for source in listed:
        releases.setdefault(source["source"], []).append(source["release"])
    return releases
