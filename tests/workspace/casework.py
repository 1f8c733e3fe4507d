"""Synthetic cases for the tests: a suggestion, and cases opened by each door."""

from datetime import UTC, datetime

from tests.workspace.people import A, B, C
from workspace import case_doors
from workspace.models import Introduction
from workspace.suggested import Frozen, FrozenSchool
from workspace.vocab import Role

#: What nobody outside the case may see.
INNER = "Synthetic secret: the head of A is tired"

FROZEN = Frozen(
    asking=A,
    schools=(
        FrozenSchool(
            B,
            listed="own",
            position=1,
            score=0.75,
            low=0.75,
            high=0.75,
            distance_m=240.0,
            parts={"near": 0.5, "alike": 0.25},
            points={"near": 50.0, "alike": 25.0},
            reasons=("240 m away in a straight line.",),
            check="Check before you call: synthetic.",
        ),
    ),
    data_build="synthetic-build",
    method_version="1",
    purpose="explore",
    family="Primary",
    weights={"near": 4.0, "alike": 2.0},
    settings={"radius_m": 10000.0},
)


def open_case(db, actor, **more):
    return case_doors.open_from_suggestion(db, actor, FROZEN, title=INNER, **more)


def open_direct(db, actor, urns=(A, C), **more):
    return case_doors.open_direct(db, actor, urns, title=INNER, **more)


def ask(db, people, *, cpp="cpp", other=B, **more):
    """A head of A asks to be introduced to B, with the CPP of A named as who answers."""
    asked = Introduction(
        urn=A,
        other_urn=other,
        asked_by_id=people["head"].person_id,
        asked_as=Role.HEAD,
        message=INNER,
        cpp_id=people[cpp].person_id,
        ceo="Synthetic CEO",
        asked_at=datetime(2026, 3, 1, tzinfo=UTC),
        **more,
    )
    db.add(asked)
    db.flush()
    return asked.id
