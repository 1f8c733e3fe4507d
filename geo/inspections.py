"""What Ofsted last published about a school, read from the long table of inspections.

"Last" is by the date of the list that says it, then by the date of the inspection: a new list may
withdraw what an old one said. Nothing is derived: an overall effectiveness is one that a list publishes.
"""

import pandas as pd

from geo.vocab import REPORT_CARD_AREAS, DateBasis, InspectionScheme

__all__ = ["OVERALL", "REPORT_CARD_ORDER", "latest_outcome", "latest_overall", "report_card"]

#: Area of the single grade of the graded frameworks.
OVERALL = "Overall effectiveness"

#: Areas of a report card in Ofsted's order, then the two that stand beside the grades.
REPORT_CARD_ORDER = (*REPORT_CARD_AREAS, "Safeguarding", "Category of concern")

_TOLD = ["grade", "inspected_on", "date_basis", "as_at", "source"]


def latest_overall(inspections: pd.DataFrame) -> pd.DataFrame:
    """Overall effectiveness that the most recent list publishes for each school.

    "Not judged" is such a published value: the school was inspected, and no overall grade was given. A
    later ungraded inspection or report card does not change it, so show the date beside it.

    Parameters
    ----------
    inspections : the ``inspections`` table.

    Returns
    -------
    DataFrame
        One row a school, by urn: urn, grade, inspected_on, date_basis, as_at, source. A school for which
        no list publishes one is absent.
    """
    chosen = inspections["scheme"].eq(str(InspectionScheme.OEIF)) & inspections["area"].eq(OVERALL)
    return _last(inspections[chosen], ["urn"])[["urn", *_TOLD]]


def latest_outcome(inspections: pd.DataFrame) -> pd.DataFrame:
    """Latest outcome of each school in a list that does not say whether the inspection was graded.

    Returns
    -------
    DataFrame
        One row a school, by urn: urn, grade, inspected_on (missing in such a list), date_basis, as_at, source.
    """
    chosen = inspections["scheme"].eq(str(InspectionScheme.LATEST_OUTCOME))
    return _last(inspections[chosen], ["urn"])[["urn", *_TOLD]]


def report_card(inspections: pd.DataFrame, urn: int) -> pd.DataFrame:
    """Report card of one school as the most recent list has it, in Ofsted's order of areas.

    Areas that only an older list names are left out: a category of concern is lifted by not being named.

    Returns
    -------
    DataFrame
        One row an area: area, grade, inspected_on, date_basis, published_on, as_at, source; empty if the
        school has no report card.
    """
    mine = inspections["urn"].eq(urn) & inspections["scheme"].eq(str(InspectionScheme.REPORT_CARD))
    rows = inspections[mine]
    newest = rows["as_at"].max()
    rows = _last(rows[rows["as_at"].isna() if pd.isna(newest) else rows["as_at"].eq(newest)], ["area"])
    place = {area: number for number, area in enumerate(REPORT_CARD_ORDER)}
    rows = rows.assign(place=rows["area"].map(place).fillna(len(place))).sort_values(["place", "area"])
    columns = ["area", "grade", "inspected_on", "date_basis", "published_on", "as_at", "source"]
    return rows[columns].reset_index(drop=True)


def _last(rows: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Keep the last row of each key: newest list, newest date, dated by the inspection; ties by source and grade."""
    firm = ~rows["date_basis"].isin([str(DateBasis.ANY_INSPECTION), str(DateBasis.NOT_IN_SOURCE)])
    order = [*key, "as_at", "inspected_on", "firm", "source", "grade", "grade_raw"]
    ordered = rows.assign(firm=firm).sort_values(order, na_position="first", kind="stable")
    return ordered.drop_duplicates(key, keep="last").drop(columns="firm").reset_index(drop=True)
