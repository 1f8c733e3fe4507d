"""Whom to tell of a wrong figure or a barrier: ``SPM_CONTACT``, an e-mail address. Off unless it is set."""

import os
import re
from urllib.parse import quote

__all__ = ["SETTING", "address", "mailto"]

SETTING = "SPM_CONTACT"

_ADDRESS = re.compile(r"[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def address() -> str | None:
    """E-mail address from the setting; None where it is unset, or is no plain address."""
    said = os.environ.get(SETTING, "").strip()
    return said if len(said) <= 254 and _ADDRESS.fullmatch(said) else None  # noqa: PLR2004 - the longest that mail takes


def mailto(subject: str) -> str | None:
    """Link that opens a letter to the address with a subject; None without an address."""
    to = address()
    return None if to is None else f"mailto:{to}?subject={quote(subject, safe='')}"
