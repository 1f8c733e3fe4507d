"""Fetch sources from their official places into the raw folder, where the build looks for them.

Every source is tried; what arrived is entered in ``fetched.json`` at once, and what failed is told at
the end, with the page where a person gets it and the folder in which to put it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pipelines import gias_form, ledger
from pipelines.answers import TransferFailed, WrongKind
from pipelines.boundary_query import file_name, save_layer
from pipelines.errors import FetchError
from pipelines.ledger import Fetched, describe
from pipelines.resolve import (
    LAYERS,
    LONDON,
    UNREAD,
    Places,
    Remote,
    dated_register,
    latest_ofsted,
    ofsted_page,
    onspd,
    plain_files,
    tables,
)
from pipelines.sources import SOURCES, Source
from pipelines.transfer import Client
from pipelines.unzip import base_name, extract, members

__all__ = ["ON_REQUEST", "Fetched", "NotAllFetched", "fetch"]

#: Results: several large tables a year.
_RESULTS = ("ks2", "ks2_ees", "ks4", "ks4_ees", "ks4_destinations", "ks5")

#: Fetched only by name: another way to the same facts (of several hundred MB), or no reader yet.
ON_REQUEST = ("onspd", *UNREAD, *_RESULTS)

_NOT_FOUND = 404
_KNOWN = SOURCES | UNREAD


class NotAllFetched(FetchError):
    """Some sources did not arrive.

    Attributes
    ----------
    fetched : files that did arrive, and stay.
    failures : for each source that failed, the sentence that says why and what to do.
    """

    def __init__(self, fetched: list[Fetched], failures: dict[str, str]) -> None:
        super().__init__("\n".join(failures.values()))
        self.fetched = fetched
        self.failures = failures


@dataclass(frozen=True)
class _Job:
    source: Source
    folder: Path
    today: date
    boroughs: Sequence[str]
    places: Places
    client: Client = field(repr=False)

    def file(self, url: str, path: Path, etag: str = "") -> Fetched:
        return describe(self.source.name, path, url, etag)


def fetch(
    names: Sequence[str],
    raw: Path,
    *,
    today: date,
    boroughs: Sequence[str] = tuple(LONDON),
    places: Places | None = None,
    client: Client | None = None,
) -> list[Fetched]:
    """Download sources into ``raw``, each into its own folder there.

    Parameters
    ----------
    names : keys of :data:`pipelines.sources.SOURCES`, or ``sen``; if none, everything that can be
        fetched but :data:`ON_REQUEST`.
    raw : the raw folder; made if absent.
    today : day from which dated links are tried backwards, and which the ledger records.
    boroughs : GSS codes of London boroughs whose boundaries to fetch.
    places, client : where and how; the official sites if not given.

    Returns
    -------
    list of Fetched
        Every file that arrived, if no source failed.

    Raises
    ------
    NotAllFetched
        After every source has been tried, if one or more failed.
    FetchError
        Before anything is fetched, if a name or a borough is unknown or the ledger cannot be read.
    """
    wanted = list(dict.fromkeys(names)) or [
        source.name for source in SOURCES.values() if source.fetchable and source.name not in ON_REQUEST
    ]
    _refuse_unknown("source", wanted, _KNOWN)
    _refuse_unknown("London borough", boroughs, LONDON)
    raw.mkdir(parents=True, exist_ok=True)
    ledger.read(raw)
    if client is not None:
        return _fetch_all(wanted, raw, today, boroughs, places or Places(), client)
    with Client() as own:
        return _fetch_all(wanted, raw, today, boroughs, places or Places(), own)


def _fetch_all(
    wanted: Sequence[str], raw: Path, today: date, boroughs: Sequence[str], places: Places, client: Client
) -> list[Fetched]:
    fetched: list[Fetched] = []
    failures: dict[str, str] = {}
    for name in wanted:
        source = _KNOWN[name]
        job = _Job(source, raw / source.folder, today, boroughs, places, client)
        try:
            for one in _files(job):
                ledger.write(raw, [one], today)
                fetched.append(one)
        except (TransferFailed, OSError) as problem:
            by_hand = f"{name}: {problem}. Get it by hand at {source.page} and put it in {job.folder}"
            failures[name] = (
                f"{by_hand}, or try again: python -m pipelines fetch {name}" if source.fetchable else by_hand
            )
    if failures:
        raise NotAllFetched(fetched, failures)
    return fetched


def _refuse_unknown(kind: str, names: Sequence[str], known: dict[str, Source] | dict[str, str]) -> None:
    unknown = [name for name in names if name not in known]
    if unknown:
        message = f"no {kind} is called {', '.join(unknown)}: there are {', '.join(known)}"
        raise FetchError(message)


def _files(job: _Job) -> Iterator[Fetched]:
    if not job.source.fetchable:
        message = "no program can fetch it"
        raise TransferFailed(message)
    return _GETTERS.get(job.source.name, _plain)(job)


def _plain(job: _Job) -> Iterator[Fetched]:
    """Get files with one fixed address each."""
    for remote in plain_files(job.places, job.source.name):
        path = job.folder / remote.name
        etag = job.client.download(remote.url, path, remote.kind)
        if remote.kind == "zip" and not members(path, job.source.fits):
            path.unlink()
            message = f"{remote.url} is a zip without a single {job.source.name} file"
            raise WrongKind(message)
        yield job.file(remote.url, path, etag)


def _register(job: _Job) -> Iterator[Fetched]:
    """Try the dated links of today and the days before, then the form."""
    why = "no dated link works"
    for remote in dated_register(job.places, job.source.name, job.today):
        path = job.folder / remote.name
        try:
            etag = job.client.download(remote.url, path, "csv")
        except TransferFailed as problem:
            why = str(problem)
            if problem.status != _NOT_FOUND:
                break
        else:
            yield job.file(remote.url, path, etag)
            return
    try:
        yield _by_form(job)
    except TransferFailed as problem:
        message = f"the dated link failed ({why}), and so did the form ({problem})"
        raise TransferFailed(message) from problem


def _by_form(job: _Job) -> Fetched:
    ready = gias_form.collate(job.client, job.places.gias, gias_form.TAGS[job.source.name])
    # Hidden, so that nobody takes it for data before its table is out.
    archive = job.folder / f".{job.source.name}.zip"
    etag = job.client.download(ready.url, archive, "zip", ready.form)
    try:
        inside = members(archive, job.source.fits)
        if len(inside) != 1:
            message = f"the register's zip has {len(inside)} files that could be the {job.source.name} file"
            raise WrongKind(message)
        # Some are called plainly "groups.csv" there: the day that the page showed tells editions apart.
        stem = base_name(inside[0]).removesuffix(".csv")
        dated = any(character.isdigit() for character in stem) or ready.made_on is None
        path = job.folder / (f"{stem}.csv" if dated else f"{stem}{ready.made_on:%Y%m%d}.csv")
        extract(archive, inside[0], path)
    finally:
        archive.unlink(missing_ok=True)
    return job.file(f"{ready.url}!{inside[0]}", path, etag)


def _ofsted(job: _Job) -> Iterator[Fetched]:
    remote = latest_ofsted(job.client.page(ofsted_page(job.places)).json())
    path = job.folder / remote.name
    etag = job.client.download(remote.url, path, "csv")
    yield job.file(remote.url, path, etag)


def _tables(job: _Job) -> Iterator[Fetched]:
    """Get one table a year; a year that the site does not have is passed over, as long as another arrives."""
    arrived, why = False, ""
    for remote in tables(job.places, job.source.name, job.today):
        try:
            one = _table(job, remote)
        except TransferFailed as problem:
            if not isinstance(problem, WrongKind) and problem.status != _NOT_FOUND:
                raise
            why = why or str(problem)
            continue
        arrived = True
        yield one
        if job.source.name == "school_information":  # each edition tells the state of its day: the newest will do
            return
    if not arrived:
        message = f"no year has arrived ({why})"
        raise TransferFailed(message)


def _table(job: _Job, remote: Remote) -> Fetched:
    archive = job.folder / f".{remote.name}.zip"
    path = job.folder / remote.name
    etag = job.client.download(remote.url, archive, "zip")
    try:
        inside = members(archive, lambda name: name.lower().endswith(remote.member))
        if len(inside) != 1:
            message = f"the zip has {len(inside)} tables called {remote.member}"
            raise WrongKind(message)
        extract(archive, inside[0], path)
    finally:
        archive.unlink(missing_ok=True)
    return job.file(f"{remote.url}!{inside[0]}", path, etag)


def _onspd(job: _Job) -> Iterator[Fetched]:
    """Take the tables by postcode area if the zip has them, since the single table is too large to be read."""
    remote = onspd(job.places)
    archive = job.folder / f".{remote.name}"
    etag = job.client.download(remote.url, archive, "zip")
    try:
        inside = members(archive, job.source.fits)
        by_area = [name for name in inside if "/multi_csv/" in f"/{name}".lower()]
        if not inside:
            message = "the zip has no table of postcodes"
            raise WrongKind(message)
        for name in by_area or inside:
            path = job.folder / base_name(name)
            extract(archive, name, path)
            yield job.file(f"{remote.url}!{name}", path, etag)
    finally:
        archive.unlink(missing_ok=True)


def _boundaries(job: _Job) -> Iterator[Fetched]:
    path = job.folder / file_name(job.source.name)
    url = save_layer(job.client, job.places, job.source.name, job.boroughs, path)
    yield job.file(url, path)


_GETTERS: dict[str, Callable[[_Job], Iterator[Fetched]]] = {
    **dict.fromkeys(gias_form.TAGS, _register),
    "ofsted": _ofsted,
    **dict.fromkeys(
        ("absence_tables", "census", "school_information", "ks2", "ks4", "ks4_destinations", "ks5"), _tables
    ),
    "onspd": _onspd,
    **dict.fromkeys(LAYERS, _boundaries),
}
