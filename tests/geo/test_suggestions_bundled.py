"""Suggestions on the bundled build: what the method page says was seen, and no school of Camden without."""

import dataclasses
import re
from pathlib import Path

import numpy as np
import pytest

from geo import store
from geo.basis import prepare
from geo.candidates import directory, kind_of, next_door
from geo.explore import explorer_frame
from geo.facts import facts
from geo.method_card import method_card
from geo.partners import BORDER, OWN, is_scored, not_listed_because, suggest
from geo.purposes import CRITERIA, METHOD_VERSION, PRESETS, Criterion, Purpose, TieRule
from geo.reasons import words
from geo.spread import spread, spread_words
from geo.vocab import PhaseFamily

ROOT = Path(__file__).resolve().parents[2]
BUNDLED = ROOT / "data" / "processed"
CAMDEN = "E09000007"
EXPLORE = PRESETS[Purpose.EXPLORE]


@pytest.fixture(scope="module")
def basis():
    tables = {name: store.read(BUNDLED, name) for name in ("schools", "measures", "inspections", "ties", "links")}
    links = tables.pop("links")
    frame = explorer_frame(*tables.values(), store.build_info(BUNDLED)["coverage"])
    return prepare(frame, tables["measures"], links)


def camden(basis) -> list[int]:
    rows = (basis.roster.borough == CAMDEN) & basis.population
    return [int(urn) for urn in basis.roster.urn[rows]]


def test_reference_population(basis):
    assert basis.year == "2023/24"
    assert {str(family): int(rows.sum()) for family, rows in basis.reference.items()} == {
        "Primary": 1699,
        "Secondary": 446,
    }


@pytest.mark.parametrize(("family", "metres"), [(PhaseFamily.PRIMARY, 915), (PhaseFamily.SECONDARY, 1776)])
def test_fifth_nearest_in_camden(basis, family, metres):
    at = basis.roster.position(100_013)
    assert basis.reach[family][at] == pytest.approx(metres, abs=1)


@pytest.mark.parametrize("family", [PhaseFamily.PRIMARY, PhaseFamily.SECONDARY])
def test_random_pairs_have_no_zero(basis, family):
    scale = basis.scales[family]
    raw = 1 - scale.pair_sums((0, 1, 2, 3)) / (8 * scale.reference.sum())
    assert raw.mean() == pytest.approx(0.666, abs=0.001)


@pytest.mark.parametrize("family", [PhaseFamily.PRIMARY, PhaseFamily.SECONDARY])
def test_attendance_is_of_the_two_latest_years_and_not_of_intake(basis, family):
    found = basis.standings["attendance", family]
    assert found.years == ("2022/23", "2023/24")
    known = ~np.isnan(found.value) & basis.reference[family]
    assert known.sum() >= 443
    assert np.corrcoef(found.pooled[known].T)[0, 1] > 0.95
    for column in (1, 2, 3):
        intake = basis.scales[family].values[known, column]
        assert abs(np.corrcoef(found.value[known], intake)[0, 1]) < 0.1


@pytest.mark.parametrize("purpose", list(Purpose))
def test_every_mainstream_school_of_camden_has_suggestions_and_every_other_a_directory(basis, purpose):
    schools = camden(basis)
    scored = [urn for urn in schools if is_scored(basis, urn)]
    assert (len(schools), len(scored)) == (57, 48)
    for urn in scored:
        found = suggest(basis, urn, PRESETS[purpose])
        assert len(found.first(5)) == 5
        for other in found.first(5)["urn"]:
            assert len(words(facts(basis, found, int(other))).lines) >= 2
    for urn in set(schools) - set(scored):
        assert set(directory(basis.roster, urn)["list"]) == {"own kind", "near"}


#: Words that judge a school, or promise what no figure says.
JUDGING = re.compile(
    r"\b(best|worst|top|weak\w*|strong\w*|fail\w*|poor\w*|good|outstanding|outperform\w*|improv\w*|struggl\w*|offer\w*"
    r"|better|excellent|leading|ideal|perfect|recommend\w*|\d+(st|nd|rd|th))\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("purpose", list(Purpose))
def test_no_word_to_any_school_of_camden_judges(basis, purpose):
    own = []
    for urn in camden(basis):
        if not is_scored(basis, urn):
            continue
        found = suggest(basis, urn, PRESETS[purpose])
        for which in (OWN, BORDER):
            reasons = [words(facts(basis, found, int(other))) for other in found.first(10, which)["urn"]]
            lines = [line for one in reasons for line in one.lines]
            for line in (*lines, *(one.check for one in reasons)):
                assert not JUDGING.search(line), line
                assert line.endswith(".")
                assert "nan" not in line
            assert all(one.check.startswith("Check before you call: ") for one in reasons)
            assert all(2 <= len(one.lines) <= 3 for one in reasons)
            own += [len(set(lines)) / len(lines)] if len(reasons) == 10 else []
    # No form letter: nearly every sentence of a list of ten is of one school alone.
    assert purpose not in (Purpose.EXPLORE, Purpose.LEARN) or min(own) > 0.8


@pytest.mark.parametrize("purpose", list(Purpose))
@pytest.mark.parametrize("ties", list(TieRule))
@pytest.mark.parametrize("radius_m", [500, 3_000, None])
def test_every_rule_holds_of_every_list(basis, purpose, ties, radius_m):
    schools = basis.roster
    for urn in (100_010, 100_049, 137_181, 140_686):  # federated, community, academy, and all-through
        for merged in (True, False):
            preset = dataclasses.replace(PRESETS[purpose], ties=ties, radius_m=radius_m, merge_border=merged)
            found = suggest(basis, urn, preset)
            at, rows = schools.position(urn), [schools.position(int(other)) for other in found.table["urn"]]
            assert all(radius_m is None or metres <= radius_m for metres in found.table["distance_m"])
            tied = [bool(schools.ties[at] & schools.ties[row]) for row in rows]
            assert ties == TieRule.SHOW or all(each == (ties == TieRule.REQUIRE) for each in tied)
            here = [schools.borough[row] == schools.borough[at] or merged for row in rows]
            lists = found.table["list"].to_numpy()
            assert all(which == "apart" or (which == OWN) == own for which, own in zip(lists, here, strict=True))
            # Every school of the build has an answer: in a list, apart, or a rule.
            ranked = set(found.table.loc[lists != "apart", "urn"])
            for other in schools.urn[:: len(schools.urn) // 60]:
                assert (not_listed_because(basis, found, int(other)) is None) == (int(other) in ranked)


OWN_KIND = [
    (100_060, "hospital school"),
    (100_096, "special"),
    (100_007, "alternative provision"),
    (100_005, "nursery"),
]


@pytest.mark.parametrize(("urn", "kind"), OWN_KIND)
def test_a_directory_is_of_its_own_kind(basis, urn, kind):
    rows = directory(basis.roster, urn)
    assert kind_of(basis.roster, urn) == kind
    for which, same in (("own kind", True), ("near", False)):
        part = rows[rows["list"] == which]
        assert len(part) >= 3
        assert part["distance_m"].is_monotonic_increasing
        assert all((kind_of(basis.roster, int(other)) == kind) == same for other in part["urn"])


# School, those that its own list begins with (in any order), and how many.
SEEN = [
    (100_013, {100_043, 100_008, 100_022}),  # Edith Neville: St Mary and St Pancras, Argyle, Richard Cobden
    (100_010, {100_023}),  # Brecknock: Torriano, its federation partner
    (100_049, {100_055, 100_056, 100_051, 137_181}),  # Haverstock: Maria Fidelis, William Ellis, Regent, UCL Academy
    (100_036, {130_342, 100_040, 100_041}),  # St Alban's: Christopher Hatton, St George the Martyr, St Joseph's
]


@pytest.mark.parametrize(("urn", "expected"), SEEN)
def test_seen_by_hand(basis, urn, expected):
    assert set(suggest(basis, urn, EXPLORE).first(len(expected))["urn"]) == expected


@pytest.mark.parametrize("purpose", [Purpose.EXPLORE, Purpose.LEADERSHIP, Purpose.PROVISION])
@pytest.mark.parametrize("merged", [True, False])
def test_nothing_across_the_thames_before_a_neighbour_of_st_albans(basis, purpose, merged):
    """Lambeth, Southwark and Wandsworth lie south of the river."""
    found = suggest(basis, 100_036, dataclasses.replace(PRESETS[purpose], merge_border=merged))
    firsts = [*found.first(5, OWN)["urn"], *found.first(5, "border")["urn"]]
    south = {"E09000022", "E09000028", "E09000032"}
    assert not {str(basis.roster.borough[basis.roster.position(int(urn))]) for urn in firsts} & south


def test_no_secondary_7_km_away_before_a_near_one_of_haverstock(basis):
    found = suggest(basis, 100_049, dataclasses.replace(EXPLORE, merge_border=True))
    assert found.first(10)["distance_m"].max() < 4_000


# Two schools next door to each other, and the metres between.
NEXT_DOOR = [(100_018, 100_007, 23), (137_181, 100_096, 89), (140_686, 100_091, 99)]


@pytest.mark.parametrize(("one", "two", "metres"), NEXT_DOOR)
def test_next_door(basis, one, two, metres):
    for urn, other in ((one, two), (two, one)):
        found = next_door(basis.roster, urn).set_index("urn")["distance_m"]
        assert round(found[other]) == metres


def test_spread_of_camden_is_as_the_method_page_says(basis):
    table = spread(basis, EXPLORE, [CAMDEN])
    assert spread_words(table) == {
        "Primary": "schools: 38; each is in the first five of 1 to 10 others; in nobody's: none.",
        "Secondary": "schools: 10; each is in the first five of 1 to 8 others; in nobody's: none.",
    }
    none = spread_words(table.assign(times=0, name="A")[:1])
    assert none == {"Primary": "schools: 1; each is in the first five of 0 to 0 others; in nobody's: A."}


def test_the_method_card_is_read_from_the_code(basis):
    found = suggest(basis, 100_013, EXPLORE)
    sections = method_card(basis, "synthetic-build", found, spread(basis, EXPLORE, [CAMDEN]))
    told = {section.title: section for section in sections}
    assert told["Overview"].facts["Build of the data"] == "synthetic-build"
    assert told["Overview"].facts["Version of the method"] == METHOD_VERSION
    rows = {row[0]: row for row in told["Tool specification"].rows}
    assert set(rows) == {each.label for each in CRITERIA.values()}
    assert rows["Near"][2:] == ("62%", f"{found.influence[Criterion.NEAR]:.0%}")
    assert rows["Same ward"][2:] == ("not weighed", "not weighed")
    assert told["Data"].facts["Compared with, primary"].startswith("1,69")
    assert "2022/23 and 2023/24" in told["Data"].facts["Attendance, secondary"]
    purposes = next(section for section in sections if "purposes" in section.title)
    assert [row[0] for row in purposes.rows] == [preset.label for preset in PRESETS.values()]
    assert "Tool specification" in {section.title for section in method_card(basis, "synthetic-build")}


def test_method_page_has_the_presets():
    page = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
    assert METHOD_VERSION == "1"
    for preset in PRESETS.values():
        row = next(line for line in page.splitlines() if line.startswith(f"| {preset.label} |"))
        for criterion, weight in preset.weights.items():
            assert f"{CRITERIA[criterion].label.lower()} {weight:g}" in row.lower()
        assert (f"{preset.radius_m / 1000:g} km" if preset.radius_m else "all of the build") in row


def test_purposes_weigh_what_they_say():
    assert set(PRESETS) == set(Purpose)
    off = {Criterion.CONNECTED, Criterion.SAME_WARD}
    assert not any(off & set(preset.weights) for preset in PRESETS.values())
