"""A throw-away PostgreSQL for the tests, where its programs are found."""

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from workspace.models import Base
from workspace.opening import migrate
from workspace.settings import store_url

#: Where Debian keeps the programs that it does not put on the PATH.
DEBIAN = Path("/usr/lib/postgresql")


def _programs():
    """Folder with initdb and pg_ctl, or None."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(DEBIAN.glob("*/bin"), reverse=True)
    return next((f for f in folders if (f / "initdb").exists() and (f / "pg_ctl").exists()), None)


@contextmanager
def _serving(programs):
    """Start a server in a folder of its own; gives its address."""
    # Not pytest's folder: the path of a socket may have only about 100 characters.
    folder = Path(tempfile.mkdtemp(prefix="spm-pg-"))
    # PostgreSQL refuses to run as root; Debian's package brings a user for it.
    user = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    if user:
        shutil.chown(folder, "postgres", "postgres")

    def call(program, *arguments):
        with tempfile.TemporaryFile() as log:  # a pipe would stay open in the server
            command = [programs / program, "-D", folder / "data", *arguments]
            done = subprocess.run(
                command, cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=False, **user
            )
            log.seek(0)
            assert done.returncode == 0, f"{program}: {log.read().decode(errors='replace')}"

    try:
        call("initdb", "-U", "spm", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        # A socket in our own folder and no port: nobody else can reach it, and two runs do not meet. No fsync: what
        # is killed in the tests is the app, not the machine.
        options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off -c max_connections=40"
        call("pg_ctl", "start", "-w", "-t", "60", "-o", options, "-l", folder / "server.log")
        try:
            yield f"postgresql://spm@/postgres?host={folder}"
        finally:
            call("pg_ctl", "stop", "-w", "-m", "immediate")
    finally:
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def postgres_server():
    """Address of a PostgreSQL; without one its tests are skipped, or fail where it is required."""
    given = os.environ.get("SPM_TEST_POSTGRES")
    programs = None if sys.platform == "win32" else _programs()
    if given:
        yield given
    elif programs is not None:
        with _serving(programs) as address:
            yield address
    else:
        reason = (
            "no PostgreSQL found: install it, or name one in SPM_TEST_POSTGRES (SPM_REQUIRE_POSTGRES=1 makes this a "
            "failure)"
        )
        (pytest.fail if os.environ.get("SPM_REQUIRE_POSTGRES") == "1" else pytest.skip)(reason)


@pytest.fixture(scope="session")
def postgres_migrated(postgres_server):
    """Address of a database with all tables, for the whole run: a new one for each test takes seconds."""
    with _database(postgres_server) as url:
        migrate(store_url(url))
        yield url


@pytest.fixture
def postgres_url(postgres_server):
    """Address of an empty database of its own."""
    with _database(postgres_server) as url:
        yield url


@pytest.fixture
def postgres_ready_url(postgres_migrated):
    """Address of a database that has all tables, and nothing in them."""
    with psycopg.connect(_plain(postgres_migrated), autocommit=True) as connection:
        # Other tests' rows go, the audit log's too: in this mode the database asks no trigger.
        connection.execute("SET session_replication_role = replica")
        for table in Base.metadata.tables.values():  # quicker than TRUNCATE
            connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table.name)))
    return postgres_migrated


def _plain(address):
    """Address as psycopg reads it."""
    return store_url(address).set(drivername="postgresql").render_as_string(hide_password=False)


@contextmanager
def _database(server):
    """Make a database on a server; gives its address."""
    address, plain = store_url(server), _plain(server)
    name = f"spm_test_{os.getpid()}_{os.urandom(4).hex()}"
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    try:
        yield address.set(database=name).render_as_string(hide_password=False)
    finally:
        with psycopg.connect(plain, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
