"""One shape and colour a phase family, so that neither alone tells schools apart."""

from urllib.parse import quote

from geo.vocab import PhaseFamily

__all__ = ["CELL", "atlas", "icon", "mapping", "order"]

#: Side of a drawn shape in the atlas, in pixels.
CELL = 64

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


def _group(family: PhaseFamily, x: int) -> str:
    colour, shape = _DRAWN[family]
    shape = shape.replace('class="hole"', 'fill="#fff" stroke="none"')
    return (
        f'<g transform="translate({x} 0)" fill="{colour}" stroke="#fff" stroke-width="6" paint-order="stroke" '
        f'stroke-linejoin="round">{shape}</g>'
    )


def _uri(width: int, body: str) -> str:
    size = f'width="{width}" height="{CELL}" viewBox="0 0 {width} {CELL}"'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{body}</svg>'
    return "data:image/svg+xml;charset=utf-8," + quote(svg)


def atlas() -> str:
    """Draw every shape in a row: an SVG image as a data URI."""
    return _uri(CELL * len(_DRAWN), "".join(_group(family, CELL * place) for place, family in enumerate(_DRAWN)))


def mapping() -> dict[str, dict[str, int]]:
    """Say where each family's shape is in the atlas."""
    return {
        str(family): {"x": CELL * place, "y": 0, "width": CELL, "height": CELL} for place, family in enumerate(_DRAWN)
    }


def icon(family: PhaseFamily) -> str:
    """Draw one family's shape: an SVG image as a data URI."""
    return _uri(CELL, _group(family, 0))
