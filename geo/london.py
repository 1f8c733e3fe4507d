"""The 33 London boroughs, and the codes under which publishers name London and England."""

from typing import NamedTuple

__all__ = ["BOROUGHS", "ENGLAND", "LONDON", "Area", "Borough", "borough_of_la"]


class Area(NamedTuple):
    """An area as the ``benchmarks`` table names it."""

    code: str
    name: str


class Borough(NamedTuple):
    """A borough: three-digit code of the education authority, GSS code (ONS), name."""

    la_code: str
    code: str
    name: str

    @property
    def area(self) -> Area:
        """The borough as an area."""
        return Area(self.code, self.name)


#: England and the region London, with the codes of the Office for National Statistics.
ENGLAND = Area("E92000001", "England")
LONDON = Area("E12000007", "London")

#: Department for Education's code, GSS code and name, in the order of the department's codes.
BOROUGHS = (
    Borough("201", "E09000001", "City of London"),
    Borough("202", "E09000007", "Camden"),
    Borough("203", "E09000011", "Greenwich"),
    Borough("204", "E09000012", "Hackney"),
    Borough("205", "E09000013", "Hammersmith and Fulham"),
    Borough("206", "E09000019", "Islington"),
    Borough("207", "E09000020", "Kensington and Chelsea"),
    Borough("208", "E09000022", "Lambeth"),
    Borough("209", "E09000023", "Lewisham"),
    Borough("210", "E09000028", "Southwark"),
    Borough("211", "E09000030", "Tower Hamlets"),
    Borough("212", "E09000032", "Wandsworth"),
    Borough("213", "E09000033", "Westminster"),
    Borough("301", "E09000002", "Barking and Dagenham"),
    Borough("302", "E09000003", "Barnet"),
    Borough("303", "E09000004", "Bexley"),
    Borough("304", "E09000005", "Brent"),
    Borough("305", "E09000006", "Bromley"),
    Borough("306", "E09000008", "Croydon"),
    Borough("307", "E09000009", "Ealing"),
    Borough("308", "E09000010", "Enfield"),
    Borough("309", "E09000014", "Haringey"),
    Borough("310", "E09000015", "Harrow"),
    Borough("311", "E09000016", "Havering"),
    Borough("312", "E09000017", "Hillingdon"),
    Borough("313", "E09000018", "Hounslow"),
    Borough("314", "E09000021", "Kingston upon Thames"),
    Borough("315", "E09000024", "Merton"),
    Borough("316", "E09000025", "Newham"),
    Borough("317", "E09000026", "Redbridge"),
    Borough("318", "E09000027", "Richmond upon Thames"),
    Borough("319", "E09000029", "Sutton"),
    Borough("320", "E09000031", "Waltham Forest"),
)

_BY_LA_CODE = {borough.la_code: borough for borough in BOROUGHS}


def borough_of_la(la_code: str) -> Borough | None:
    """Find the London borough with a three-digit authority code; None elsewhere."""
    return _BY_LA_CODE.get(la_code)
