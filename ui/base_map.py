"""The setting of an online base map: ``SPM_BASE_MAP_STYLE``, the address of a MapLibre style. Off unless it is set.

Nothing is asked of any other server without it. With it, each visitor's browser asks that server for the map.
"""

import os
from urllib.parse import urlsplit

__all__ = ["OFFLINE", "SETTING", "origin", "style"]

SETTING = "SPM_BASE_MAP_STYLE"

#: Our own style, served by the app.
OFFLINE = "/app/static/style.json"

_NEAR = {"localhost", "127.0.0.1"}


def style() -> str | None:
    """Address of the online style, or None.

    Raises
    ------
    ValueError
        If the setting is no address of https; http is allowed on this machine alone.
    """
    address = os.environ.get(SETTING, "").strip()
    if not address:
        return None
    parts = urlsplit(address)
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _NEAR)
    if not (safe and parts.hostname) or any(sign in address for sign in " ;,'\"\\"):
        message = f"{SETTING} is {address!r}: give the https address of a MapLibre style, or leave it unset"
        raise ValueError(message)
    return address


def origin() -> str | None:
    """Scheme, host and port of the online style, for the content security policy; or None.

    Raises
    ------
    ValueError
        As :func:`style`.
    """
    address = style()
    if address is None:
        return None
    parts = urlsplit(address)
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{parts.hostname}{port}"
