"""The key of a source in a table, as words from ``BUILD.json``."""

from typing import Any

from geo import words

__all__ = ["label", "named", "names"]

#: Words for the names of the command line that do not speak for themselves.
_LABELS = {
    "absence": "pupil absence",
    "census": "school census",
    "census_spc": "school census, underlying data",
    "deprivation": "Indices of Deprivation",
    "exclusions": "suspensions and permanent exclusions",
    "ks2": "performance tables, key stage 2",
    "ks4": "performance tables, key stage 4",
    "ks4_context": "key stage 4, information about schools",
    "ks4_destinations": "destinations after key stage 4",
    "ks4_provisional": "performance tables, key stage 4, provisional",
    "ks5": "performance tables, 16 to 18",
    "lait": "Local Authority Interactive Tool",
    "known_ties": "ties compiled from the register",
    "ofsted": "inspection outcomes as at",
    "ofsted_history": "history of ratings to",
    "register": "Get Information about Schools",
    "school_information": "performance tables, school information",
}


def label(source: str) -> str:
    """Words for the name of a source."""
    return _LABELS.get(source, source.replace("_", " "))


def names(build: dict[str, Any]) -> dict[str, str]:
    """Words for each key: publisher, name of the source, release."""
    return {
        entry["key"]: f"{entry['publisher']}, {label(entry['source'])} {entry['release']}" for entry in build["sources"]
    }


def named(key: object, build: dict[str, Any]) -> str:
    """Words for one key; the key itself where the build does not list it."""
    return "" if words.is_missing(key) else names(build).get(str(key), str(key))
