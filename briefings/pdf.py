"""A briefing as PDF by typst: tagged, in its PDF/UA-1 mode, with the fonts of packages and nothing of the machine."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any, cast

import typst

from briefings import draw, fonts
from briefings.content import Block, Bullets, Document, Figure, Paragraph, Subheading, Table
from briefings.drawing import LineChart

__all__ = ["to_pdf", "to_pictures"]

_TEMPLATE = Path(__file__).parent / "template.typ"

#: A place to break a line, which nobody sees, in words longer than a column.
_BREAK = "\u200b"
_LONG = re.compile(r"\S{24}(?=\S{6})")


@cache
def _template() -> bytes:
    return _TEMPLATE.read_bytes()


def _broken(text: str) -> str:
    return _LONG.sub(lambda found: found.group() + _BREAK, text)


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Paragraph(text, small):
            return {"kind": "paragraph", "text": _broken(text), "small": small}
        case Subheading(text):
            return {"kind": "subheading", "text": _broken(text)}
        case Bullets(items, numbered):
            return {"kind": "bullets", "items": [_broken(item) for item in items], "numbered": numbered}
        case Table(caption, columns, rows, widths, named):
            return {
                "kind": "table",
                "caption": _broken(caption),
                "columns": [_broken(cell) for cell in columns],
                "rows": [[_broken(cell) for cell in row] for row in rows],
                "named": named,
                "widths": list(widths or [1.0] * len(columns)),
            }
        case Figure(drawing, alt, caption):
            made: dict[str, Any] = {"svg": draw.svg(drawing).decode("utf-8"), "alt": alt, "caption": _broken(caption)}
            made["narrow"] = isinstance(drawing, LineChart)
            return {"kind": "figures", "figures": [made]}


def _blocks(blocks: tuple[Block, ...]) -> list[dict[str, Any]]:
    """Blocks for the template; figures that follow each other stand side by side."""
    made: list[dict[str, Any]] = []
    for block in map(_block, blocks):
        if block["kind"] == "figures" and made and made[-1]["kind"] == "figures":
            made[-1]["figures"] += block["figures"]
        else:
            made.append(block)
    return made


def _inputs(document: Document) -> dict[str, str]:
    said = {
        "title": _broken(document.title),
        "lead": _broken(document.lead),
        "foot": document.foot,
        "fonts": list(fonts.FAMILIES),
        "sections": [
            {"title": _broken(section.title), "blocks": _blocks(section.blocks)} for section in document.sections
        ],
    }
    return {"document": json.dumps(said, ensure_ascii=False)}


def to_pdf(document: Document) -> bytes:
    """Print as PDF.

    The text reaches typst as data, so that no sign in a name or a note is a command. The PDF has no date and no path.
    """
    return typst.compile(
        _template(),
        format="pdf",
        sys_inputs=_inputs(document),
        font_paths=fonts.typst_fonts(),
        pdf_standards=["ua-1"],
    )


def to_pictures(document: Document, dots_per_inch: float = 80) -> list[bytes]:
    """Print as PNG, a picture a page: to look at."""
    made = typst.compile(
        _template(), format="png", ppi=dots_per_inch, sys_inputs=_inputs(document), font_paths=fonts.typst_fonts()
    )
    return cast("list[bytes]", made if isinstance(made, list) else [made])
