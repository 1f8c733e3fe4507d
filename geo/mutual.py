"""Whether two schools stand in each other's lists."""

from geo.basis import Basis
from geo.partners import Suggestions, position_of, suggest
from geo.purposes import PhaseRule
from geo.vocab import PhaseFamily

__all__ = ["FIRST", "also_in_their_first", "place_in_their_list"]

#: Public pages say whether a school is also in the first so many of the other's list, and no more.
FIRST = 10


def also_in_their_first(basis: Basis, suggestions: Suggestions, urn: int) -> bool:
    """Whether the asking school is in the first ten of a candidate's own list, made with the same settings.

    Raises
    ------
    UnknownSchool
        If the build has no such school.
    ValueError
        If the other school is not scored.
    """
    place = _place(basis, suggestions, urn)
    return place is not None and place <= FIRST


def place_in_their_list(basis: Basis, suggestions: Suggestions, urn: int, *, for_adviser: bool) -> int | None:
    """Place of the asking school in a candidate's list, from 1; None if it is not ranked there.

    For an adviser's view only: a public page uses :func:`also_in_their_first`. A school over the border stands in the
    other's second list, and its place is counted there.

    Raises
    ------
    PermissionError
        If it is not for an adviser's view.
    UnknownSchool
        If the build has no such school.
    ValueError
        If the other school is not scored.
    """
    if not for_adviser:
        message = "the place in another school's list is for an adviser's view only"
        raise PermissionError(message)
    return _place(basis, suggestions, urn)


def _place(basis: Basis, suggestions: Suggestions, urn: int) -> int | None:
    theirs = suggest(basis, urn, suggestions.preset, _family(basis, suggestions, urn))
    found = position_of(theirs, suggestions.urn)
    return None if found is None else found[1]


def _family(basis: Basis, suggestions: Suggestions, urn: int) -> PhaseFamily | None:
    schools = basis.roster
    if schools.family[schools.position(urn)] != str(PhaseFamily.ALL_THROUGH):
        return None
    if suggestions.preset.phases == PhaseRule.SAME:
        return suggestions.family
    # Asked by a primary school, an all-through school answers with its secondary part, and the reverse.
    return PhaseFamily.SECONDARY if suggestions.family == PhaseFamily.PRIMARY else PhaseFamily.PRIMARY
