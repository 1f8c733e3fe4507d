"""Drawings as SVG for the PDF and as PNG for the Word document, by matplotlib without a screen."""

import io
from threading import Lock
from typing import Any

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from briefings import draw_chart, draw_map, fonts
from briefings.drawing import Drawing, LineChart

__all__ = ["png", "svg"]

#: Of the PNG: as sharp as an office printer needs.
DPI = 200

#: Matplotlib's settings and its font cache belong to the whole process, and pages run in threads.
_LOCK = Lock()

_SETTINGS: Any = {
    "font.family": [*fonts.FAMILIES[:2]],
    "font.size": 8.5,
    "text.parse_math": False,  # a "$" in a name is a "$"
    "svg.fonttype": "path",
    "svg.hashsalt": "briefing",  # the same drawing, the same bytes
}


def _drawn(drawing: Drawing, form: str) -> bytes:
    with _LOCK, mpl.rc_context(_SETTINGS):
        fonts.register()
        size = draw_chart.size_in(drawing) if isinstance(drawing, LineChart) else draw_map.SIZE_IN
        figure = Figure(figsize=size, dpi=DPI)
        FigureCanvasAgg(figure)
        if isinstance(drawing, LineChart):
            draw_chart.draw(figure, drawing)
        else:
            draw_map.draw(figure, drawing)
        out = io.BytesIO()
        figure.savefig(out, format=form, metadata={"Date": None} if form == "svg" else {"Software": None})
        return out.getvalue()


def svg(drawing: Drawing) -> bytes:
    """Draw as SVG; letters are outlines, so that it needs no font."""
    return _drawn(drawing, "svg")


def png(drawing: Drawing) -> bytes:
    """Draw as PNG, :data:`DPI` dots an inch."""
    return _drawn(drawing, "png")
