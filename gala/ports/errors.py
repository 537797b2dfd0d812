"""What a store may answer instead of doing what it was asked."""

from __future__ import annotations


class StoreError(Exception):
    """The store could not do what was asked.

    StoreError
    ├── StoreDown    no answer, or no connection: it may or may not have been done
    ├── Fenced       refused for good: a newer conductor has taken over
    ├── LogConflict  refused: what was written before is not what the caller thinks
    └── TooLate      refused: the instant until which it could be done has passed
    """


class StoreDown(StoreError):
    """No answer in time, or no connection. What was asked may or may not have happened."""


class Fenced(StoreError):
    """A conductor with a newer lease epoch has written; this one must stop."""


class LogConflict(StoreError):
    """Another entry already stands at this index: read the log again."""


class TooLate(StoreError):
    """Nothing was written, and will not be: decide anew."""
