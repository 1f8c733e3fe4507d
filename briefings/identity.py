"""Who the schools are: the register's words, and what is already known of them together."""

from itertools import combinations

from briefings.choices import Kind, kind_of
from briefings.content import Bullets, Section, Table
from briefings.material import Material, Subject, joined
from geo import words
from geo.criteria import StatusGroup
from geo.pairs import alike_words, apart_m, apart_words
from geo.vocab import Sector

__all__ = ["glance", "lead", "register", "shared_ties", "ties_of"]

_SECTORS = {Sector.STATE: "state-funded", Sector.INDEPENDENT: "paid for by fees"}


def ties_of(material: Material, subject: Subject) -> list[str]:
    """Names of the federation, trust or consortium that a school is in."""
    names = material.tie_names
    return [names[tie] for tie in subject.row["tie_ids"] if tie in names]


def shared_ties(material: Material, one: Subject, other: Subject) -> list[str]:
    """Names of the ties that two schools have in common."""
    there = set(ties_of(material, other))
    return [name for name in ties_of(material, one) if name in there]


def _ages(subject: Subject) -> str:
    return words.ages(subject.row["age_low"], subject.row["age_high"]).removeprefix("ages ")


def _status(subject: Subject) -> str:
    said = words.text(subject.row["status"], "not recorded in the register at hand")
    closed = subject.row["close_date"]
    return said if words.is_missing(closed) else f"{said}, closed {words.date(closed)}"


def lead(found: tuple[Subject, ...]) -> str:
    """Line below the title."""
    if len(found) == 1:
        row = found[0].row
        ages = words.ages(row["age_low"], row["age_high"])
        return f"{row['phase_family']}, {row['school_type'].lower()}, {ages}. {row['la_name']}. URN {found[0].urn}."
    return f"{len(found)} schools in {joined(sorted({str(each.row['la_name']) for each in found}))}."


def register(material: Material, found: tuple[Subject, ...]) -> Section:
    """Who they are, as the register has it."""
    table = _group_table(found) if kind_of(len(found)) is Kind.GROUP else _side_by_side(material, found)
    sources = {str(each.row["source"]) for each in found}
    tied = material.ties[material.ties["urn"].isin([each.urn for each in found])]
    sources |= {str(key) for key in tied["source"]}
    return Section("Who they are" if len(found) > 1 else "Who it is", (table,), frozenset(sources))


def _side_by_side(material: Material, found: tuple[Subject, ...]) -> Table:
    rows: dict[str, list[str]] = {}
    for each in found:
        row = each.row
        told = {
            "Type": f"{row['school_type']} ({_SECTORS[Sector(row['sector'])]})",
            "Phase and ages": f"{row['phase_family']}, {_ages(each)}",
            "Status": _status(each),
            "Pupils' gender": words.text(row["gender"]),
            "Religious character": words.text(row["faith"]),
            "Admissions": words.text(row["admissions"]),
            "Federation, trust or consortium": joined(ties_of(material, each)) or "none in the bundled data",
            "Authority and ward": f"{row['la_name']}, {words.text(row['ward_name'], 'ward not recorded')}",
            "Postcode": words.text(row["postcode"]),
            "URN": str(each.urn),
        }
        for name, said in told.items():
            rows.setdefault(name, []).append(said)
    columns = ("As published", *(each.head for each in found))
    return Table(
        "What the register says",
        columns,
        tuple((name, *said) for name, said in rows.items()),
        (1.0, *([2.2] if len(found) == 1 else [1.4] * len(found))),
    )


def _group_table(found: tuple[Subject, ...]) -> Table:
    rows = [
        (
            each.mark,
            each.name,
            f"{each.row['phase_family']}, {_ages(each)}",
            str(each.row["school_type"]),
            words.text(each.row["faith"]),
            f"{each.row['la_name']}, {words.text(each.row['ward_name'], 'ward not recorded')}",
            str(each.urn),
        )
        for each in found
    ]
    columns = ("", "School", "Phase, ages", "Type", "Religious character", "Authority, ward", "URN")
    return Table(
        "What the register says; the letters stand for the schools on the map and in the tables",
        ("Letter", *columns[1:]),
        tuple(rows),
        (0.55, 2.3, 1.2, 1.4, 1.1, 1.6, 0.75),
    )


def glance(material: Material, found: tuple[Subject, ...], sentences: tuple[str, ...]) -> Section:
    """Say what a reader should know first.

    Parameters
    ----------
    material, found : the tables, and the schools.
    sentences : what the figures mean, in the order of the page.
    """
    said = [f"The register at hand has {each.name} as closed." for each in found if _closed(each)]
    if kind_of(len(found)) is Kind.PAIR:
        said += _pair(material, *found)
    elif kind_of(len(found)) is Kind.GROUP:
        said += _group(material, found)
    said += sentences
    return Section("At a glance", (Bullets(tuple(said)),))


def _closed(subject: Subject) -> bool:
    return bool(subject.row["status_group"] == StatusGroup.CLOSED)


def _pair(material: Material, one: Subject, other: Subject) -> list[str]:
    basis = material.basis
    away = apart_words(basis, one.urn, other.urn)
    said = [
        "How far apart they are is not known: the register at hand has no point for one of them."
        if away == "no point is known"
        else f"They are {away} apart in a straight line.",
        f"Size and intake: {alike_words(basis, one.urn, other.urn)}.",
    ]
    ties = shared_ties(material, one, other)
    said.append(f"Both are in {joined(ties)}." if ties else "No federation, trust or consortium in the data has both.")
    return said


def _group(material: Material, found: tuple[Subject, ...]) -> list[str]:
    apart = [
        (metres, one, other)
        for one, other in combinations(found, 2)
        if (metres := apart_m(material.basis, one.urn, other.urn)) == metres  # not NaN
    ]
    if not apart:
        return ["How far apart they are is not known."]
    near, far = min(apart, key=lambda each: each[0]), max(apart, key=lambda each: each[0])
    ends = [f"{one.mark} and {other.mark}, {words.distance(metres)}" for metres, one, other in (near, far)]
    said = [f"Nearest to each other: {ends[0]}; farthest: {ends[1]}, in a straight line."]
    tied = [
        f"{one.mark} and {other.mark}: {joined(ties)}"
        for one, other in combinations(found, 2)
        if (ties := shared_ties(material, one, other))
    ]
    said.append(f"Connected already: {'; '.join(tied)}." if tied else "No tie in the data has two of them.")
    return said
