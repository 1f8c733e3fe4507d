"""The fonts of a briefing: all from packages, none from the machine, so that it prints the same everywhere."""

from functools import cache
from pathlib import Path

import font_source_sans_pro
import matplotlib as mpl
import typst
from matplotlib import font_manager

__all__ = ["FAMILIES", "register", "typst_fonts"]

#: The face of the text, then those that have the letters it lacks. The last has a box with a script's name for any
#: letter at all: a page never lacks a letter, and its text can be copied whole.
FAMILIES = ("Source Sans Pro", "DejaVu Sans", "Libertinus Serif", "Last Resort High-Efficiency")

_SOURCE = Path(font_source_sans_pro.__file__).parent / "files"
_DEJAVU = Path(mpl.get_data_path()) / "fonts" / "ttf"


@cache
def typst_fonts() -> typst.Fonts:
    """Fonts for the PDF: those of the packages, without the system's."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(_SOURCE), str(_DEJAVU)])


@cache
def register() -> None:
    """Make the face of the text known to matplotlib."""
    for weight in ("Regular", "Bold"):
        font_manager.fontManager.addfont(str(_SOURCE / f"SourceSansPro-{weight}.ttf"))
