"""Confidential text in the store: encrypted with keys, plainly marked without, readable after a rotation."""

import pytest
from cryptography.fernet import Fernet
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Text, column, select, table

from tests.workspace.people import A, add_person
from workspace.crypt import ENCRYPTED, PLAIN, EncryptedText, KeyRing
from workspace.errors import WrongKey
from workspace.models import Base, Introduction
from workspace.opening import open_store
from workspace.rotation import count_unencrypted, rotate
from workspace.vocab import Role

WRITTEN = "synthetic: the head would rather not 🙊"


def ask(db, message=WRITTEN):
    person = add_person(db)
    asked = Introduction(
        urn=A, asked_by_id=person.id, asked_as=Role.HEAD, message=message, ceo="Synthetic", asked_at=db.now()
    )
    db.add(asked)


def stored(store):
    """What the database itself holds."""
    raw = table("introduction", column("message", Text))
    with store.reading() as db:
        return db.scalars(select(raw.c.message)).all()


def read(store):
    with store.reading() as db:
        return db.scalars(select(Introduction.message)).all()


def test_text_is_encrypted_in_the_store_and_plain_to_the_program(store):
    with store.transaction() as db:
        ask(db)
    (raw,) = stored(store)
    assert raw.startswith(ENCRYPTED)
    assert "synthetic" not in raw
    assert read(store) == [WRITTEN]
    assert store.keys.encrypts


def test_without_keys_the_store_says_so(ready_url, clock):
    store = open_store(ready_url, clock=clock)
    with store.transaction() as db:
        ask(db)
    assert stored(store) == [PLAIN + WRITTEN]
    assert read(store) == [WRITTEN]
    assert not store.keys.encrypts
    store.close()


def test_keys_are_rotated(ready_url):
    """Plain, then the first key, then a second before it; after the rotation only the second is needed."""
    first, second = (Fernet.generate_key().decode() for _ in range(2))
    for keys in [], [first]:
        store = open_store(ready_url, keys=keys)
        with store.transaction() as db:
            ask(db)
        store.close()

    both = open_store(ready_url, keys=[second, first])
    assert read(both) == [WRITTEN, WRITTEN]
    assert count_unencrypted(both) == 1
    assert rotate(both) == 2
    assert count_unencrypted(both) == 0
    both.close()

    after = open_store(ready_url, keys=[second])
    assert read(after) == [WRITTEN, WRITTEN]
    assert all(raw.startswith(ENCRYPTED) for raw in stored(after))
    after.close()

    before = open_store(ready_url, keys=[first])
    with pytest.raises(WrongKey, match="add the older key"):
        read(before)
    before.close()


def test_a_rotation_that_cannot_read_something_changes_nothing(ready_url):
    first, second = (Fernet.generate_key().decode() for _ in range(2))
    for keys in [first], [second]:
        store = open_store(ready_url, keys=keys)
        with store.transaction() as db:
            ask(db)
        store.close()
    store = open_store(ready_url, keys=[second])
    before = stored(store)
    with pytest.raises(WrongKey):
        rotate(store)
    assert stored(store) == before
    store.close()


def test_a_rotation_without_a_key_is_refused(ready_url):
    store = open_store(ready_url)
    with pytest.raises(WrongKey, match="no key"):
        rotate(store)
    store.close()


def test_encrypted_text_without_a_key_is_an_error_that_says_what_to_do():
    sealed = KeyRing([Fernet.generate_key().decode()]).seal(WRITTEN)
    with pytest.raises(WrongKey, match="set SPM_WORKSPACE_KEYS"):
        KeyRing().unseal(sealed)


def test_text_that_looks_sealed_is_only_text():
    assert KeyRing().unseal(KeyRing().seal(ENCRYPTED + "x")) == ENCRYPTED + "x"


@settings(max_examples=30)
@given(st.text(max_size=60).filter(str.isprintable))
def test_what_is_sealed_is_unsealed(text):
    ring = KeyRing(["MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="])
    assert ring.unseal(ring.seal(text)) == text


def test_the_confidential_columns_are_those_that_the_documents_name():
    """A column that turns public, or a new one that is confidential, is a decision: it is written here too."""
    found = {
        f"{name}.{item.name}"
        for name, made in Base.metadata.tables.items()
        for item in made.columns
        if isinstance(item.type, EncryptedText)
    }
    assert found == set(CONFIDENTIAL.split())


CONFIDENTIAL = """
access_request.message
interest.experience interest.offers_text interest.availability
statement.take_down_reason
introduction.message introduction.answer
brokering_case.title brokering_case.next_step brokering_case.closed_text
task.title
note.text note_version.text
contact.name contact.post contact.email contact.telephone
conflict_check.text conflict_check.handled
diligence.text
evidence.text
watch.why watch_item.note
"""
