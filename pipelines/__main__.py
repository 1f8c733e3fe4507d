"""The command line: ``python -m pipelines sources | fetch | check | build | diff``."""

import argparse
import datetime as dt
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from tqdm import tqdm

from geo.changes import write_changes
from geo.errors import SchemaMismatch, StaleData
from pipelines.build import DEFAULT_AREA, build
from pipelines.changes import changes_between
from pipelines.errors import BadInput, FetchError
from pipelines.fetch import NotAllFetched, fetch
from pipelines.report import build_lines, check_lines, diff_lines, source_lines

__all__ = ["main"]

RAW = Path("data/raw")
PROCESSED = Path("data/processed")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m pipelines", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    sources = commands.add_parser("sources", help="list every source and whether it is present")
    get = commands.add_parser("fetch", help="download sources from their official places")
    get.add_argument(
        "sources",
        nargs="*",
        metavar="SOURCE",
        help="names as `sources` lists them; if none is given, all but the large alternatives (onspd)",
    )
    check = commands.add_parser("check", help="tell, file by file, what is understood")
    make = commands.add_parser("build", help="make the processed tables")
    make.add_argument(
        "--area", nargs="+", default=list(DEFAULT_AREA), metavar="GSS", help="authorities, London if none"
    )
    make.add_argument("--out", type=Path, default=PROCESSED, metavar="DIR", help=f"{PROCESSED} if not given")
    make.add_argument("--fresh", action="store_true", help="keep nothing from the former build")
    for command in (sources, get, check, make):
        command.add_argument("--raw", type=Path, default=RAW, metavar="DIR", help=f"{RAW} if not given")
    compare = commands.add_parser("diff", help="list what changed between two builds")
    compare.add_argument("old", type=Path)
    compare.add_argument("new", type=Path)
    compare.add_argument("--save", action="store_true", help="keep the list beside the new tables, for the screen")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is 1 when something could not be done, which standard error tells."""
    options = _parser().parse_args(arguments)
    try:
        return _run(options)
    except BrokenPipeError:
        # Whoever read the lines has seen enough (`... | head`); nothing more can be said on standard output.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (BadInput, FetchError, SchemaMismatch, StaleData) as problem:
        sys.stderr.write(f"{problem}\n")
        return 1


def _run(options: argparse.Namespace) -> int:
    match options.command:
        case "sources":
            _print(source_lines(options.raw, PROCESSED))
        case "fetch":
            return _fetch(options)
        case "check":
            return _check(options.raw)
        case "build":
            with tqdm(unit="file", file=sys.stderr, disable=None) as bar:

                def step(label: str, done: int, total: int) -> None:
                    bar.total = total
                    bar.n = done
                    bar.set_description(label[-40:])

                record = build(options.raw, options.out, area=options.area, fresh=options.fresh, step=step)
            _print(build_lines(record))
        case "diff":
            found = changes_between(options.old, options.new)
            if options.save:
                write_changes(options.new, found)
            _print(diff_lines(found))
    return 0


def _check(raw: Path) -> int:
    broken = 0
    for line, bad in check_lines(raw):
        broken += bad
        _print([f"BROKEN {line}" if bad else line])
    _print([f"{broken} broken file(s)" if broken else "nothing broken"])
    return int(broken > 0)


def _fetch(options: argparse.Namespace) -> int:
    try:
        arrived, failures = fetch(options.sources, options.raw, today=dt.date.today()), ""  # noqa: DTZ011  -- the publisher's day
    except NotAllFetched as problem:
        arrived, failures = problem.fetched, str(problem)
    _print(f"{one.source}: {one.path} ({one.bytes:,} bytes, sha256 {one.sha256})" for one in arrived)
    if failures:
        sys.stderr.write(f"{failures}\n")
    return int(bool(failures))


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
