"""Briefings of many schools in one archive."""

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from enum import StrEnum

from briefings.choices import Choices
from briefings.compose import briefing, file_stem
from briefings.material import Material, subjects
from briefings.pdf import to_pdf
from briefings.word import to_docx

__all__ = ["MOST_IN_BATCH", "Form", "archive"]

MOST_IN_BATCH = 60

#: The archive's own clock: the same content shall be the same bytes.
_NO_DATE = (2000, 1, 1, 0, 0, 0)
_NAME = 60


class Form(StrEnum):
    """Which files a batch has for each school."""

    PDF = "PDF"
    WORD = "Word"
    BOTH = "PDF and Word"


def archive(
    material: Material,
    urns: Sequence[int],
    choices: Choices,
    form: Form,
    told: Callable[[int, str], None] = lambda _done, _name: None,
) -> bytes:
    """Make a school briefing of each school, as one ZIP file.

    Parameters
    ----------
    material : the tables of one build.
    urns : the schools, at most :data:`MOST_IN_BATCH`.
    choices : the same for all; notes are for one briefing and are left out.
    form : which files.
    told : is called before each school with how many are done and the name of the next.

    Raises
    ------
    UnknownSchool
        If the build has no such school.
    ValueError
        If there are no schools, or too many.
    """
    if not 1 <= len(urns) <= MOST_IN_BATCH:
        message = f"a batch is of 1 to {MOST_IN_BATCH} schools, not {len(urns)}"
        raise ValueError(message)
    plain = Choices(choices.purpose, choices.parts, choices.themes)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for done, urn in enumerate(urns):
            (school,) = subjects(material, [urn])
            told(done, school.name)
            document = briefing(material, [urn], plain)
            name = f"{_file_name(school.name)}-{file_stem(material, [urn])}"
            if form is not Form.WORD:
                packed.writestr(zipfile.ZipInfo(f"{name}.pdf", _NO_DATE), to_pdf(document))
            if form is not Form.PDF:
                packed.writestr(zipfile.ZipInfo(f"{name}.docx", _NO_DATE), to_docx(document))
    return out.getvalue()


def _file_name(name: str) -> str:
    """Letters, digits and hyphens of a name: nothing that a file system reads otherwise."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower())[:_NAME].strip("-")
