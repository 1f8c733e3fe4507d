"""Made-up work in the throw-away store of ``make demo``, so that its board, register and watching brief are not empty.

All of it says that it is made up. No area of strength is named: on a public card it could not say so.
"""

from collections.abc import Sequence
from datetime import timedelta

from workspace import case_doors, demo, interests, notes, tasks, watches
from workspace.engine import Store
from workspace.interests import Draft
from workspace.suggested import freeze_directory
from workspace.vocab import Consent, InterestRole, Offer, WatchKind

__all__ = ["add"]

_CONSENT, _SOON = timedelta(days=180), timedelta(days=7)


def add(store: Store, urns: Sequence[int], build_id: str) -> None:
    """Put an expression of interest, a case with a note and a task, and a watch into a store of :func:`demo.make`.

    Parameters
    ----------
    store : Store
    urns : the schools that the store was made with.
    build_id : of the data beside it, which the case keeps.
    """
    with store.transaction() as db:
        head, cpp = (demo.actor(db, key) for key in ("other-head", "cpp"))
        offered = Draft(
            roles=[InterestRole.MENTOR],
            experience=_said("nine years a head, three of them in two schools."),
            offers=[Offer.READING],
            availability=_said("one day a week in the spring term."),
            consent_for=[Consent.REGISTER, Consent.CONTACT],
            consent_until=db.today() + _CONSENT,
        )
        interests.write(db, head, urns[2], offered)
        picked = freeze_directory(urns[0], [urns[1]], build_id=build_id)
        case = case_doors.open_from_shortlist(db, cpp, picked, title=_said("reading across two schools"))
        notes.write(db, cpp, case, dated_on=db.today(), text=_said("a first call; both would like to hear more."))
        tasks.add(db, cpp, case, title=_said("ask both chairs"), owner_id=cpp.person_id, due_on=db.today() + _SOON)
        watches.watch(db, cpp, kind=WatchKind.SCHOOL, of=urns[0], why=_said("places were on the agenda last term."))


def _said(text: str) -> str:
    return f"{demo.LABEL}: {text}"
