"""The headers that Ofsted's lists of state-funded schools have had, and where each inspection stands in them.

The headers of 2022 to 2025 (70 columns) and of 28 February 2026 (85 columns) are Ofsted's own. The one
of September 2019 to August 2022 ("full" for graded, "section 8" for ungraded) was **not** seen in a
file: its names come from the mapping of that table in the department's public code, so check it against
a real download. Its sub-judgements are therefore read where they exist, and not demanded.
"""

from dataclasses import dataclass

from geo.vocab import REPORT_CARD_AREAS, InspectionScheme
from pipelines.ofsted_grades import Kind
from pipelines.reading import Layout

__all__ = ["BLOCKS", "COMPILED_CODE", "LAYOUTS", "Block", "Judged"]

OVERALL = "Overall effectiveness"
CONCERN = "Category of concern"

#: Column of the compiled list; the code does not say whether the inspection was graded.
COMPILED_CODE = "COMPILED latest graded or ungraded outcome code, Feb 2026"


@dataclass(frozen=True)
class Judged:
    """One judged area: its column, our name, what may stand there, and its own date where it has one."""

    column: str
    area: str
    kind: Kind
    date: str = ""


@dataclass(frozen=True)
class Block:
    """The columns of one inspection in a row of the list. ``""``: this list has no such column."""

    scheme: InspectionScheme
    judged: tuple[Judged, ...]
    date: str = ""
    number: str = ""
    published: str = ""
    same_school: str = ""
    urn_then: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that the block reads."""
        about = (self.date, self.number, self.published, self.same_school, self.urn_then)
        own = (cell for judged in self.judged for cell in (judged.column, judged.date))
        return tuple(name for name in (*about, *own) if name)


def _graded(before: str = "", overall: str = OVERALL) -> tuple[Judged, ...]:
    """Areas of the graded framework; ``before`` stands before each column's name."""

    def name(words: str) -> str:
        return f"{before} {words[0].lower()}{words[1:]}" if before else words

    return (
        Judged(overall, OVERALL, Kind.CODE),
        *(
            Judged(name(area), area, Kind.CODE)
            for area in (
                "Quality of education",
                "Behaviour and attitudes",
                "Personal development",
                "Effectiveness of leadership and management",
            )
        ),
        Judged(name("Safeguarding is effective?"), "Safeguarding is effective?", Kind.EFFECTIVE),
        Judged(name("Early years provision (where applicable)"), "Early years provision", Kind.WHERE_APPLICABLE),
        Judged(name("Sixth form provision (where applicable)"), "Sixth form provision", Kind.WHERE_APPLICABLE),
        Judged(name(CONCERN), CONCERN, Kind.CONCERN),
    )


def _about(which: str) -> dict[str, str]:
    return {
        "same_school": f"Does the {which} relate to the URN of the current school?",
        "urn_then": f"URN at time of {which}",
    }


def _ungraded(word: str, number: str) -> Block:
    return Block(
        InspectionScheme.UNGRADED,
        (Judged(f"{word[0].upper()}{word[1:]} inspection overall outcome", "Outcome", Kind.SENTENCE),),
        date=f"Date of latest {word} inspection",
        number=number,
        published=f"{word[0].upper()}{word[1:]} inspection publication date",
        same_school=f"Does the {word} inspection relate to the URN of the current school?",
        urn_then=f"URN at time of the {word} inspection",
    )


def _card_area(area: str) -> Judged:
    where = " (where applicable)" if area in REPORT_CARD_AREAS[-2:] else ""
    return Judged(f"{area}{where}", area, Kind.CARD, f"{area} - date of judgement")


def _latest_and_previous(word: str) -> tuple[Block, Block]:
    """Blocks of 2019 to 2025, where a graded inspection is called ``word``: "graded", or "full"."""
    return (
        Block(
            InspectionScheme.OEIF,
            _graded(),
            "Inspection start date",
            f"Inspection number of latest {word} inspection",
            "Publication date",
            **_about(f"latest {word} inspection"),
        ),
        Block(
            InspectionScheme.OEIF,
            _graded("Previous", f"Previous {word} inspection overall effectiveness"),
            "Previous inspection start date",
            f"Previous {word} inspection number",
            "Previous publication date",
            **_about(f"previous {word} inspection"),
        ),
    )


_OF_2026 = (
    Block(
        InspectionScheme.REPORT_CARD,
        (
            *(_card_area(area) for area in REPORT_CARD_AREAS),
            Judged("Safeguarding standards", "Safeguarding", Kind.MET, "Safeguarding standards - date of judgement"),
            Judged(CONCERN, CONCERN, Kind.CONCERN),
        ),
        "Inspection start date",
        "Inspection number of latest full inspection",
        "Publication date",
        **_about("latest full inspection"),
    ),
    Block(
        InspectionScheme.OEIF,
        _graded("Latest OEIF", "Latest OEIF overall effectiveness"),
        "Inspection start date of latest OEIF graded inspection",
        "Inspection number of latest OEIF graded inspection",
        "Publication date of latest OEIF graded inspection",
        **_about("latest OEIF graded inspection"),
    ),
    _ungraded("ungraded", "Latest ungraded inspection number"),
)
_OF_2022 = (
    *_latest_and_previous("graded"),
    _ungraded("ungraded", "Latest ungraded inspection number since last graded inspection"),
)
_OF_2019 = (
    *_latest_and_previous("full"),
    _ungraded("section 8", "Latest section 8 inspection number since last full inspection"),
)
_OVERALL_2014 = "Overall effectiveness: how good is the school"
_GOVERNING_2014 = (
    "The effectiveness of the governing body in challenging and supporting the school so that "
    "weaknesses are tackled decisively..."
)
_OF_2014 = (
    Block(
        InspectionScheme.LEGACY,
        (
            Judged(_OVERALL_2014, OVERALL, Kind.CODE_2014),
            *(
                Judged(words, words, Kind.CODE_2014)
                for words in (
                    "Overall effectiveness of the sixth form",
                    "Overall effectiveness of the Early Years Foundation stage",
                    "Achievement of pupils",
                    "How well do learners achieve?",
                    "Pupils' behaviour",
                    "The quality of teaching",
                    "The effectiveness of leadership and management in embedding ambition and driving improvement",
                    _GOVERNING_2014,
                )
            ),
            Judged("Category", CONCERN, Kind.CONCERN),
        ),
        "Latest inspection date",
    ),
    Block(
        InspectionScheme.LEGACY,
        (
            Judged("previous overall effectiveness", OVERALL, Kind.CODE_2014),
            Judged("Previous category", CONCERN, Kind.CONCERN),
        ),
        "Previous inspection date",
    ),
)
_OF_2018 = (
    Block(
        InspectionScheme.OEIF, (Judged(OVERALL, OVERALL, Kind.CODE),), "Inspection date", published="Publication date"
    ),
)
_CUT = (Block(InspectionScheme.OEIF, (Judged(OVERALL, OVERALL, Kind.CODE),), "Inspection start date"),)


def _layout(
    name: str, signature: tuple[str, ...], blocks: tuple[Block, ...], required: tuple[str, ...] = ()
) -> tuple[Layout, tuple[Block, ...]]:
    columns = ("URN", *dict.fromkeys(column for block in blocks for column in block.columns))
    needed = required or columns
    optional = tuple(column for column in columns if column not in needed)
    return Layout("ofsted", name, ("URN", *signature), needed, optional, "cp1252"), blocks


_ALL = (
    _layout("85 columns, report cards", ("Inclusion", "Latest OEIF overall effectiveness"), _OF_2026),
    _layout("70 columns, 2022 to 2025", (OVERALL, "Inspection number of latest graded inspection"), _OF_2022),
    _layout(
        "2019 to August 2022, from public descriptions",
        (OVERALL, "Inspection number of latest full inspection"),
        _OF_2019,
        ("URN", OVERALL, "Inspection start date", "URN at time of latest full inspection"),
    ),
    _layout("state of the nation 2018", (OVERALL, "Inspection date", "Publication date"), _OF_2018),
    _layout("overall effectiveness and date only", (OVERALL, "Inspection start date"), _CUT),
    _layout("26 columns, 2014", (_OVERALL_2014, "Latest inspection date"), _OF_2014),
    (Layout("ofsted", "compiled, Feb 2026", ("URN", COMPILED_CODE), ("URN", COMPILED_CODE), (), "cp1252"), ()),
)

#: Every layout of the source ``ofsted``; the longest signature in a header wins.
LAYOUTS: tuple[Layout, ...] = tuple(layout for layout, _ in _ALL)

#: The inspections that each layout tells of, by the layout's name (none in the compiled list).
BLOCKS: dict[str, tuple[Block, ...]] = {layout.name: blocks for layout, blocks in _ALL}
