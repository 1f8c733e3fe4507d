"""Words of sources for the screen: those of :mod:`geo.source_words`, which documents use too."""

from geo.source_words import label, named, names

__all__ = ["label", "named", "names"]
