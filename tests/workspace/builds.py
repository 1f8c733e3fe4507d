"""Two small synthetic builds for the scan: the second has what the watching brief tells of."""

import json

from tests import factories as f

FIRST, SECOND = "synthetic000000a", "synthetic000000b"
#: Synthetic: ten other schools give the usual movement of absence, half a percentage point.
OTHERS = range(100_020, 100_060)
WATCHED, STILL, FOLLOWED, NEW = 100_001, 100_002, 100_003, 100_004


def _name(folder, build_id):
    path = folder / "BUILD.json"
    info = json.loads(path.read_text())
    path.write_text(json.dumps(info | {"build_id": build_id}))
    return folder


def _absence(*years):
    for number, urn in enumerate(OTHERS):
        for turn, year in enumerate(years):
            yield {"urn": urn, "year": year, "measure": "absence", "value": 5.0 + 0.5 * turn * (-1) ** number}


def _figures(urn, year, pupils, absence, away):
    yield {"urn": urn, "year": year, "measure": "pupils", "value": pupils}
    yield {"urn": urn, "year": year, "measure": "absence", "value": absence}
    share = {"value": away / 2.0, "numerator": float(away), "denominator": 200.0}
    yield {"urn": urn, "year": year, "measure": "persistent_absence", **share}


def first(folder):
    """The build before."""
    others = [f.school(urn) for urn in OTHERS]
    schools = f.schools(
        f.school(WATCHED, trust_uid="1", trust_name="Trust One"), f.school(STILL), f.school(FOLLOWED), *others
    )
    figures = [row for urn in (WATCHED, STILL, FOLLOWED) for row in _figures(urn, "2022/23", 200.0, 5.0, 20)]
    table = f.measures(*figures, *_absence("2021/22", "2022/23"))
    inspections = f.inspections(
        {"urn": WATCHED, "scheme": "oeif", "area": "Overall effectiveness", "grade": "Good",
         "inspected_on": "2022-03-15"},
        {"urn": WATCHED, "scheme": "latest_outcome", "area": "Latest outcome", "grade": "Good", "as_at": "2024-01-31"},
    )  # fmt: skip
    return _name(f.write_build(folder, schools=schools, measures=table, inspections=inspections), FIRST)


def second(folder):
    """The build after: one school changed in every way, one by a little, one followed by a new one."""
    others = [f.school(urn) for urn in OTHERS]
    schools = f.schools(
        f.school(
            WATCHED, trust_uid="2", trust_name="Trust Two", federation_name="Synthetic Federation", status="Closed",
            close_date="2025-08-31",
        ),
        f.school(STILL), f.school(NEW, name="Synthetic Academy"), *others,
    )  # fmt: skip
    figures = [row for urn in (WATCHED, STILL, FOLLOWED) for row in _figures(urn, "2022/23", 200.0, 5.0, 20)]
    figures += _figures(WATCHED, "2023/24", 180.0, 9.0, 60)
    figures += _figures(STILL, "2023/24", 190.0, 5.9, 24)  # 5% fewer exactly; within noise
    table = f.measures(*figures, *_absence("2021/22", "2022/23", "2023/24"))
    inspections = f.inspections(
        {"urn": WATCHED, "scheme": "oeif", "area": "Overall effectiveness", "grade": "Good",
         "inspected_on": "2022-03-15"},
        {"urn": WATCHED, "scheme": "legacy", "area": "Overall effectiveness", "grade": "Satisfactory",
         "inspected_on": "2009-03-15"},  # came with an old list
        {"urn": WATCHED, "scheme": "report_card", "area": "Inclusion", "grade": "Strong standard",
         "inspected_on": "2026-01-20", "published_on": "2026-02-20"},
        {"urn": WATCHED, "scheme": "latest_outcome", "area": "Latest outcome", "grade": "Good", "as_at": "2025-01-31"},
    )  # fmt: skip
    links = f.links((NEW, FOLLOWED, "Synthetic Primary 100003"))
    made = f.write_build(folder, schools=schools, measures=table, inspections=inspections, links=links)
    return _name(made, SECOND)
