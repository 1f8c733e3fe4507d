"""One shape and colour a phase family, so that neither alone tells schools apart; shades for bands of a measure."""

from collections.abc import Collection
from urllib.parse import quote

from geo.vocab import PhaseFamily

__all__ = [
    "CELL",
    "MISSING",
    "PLAIN",
    "SHADES",
    "atlas",
    "colour",
    "icon",
    "key",
    "mapping",
    "order",
    "ring",
    "shade",
    "swatch",
]

#: Side of a drawn shape in the atlas, in pixels.
CELL = 64

#: From the lowest band to the highest: each is darker than the one before, by half again of its luminance, so that
#: they differ in grey too; the lightest has a contrast of 3:1 against the base of the map.
SHADES = ("#4d9a6b", "#297a80", "#2a5291", "#363180", "#25124d")

#: The look of a school with no published figure: hollow, with a grey outline; dashes would be crumbs at this size.
MISSING = "missing"
#: The grey of a shape that speaks of its phase alone.
PLAIN = "#37424a"
_GREY = "#4a555e"

_DRAWN: dict[PhaseFamily, tuple[str, str]] = {
    PhaseFamily.NURSERY: ("#c2337f", '<path d="M32 9 L57 53 H7 Z"/>'),
    PhaseFamily.PRIMARY: ("#1f66b0", '<circle cx="32" cy="32" r="22"/>'),
    PhaseFamily.SECONDARY: ("#bb3e0a", '<rect x="11" y="11" width="42" height="42" rx="3"/>'),
    PhaseFamily.ALL_THROUGH: ("#6d3a9c", '<path d="M32 5 L59 32 L32 59 L5 32 Z"/>'),
    PhaseFamily.POST_16: ("#7d5a00", '<path d="M32 6 L55 19 V45 L32 58 L9 45 V19 Z"/>'),
    PhaseFamily.SPECIAL: ("#00705a", '<path d="M23 8 H41 V23 H56 V41 H41 V56 H23 V41 H8 V23 H23 Z"/>'),
    PhaseFamily.ALTERNATIVE: ("#37424a", '<path d="M32 56 L57 12 H7 Z"/>'),
    PhaseFamily.INDEPENDENT: (
        "#5c6670",
        '<circle cx="32" cy="32" r="22"/><circle class="hole" cx="32" cy="32" r="11"/>',
    ),
    PhaseFamily.NOT_RECORDED: (
        "#5c6670",
        '<rect x="11" y="11" width="42" height="42"/><rect class="hole" x="22" y="22" width="20" height="20"/>',
    ),
}


def order() -> list[PhaseFamily]:
    """List the families in the order of a legend."""
    return list(_DRAWN)


def colour(family: str) -> str:
    """Colour of a family, on the map and on every chart."""
    return _DRAWN[PhaseFamily(family)][0]


def shade(place: int, of: int) -> str:
    """Colour of a band: the whole palette is used, however many bands there are."""
    last = len(SHADES) - 1
    return SHADES[last // 2 if of == 1 else round(place * last / (of - 1))]


def key(family: str, look: str | None = None) -> str:
    """Name of a shape in the atlas: a family in its own colour, or in a shade, or :data:`MISSING`."""
    return family if look is None else f"{family} {look}"


def _group(family: PhaseFamily, x: int, look: str | None = None) -> str:
    colour, shape = _DRAWN[family]
    holed = shape.replace('class="hole"', 'fill="#fff" stroke="none"')
    place = f'<g transform="translate({x} 0)" stroke-linejoin="round"'
    if look == MISSING:
        outline = shape.replace('class="hole"', "")
        halo = f'<g fill="#fff" stroke="#fff" stroke-width="13">{outline}</g>'
        hollow = f'<g fill="#fff" stroke="{_GREY}" stroke-width="6">{outline}</g>'
        return f"{place}>{halo}{hollow}</g>"
    return f'{place} fill="{look or colour}" stroke="#fff" stroke-width="6" paint-order="stroke">{holed}</g>'


def _uri(width: int, body: str) -> str:
    size = f'width="{width}" height="{CELL}" viewBox="0 0 {width} {CELL}"'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{body}</svg>'
    return "data:image/svg+xml;charset=utf-8," + quote(svg)


def _cells(families: Collection[str] | None, *, shaded: bool) -> list[tuple[PhaseFamily, str | None]]:
    wanted = [family for family in _DRAWN if families is None or family in families]
    looks: tuple[str | None, ...] = (*SHADES, MISSING) if shaded else (None,)
    return [(family, look) for family in wanted for look in looks]


def atlas(families: Collection[str] | None = None, *, shaded: bool = False) -> str:
    """Draw shapes in a row: an SVG image as a data URI.

    Parameters
    ----------
    families : those to draw; None: every one.
    shaded : in each shade and as missing, in place of the family's own colour.
    """
    cells = _cells(families, shaded=shaded)
    body = "".join(_group(family, CELL * place, look) for place, (family, look) in enumerate(cells))
    return _uri(CELL * len(cells), body)


def mapping(families: Collection[str] | None = None, *, shaded: bool = False) -> dict[str, dict[str, int]]:
    """Say where each shape of :func:`atlas` is, by its :func:`key`."""
    return {
        key(str(family), look): {"x": CELL * place, "y": 0, "width": CELL, "height": CELL}
        for place, (family, look) in enumerate(_cells(families, shaded=shaded))
    }


def icon(family: PhaseFamily, look: str | None = None) -> str:
    """Draw one family's shape: an SVG image as a data URI."""
    return _uri(CELL, _group(family, 0, look))


def swatch(look: str) -> str:
    """Draw a plain square in a shade, or as missing, for a legend: an SVG image as a data URI."""
    paint = f'fill="#fff" stroke="{_GREY}" stroke-width="6"' if look == MISSING else f'fill="{look}"'
    return _uri(CELL, f'<rect x="6" y="6" width="52" height="52" rx="4" {paint}/>')


def place() -> str:
    """Draw the mark of a postcode, as the map has it: an SVG image as a data URI."""
    return _uri(CELL, '<circle cx="32" cy="32" r="15" fill="#000" stroke="#fff" stroke-width="6"/>')


def ring() -> str:
    """Draw the ring of the chosen school, in two colours that show on any base: an SVG image as a data URI."""
    circle = '<circle cx="32" cy="32" r="27" fill="none" stroke="{}" stroke-width="{}"/>'
    return _uri(CELL, circle.format("#fff", 10) + circle.format("#000", 5))
