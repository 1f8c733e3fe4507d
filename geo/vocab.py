"""Closed lists of words, spelt as their publishers spell them."""

from enum import StrEnum

__all__ = [
    "AreaKind",
    "Basis",
    "DateBasis",
    "InspectionScheme",
    "LocationSource",
    "Phase",
    "PhaseFamily",
    "REPORT_CARD_AREAS",
    "REPORT_CARD_GRADES",
    "OVERALL_GRADES",
    "Sector",
    "TieKind",
    "TYPE_FAMILY",
    "ValueStatus",
    "phase_family",
    "sector_of_type",
]


class Phase(StrEnum):
    """Phase of education as the register (GIAS) spells it."""

    NURSERY = "Nursery"
    PRIMARY = "Primary"
    MIDDLE_PRIMARY = "Middle deemed primary"
    SECONDARY = "Secondary"
    MIDDLE_SECONDARY = "Middle deemed secondary"
    ALL_THROUGH = "All-through"
    POST_16 = "16 plus"
    NOT_APPLICABLE = "Not applicable"


class PhaseFamily(StrEnum):
    """The schools that a school may be compared with.

    The register's phase is "Not applicable" for special schools, alternative provision and
    independent schools alike, so the family uses the type of establishment too.
    """

    NURSERY = "Nursery"
    PRIMARY = "Primary"
    SECONDARY = "Secondary"
    ALL_THROUGH = "All-through"
    POST_16 = "16 plus"
    SPECIAL = "Special"
    ALTERNATIVE = "Alternative provision"
    INDEPENDENT = "Independent"
    NOT_RECORDED = "Phase not recorded"


class Sector(StrEnum):
    """Who pays: the state or the parents."""

    STATE = "state"
    INDEPENDENT = "independent"


class ValueStatus(StrEnum):
    """What is known of a figure. Only ``PUBLISHED`` comes with a number.

    ``NOT_COLLECTED``: nobody has it (absence in 2019/20). ``NOT_BUNDLED``: published, but not
    in this build. ``MISSING_ROW``: the publisher's table of that year has no row for the school.
    """

    PUBLISHED = "published"
    SUPPRESSED = "suppressed"
    NOT_APPLICABLE = "not_applicable"
    NOT_AVAILABLE = "not_available"
    LOW = "low"
    NOT_COLLECTED = "not_collected"
    NOT_BUNDLED = "not_bundled"
    MISSING_ROW = "missing_row"


class InspectionScheme(StrEnum):
    """The framework, or the list, under which an Ofsted outcome was published.

    ``LEGACY``: one dated judgement from the history of ratings, or from a list of before
    September 2012 ("Satisfactory" is a grade there). ``OEIF``: the overall effectiveness and
    its sub-judgements, 1 to 4, that Ofsted's lists to 2025 give as a school's latest graded
    inspection. ``UNGRADED``: an outcome that does not regrade. ``REPORT_CARD``: grades by
    area from November 2025, with no overall. ``LATEST_OUTCOME``: a code from a list that does not say
    whether the inspection was graded.
    """

    LEGACY = "legacy"
    OEIF = "oeif"
    UNGRADED = "ungraded"
    REPORT_CARD = "report_card"
    LATEST_OUTCOME = "latest_outcome"


class DateBasis(StrEnum):
    """What the date of an inspection row is the date of."""

    INSPECTION = "this inspection"
    ANY_INSPECTION = "latest inspection of any kind"
    JUDGEMENT = "judgement"
    NOT_IN_SOURCE = "not in the source"


class LocationSource(StrEnum):
    """Where a school's point comes from."""

    REGISTER = "register"
    POSTCODE = "postcode"
    NONE = "none"


class AreaKind(StrEnum):
    """Kinds of area with a boundary."""

    BOROUGH = "borough"
    WARD = "ward"


class Basis(StrEnum):
    """How the figure of an area was made."""

    PUBLISHED = "published"
    COUNTS = "counts"
    MEAN_OF_RATES = "mean_of_rates"


class TieKind(StrEnum):
    """Kinds of tie between schools: those of the register, then those that only a partnership's own records know."""

    FEDERATION = "federation"
    TRUST = "academy trust"
    SIXTH_FORM_CONSORTIUM = "sixth form consortium"
    SOFT_COLLABORATION = "soft collaboration"
    HUB = "hub"
    SHARED_POST = "shared post"
    PEER_REVIEW = "peer review"


#: Ofsted's four-point scale of overall effectiveness, with its codes.
OVERALL_GRADES = {
    "1": "Outstanding",
    "2": "Good",
    "3": "Requires improvement",
    "4": "Inadequate",
}

#: Report card areas in Ofsted's order (the last two where applicable).
REPORT_CARD_AREAS = (
    "Inclusion",
    "Curriculum and teaching",
    "Achievement",
    "Attendance and behaviour",
    "Personal development and wellbeing",
    "Leadership and governance",
    "Early years",
    "Post-16 provision",
)

#: Report card grades, in Ofsted's order.
REPORT_CARD_GRADES = (
    "Exceptional",
    "Strong standard",
    "Expected standard",
    "Needs attention",
    "Urgent improvement",
)

_STATE, _INDEPENDENT = Sector.STATE, Sector.INDEPENDENT
_BY_PHASE = None

#: Type of establishment (GIAS name) -> family that the type alone decides (None: the phase decides), and sector.
TYPE_FAMILY: dict[str, tuple[PhaseFamily | None, Sector]] = {
    "Community school": (_BY_PHASE, _STATE),
    "Voluntary aided school": (_BY_PHASE, _STATE),
    "Voluntary controlled school": (_BY_PHASE, _STATE),
    "Foundation school": (_BY_PHASE, _STATE),
    "City technology college": (PhaseFamily.SECONDARY, _STATE),
    "Academy sponsor led": (_BY_PHASE, _STATE),
    "Academy converter": (_BY_PHASE, _STATE),
    "Free schools": (_BY_PHASE, _STATE),
    "University technical college": (_BY_PHASE, _STATE),
    "Studio schools": (_BY_PHASE, _STATE),
    "Local authority nursery school": (PhaseFamily.NURSERY, _STATE),
    "Community special school": (PhaseFamily.SPECIAL, _STATE),
    "Foundation special school": (PhaseFamily.SPECIAL, _STATE),
    "Non-maintained special school": (PhaseFamily.SPECIAL, _STATE),
    "Academy special converter": (PhaseFamily.SPECIAL, _STATE),
    "Academy special sponsor led": (PhaseFamily.SPECIAL, _STATE),
    "Free schools special": (PhaseFamily.SPECIAL, _STATE),
    "Pupil referral unit": (PhaseFamily.ALTERNATIVE, _STATE),
    "Academy alternative provision converter": (PhaseFamily.ALTERNATIVE, _STATE),
    "Academy alternative provision sponsor led": (PhaseFamily.ALTERNATIVE, _STATE),
    "Free schools alternative provision": (PhaseFamily.ALTERNATIVE, _STATE),
    "Academy 16-19 converter": (PhaseFamily.POST_16, _STATE),
    "Academy 16 to 19 sponsor led": (PhaseFamily.POST_16, _STATE),
    "Free schools 16 to 19": (PhaseFamily.POST_16, _STATE),
    "Other independent school": (PhaseFamily.INDEPENDENT, _INDEPENDENT),
    "Other independent special school": (PhaseFamily.SPECIAL, _INDEPENDENT),
}

_PHASE_FAMILY = {
    Phase.NURSERY: PhaseFamily.NURSERY,
    Phase.PRIMARY: PhaseFamily.PRIMARY,
    Phase.MIDDLE_PRIMARY: PhaseFamily.PRIMARY,
    Phase.SECONDARY: PhaseFamily.SECONDARY,
    Phase.MIDDLE_SECONDARY: PhaseFamily.SECONDARY,
    Phase.ALL_THROUGH: PhaseFamily.ALL_THROUGH,
    Phase.POST_16: PhaseFamily.POST_16,
}


def phase_family(school_type: str, phase: str | None) -> PhaseFamily:
    """Family of a school from its type and its phase, both as the register spells them."""
    family, _ = TYPE_FAMILY[school_type]
    if family is not None:
        return family
    if not phase:
        return PhaseFamily.NOT_RECORDED
    return _PHASE_FAMILY.get(Phase(phase), PhaseFamily.NOT_RECORDED)


def sector_of_type(school_type: str) -> Sector:
    """Sector of a type of establishment.

    The register's own type group is blank or ambiguous for special schools, so the type decides.
    """
    return TYPE_FAMILY[school_type][1]
