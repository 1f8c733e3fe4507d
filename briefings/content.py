"""What a briefing says, whatever it is printed as: sections of paragraphs, lists, tables and figures.

Everything is plain text: no renderer reads a mark in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from briefings.drawing import Drawing

__all__ = ["Block", "Bullets", "Document", "Figure", "Paragraph", "Section", "Subheading", "Table", "texts"]


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; ``small`` for notes below a table or a figure."""

    text: str
    small: bool = False


@dataclass(frozen=True)
class Subheading:
    """A heading below a section's own."""

    text: str


@dataclass(frozen=True)
class Bullets:
    """A list without an order; with ``numbered`` a list of questions or places."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Table:
    """A table with a header row.

    Attributes
    ----------
    caption : what it is a table of.
    columns : the header row.
    rows : each as long as the header row.
    widths : shares of the width, a column each; empty: all alike.
    named : whether the first cell names its row, and is set apart.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()
    named: bool = True

    def __post_init__(self) -> None:
        """Refuse a ragged table.

        Raises
        ------
        ValueError
            If a row, or the widths, are not as many as the columns.
        """
        if any(len(row) != len(self.columns) for row in self.rows) or len(self.widths) not in (0, len(self.columns)):
            message = f"table “{self.caption}”: every row needs {len(self.columns)} cells, and so many widths"
            raise ValueError(message)


@dataclass(frozen=True)
class Figure:
    """A map or a chart with the words for whoever does not see it.

    Attributes
    ----------
    drawing : what is drawn.
    alt : the text alternative.
    caption : the words below it.
    """

    drawing: Drawing
    alt: str
    caption: str


Block = Paragraph | Subheading | Bullets | Table | Figure


@dataclass(frozen=True)
class Section:
    """A part with its heading.

    Attributes
    ----------
    title, blocks : what is printed.
    sources : keys of ``BUILD.json``'s sources that it uses.
    """

    title: str
    blocks: tuple[Block, ...]
    sources: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Document:
    """A whole briefing.

    Attributes
    ----------
    title : the heading, and the document's title.
    lead : the line below it.
    sections : in their order.
    foot : the line at the foot of every page.
    """

    title: str
    lead: str
    sections: tuple[Section, ...]
    foot: str


def texts(document: Document) -> Iterator[str]:
    """Every text of a document in reading order, the text alternatives and the foot left out."""
    yield document.title
    yield document.lead
    for section in document.sections:
        yield section.title
        for block in section.blocks:
            yield from _texts(block)


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Paragraph() | Subheading():
            yield block.text
        case Bullets():
            yield from block.items
        case Table():
            yield block.caption
            yield from block.columns
            for row in block.rows:
                yield from row
        case Figure():
            yield block.caption
