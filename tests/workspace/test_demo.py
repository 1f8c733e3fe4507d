"""The demonstration is on loopback alone, made up and labelled; settings of the sign-in are checked at the door."""

import pytest
from sqlalchemy import select

from workspace import demo, demo_work, register
from workspace.errors import BadSetting, NotFound
from workspace.models import Case, Interest, Note, Person, Statement, Task, Watch
from workspace.oidc import auth_section
from workspace.sessions import resolve
from workspace.vocab import Role

URNS = [900001, 900002, 900003, 900004]
GOOD = {
    "SPM_OIDC_METADATA_URL": "https://id.example.org/.well-known/openid-configuration",
    "SPM_OIDC_CLIENT_ID": "map",
    "SPM_OIDC_CLIENT_SECRET": "s3cret",
    "SPM_OIDC_REDIRECT_URI": "https://map.example.org/oauth2callback",
    "SPM_OIDC_COOKIE_SECRET": "x" * 32,
}


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "localhost"])
def test_it_starts_on_loopback(address):
    demo.require_loopback(address)


@pytest.mark.parametrize(
    "address",
    [None, "", "0.0.0.0", "::", "192.168.1.7", "map.example.org", "127.0.0.1.example.org"],  # noqa: S104  # refused
)
def test_it_refuses_any_other_address(address):
    with pytest.raises(BadSetting, match=r"127\.0\.0\.1 alone"):
        demo.require_loopback(address)


@pytest.mark.parametrize(
    ("host", "local"), [("127.0.0.1", True), ("::1", True), ("10.0.0.1", False), ("testclient", False), (None, False)]
)
def test_who_is_on_this_machine(host, local):
    assert demo.is_loopback(host) is local


def test_everything_in_it_says_that_it_is_made_up(store):
    demo.fill(store, URNS)
    with store.reading() as db:
        assert all(name.startswith(demo.LABEL) for name in db.scalars(select(Person.name)))
        assert all(email.endswith(".invalid") for email in db.scalars(select(Person.email)))
        said = db.scalars(select(Statement.text)).all()
        assert said
        assert all(text.startswith(demo.LABEL) for text in said)


def test_the_work_in_it_is_there_and_says_that_it_is_made_up(store):
    demo.fill(store, URNS)
    demo_work.add(store, URNS, "synthetic build")
    with store.reading() as db:
        wrote = [
            *db.scalars(select(Interest.experience)),
            *db.scalars(select(Interest.availability)),
            *db.scalars(select(Case.title)),
            *db.scalars(select(Note.text)),
            *db.scalars(select(Task.title)),
            *db.scalars(select(Watch.why)),
        ]
        assert len(wrote) == 6
        assert all(text.startswith(demo.LABEL) for text in wrote)
        assert register.named(db, *URNS) == []


def test_it_takes_no_store_of_anybodys(store):
    demo.fill(store, URNS)
    with pytest.raises(BadSetting, match="empty one"):
        demo.fill(store, URNS)


def test_it_needs_schools(store):
    with pytest.raises(BadSetting, match="needs 4 schools"):
        demo.fill(store, URNS[:3])


def test_a_part_is_a_session_like_any_other(store):
    demo.fill(store, URNS)
    with store.transaction() as db:
        token = demo.enter(db, "cpp")
    with store.transaction() as db:
        actor = resolve(db, token, idle=demo._LONGEST)
        assert actor.urns(Role.CPP) == {900001, 900002}
        with pytest.raises(NotFound):
            demo.enter(db, "nobody")


def test_no_setting_of_the_sign_in_is_none():
    assert auth_section({}) is None


def test_the_settings_in_streamlits_words():
    section = auth_section(GOOD)
    assert section["client_id"] == "map"
    assert section["redirect_uri"] == "https://map.example.org/oauth2callback"
    assert set(section) == {"server_metadata_url", "client_id", "client_secret", "redirect_uri", "cookie_secret"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"SPM_OIDC_CLIENT_ID": " "}, "not set: SPM_OIDC_CLIENT_ID"),
        ({"SPM_OIDC_METADATA_URL": "http://id.example.org/x"}, "must be an https"),
        ({"SPM_OIDC_REDIRECT_URI": "https://map.example.org/"}, "must end in /oauth2callback"),
        ({"SPM_OIDC_COOKIE_SECRET": "short"}, "needs 32 characters"),
    ],
)
def test_half_a_sign_in_is_refused_and_no_value_shown(change, said):
    with pytest.raises(BadSetting, match=said) as refusal:
        auth_section(GOOD | change)
    assert "s3cret" not in str(refusal.value)
    assert "short" not in str(refusal.value)


def test_plain_http_is_for_this_machine():
    local = {"SPM_OIDC_REDIRECT_URI": "http://127.0.0.1:8501/oauth2callback"}
    assert auth_section(GOOD | local)["redirect_uri"].startswith("http://127.0.0.1")
