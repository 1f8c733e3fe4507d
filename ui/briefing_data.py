"""The material of briefings from the cached tables; a briefing itself is kept in no cache."""

from briefings.material import Material
from ui import data, partner_data

__all__ = ["material"]


def material() -> Material:
    """Tables of the build at hand, shared with the other pages."""
    return Material(
        schools=data.schools(),
        areas=data.areas(),
        measures=data.table("measures"),
        benchmarks=data.table("benchmarks"),
        inspections=data.table("inspections"),
        ties=data.table("ties"),
        links=data.table("links"),
        basis=partner_data.basis(),
        moved=data.moved(),
        build=data.build(),
    )
