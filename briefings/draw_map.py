"""A small printed map: boundaries, marked places, a scale bar and north; no tile and no server."""

import math
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from matplotlib.transforms import Bbox
from shapely.geometry import LineString, MultiLineString, box
from shapely.geometry.base import BaseGeometry

from briefings.drawing import Place, PlaceMap

__all__ = ["SIZE_IN", "draw", "scale_bar_m"]

#: Width and height in inches: the width of a page.
SIZE_IN = (7.0, 3.1)

_INK, _LINE, _WARD = "#22303a", "#4c5a66", "#9aa5ae"
_LEAST_HEIGHT_M = 900.0
_MARGIN = 1.45
_WIDEST_WITH_WARDS_M = 14_000.0
#: Marks nearer than this share of the map's height are one mark with both letters.
_TOUCHING = 0.055


def scale_bar_m(width_m: float) -> int:
    """Round length of a scale bar for a map of this width: 1, 2 or 5 times a power of ten, a fifth of it at most."""
    most = width_m / 5
    power = 10 ** math.floor(math.log10(most))
    return int(max(step * power for step in (1, 2, 5) if step * power <= most))


def _window(places: Sequence[Place]) -> tuple[float, float, float, float]:
    """Extent in metres around all places, in the form of the page."""
    xs, ys = [place.x for place in places], [place.y for place in places]
    form = SIZE_IN[0] / SIZE_IN[1]
    height = max((max(ys) - min(ys)) * _MARGIN, (max(xs) - min(xs)) * _MARGIN / form, _LEAST_HEIGHT_M)
    east, north = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    return east - height * form / 2, north - height / 2, east + height * form / 2, north + height / 2


def _lines(axes: Axes, outline: BaseGeometry, view: BaseGeometry, colour: str, width: float) -> None:
    cut = outline.boundary.intersection(view)
    parts = cut.geoms if isinstance(cut, MultiLineString) else [cut]
    for part in parts:
        if isinstance(part, LineString) and not part.is_empty:
            axes.plot(*part.xy, color=colour, linewidth=width, zorder=1)


def draw(figure: Figure, drawing: PlaceMap) -> None:
    """Draw boundaries, then the marks, then names where there is room."""
    west, south, east, north = _window(drawing.places)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.set_facecolor("#fbfbfa")
    for spine in axes.spines.values():
        spine.set_color(_LINE)
    view = box(west, south, east, north)
    # On a map of many boroughs the wards would be a net, and their names a blur.
    wards = drawing.wards if east - west <= _WIDEST_WITH_WARDS_M else ()
    for _, outline in wards:
        _lines(axes, outline, view, _WARD, 0.7)
    for _, outline in drawing.boroughs:
        _lines(axes, outline, view, _LINE, 1.6)
    taken = _marks(axes, drawing.places, (north - south) * _TOUCHING)
    taken += _scale(axes, (west, south, east, north))
    inner = view.buffer(-(north - south) * 0.04)
    for names, style in ((drawing.boroughs, "bold"), (wards, "regular")):
        _names(axes, names, inner, taken, style)


def _marks(axes: Axes, places: Sequence[Place], touching: float) -> list[Bbox]:
    groups: list[list[Place]] = []
    # The briefing's own schools first, so that a mark of theirs is drawn as theirs.
    for place in sorted(places, key=lambda each: not each.subject):
        near = [group for group in groups if math.hypot(group[0].x - place.x, group[0].y - place.y) < touching]
        if near:
            near[0].append(place)
        else:
            groups.append([place])
    taken = []
    for group in groups:
        first = group[0]
        form = {"boxstyle": "square,pad=0.28", "facecolor": "#17596b", "edgecolor": "white", "linewidth": 1.2}
        if not first.subject:
            form |= {"boxstyle": "circle,pad=0.25", "facecolor": "white", "edgecolor": _INK}
        text = axes.text(
            first.x,
            first.y,
            " ".join(place.mark for place in group),
            ha="center",
            va="center",
            fontsize=9,
            fontweight="bold",
            color="white" if first.subject else _INK,
            bbox=form,
            zorder=5 if first.subject else 4,
        )
        taken.append(text.get_window_extent().padded(12))
    return taken


def _scale(axes: Axes, window: tuple[float, float, float, float]) -> list[Bbox]:
    west, south, east, north = window
    width, height = east - west, north - south
    bar = scale_bar_m(width)
    left, low = west + 0.025 * width, south + 0.05 * height
    white = {"facecolor": "white", "edgecolor": "none", "pad": 1.5, "alpha": 0.85}
    axes.plot([left, left + bar], [low, low], color=_INK, linewidth=3, solid_capstyle="butt", zorder=6)
    said = f"{bar / 1000:g} km" if bar >= 1000 else f"{bar} m"  # noqa: PLR2004  # metres in a kilometre
    bar_words = axes.text(left, low + 0.025 * height, said, ha="left", va="bottom", color=_INK, bbox=white, zorder=6)
    at = (east - 0.03 * width, north - 0.04 * height)
    axes.annotate(
        "",
        xy=at,
        xytext=(at[0], at[1] - 0.11 * height),
        arrowprops={"arrowstyle": "-|>", "color": _INK, "linewidth": 1.4},
        zorder=6,
    )
    letter = axes.text(
        at[0], at[1] - 0.12 * height, "N", ha="center", va="top", color=_INK, fontweight="bold", bbox=white
    )
    return [bar_words.get_window_extent().padded(14), letter.get_window_extent().padded(24)]


def _names(
    axes: Axes, areas: Sequence[tuple[str, BaseGeometry]], view: BaseGeometry, taken: list[Bbox], weight: str
) -> None:
    """Write names of areas where they hide nothing."""
    for name, outline in areas:
        seen = outline.intersection(view)
        if seen.is_empty or seen.area < view.area * 0.02:
            continue
        point = seen.representative_point()
        label = name.upper() if weight == "bold" else name
        text = axes.text(
            point.x,
            point.y,
            label,
            ha="center",
            va="center",
            fontsize=7.5,
            fontweight=weight,
            color=_LINE,
            zorder=3,
            path_effects=[withStroke(linewidth=2, foreground="#fbfbfa")],
        )
        room = text.get_window_extent().padded(3)
        outside = not axes.get_window_extent().padded(-6).contains(room.x0, room.y0) or room.x1 > axes.bbox.x1
        if outside or any(room.overlaps(other) for other in taken):
            text.remove()
        else:
            taken.append(room)
