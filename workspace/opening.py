"""Open a store: connect, bring its tables to this version of the program, hand it over."""

from collections.abc import Sequence
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.engine import URL

from workspace.crypt import KeyRing
from workspace.engine import Clock, Store, make_engine, utc_now
from workspace.errors import StoreTooNew
from workspace.settings import Settings, store_url

__all__ = ["head", "migrate", "migration_config", "open_from", "open_store", "revision", "revisions"]

#: Any number, the same in every process: who migrates on PostgreSQL holds this lock.
_LOCK = 6_077_201


def open_store(url: str | URL, *, keys: Sequence[str] = (), clock: Clock = utc_now) -> Store:
    """Open a store and bring its tables up to date.

    Parameters
    ----------
    url : str or URL
        ``sqlite:////path/to/file`` or ``postgresql://user@host/name``.
    keys : sequence of str
        Fernet keys, newest first; none: confidential text is kept plain.
    clock : callable
        Gives the time in UTC.

    Raises
    ------
    StoreTooNew
        A later version of the program wrote it.
    """
    address = store_url(url) if isinstance(url, str) else url
    migrate(address)
    ring = KeyRing(keys)
    return Store(make_engine(address, ring), ring, clock)


def open_from(settings: Settings, *, clock: Clock = utc_now) -> Store:
    """Open the store that the settings name."""
    return open_store(settings.url, keys=settings.keys, clock=clock)


def head() -> str:
    """Name the newest revision of the tables that this program knows."""
    return str(ScriptDirectory.from_config(migration_config()).get_current_head())


def revisions() -> list[str]:
    """List the revisions of the tables that this program knows, oldest first."""
    return [item.revision for item in ScriptDirectory.from_config(migration_config()).walk_revisions()][::-1]


def revision(connection: Connection) -> str | None:
    """Name the revision of a store's tables; None for an empty database."""
    return MigrationContext.configure(connection).get_current_revision()


def migrate(url: URL, to: str = "head") -> None:
    """Bring the tables to a revision, forward or back, in one transaction: all of it or nothing.

    Parameters
    ----------
    url : URL
        As :func:`workspace.settings.store_url` gives it.
    to : str
        A revision, ``head`` or ``base``.

    Raises
    ------
    StoreTooNew
        The store has a revision that this program does not know.
    """
    config = migration_config()
    known = revisions()
    engine = make_engine(url, KeyRing(), foreign_keys=False)
    try:
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
            now = revision(connection)
            if now is not None and now not in known:
                message = f"the store is at revision {now}, which this program does not know: upgrade the program"
                raise StoreTooNew(message)
            target = {"head": known[-1], "base": None}.get(to, to)
            if now == target:
                return
            config.attributes["connection"] = connection
            back = now is not None and (target is None or known.index(target) < known.index(now))
            (command.downgrade if back else command.upgrade)(config, to)
            if engine.dialect.name == "sqlite":
                _check_references(connection)
    finally:
        engine.dispose()


def _check_references(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        message = f"the migration would leave {len(broken)} rows without what they refer to; nothing was changed"
        raise RuntimeError(message)


def migration_config() -> Config:
    """Tell Alembic where the migrations are; ``python -m alembic`` has no file of its own here."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config
