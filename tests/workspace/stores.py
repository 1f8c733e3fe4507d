"""Empty stores made quickly, and everything that a store holds."""

import shutil

from sqlalchemy import select

from workspace.engine import utc_now
from workspace.lines import tables
from workspace.opening import open_store

#: What the log says of the exchange itself: it differs from store to store.
KEEPING = {"export the workspace", "import a workspace", "back up or restore"}


def empty(template, path, keys, clock=utc_now):
    """An empty SQLite store."""
    shutil.copyfile(template, path)
    return open_store(f"sqlite:///{path}", keys=keys, clock=clock)


def content(store):
    """Table -> rows as column -> value, with confidential text as a person reads it."""
    with store.reading() as db:
        return {
            table.name: [
                dict(row._mapping)
                for row in db.execute(select(*table.columns).order_by(table.c.id))
                if not (table.name == "audit" and row.action in KEEPING)
            ]
            for table in tables()
        }
