"""The errors that the domain raises, each a kind of the builtin that fits."""

__all__ = ["CrsError", "SchemaMismatch", "StaleData", "UnknownSchool"]


class CrsError(ValueError):
    """A frame is not in the coordinate reference system that the work needs."""


class SchemaMismatch(ValueError):
    """A table does not keep its contract in :mod:`geo.schema`."""


class UnknownSchool(LookupError):
    """No school in the build has this URN."""


class StaleData(RuntimeError):
    """The processed tables are absent, incomplete or of another version of the program."""
