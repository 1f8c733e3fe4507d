"""The workspace's settings, read from the environment and checked at the door.

========================== ==========================================================================
SPM_WORKSPACE_URL          the store: ``sqlite:////srv/spm/workspace.db`` or ``postgresql://...``;
                           absent: there is no workspace, the app is the public map alone
SPM_WORKSPACE_KEYS         Fernet keys, newest first, separated by commas; absent: confidential text is
                           not encrypted, and the app says so
SPM_WORKSPACE_CEO          who answers for the partnership when an introduction is asked
SPM_WORKSPACE_PARTNERSHIP  the partnership's name
SPM_WORKSPACE_ADDRESS      the app's own address, for links in the digest: ``https://map.example.org``
SPM_SESSION_IDLE_MINUTES   a session ends after so long without use (120)
SPM_SESSION_HOURS          a session ends after so long in any case (12)
SPM_SMTP_URL               ``smtp://user:password@host:587`` or ``smtps://...`` for the digest
SPM_SMTP_FROM              sender of the digest
========================== ==========================================================================
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from cryptography.fernet import Fernet
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from workspace.errors import BadSetting

__all__ = ["Settings", "read_settings", "store_url"]


@dataclass(frozen=True)
class Settings:
    """What the environment says; secrets are left out of its ``repr``."""

    url: URL = field(repr=False)
    keys: tuple[str, ...] = field(default=(), repr=False)
    ceo: str = ""
    partnership: str = "the partnership"
    address: str = ""
    session_idle: timedelta = timedelta(hours=2)
    session_longest: timedelta = timedelta(hours=12)
    smtp_url: str = field(default="", repr=False)
    smtp_from: str = ""


def store_url(value: str) -> URL:
    """Check the address of a store.

    Returns
    -------
    sqlalchemy.engine.URL
        With the driver that the program has: SQLite's own, or psycopg 3.

    Raises
    ------
    BadSetting
        It is no address, of another database, or of an SQLite store without a file.
    """
    try:
        url = make_url(value.strip())
    except (ArgumentError, ValueError):
        message = "SPM_WORKSPACE_URL is not the address of a database: write sqlite:////path/to/file or postgresql://…"
        raise BadSetting(message) from None  # its own message would show the password
    kind = url.drivername.split("+")[0]
    if kind in {"postgresql", "postgres"}:
        return url.set(drivername="postgresql+psycopg")
    if kind != "sqlite":
        message = f"SPM_WORKSPACE_URL names the database {kind!r}: sqlite and postgresql are supported"
        raise BadSetting(message)
    if not url.database or url.database == ":memory:":
        message = "SPM_WORKSPACE_URL names no file: a store in memory would be lost with the process"
        raise BadSetting(message)
    return url.set(drivername="sqlite+pysqlite")


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings | None:
    """Read the settings.

    Returns
    -------
    Settings or None
        None where no store is named: there is no workspace.

    Raises
    ------
    BadSetting
        A setting cannot be used; the message names it and what to do.
    """
    if not environ.get("SPM_WORKSPACE_URL", "").strip():
        return None
    keys = tuple(key.strip() for key in environ.get("SPM_WORKSPACE_KEYS", "").split(",") if key.strip())
    for position, key in enumerate(keys, start=1):
        try:
            Fernet(key)
        except ValueError:
            message = (
                f"SPM_WORKSPACE_KEYS: key {position} is not a Fernet key (32 bytes in URL-safe base64); make one with "
                "python -c 'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())'"
            )
            raise BadSetting(message) from None
    return Settings(
        url=store_url(environ["SPM_WORKSPACE_URL"]),
        keys=keys,
        ceo=environ.get("SPM_WORKSPACE_CEO", "").strip(),
        partnership=environ.get("SPM_WORKSPACE_PARTNERSHIP", "").strip() or "the partnership",
        address=_address(environ.get("SPM_WORKSPACE_ADDRESS", "").strip()),
        session_idle=timedelta(minutes=_whole(environ, "SPM_SESSION_IDLE_MINUTES", 120, most=24 * 60)),
        session_longest=timedelta(hours=_whole(environ, "SPM_SESSION_HOURS", 12, most=24 * 7)),
        smtp_url=environ.get("SPM_SMTP_URL", "").strip(),
        smtp_from=environ.get("SPM_SMTP_FROM", "").strip(),
    )


def _address(value: str) -> str:
    if value and not re.fullmatch(r"https?://[^\s\"<>]+", value):
        message = "SPM_WORKSPACE_ADDRESS is not of the form https://map.example.org"
        raise BadSetting(message)
    return value.rstrip("/")


def _whole(environ: Mapping[str, str], name: str, otherwise: int, *, most: int) -> int:
    value = environ.get(name, "").strip()
    if not value:
        return otherwise
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= most):
        message = f"{name} must be a whole number from 1 to {most}"
        raise BadSetting(message)
    return int(value)
