"""Confidential text at rest: encrypted where keys are given, and plainly marked where they are not.

A stored value starts with what it is: ``f1:`` a Fernet token, ``p1:`` plain text. The keys belong to an
engine (its dialect), so that two stores in one process keep theirs apart.
"""

from collections.abc import Sequence
from weakref import WeakKeyDictionary

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

from workspace.errors import WrongKey

__all__ = ["ENCRYPTED", "PLAIN", "EncryptedText", "KeyRing", "attach", "keys_of"]

ENCRYPTED = "f1:"
PLAIN = "p1:"


class KeyRing:
    """The keys of one store, newest first: the first encrypts, all decrypt.

    Parameters
    ----------
    keys : sequence of str
        Fernet keys; none means that text is kept plain.
    """

    def __init__(self, keys: Sequence[str] = ()) -> None:
        self._fernet = MultiFernet([Fernet(key) for key in keys]) if keys else None

    @property
    def encrypts(self) -> bool:
        """Whether what is written now is encrypted: the app says so when it is not."""
        return self._fernet is not None

    def seal(self, text: str) -> str:
        """Make the stored form of a text."""
        if self._fernet is None:
            return PLAIN + text
        return ENCRYPTED + self._fernet.encrypt(text.encode()).decode()

    def unseal(self, stored: str) -> str:
        """Read a stored form.

        Raises
        ------
        WrongKey
            It is encrypted, and none of the keys fits; or it is no stored form.
        """
        if stored.startswith(PLAIN):
            return stored.removeprefix(PLAIN)
        if self._fernet is None or not stored.startswith(ENCRYPTED):
            message = "stored text is encrypted and no key was given: set SPM_WORKSPACE_KEYS"
            raise WrongKey(message)
        try:
            return self._fernet.decrypt(stored.removeprefix(ENCRYPTED)).decode()
        except InvalidToken:
            message = (
                "stored text was encrypted with a key that is not in SPM_WORKSPACE_KEYS: add the older key after it"
            )
            raise WrongKey(message) from None


_RINGS: WeakKeyDictionary[Dialect, KeyRing] = WeakKeyDictionary()


def attach(dialect: Dialect, ring: KeyRing) -> None:
    """Give an engine's dialect its keys."""
    _RINGS[dialect] = ring


def keys_of(dialect: Dialect) -> KeyRing:
    """Find the keys of an engine's dialect; without any it is a programming error (KeyError)."""
    return _RINGS[dialect]


class EncryptedText(TypeDecorator[str]):
    """A column of confidential text: sealed on the way in, unsealed on the way out.

    It cannot be searched or sorted in the database; select rows by other columns and look at it in Python.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Seal."""
        return None if value is None else keys_of(dialect).seal(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Unseal."""
        return None if value is None else keys_of(dialect).unseal(value)
