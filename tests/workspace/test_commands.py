"""The command line: one module a command, exit statuses, no trace of what went wrong in the store."""

import re
import sqlite3

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select

from tests.workspace.people import A, add_person
from workspace.__main__ import COMMANDS, main
from workspace.models import Audit, Membership, Person, PersonSession
from workspace.opening import head, open_store
from workspace.vocab import Outcome


@pytest.fixture
def run(ready_url, keys, capsys):
    """Run a command on the store: gives the exit status, and the lines of standard output and of standard error."""

    def call(*words, **more):
        environ = {"SPM_WORKSPACE_URL": ready_url, "SPM_WORKSPACE_KEYS": ",".join(keys)} | more
        status = main(words, environ)
        said = capsys.readouterr()
        return status, said.out.splitlines(), said.err.splitlines()

    return call


def test_every_command_explains_itself(capsys):
    for command in COMMANDS:
        with pytest.raises(SystemExit) as ended:
            main([command.name, "--help"], {})
        assert ended.value.code == 0
        assert command.summary in capsys.readouterr().out


def test_without_a_workspace_it_says_what_to_set(capsys):
    assert main(["people", "list"], {}) == 1
    assert "SPM_WORKSPACE_URL" in capsys.readouterr().err


def test_a_setting_that_cannot_be_used_is_named_and_not_shown(run):
    status, _, (said,) = run("people", "list", SPM_WORKSPACE_KEYS="secret")
    assert status == 1
    assert "SPM_WORKSPACE_KEYS" in said
    assert "secret" not in said


def test_a_store_that_cannot_be_reached_is_no_traceback(run, tmp_path):
    for url in (f"sqlite:///{tmp_path / 'nowhere' / 'w.db'}", "postgresql://spm:secret@127.0.0.1:1/none"):
        status, _, said = run("people", "list", SPM_WORKSPACE_URL=url)
        assert status == 1
        assert said
        assert "secret" not in str(said)


def number_in(line):
    return re.search(r"(?:person|role) (\d+)", line)[1]


def test_the_first_admin_comes_in_by_the_command_line(run, store):
    assert run("people", "list") == (0, [], [])
    person = number_in(run("people", "invite", "Ada Lovelace", "ADA@example.org")[1][0])
    assert run("people", "give-role", "ada@example.org", "admin")[0] == 0
    assert run("people", "give-role", person, "head", "--urn", str(A), "--until", "2999-01-01")[0] == 0
    said = run("people", "list")[1]
    assert said[0] == f"person {person}: Ada Lovelace <ada@example.org> (has not signed in yet)"
    assert [line.split(": ")[1] for line in said[1:]] == ["admin", f"head of {A} until 2999-01-01"]
    with store.reading() as db:
        wrote = select(Audit.person_id, Audit.roles, Audit.action).where(Audit.outcome == Outcome.DONE)
        done = db.execute(wrote).all()
    assert done == [(None, "operator", "change people and roles")] * 3


def test_a_role_is_taken_but_not_the_last_admins(run):
    run("people", "invite", "Ada", "a@example.org")
    run("people", "give-role", "a@example.org", "admin")
    run("people", "give-role", "a@example.org", "lead")
    admin, lead = [number_in(line) for line in run("people", "list")[1][1:]]
    status, _, said = run("people", "take-role", admin)
    assert (status, said) == (1, ["this is the last admin: give the role to somebody else first"])
    assert run("people", "take-role", lead)[0] == 0
    assert run("people", "list")[1][1:] == [f"    role {admin}: admin"]


def test_sessions_are_ended(run, store):
    run("people", "invite", "Ada", "a@example.org")
    with store.transaction() as db:
        now = db.now()
        person = db.scalars(select(Person)).one()
        db.add(PersonSession(token_hash="0" * 64, person_id=person.id, created_at=now, seen_at=now, expires_at=now))
    assert run("people", "sign-out", "a@example.org")[0] == 0
    with store.reading() as db:
        assert db.scalars(select(PersonSession.revoked_at)).one() is not None
        assert db.scalars(select(Person)).one().signed_out_at is not None


def test_an_address_that_two_people_have_asks_for_the_number(run, store):
    with store.transaction() as db:
        for subject in "12":
            add_person(db, subject=subject, email="a@example.org")
    status, _, (said,) = run("people", "sign-out", "a@example.org")
    assert status == 1
    assert "use the number" in said


@pytest.mark.parametrize(
    "words",
    [
        ("people", "give-role", "2000000000", "admin"),
        ("people", "give-role", "nobody@example.org", "admin"),
        ("people", "give-role", "a@example.org", "head"),
        ("people", "give-role", "a@example.org", "head", "--urn", "12 or 1=1"),
        ("people", "give-role", "a@example.org", "lead", "--urn", str(A)),
        ("people", "give-role", "'; DROP TABLE person; --", "lead"),
        ("people", "give-role", "a@example.org", "lead", "--until", "2001-01-01"),
        ("people", "invite", "", "b@example.org"),
        ("people", "invite", "B", "not an address"),
        ("people", "invite", "Again", "A@example.org"),
        ("people", "sign-out", "99999999999999999999"),
    ],
)
def test_what_cannot_be_done_changes_nothing(run, store, words):
    run("people", "invite", "Ada", "a@example.org")
    status, said, wrong = run(*words)
    assert (status, said, len(wrong)) == (1, [], 1)
    with store.reading() as db:
        assert db.scalars(select(Person.name)).all() == ["Ada"]
        assert db.scalars(select(Membership)).all() == []


def test_migrate_goes_back_and_forward(run, store):
    assert run("migrate")[1] == [f"revision {head()} -> {head()} (this program's newest is {head()})"]
    assert run("migrate", "--to", "0001")[1] == [f"revision {head()} -> 0001 (this program's newest is {head()})"]
    assert run("migrate")[1] == [f"revision 0001 -> {head()} (this program's newest is {head()})"]
    status, _, said = run("migrate", "--to", "nonsense")
    assert (status, len(said)) == (1, 1)


def test_keys_are_rotated_and_the_log_says_so(run, store, keys):
    newer = Fernet.generate_key().decode()
    run("people", "invite", "Ada", "a@example.org")
    status, said, _ = run("rotate-keys", SPM_WORKSPACE_KEYS=f"{newer},{keys[0]}")
    assert (status, said[0][:9]) == (0, "0 texts a")
    with store.reading() as db:
        assert "rotate the keys" in db.scalars(select(Audit.action)).all()
    status, _, said = run("rotate-keys", SPM_WORKSPACE_KEYS="")
    assert (status, said) == (1, ["there is no key to encrypt with: set SPM_WORKSPACE_KEYS"])


def test_a_closed_pipe_is_no_failure(tmp_path, monkeypatch):
    class Closed:
        def writelines(self, lines):
            raise BrokenPipeError

        def fileno(self):
            return self.spare

    (tmp_path / "spare").touch()
    url = f"sqlite:///{tmp_path / 'w.db'}"
    open_store(url).close()
    with (tmp_path / "spare").open("w") as spare:
        Closed.spare = spare.fileno()
        monkeypatch.setattr("sys.stdout", Closed())
        assert main(["people", "invite", "Ada", "a@example.org"], {"SPM_WORKSPACE_URL": url}) == 0
        monkeypatch.undo()
    with sqlite3.connect(tmp_path / "w.db") as connection:
        assert connection.execute("SELECT name FROM person").fetchall() == [("Ada",)]
    connection.close()


def test_a_store_goes_out_to_a_file_and_comes_back(run, store, keys, tmp_path):
    run("people", "invite", "Ada", "a@example.org")
    there = {"SPM_WORKSPACE_URL": f"sqlite:///{tmp_path / 'there.db'}"}
    path = str(tmp_path / "x")
    assert run("export", path)[0] == 0
    assert run("export", path)[0] == 1  # nothing is overwritten
    assert run("import", path)[0] == 1  # not empty
    assert "signs in again" in run("import", path, **there)[1][0]
    assert "(has not signed in yet)" in run("people", "list", **there)[1][0]
    assert run("export", "--confidential-in-the-clear", f"{path}2")[1][0].startswith(
        "CONFIDENTIAL TEXT IS IN THE CLEAR"
    )
    assert run("backup", f"{path}3")[0] == 0
    again = {"SPM_WORKSPACE_URL": f"sqlite:///{tmp_path / 'again.db'}"}
    assert run("restore", str(tmp_path / "nowhere"), **again)[0] == 1
    assert run("restore", f"{path}3", **again)[0] == 0
    assert run("restore", f"{path}3", **again)[0] == 1
    assert run("people", "list", **again)[1] == run("people", "list")[1]
