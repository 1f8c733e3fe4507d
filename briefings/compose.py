"""A briefing from the tables: the parts chosen, in their order."""

from collections.abc import Callable, Sequence

from briefings import context, identity, inspected, place, prompts, provenance, together, trends, unknown
from briefings.choices import Choices, Kind, Part, clean_notes, kind_of
from briefings.content import Document, Paragraph, Section
from briefings.material import Material, Subject, joined, subjects
from geo.percentile import Band
from geo.vocab import ValueStatus

__all__ = ["briefing", "file_stem"]

_MOST_SENTENCES = 3


def briefing(material: Material, urns: Sequence[int], choices: Choices) -> Document:
    """Make the briefing of one to eight schools.

    Parameters
    ----------
    material : the tables of one build.
    urns : the schools, each once, in the order in which they shall stand.
    choices : parts, focus, purpose and own notes.

    Raises
    ------
    UnknownSchool
        If the build has no such school.
    ValueError
        If there are no schools, or too many.
    """
    kind = kind_of(len(urns))
    found = subjects(material, urns)
    made = context.contexts_of(material, found)
    notes = clean_notes(choices.notes)
    near = together.suggested(material, choices, found[0]) if _suggests(choices, kind) else ()
    parts: dict[Part, Callable[[], Section]] = {
        Part.MAP: lambda: place.section(material, found, near),
        Part.CONTEXT: lambda: context.section(found, made, usual=True, results=Part.RESULTS in choices.parts),
        Part.TRENDS: lambda: trends.section(material, choices, found),
        Part.INSPECTIONS: lambda: inspected.section(material, found),
        Part.TOGETHER: lambda: together.section(material, choices, found),
        Part.UNKNOWN: lambda: unknown.section(found, made),
        Part.PROMPTS: lambda: prompts.section(material, choices, found, made),
    }
    sections = [identity.glance(material, found, _sentences(found, made)), identity.register(material, found)]
    if Part.CONTEXT not in choices.parts:
        parts[Part.RESULTS] = lambda: context.section(found, made, usual=False, results=True)
    sections += [make() for part, make in parts.items() if part in choices.parts]
    if notes:
        sections.append(Section("Own notes", tuple(Paragraph(each) for each in notes)))
    used = frozenset().union(*(each.sources for each in sections))
    sections.append(provenance.section(material, used, notes=bool(notes)))
    return Document(f"{kind}: {_named(found)}", identity.lead(found), tuple(sections), provenance.foot(material))


def file_stem(material: Material, urns: Sequence[int]) -> str:
    """Name of a file without its ending: the schools' numbers and the build."""
    return f"briefing-{'-'.join(str(urn) for urn in urns)}-{str(material.build['build_id'])[:8]}"


def _suggests(choices: Choices, kind: Kind) -> bool:
    return kind is Kind.SCHOOL and Part.TOGETHER in choices.parts


def _named(found: tuple[Subject, ...]) -> str:
    if kind_of(len(found)) is Kind.GROUP:
        return f"{found[0].name} and {len(found) - 1} more schools"
    return joined([each.name for each in found])


def _sentences(found: tuple[Subject, ...], made: context.Contexts) -> tuple[str, ...]:
    """Sentences on the figures of one school: those far from its kind first, then others in their order."""
    if len(found) > 1:
        return ()
    figures = filter(context.is_usual, made[found[0].urn])
    known = [each for each in figures if each.status == ValueStatus.PUBLISHED]
    far = (Band.WELL_BELOW, Band.WELL_ABOVE)
    known.sort(key=lambda each: (each.band in (None, Band.CLOSE), each.band not in far))
    if not known:
        return ("No figure of it is published in the bundled data.",)
    return tuple(f"{each.sentence} {each.caution}".strip() for each in known[:_MOST_SENTENCES])
