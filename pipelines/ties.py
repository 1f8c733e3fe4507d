"""Who already works with whom: trusts, federations, shared sixth forms."""

import pandas as pd

from geo.vocab import TieKind
from pipelines.errors import Rejects
from pipelines.links import release
from pipelines.reading import Cleaned, Layout, RawTable
from pipelines.values import blank_to_missing, dates, single_spaces, urns

__all__ = ["LAYOUTS", "clean", "combine", "ended", "from_links", "from_register"]

_KNOWN = ("tie_type", "tie_name", "gias_group_uid", "urn", "school_name", "since", "evidence", "certainty")
_MEMBERS = ("URN", "Group UID", "Group Name", "Group Type", "Group Status", "Closed Date", "Joined date")
_GROUPS = ("Group UID", "Group Name", "Group Type", "Group Status", "Open date", "Closed Date")

LAYOUTS = (
    Layout("known_ties", "8 columns, compiled", ("tie_type", "gias_group_uid"), _KNOWN),
    Layout("members", "20 columns", ("URN", "Group UID", "Joined date"), _MEMBERS, encoding="cp1252"),
    Layout("groups", "21 columns", ("Group UID", "Head of Group Title"), _GROUPS, encoding="cp1252"),
)

#: The register's group types that are ties between schools.
_GROUP_KINDS = {
    "Federation": TieKind.FEDERATION,
    "Multi-academy trust": TieKind.TRUST,
    "Single-academy trust": TieKind.TRUST,
    "Secure single-academy trust": TieKind.TRUST,
    "Trust": TieKind.TRUST,
}

#: Where two sources tell of the same tie, the first of these is kept.
_PRECEDENCE = ("members", "known_ties", "links", "register")

#: The compiled list has evidence from January 2023 to March 2026 in its rows, and no date of its own.
_COMPILED = "compiled 2026-03"

_SIXTH_FORM_LINK = "Sixth Form Centre Link"


def clean(raw: RawTable) -> Cleaned:
    """Make ``ties`` rows (or, for the groups file, ``groups`` rows) of one file."""
    rejects = Rejects(raw.file.label)
    source = raw.layout.source
    if source == "known_ties":
        return Cleaned(_COMPILED, {"ties": _known(raw, rejects)}, rejects.frame())
    frame = raw.frame
    for column in [c for c in ("Open date", "Closed Date", "Joined date") if c in frame]:
        frame = dates(raw, frame, column, "%d/%m/%Y", rejects, "Group UID")
    if source == "groups":
        groups = pd.DataFrame(
            {
                "uid": single_spaces(frame["Group UID"]),
                "name": single_spaces(frame["Group Name"]),
                "type": single_spaces(frame["Group Type"]),
                "status": single_spaces(frame["Group Status"]),
                "opened": frame["Open date"],
                "closed": frame["Closed Date"],
                "source": f"groups:{release(raw)}",
            }
        )
        return Cleaned(release(raw), {"groups": groups}, rejects.frame())
    frame = urns(frame, rejects)
    kinds = single_spaces(frame["Group Type"]).map({name: str(kind) for name, kind in _GROUP_KINDS.items()})
    kept = frame[kinds.notna()]
    other = single_spaces(frame["Group Type"])[kinds.isna()].value_counts().sort_index()
    notes = [f"{count} row(s) of group type '{name}' are no tie between schools" for name, count in other.items()]
    uid = single_spaces(kept["Group UID"])
    table = _table(
        kind=kinds[kinds.notna()],
        uid=uid,
        name=single_spaces(kept["Group Name"]),
        urn=kept["urn"],
        since=kept["Joined date"],
        certainty="published: membership file of the register",
        source=f"members:{release(raw)}",
    ).assign(until=kept["Closed Date"])
    return Cleaned(release(raw), {"ties": table}, rejects.frame(), notes)


def _known(raw: RawTable, rejects: Rejects) -> pd.DataFrame:
    frame = urns(raw.frame, rejects, "urn")
    frame = dates(raw, frame, "since", "%d/%m/%Y", rejects, "urn")
    kinds = single_spaces(frame["tie_type"])
    frame = rejects.take(frame, ~kinds.isin([str(kind) for kind in TieKind]), "urn", "unknown kind of tie '{tie_type}'")
    return _table(
        kind=single_spaces(frame["tie_type"]),
        # The centre of a shared sixth form has a URN, and no group UID: "132838 (URN of the centre)".
        uid=frame["gias_group_uid"].str.extract(r"^(\d*)")[0],
        name=single_spaces(frame["tie_name"]),
        urn=frame["urn"],
        since=frame["since"],
        certainty=single_spaces(frame["certainty"]),
        source=f"known_ties:{_COMPILED}",
    )


def from_register(schools: pd.DataFrame) -> pd.DataFrame:
    """Make ``ties`` of the trust and federation that each school's own register row names."""
    parts = []
    for kind, prefix in ((TieKind.TRUST, "trust"), (TieKind.FEDERATION, "federation")):
        named = schools[schools[f"{prefix}_name"].notna()]
        parts.append(
            _table(
                kind=pd.Series(str(kind), index=named.index),
                uid=named[f"{prefix}_uid"].fillna(""),
                name=named[f"{prefix}_name"],
                urn=named["urn"],
                since=pd.Series(pd.NaT, index=named.index).astype("datetime64[ms]"),
                certainty="published with the school in the register at hand",
                source=named["source"],
            )
        )
    return pd.concat(parts, ignore_index=True)


def from_links(links: pd.DataFrame) -> pd.DataFrame:
    """Make ``ties`` of the schools that share a sixth form centre."""
    shared = links[links["kind"] == _SIXTH_FORM_LINK]
    return _table(
        kind=pd.Series(str(TieKind.SIXTH_FORM_CONSORTIUM), index=shared.index),
        uid=shared["link_urn"].astype(str),
        name=shared["link_name"].fillna("Sixth form centre"),
        urn=shared["urn"],
        since=shared["linked_on"],
        certainty="published: sixth form centre link of the register",
        source=shared["source"],
    ).drop_duplicates(["tie_id", "urn"])


def _table(
    *,
    kind: pd.Series,
    uid: pd.Series,
    name: pd.Series,
    urn: pd.Series,
    since: pd.Series,
    certainty: pd.Series | str,
    source: pd.Series | str,
) -> pd.DataFrame:
    # A trust of which only the name is known is told apart by the name, without case and punctuation.
    by_name = name.str.casefold().str.replace(r"[^a-z0-9]+", "-", regex=True).str.strip("-")
    frame = pd.DataFrame({"kind": kind, "name": name, "urn": urn, "since": since, "certainty": certainty})
    # Without rows pandas forgets that text is text, and the contract is of types too.
    return frame.astype({"kind": str, "name": str, "certainty": str}).assign(
        tie_id=kind + ":" + uid.where(uid != "", by_name),
        until=pd.Series(pd.NaT, index=frame.index).astype("datetime64[ms]"),
        name=blank_to_missing(frame["name"]).astype(str),
        source=pd.Series(source, index=frame.index, dtype=str),
    )


def combine(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """Put ties together, one row a (tie, school); the fuller source wins, and a known ``since`` is kept."""
    ties = pd.concat(parts, ignore_index=True)
    order = ties["source"].str.split(":").str[0].map({name: rank for rank, name in enumerate(_PRECEDENCE)})
    ties = ties.assign(_order=order).sort_values(["tie_id", "urn", "_order", "source"], kind="stable")
    since = ties.groupby(["tie_id", "urn"])["since"].transform("first")
    return ties.assign(since=since).drop_duplicates(["tie_id", "urn"]).drop(columns="_order").reset_index(drop=True)


def ended(ties: pd.DataFrame, groups: pd.DataFrame) -> pd.DataFrame:
    """Date the end of ties whose group the register lists as closed."""
    closed = groups[groups["closed"].notna()].drop_duplicates("uid").set_index("uid")["closed"]
    uid = ties["tie_id"].str.split(":").str[-1]
    by_group = ties["kind"].isin([str(TieKind.TRUST), str(TieKind.FEDERATION)])
    end = closed.reindex(uid).set_axis(ties.index).where(by_group)
    return ties.assign(until=ties["until"].fillna(end))
