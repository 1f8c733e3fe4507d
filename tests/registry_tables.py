"""The tables of docs/data.md, as the registries say they must be.

``python -m tests.registry_tables`` writes them into the page; ``test_docs`` compares.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from geo.measures import MEASURES
from geo.schema import GEO_TABLES, TABLES
from pipelines.sources import SOURCES

PAGE = Path(__file__).parents[1] / "docs" / "data.md"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for row in (head, ("---",) * len(head), *rows):
        yield "| " + " | ".join(cell.replace("|", r"\|") for cell in row) + " |"


def sources() -> list[str]:
    """List every source with its publisher, licence and attribution."""
    rows = ((f"`{s.name}`", s.gives, s.publisher, s.licence, s.attribution) for s in SOURCES.values())
    return list(_table(("source", "what it gives", "publisher", "licence", "attribution"), rows))


def measures() -> list[str]:
    """List every measure with its unit, its meaning and its caution."""
    rows = (
        (
            f"`{m.name}`",
            m.label,
            m.unit.replace("_", " "),
            " of ".join(part for part in (m.numerator, m.denominator) if part) or "-",
            m.meaning,
            m.caveat or "-",
            m.publisher,
            f"`{m.fetch}`",
        )
        for m in MEASURES.values()
    )
    head = ("measure", "label", "unit", "what of what", "meaning", "caution", "publisher", "source")
    return list(_table(head, rows))


def columns() -> list[str]:
    """List every column of every table."""
    lines: list[str] = []
    for name, contract in TABLES.items():
        rows = [
            (f"`{column}`", spec.description or "", "yes" if spec.nullable else "no")
            for column, spec in contract.columns.items()
        ]
        if name in GEO_TABLES:
            rows.append(("`geometry`", "Point or boundary in EPSG:27700", "yes" if name == "schools" else "no"))
        lines += ["", f"### {name}", "", *_table(("column", "what it holds", "may be missing"), rows)]
    return lines[1:]


#: Name of a section of the page -> its lines.
SECTIONS = {"sources": sources, "measures": measures, "columns": columns}


def marks(section: str) -> tuple[str, str]:
    """The lines of the page between which a section lies."""
    return f"<!-- registry: {section} -->", f"<!-- end: {section} -->"


def section_of(page: str, section: str) -> list[str]:
    """Find the lines of a section in the text of the page."""
    begin, end = marks(section)
    return page.split(begin)[1].split(end, maxsplit=1)[0].strip().splitlines()


def write(path: Path = PAGE) -> None:
    """Put the sections as they must be into the page."""
    page = path.read_text(encoding="utf-8")
    for section, lines in SECTIONS.items():
        begin, end = marks(section)
        text = "\n".join([begin, "", *lines(), "", end])
        page = re.sub(re.escape(begin) + ".*?" + re.escape(end), lambda _, text=text: text, page, flags=re.DOTALL)
    path.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    write()
