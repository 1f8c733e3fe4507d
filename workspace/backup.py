"""Back a store up into one file, and restore it, checked, where there is none yet.

An SQLite store is copied by SQLite's online backup. A PostgreSQL store is written as the JSON lines of
:mod:`workspace.exchange`, as the store has them: nothing beside this program is needed, no version of pg_dump has to
fit, and the file goes into SQLite too. Confidential text stays as encrypted as it is in the store.
"""

import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from sqlalchemy.engine import URL

from workspace.actions import Action
from workspace.actor import Actor
from workspace.engine import Clock, Store, utc_now
from workspace.errors import BadFile, BadInput, Forbidden
from workspace.exchange import import_file, write_lines
from workspace.files import new_private_file
from workspace.opening import open_store
from workspace.policy import WORKSPACE, allowed, record, require
from workspace.rotation import check_readable
from workspace.sessions import end_all
from workspace.settings import Settings, store_url
from workspace.sqlite_copy import copy, is_sqlite, seal, verify
from workspace.vocab import Outcome

__all__ = ["back_up", "check", "restore"]


def back_up(store: Store, actor: Actor, path: Path) -> dict[str, int]:
    """Write the store, as it is at one moment, to a new file of mode 0600, and check the file.

    Parameters
    ----------
    path : Path
        Must not exist.

    Returns
    -------
    dict
        Table -> number of rows.

    Raises
    ------
    Forbidden, FileExistsError
    BadFile
        The store is damaged.
    """
    with store.transaction() as db:
        require(db, actor, Action.STORE_BACKUP, WORKSPACE)
        record(db, actor, Action.STORE_BACKUP, WORKSPACE, Outcome.READ)
    if store.engine.dialect.name == "postgresql":
        return write_lines(store, path, clear=False)
    with new_private_file(path) as part:
        copy(Path(str(store.engine.url.database)), part)
        rows = seal(part, made_at=store.clock().isoformat())
        verify(part)
    return rows


def restore(settings: Settings, actor: Actor, path: Path, *, clock: Clock = utc_now) -> dict[str, int]:
    """Make the store of the settings from a backup, and end every session that the backup knows.

    The file is checked first: whole, unchanged, of a revision that this program knows, its confidential text readable
    with the keys of the settings, the audit log with what guards it. An SQLite store takes its name only when all of
    that is done; on PostgreSQL it is one transaction.

    Returns
    -------
    dict
        Table -> number of rows, as in the backup.

    Raises
    ------
    Forbidden, StoreTooNew, WrongKey
    FileExistsError, BadInput
        There is a store already: nothing is overwritten.
    BadFile
        The file is no backup, or not whole.
    """
    if not allowed(actor, Action.STORE_BACKUP, WORKSPACE):  # there is no store yet to note the refusal in
        message = f"not allowed: {Action.STORE_BACKUP}"
        raise Forbidden(message)
    if is_sqlite(path):
        return _restore_copy(settings, actor, path, clock)
    if settings.url.get_backend_name() == "postgresql":
        return _restore_lines(settings, settings.url, actor, path, clock)
    with new_private_file(_file(settings.url)) as part:
        return _restore_lines(settings, settings.url.set(database=str(part)), actor, path, clock)


def check(settings: Settings, actor: Actor, path: Path, *, clock: Clock = utc_now) -> dict[str, int]:
    """Restore a backup, of whichever kind of store, into a throw-away one with the keys of the settings.

    The store of the settings is not touched, so that the newest backup may be tried while people work.

    Returns
    -------
    dict
        Table -> number of rows, as in the backup.

    Raises
    ------
    Forbidden, StoreTooNew, WrongKey, BadFile
        As :func:`restore`.
    """
    with tempfile.TemporaryDirectory(prefix="spm-check-") as folder:
        aside = replace(settings, url=store_url(f"sqlite:///{Path(folder) / 'restored.db'}"))
        return restore(aside, actor, path, clock=clock)


def _file(url: URL) -> Path:
    """Name the file of a store that is to be made; what an earlier one left beside it would spoil it."""
    path = Path(str(url.database))
    for beside in ("-wal", "-shm", "-journal"):
        if path.with_name(path.name + beside).exists():
            message = f"{path}{beside} is left of another store: move it away first"
            raise FileExistsError(message)
    return path


def _restore_lines(settings: Settings, url: URL, actor: Actor, path: Path, clock: Clock) -> dict[str, int]:
    with closing(open_store(url, keys=settings.keys, clock=clock)) as store:
        return import_file(store, actor, path, action=Action.STORE_BACKUP, sign_out=True)


def _restore_copy(settings: Settings, actor: Actor, path: Path, clock: Clock) -> dict[str, int]:
    if settings.url.get_backend_name() != "sqlite":
        field = "file"
        raise BadInput(
            field,
            "this backup is of an SQLite store: restore it as one, then move it to PostgreSQL by export and import",
        )
    with new_private_file(_file(settings.url)) as part:
        copy(path, part)
        rows = verify(part, unseal=True)
        with closing(open_store(settings.url.set(database=str(part)), keys=settings.keys, clock=clock)) as store:
            check_readable(store)
            with store.transaction() as db:
                end_all(db)
                record(db, actor, Action.STORE_BACKUP, WORKSPACE)
        if part.with_name(part.name + "-wal").exists():
            message = "the restored store could not be closed"
            raise BadFile(message)
    return rows
