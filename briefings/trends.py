"""Change over time: a chart for each measure, a sentence, and a table of the same with its gaps named."""

from collections.abc import Iterable, Sequence

from briefings.choices import Choices, Kind, Theme, kind_of
from briefings.content import Block, Bullets, Figure, Paragraph, Section, Table
from briefings.drawing import LineChart, Series
from briefings.material import Material, Subject, joined
from geo import words
from geo.context import LONDON
from geo.measures import MEASURES, Measure
from geo.trend import NO_INTERVAL, Point, Trend, trend
from geo.vocab import ValueStatus

__all__ = ["MEASURES_OF", "section"]

#: Measures of each theme.
MEASURES_OF: dict[Theme, tuple[str, ...]] = {
    Theme.ROLL: ("pupils",),
    Theme.ATTENDANCE: ("absence", "persistent_absence"),
    Theme.INTAKE: ("fsm_ever6", "eal", "sen_support", "ehcp"),
}

#: The latest years that a page has room for, and a table of many schools.
_YEARS, _GROUP_YEARS = 11, 6
_MOST_COLUMNS = 8
_NO_FIGURE, _NOT_HELD = "none", "not in the data"

_SHORT = {
    ValueStatus.NOT_BUNDLED: _NOT_HELD,
    ValueStatus.MISSING_ROW: "no row",
    ValueStatus.NOT_COLLECTED: "not collected",
    ValueStatus.NOT_APPLICABLE: "does not apply",
    ValueStatus.NOT_AVAILABLE: "not available",
    ValueStatus.LOW: "low",
}

#: Columns of one measure: heading -> a cell a year.
_Columns = dict[str, dict[str, str]]


def section(material: Material, choices: Choices, found: tuple[Subject, ...]) -> Section:
    """Charts, sentences and tables of the measures in focus, or why there are none."""
    names = [name for theme in Theme if theme in choices.themes for name in MEASURES_OF[theme]]
    made = {name: [_trend(material, each, name) for each in found] for name in names}
    held = {name: each for name, each in made.items() if any(map(_known, each))}
    if not held:
        return Section("Change over time", (Paragraph("No figure in focus is held for any year."),))
    if kind_of(len(found)) is Kind.GROUP:
        blocks: list[Block] = [_group_table(found, each) for each in held.values()]
    else:
        blocks = [_figure(found, each) for each in held.values()]
        blocks.append(Bullets(tuple(_sentences(found, held))))
        blocks += _tables([_columns(found, each) for each in held.values()])
    blocks += [Paragraph(note, small=True) for note in _notes(held, group=kind_of(len(found)) is Kind.GROUP)]
    rows = material.measures
    rows = rows[rows["urn"].isin([each.urn for each in found]) & rows["measure"].isin(list(held))]
    areas = {
        benchmark.source
        for each in held.values()
        for one in each
        for line in one.lines
        for _, benchmark in line.points
        if benchmark is not None and line.area_code == LONDON
    }
    return Section("Change over time", tuple(blocks), frozenset(str(key) for key in rows["source"]) | areas)


def _trend(material: Material, subject: Subject, name: str) -> Trend:
    own = material.measures[material.measures["urn"] == subject.urn]
    areas = material.benchmarks
    areas = areas[(areas["measure"] == name) & (areas["phase_family"] == subject.row["phase_family"])]
    return trend(own, areas, subject.row, name, material.build["coverage"], material.moved)


def _known(made: Trend) -> bool:
    return any(point.value is not None for point in made.points)


def _span(made: Sequence[Trend]) -> list[str]:
    """Latest years of several schools, as many as fit."""
    return sorted({point.year for each in made for point in each.points})[-_YEARS:]


def _by_year(made: Trend) -> dict[str, Point]:
    return {point.year: point for point in made.points}


def _londons(found: Sequence[Subject], made: Sequence[Trend]) -> dict[str, dict[str, float]]:
    """Line of London for each kind of school in it: name -> year -> value. Rolls have none: a mean says little."""
    lines: dict[str, dict[str, float]] = {}
    for subject, each in zip(found, made, strict=True):
        line = next((line for line in each.lines if line.area_code == LONDON), None)
        if line is not None and MEASURES[each.measure].unit != "pupils":
            name = f"London, {str(subject.row['phase_family']).lower()}"
            lines[name] = {year: value for year, value in line.values if value is not None}
    return lines


def _figure(found: tuple[Subject, ...], made: list[Trend]) -> Figure:
    measure, years = MEASURES[made[0].measure], _span(made)
    points = [_by_year(each) for each in made]
    own = [
        Series(subject.head, tuple(each[year].value if year in each else None for year in years))
        for subject, each in zip(found, points, strict=True)
    ]
    areas = [
        Series(name, tuple(line.get(year) for year in years), own=False) for name, line in _londons(found, made).items()
    ]
    chart = LineChart(measure.label, "%" if measure.unit == "percent" else "", tuple(years), (*own, *areas))
    return Figure(chart, _alt(chart, measure), _caption(measure, years, points))


def _alt(chart: LineChart, measure: Measure) -> str:
    said = []
    for series in chart.series:
        known = [(year, value) for year, value in zip(chart.years, series.values, strict=True) if value is not None]
        if known:
            ends = " and ".join(f"{words.number(value, measure)} in {year}" for year, value in (known[0], known[-1]))
            said.append(f"{series.name}: {ends}")
    return f"Line chart of {measure.label.lower()}. {'; '.join(said)}. The table below has every year."


def _caption(measure: Measure, years: Sequence[str], points: Sequence[dict[str, Point]]) -> str:
    """Name the years that no school has a figure of, and why."""
    why: dict[str, list[str]] = {}
    for year in years:
        here = [each[year] for each in points if year in each]
        if all(point.value is None for point in here):
            why.setdefault(_short(here[0].status) if here else _NOT_HELD, []).append(year)
    named = "; ".join(f"{joined(each)}: {reason}" for reason, each in why.items())
    return f"{measure.label}. " + (f"Shaded, no figure: {named}." if named else "Every year has a figure.")


def _short(status: ValueStatus) -> str:
    """Write the reason for a gap in a word or two."""
    return _SHORT.get(status, str(status))


def _said(point: Point | None, measure: Measure) -> str:
    if point is None:
        return _NOT_HELD
    return _short(point.status) if point.value is None else words.number(point.value, measure)


def _sentences(found: tuple[Subject, ...], held: dict[str, list[Trend]]) -> Iterable[str]:
    for made in held.values():
        for subject, each in zip(found, made, strict=True):
            whose = "" if len(found) == 1 else f"{subject.said}. "
            yield f"{whose}{each.sentence}"


def _columns(found: tuple[Subject, ...], made: list[Trend]) -> tuple[list[str], _Columns]:
    """Years of a measure, and its columns: the schools, then London."""
    measure, years = MEASURES[made[0].measure], _span(made)
    columns: _Columns = {}
    for subject, each in zip(found, made, strict=True):
        points = _by_year(each)
        head = measure.short if len(found) == 1 else f"{measure.short}, {subject.mark}"
        columns[head] = {year: _said(points.get(year), measure) for year in years}
    for name, line in _londons(found, made).items():
        columns[f"{measure.short}, {name}"] = {
            year: words.number(line[year], measure) if year in line else _NO_FIGURE for year in years
        }
    return years, columns


def _tables(measured: list[tuple[list[str], _Columns]]) -> list[Block]:
    """Tables of the lines: measures share a table while they fit, each over its own years."""
    packed: list[list[tuple[list[str], _Columns]]] = []
    for each in measured:
        if packed and 1 + sum(len(columns) for _, columns in [*packed[-1], each]) <= _MOST_COLUMNS:
            packed[-1].append(each)
        else:
            packed.append([each])
    tables: list[Block] = []
    for number, group in enumerate(packed):
        every = {head: cells for _, columns in group for head, cells in columns.items()}
        span = sorted({year for years, _ in group for year in years})
        rows = [(year, *(cells.get(year, _NOT_HELD) for cells in every.values())) for year in span]
        caption = "The same in figures" if number == 0 else "The same in figures, continued"
        tables.append(Table(caption, ("Year", *every), tuple(rows), (0.8, *([1.0] * len(every)))))
    return tables


def _group_table(found: tuple[Subject, ...], made: list[Trend]) -> Table:
    measure = MEASURES[made[0].measure]
    points = [_by_year(each) for each in made]
    held = [year for year in sorted({year for each in points for year in each}) if _any(points, year)][-_GROUP_YEARS:]
    cells = tuple(
        (subject.mark, *(_said(each.get(year), measure) for year in held))
        for subject, each in zip(found, points, strict=True)
    )
    return Table(f"{measure.label}: the latest years held", ("School", *held), cells, (1.0, *([1.0] * len(held))))


def _any(points: Sequence[dict[str, Point]], year: str) -> bool:
    return any(year in each and each[year].value is not None for each in points)


def _notes(held: dict[str, list[Trend]], *, group: bool) -> list[str]:
    """Say what breaks a series in the years shown, which intervals there are not, and where the rest is."""
    every = [each for made in held.values() for each in made]
    years = {name: _span(made) for name, made in held.items()}
    notes = [
        f"{MEASURES[each.measure].label}, from {year}: {what}."
        for each in every
        for year, what in each.breaks
        if year in years[each.measure]
    ]
    notes += [each.interval_note for each in every if each.interval_note == NO_INTERVAL and not group]
    shown = _GROUP_YEARS if group else _YEARS
    if any(len(each.points) > shown for each in every):
        notes.append("Earlier years are on the school's page.")
    return list(dict.fromkeys(notes))
