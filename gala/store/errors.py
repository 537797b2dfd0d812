"""What redis-py and the store raise, in the words of the ports."""

from __future__ import annotations

from redis import exceptions

from gala.ports import Fenced, LogConflict, StoreDown, StoreError, TooLate

# The first word of an error reply: ours (functions/*.lua) and the store's.
_OURS: dict[str, type[StoreError]] = {
    "CONFLICT": LogConflict,
    "FENCED": Fenced,
    "LATE": TooLate,
}
# The store is up and cannot serve: it loads, its disk is full, it is a replica, a script hangs.
_NOT_SERVING = frozenset(
    {
        *("BUSY", "CLUSTERDOWN", "LOADING", "MASTERDOWN", "MISCONF", "NOREPLICAS", "OOM"),
        *("READONLY", "UNBLOCKED"),
    }
)
_NOT_SERVING_CLASSES = (
    exceptions.BusyLoadingError,
    exceptions.ClusterDownError,
    exceptions.MasterDownError,
    exceptions.OutOfMemoryError,
    exceptions.ReadOnlyError,
)
_MOVING = (exceptions.AskError, exceptions.TryAgainError)
_REFUSED = (exceptions.AuthenticationError, exceptions.NoPermissionError)


class Denied(StoreError):
    """The user with whom we are at the store may not do this, or there is no such user."""


def translated(error: Exception) -> StoreError:
    """Return `error` as the ports name it; its text stays readable for a person."""
    if isinstance(error, StoreError):
        return error
    # What is said while connecting to a Unix socket comes wrapped.
    if isinstance(error.__cause__, exceptions.RedisError):
        error = error.__cause__
    if isinstance(error, _REFUSED):
        return Denied(f"the store refuses us: {error}; look at the user in its URL")
    if isinstance(error, _MOVING):
        return StoreDown(f"a slot of the cluster is moving: {error}")
    if isinstance(error, _NOT_SERVING_CLASSES):
        return StoreDown(f"the store does not serve: {error}")
    if isinstance(error, exceptions.ResponseError):
        word, _, rest = str(error).partition(" ")
        if word in _OURS:
            return _OURS[word](rest)
        if word in _NOT_SERVING:
            return StoreDown(f"the store does not serve: {error}")
        return StoreError(f"the store answered: {error}")
    return StoreDown(str(error) or type(error).__name__)
