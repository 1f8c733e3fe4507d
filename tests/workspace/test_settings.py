"""Settings are checked at the door; a message names the setting and never shows its value."""

from datetime import timedelta

import pytest
from cryptography.fernet import Fernet

from workspace.errors import BadSetting
from workspace.settings import read_settings, store_url

URL = {"SPM_WORKSPACE_URL": "sqlite:////srv/spm/workspace.db"}


@pytest.mark.parametrize("environ", [{}, {"SPM_WORKSPACE_URL": "  "}, {"SPM_WORKSPACE_KEYS": "anything"}])
def test_without_a_store_there_is_no_workspace(environ):
    assert read_settings(environ) is None


def test_what_is_not_said_has_a_default():
    found = read_settings(URL)
    assert (found.keys, found.ceo, found.partnership, found.smtp_url) == ((), "", "the partnership", "")
    assert (found.session_idle, found.session_longest) == (timedelta(hours=2), timedelta(hours=12))


def test_keys_stand_newest_first_and_secrets_are_not_in_the_repr():
    keys = [Fernet.generate_key().decode() for _ in range(2)]
    found = read_settings(
        {
            "SPM_WORKSPACE_URL": "postgresql://spm:hush@db/spm",
            "SPM_WORKSPACE_KEYS": f" {keys[0]} ,{keys[1]},",
            "SPM_SMTP_URL": "smtp://u:hush@host",
        }
    )
    assert found.keys == tuple(keys)
    assert not any(secret in repr(found) for secret in (*keys, "hush"))


@pytest.mark.parametrize(
    ("given", "driver"),
    [
        ("sqlite:///a.db", "sqlite+pysqlite"),
        ("postgresql://h/d", "postgresql+psycopg"),
        ("postgres://h/d", "postgresql+psycopg"),
        ("postgresql+psycopg2://h/d", "postgresql+psycopg"),
    ],
)
def test_the_driver_is_ours(given, driver):
    assert store_url(given).drivername == driver


@pytest.mark.parametrize(
    "given", ["hush", "mysql://u:hush@h/d", "sqlite://", "sqlite:///:memory:", "postgresql://u:hush@h:port/d"]
)
def test_an_address_that_cannot_be_used_is_refused_without_its_password(given):
    with pytest.raises(BadSetting, match="SPM_WORKSPACE_URL") as caught:
        store_url(given)
    assert "hush" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SPM_WORKSPACE_KEYS", f"{'A' * 43}=,hush"),
        ("SPM_SESSION_IDLE_MINUTES", "0"),
        ("SPM_SESSION_IDLE_MINUTES", "1441"),
        ("SPM_SESSION_IDLE_MINUTES", "-5"),
        ("SPM_SESSION_HOURS", "169"),
        ("SPM_SESSION_HOURS", "1.5"),
        ("SPM_SESSION_HOURS", "١٢"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(name, value):
    with pytest.raises(BadSetting, match=name) as caught:
        read_settings({**URL, name: value})
    assert "hush" not in str(caught.value)
