"""What is said of a source, and the publishers of all of them."""

import re
from dataclasses import dataclass

__all__ = ["DFE", "GLA", "MHCLG", "OFSTED", "OGL", "ONS", "OS", "Source"]

OGL = "Open Government Licence v3.0"
DFE = (
    "Department for Education",
    (
        "Contains public sector information licensed under the Open Government Licence v3.0. "
        "Source: Department for Education."
    ),
)
OFSTED = (
    "Ofsted",
    "Contains public sector information licensed under the Open Government Licence v3.0. Source: Ofsted.",
)
OS = (
    "Ordnance Survey",
    (
        "Contains OS data © Crown copyright and database right 2025. Contains Royal Mail data © Royal Mail copyright "
        "and database right 2025. Contains National Statistics data © Crown copyright and database right 2025."
    ),
)
ONS = (
    "Office for National Statistics",
    (
        "Source: Office for National Statistics licensed under the Open Government Licence v3.0. "
        "Contains OS data © Crown copyright and database right."
    ),
)
MHCLG = (
    "Ministry of Housing, Communities and Local Government",
    "Source: Ministry of Housing, Communities and Local Government, Open Government Licence v3.0.",
)
GLA = (
    "Greater London Authority",
    "Contains OS data © Crown copyright and database right; Greater London Authority, Open Government Licence v3.0.",
)


@dataclass(frozen=True)
class Source:
    """One source.

    Attributes
    ----------
    name : word for the command line, ``python -m pipelines fetch NAME``.
    gives : what it adds, in words.
    publisher, licence, attribution : as a page must show them.
    page : where a person finds it.
    folder : where it belongs below the raw folder.
    pattern : regular expression of the official file names, on the last part of the name.
    fetchable : whether ``fetch`` knows how to get it.
    """

    name: str
    gives: str
    publisher: str
    attribution: str
    page: str
    folder: str
    pattern: str
    fetchable: bool = True
    licence: str = OGL

    def fits(self, name: str) -> bool:
        """Whether a file name is one of the official names."""
        return re.fullmatch(self.pattern + r"(\.gz)?", name, re.IGNORECASE) is not None
