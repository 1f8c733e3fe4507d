"""Run the stages, check the tables, publish them together with BUILD.json."""

import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from geo.errors import StaleData
from geo.london import BOROUGHS, LONDON
from geo.measures import MEASURES
from geo.schema import TABLES, empty
from geo.store import BUILD_FILE, SCHEMA_VERSION, build_info, current, path_of, read, write
from pipelines.assemble import Assembled, assemble
from pipelines.changes import keep_changes
from pipelines.errors import BadInput
from pipelines.ingest import Ingested, Stock, ingest
from pipelines.inventory import inventory
from pipelines.publish import publishing
from pipelines.sources import SOURCES

__all__ = ["DEFAULT_AREA", "build", "chosen_area"]

#: London: the code of the region stands for its 33 authorities.
DEFAULT_AREA = (LONDON.code,)

#: The authority whose schools the app shows first.
DEFAULT_BOROUGH = "E09000007"

POSTCODE_SOURCES = ("postcodes", "onspd")

Step = Callable[[str, int, int], None]


def chosen_area(codes: Sequence[str]) -> frozenset[str]:
    """Spell out an area: London's region code as its authorities, other codes as they are.

    Raises
    ------
    BadInput
        If a code is not a GSS code of an authority or of London.
    """
    area: set[str] = set()
    for code in codes:
        if code == LONDON.code:
            area |= {borough.code for borough in BOROUGHS}
        elif len(code) == 9 and code[:3] in {"E06", "E07", "E08", "E09", "E10"} and code[3:].isdigit():  # noqa: PLR2004
            area.add(code)
        else:
            message = (
                f"--area {code}: is no GSS code of an authority, such as E09000007 for Camden: look it up and try again"
            )
            raise BadInput(message)
    return frozenset(area)


def build(
    raw: Path, out: Path, *, area: Sequence[str] = DEFAULT_AREA, fresh: bool = False, step: Step
) -> dict[str, Any]:
    """Make the processed tables and put them in the place of the former ones.

    Parameters
    ----------
    raw : folder with files as published.
    out : folder of the processed tables.
    area : GSS codes of the authorities whose schools are kept; benchmarks use all that is at hand.
    fresh : leave out what ``raw`` does not bring, instead of keeping it from the former build.
    step : called with a label, how many files are done, and how many there are.

    Returns
    -------
    dict
        The content of BUILD.json.

    Raises
    ------
    BadInput
        If a recognised file is broken, or something essential is absent. The former build stays.
    """
    codes = chosen_area(area)
    found = list(inventory(raw))
    done = 0

    def progress(label: str) -> None:
        nonlocal done
        step(label, done, len(found) + 2)
        done += 1

    former, info = ({}, None) if fresh else _former(out, codes)
    stock = ingest(found, progress)
    progress("joining")
    assembled = assemble(stock, former, codes)
    progress("writing")
    rejects = _rejects(stock, assembled.tables["schools"], former)
    tables = {**assembled.tables, "rejects": rejects}
    with publishing(out) as folder:
        digests = {}
        for name in TABLES:
            path = write(folder, name, tables[name])
            digests[name] = hashlib.sha256(path.read_bytes()).hexdigest()
        record = _record(stock, assembled, tables, digests, codes, info)
        (folder / BUILD_FILE).write_text(
            json.dumps(record, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8"
        )
        keep_changes(out, folder)
    return record


def _former(out: Path, area: frozenset[str]) -> tuple[dict[str, pd.DataFrame], dict[str, Any] | None]:
    if not path_of(current(out), "schools").exists():
        return {}, None
    try:
        info = build_info(out)
        tables = {name: read(out, name) for name in TABLES}
    except (StaleData, ValueError) as problem:
        message = f"the former build in {out} cannot be carried on ({problem}): use --fresh to leave it out"
        raise BadInput(message) from problem
    if set(info["area"]) != area:
        message = f"the former build in {out} is of other authorities: use --fresh, or name the same --area"
        raise BadInput(message)
    return tables, info


def _rejects(stock: Stock, schools: pd.DataFrame, former: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Rejected rows that concern the area: those of its schools, and those whose key is no URN."""
    here = set(schools["urn"].astype(str))
    parts = []
    for file in [file for file in stock.files if len(file.cleaned.rejects)]:
        rows = file.cleaned.rejects
        elsewhere = rows["key"].fillna("").str.fullmatch(r"[1-9]\d{5}").astype(bool) & ~rows["key"].isin(here)
        parts.append(rows if file.source == "register" else rows[~elsewhere])
    labels = {file.found.file.label for file in stock.files}
    old = former.get("rejects", empty("rejects"))
    parts.append(old[~old["file"].isin(labels)])
    filled = [part for part in parts if len(part)]
    if not filled:
        return empty("rejects")
    return pd.concat(filled, ignore_index=True).sort_values(["file", "row"], kind="stable", ignore_index=True)


def _record(
    stock: Stock,
    assembled: Assembled,
    tables: dict[str, pd.DataFrame],
    digests: dict[str, str],
    area: frozenset[str],
    former: dict[str, Any] | None,
) -> dict[str, Any]:
    used = _rows_by_source(tables)
    # The table of postcodes is large and of one release, so its rows don't repeat where they come from.
    at_hand = stock.keys()
    known = at_hand | {source["key"] for source in (former or {}).get("sources", [])}
    of_postcodes = [key for key in known if key.split(":")[0] in POSTCODE_SOURCES]
    now = [key for key in of_postcodes if key in at_hand]
    used |= dict.fromkeys(now or of_postcodes, len(tables["postcodes"]))
    sources = {key: _source(key, files, used.get(key, 0)) for key, files in _by_key(stock).items()}
    for old in (former or {}).get("sources", []):
        if old["key"] not in sources and used.get(old["key"], 0):
            sources[old["key"]] = {**old, "rows_out": used[old["key"]], "carried_over": True}
    listed = [sources[key] for key in sorted(sources)]
    coverage = _coverage(tables["measures"])
    identity = json.dumps([digests, SCHEMA_VERSION], sort_keys=True)
    passed = [f"{label}: {why}" for label, why in stock.passed]
    return {
        "build_id": hashlib.sha256(identity.encode()).hexdigest()[:12],
        "schema_version": SCHEMA_VERSION,
        "area": sorted(area),
        "default_area": DEFAULT_BOROUGH if DEFAULT_BOROUGH in area else min(area),
        "data_as_at": _as_at(listed),
        "sources": listed,
        "counts": {name: len(tables[name]) for name in sorted(tables)},
        "tables": digests,
        "coverage": coverage,
        "missing": [
            {"measure": name, "label": measure.label, "fetch": measure.fetch}
            for name, measure in MEASURES.items()
            if name not in coverage
        ],
        "unmatched": _unmatched(assembled, (former or {}).get("unmatched", {}), set(stock.keys())),
        "notes": _with_former(stock, former, "notes", [*_file_notes(stock), *assembled.notes]),
        "not_read": passed,
        "warnings": _with_former(stock, former, "warnings", assembled.warnings),
    }


def _by_key(stock: Stock) -> dict[str, list[Ingested]]:
    keys: dict[str, list[Ingested]] = {}
    for file in stock.files:
        keys.setdefault(file.key, []).append(file)
    return keys


def _source(key: str, files: list[Ingested], rows_out: int) -> dict[str, Any]:
    source = SOURCES[key.split(":", maxsplit=1)[0]]
    return {
        "key": key,
        "source": source.name,
        "release": key.split(":", 1)[1],
        "gives": source.gives,
        "publisher": source.publisher,
        "licence": source.licence,
        "attribution": source.attribution,
        "page": source.page,
        "files": [{"file": f.found.file.label, "sha256": f.sha256, "rows": f.rows} for f in files],
        "rows_in": sum(f.rows for f in files),
        "rows_out": rows_out,
        "rejected": sum(len(f.cleaned.rejects) for f in files),
        "carried_over": False,
    }


def _rows_by_source(tables: dict[str, pd.DataFrame]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for table in tables.values():
        if "source" in table:
            for key, rows in table["source"].value_counts().items():
                counts[str(key)] = counts.get(str(key), 0) + int(rows)
    return counts


def _coverage(measures: pd.DataFrame) -> dict[str, dict[str, dict[str, int]]]:
    """Measure -> year -> status -> rows."""
    coverage: dict[str, dict[str, dict[str, int]]] = {}
    for (name, year, status), group in measures.groupby(["measure", "year", "status"]):
        coverage.setdefault(name, {}).setdefault(year, {})[status] = len(group)
    return coverage


def _as_at(sources: list[dict[str, Any]]) -> str:
    """Say in one line of what date the chief tables are."""
    words = {"register": "schools", "census": "census", "absence_tables": "absence", "exclusions": "suspensions"}
    words["ofsted"] = "Ofsted's latest list"
    parts = []
    for name, word in words.items():
        releases = [source["release"] for source in sources if source["source"] == name]
        if releases:
            parts.append(f"{word} {max(releases)}")
    return "; ".join(parts)


def _file_notes(stock: Stock) -> list[str]:
    lines = []
    for file in stock.files:
        label = file.found.file.label
        lines += [f"{label}: {note}" for note in (file.found.note, *file.cleaned.notes) if note]
    return lines


def _unmatched(assembled: Assembled, former: dict[str, list[int]], read_now: set[str]) -> dict[str, list[int]]:
    """Release -> URNs without a row in the register; of a release kept from the former build, what that one found."""
    kept = {key: urns for key, urns in former.items() if key not in read_now}
    return kept | {key: sorted(urns) for key, urns in assembled.unmatched.items()}


def _with_former(stock: Stock, former: dict[str, Any] | None, kind: str, lines: list[str]) -> list[str]:
    """Add what a former build noted of files carried over, and of its schools where no register is read now."""
    if former is None:
        return lines
    read_now = tuple(f"{file.found.file.label}: " for file in stock.files)
    files = {f["file"] for source in former["sources"] for f in source["files"]}
    carried = tuple(f"{label}: " for label in sorted(files) if f"{label}: " not in read_now)
    schools_stay = not stock.frames("schools")
    still_true = [
        line
        for line in former[kind]
        if line not in lines and not line.startswith(read_now) and (schools_stay or line.startswith(carried))
    ]
    return [*lines, *still_true]
