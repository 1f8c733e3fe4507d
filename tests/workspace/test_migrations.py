"""Migrations: the tables are those of the models, forward and back with rows in them, one writer at a time."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Table, func, inspect, select, text

from tests.workspace.rows import fill
from workspace.errors import StoreTooNew
from workspace.models import Base
from workspace.opening import head, migrate, migration_config, open_store, revision


def steps():
    """Revisions, oldest first."""
    return [item.revision for item in ScriptDirectory.from_config(migration_config()).walk_revisions()][::-1]


def rows(store):
    """Table -> number of rows, of the tables that are there."""
    there = set(inspect(store.engine).get_table_names()) & set(Base.metadata.tables)
    with store.reading() as db:
        return {name: db.scalar(select(func.count()).select_from(table)) for name, table in tables(there)}


def tables(names) -> list[tuple[str, Table]]:
    return [(name, Base.metadata.tables[name]) for name in sorted(names)]


def test_the_migrations_make_the_tables_of_the_models(store):
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
        assert revision(connection) == head()


def test_every_table_has_a_row_in_these_tests(store):
    with store.transaction() as db:
        fill(db)
    assert set(rows(store)) == set(Base.metadata.tables)
    assert all(rows(store).values())


def test_back_and_forward_step_by_step_with_rows(url):
    """Each step back keeps the rows of the tables that stay; each step forward too."""
    store = open_store(url)
    with store.transaction() as db:
        fill(db)
    full = rows(store)
    order = steps()
    for target in [*order[-2::-1], "base"]:
        migrate(store.engine.url, target)
        left = rows(store)
        assert left == {name: full[name] for name in left}
        assert len(left) < len(full)
    assert rows(store) == {}
    for target in order:
        migrate(store.engine.url, target)
    assert set(rows(store)) == set(full)
    with store.transaction() as db:
        fill(db)
    assert rows(store) == full
    store.close()


def test_rows_of_the_first_step_survive_the_whole_way_back_and_forth(url):
    store = open_store(url)
    with store.transaction() as db:
        fill(db)
    full = rows(store)
    migrate(store.engine.url, steps()[0])
    migrate(store.engine.url)
    assert {name: count for name, count in rows(store).items() if count} == {
        name: full[name]
        for name in ("access_request", "audit", "form_count", "membership", "person", "person_session", "share")
    }
    store.close()


def test_opening_twice_at_once_migrates_once(url):
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(open_store, [url] * 4))
    with stores[0].engine.connect() as connection:
        assert revision(connection) == head()
    for store in stores:
        store.close()


def test_a_store_of_a_later_program_is_left_alone(url):
    store = open_store(url)
    with store.transaction() as db:
        db.execute(text("UPDATE alembic_version SET version_num = 'later'"))
    store.close()
    with pytest.raises(StoreTooNew, match="upgrade the program"):
        open_store(url)


def test_there_is_one_line_of_revisions():
    assert len(ScriptDirectory.from_config(migration_config()).get_heads()) == 1
