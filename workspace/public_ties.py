"""Public partnerships in the shape of the build's table of ties, so that the map and the suggestions know of them."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date

import pandas as pd

from geo import schema
from geo.vocab import TieKind
from workspace.partnership_views import PublicPartnership
from workspace.vocab import PartnershipKind

__all__ = ["CERTAINTY", "PARTNERSHIP_KINDS", "SOURCE", "fingerprint", "tie_kind", "with_partnerships"]

SOURCE = "partnership workspace"
CERTAINTY = "recorded by the partnership's team"

_KINDS = {
    PartnershipKind.SOFT: TieKind.SOFT_COLLABORATION,
    PartnershipKind.HUB: TieKind.HUB,
    PartnershipKind.SHARED_POST: TieKind.SHARED_POST,
    PartnershipKind.FEDERATION: TieKind.FEDERATION,
    PartnershipKind.TRUST: TieKind.TRUST,
    PartnershipKind.SIXTH_FORM: TieKind.SIXTH_FORM_CONSORTIUM,
    PartnershipKind.PEER_REVIEW: TieKind.PEER_REVIEW,
}

#: The other way: kind of tie -> kind of partnership.
PARTNERSHIP_KINDS = {tie: kind for kind, tie in _KINDS.items()}


def tie_kind(kind: PartnershipKind) -> TieKind:
    """Give the kind of tie that a kind of partnership is."""
    return _KINDS[kind]


def with_partnerships(ties: pd.DataFrame, partnerships: Iterable[PublicPartnership], today: date) -> pd.DataFrame:
    """Put public partnerships beside the ties of a build.

    A row that the build has stays as it is: of a partnership imported from a tie, only schools that the build does not
    name are added. What has not begun by ``today`` is left out; an end that is still to come is no end yet.

    Parameters
    ----------
    ties : the ``ties`` table.
    partnerships : from :func:`workspace.partnership_views.published`, with ``ended`` or without.
    today : the day.

    Returns
    -------
    DataFrame
        A table that keeps the contract of ``ties``; ``ties`` itself if there is nothing to add.
    """
    known = set(zip(ties["tie_id"], ties["urn"], strict=True))
    rows = [row for each in partnerships for row in _rows(each, today) if (row["tie_id"], row["urn"]) not in known]
    if not rows:
        return ties
    made = pd.DataFrame(rows, columns=list(schema.TABLES["ties"].columns))
    # A school that left and came back has two rows; the one that holds, or else the later, tells where it stands.
    made = made.sort_values(["tie_id", "urn", "until"], na_position="last", kind="stable")
    made = made.drop_duplicates(["tie_id", "urn"], keep="last").astype(
        {column: str(spec.dtype) for column, spec in schema.TABLES["ties"].columns.items()}
    )
    return schema.validate("ties", pd.concat([ties, made], ignore_index=True))


def _rows(partnership: PublicPartnership, today: date) -> Iterable[dict[str, object]]:
    for member in partnership.members:
        since = max((day for day in (partnership.since, member.since) if day is not None), default=None)
        until = min((day for day in (partnership.until, member.until) if day is not None), default=None)
        if since is not None and since > today:
            continue
        yield {
            "tie_id": partnership.tie_id or f"partnership:{partnership.id}",
            "kind": str(tie_kind(partnership.kind)),
            "name": partnership.name,
            "urn": member.urn,
            "since": since,
            "until": until if until is not None and until < today else None,
            "certainty": CERTAINTY,
            "source": SOURCE,
        }


def fingerprint(partnerships: Sequence[PublicPartnership], today: date) -> str:
    """Name what :func:`with_partnerships` would add, for the key of a cache: the same for the same rows."""
    rows = [[str(value) for value in row.values()] for each in partnerships for row in _rows(each, today)]
    return hashlib.sha256(repr(sorted(rows)).encode()).hexdigest()[:16]
