"""Trusts, federations and shared sixth forms from four sources, one row a (tie, school)."""

from pathlib import Path

import pandas as pd

from geo.schema import validate
from pipelines import links, register, ties
from pipelines.reading import Cleaned
from tests.pipelines.rawfiles import clean, put, put_register, reasons, school

MEMBERS = "URN,Group UID,Group Name,Group Type,Group Status,Closed Date,Joined date\n"
GROUPS = "Group UID,Group Name,Group Type,Group Status,Open date,Closed Date,Head of Group Title\n"
KNOWN = "tie_type,tie_name,gias_group_uid,urn,school_name,since,evidence,certainty\n"


def members(folder: Path, rows: str) -> Cleaned:
    return clean(ties, put(folder, "alllinksdata20261120.csv", MEMBERS + rows, encoding="cp1252"))


def told(table: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    frame = table[list(columns)].astype(object)
    return list(frame.where(frame.notna(), None).itertuples(index=False, name=None))


def test_members(tmp_path: Path) -> None:
    cleaned = members(
        tmp_path,
        "100001,16001,SYNTHETIC Trust,Multi-academy trust,Open,,01/09/2020\n"
        "100002,5001,SYNTHETIC Federation,Federation,Closed,31/08/2022,02/02/2019\n"
        "100003,700,SYNTHETIC Sponsor,School sponsor,Open,,\n"
        "x,700,SYNTHETIC Sponsor,Federation,Open,,\n",
    )
    table = validate("ties", cleaned.tables["ties"])
    assert told(table, "tie_id", "kind", "urn", "since", "until") == [
        ("academy trust:16001", "academy trust", 100_001, pd.Timestamp(2020, 9, 1), None),
        ("federation:5001", "federation", 100_002, pd.Timestamp(2019, 2, 2), pd.Timestamp(2022, 8, 31)),
    ]
    assert reasons(cleaned) == [(5, "x", "impossible URN 'x': six digits are expected")]
    assert cleaned.notes == ["1 row(s) of group type 'School sponsor' are no tie between schools"]


def test_known_ties(tmp_path: Path) -> None:
    rows = (
        "sixth form consortium,SYNTHETIC Sixth,132838 (URN of the centre),100001,x,,y,published\n"
        "federation,SYNTHETIC Federation,5001,100002,x,01/09/2022,y,published\n"
        "academy trust,The SYNTHETIC Trust,,100003,x,,y,name only\n"
        "friendship,SYNTHETIC Friends,,100003,x,,y,heard\n"
    )
    cleaned = clean(ties, put(tmp_path, "camden_known_ties.csv", KNOWN + rows))
    assert told(validate("ties", cleaned.tables["ties"]), "tie_id", "urn", "since") == [
        ("sixth form consortium:132838", 100_001, None),
        ("federation:5001", 100_002, pd.Timestamp(2022, 9, 1)),
        ("academy trust:the-synthetic-trust", 100_003, None),
    ]
    assert reasons(cleaned) == [(5, "100003", "unknown kind of tie 'friendship'")]
    assert set(cleaned.tables["ties"]["source"]) == {f"known_ties:{cleaned.release}"}


def test_groups_date_the_end_of_trusts_and_federations_only(tmp_path: Path) -> None:
    rows = "16001,SYNTHETIC Trust,Multi-academy trust,Closed,01/09/2013,31/08/2021,Ms\n5001,F,Federation,Open,,,\n"
    groups = clean(ties, put(tmp_path, "allgroupsdata20261120.csv", GROUPS + rows)).tables["groups"]
    assert told(groups, "uid", "opened", "closed") == [
        ("16001", pd.Timestamp(2013, 9, 1), pd.Timestamp(2021, 8, 31)),
        ("5001", None, None),
    ]
    table = members(
        tmp_path,
        "100001,16001,SYNTHETIC Trust,Multi-academy trust,Open,,\n100002,5001,F,Federation,Open,,\n",
    ).tables["ties"]
    sixth = table.head(1).assign(tie_id="sixth form consortium:16001", kind="sixth form consortium")
    ended = ties.ended(pd.concat([table, sixth], ignore_index=True), groups)
    assert told(ended, "until") == [(pd.Timestamp(2021, 8, 31),), (None,), (None,)]


def test_no_closed_group_ends_nothing(tmp_path: Path) -> None:
    groups = clean(ties, put(tmp_path, "allgroupsdata20261120.csv", GROUPS + "5001,F,Federation,Open,,,\n"))
    table = members(tmp_path, "100002,5001,F,Federation,Open,,\n").tables["ties"]
    ended = ties.ended(table, groups.tables["groups"])
    assert told(validate("ties", ended), "until") == [(None,)]


def test_register_names_trust_and_federation(tmp_path: Path) -> None:
    rows = [
        school("100001", **{"Trusts (code)": "16001", "Trusts (name)": "SYNTHETIC  Trust"}),
        school("100002", **{"Federations (name)": "SYNTHETIC Federation"}),
        school("100003"),
    ]
    schools = clean(register, put_register(tmp_path, rows)).tables["schools"]
    table = validate("ties", ties.from_register(schools))
    assert told(table, "tie_id", "urn", "name") == [
        ("academy trust:16001", 100_001, "SYNTHETIC Trust"),
        ("federation:synthetic-federation", 100_002, "SYNTHETIC Federation"),
    ]


def test_register_without_ties(tmp_path: Path) -> None:
    schools = clean(register, put_register(tmp_path, [school()])).tables["schools"]
    assert len(validate("ties", ties.from_register(schools))) == 0


def test_shared_sixth_form_comes_from_the_links(tmp_path: Path) -> None:
    text = (
        "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n"
        "100001,132838,SYNTHETIC Centre,Sixth Form Centre Link,01-09-2010\n"
        "100002,132838,,Sixth Form Centre Link,\n"
        "100003,100004,x,Successor,\n"
    )
    table = clean(links, put(tmp_path, "links_edubasealldata20261120.csv", text)).tables["links"]
    assert told(validate("ties", ties.from_links(table)), "tie_id", "urn", "name") == [
        ("sixth form consortium:132838", 100_001, "SYNTHETIC Centre"),
        ("sixth form consortium:132838", 100_002, "Sixth form centre"),
    ]


def test_fuller_source_wins_and_a_known_date_is_kept(tmp_path: Path) -> None:
    full = members(tmp_path, "100001,5001,SYNTHETIC Name,Federation,Open,,\n").tables["ties"]
    known = clean(
        ties,
        put(
            tmp_path,
            "camden_known_ties.csv",
            KNOWN + "federation,SYNTHETIC Other,5001,100001,x,01/09/2022,y,published\n",
        ),
    ).tables["ties"]
    forward, back = ties.combine([full, known]), ties.combine([known, full])
    pd.testing.assert_frame_equal(forward, back)
    assert told(validate("ties", forward), "name", "since", "source") == [
        ("SYNTHETIC Name", pd.Timestamp(2022, 9, 1), "members:2026-11-20")
    ]
