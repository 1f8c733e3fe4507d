"""What every chart has in common, as parts of a Vega-Lite chart. Nothing here knows Streamlit.

Charts are written in Vega-Lite's own form, which Streamlit draws: to build and check one through altair took 130 ms on
the machine on which the pages are timed, and this takes none. The tests read every chart with altair, which refuses
what is not Vega-Lite.
"""

from typing import Any

__all__ = ["CONFIG", "INK", "LINE", "QUIET"]

#: Text, quieter text (5.9:1 on white) and lines that only guide the eye.
INK, QUIET, LINE = "#1b2a32", "#52646d", "#e3e9e7"

#: The look of every chart; the page's own font is at hand without asking anyone.
CONFIG: dict[str, Any] = {
    "background": "#ffffff",
    "font": '"Source Sans", sans-serif',
    "view": {"stroke": None},
    "axis": {"labelFontSize": 12, "titleFontSize": 12, "labelColor": QUIET, "titleColor": QUIET},
}
