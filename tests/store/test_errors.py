import pytest
from redis import exceptions

from gala.ports import Fenced, LogConflict, StoreDown, StoreError
from gala.store.errors import Denied, translated


@pytest.mark.parametrize(
    ("raised", "meant"),
    [
        (exceptions.ResponseError("FENCED epoch 2 has come"), Fenced),
        (exceptions.ResponseError("CONFLICT another line"), LogConflict),
        (exceptions.ResponseError("MISCONF errors writing to the AOF file"), StoreDown),
        (exceptions.ResponseError("BUSY a script runs"), StoreDown),
        (exceptions.ReadOnlyError("You can't write against a read only replica."), StoreDown),
        (exceptions.BusyLoadingError("loading"), StoreDown),
        (exceptions.OutOfMemoryError("command not allowed"), StoreDown),
        (exceptions.MovedError("1 127.0.0.1:7001"), StoreDown),
        (exceptions.TryAgainError("TRYAGAIN Multiple keys"), StoreDown),
        (exceptions.ResponseError("UNBLOCKED force unblock"), StoreDown),
        (exceptions.ConnectionError("Connection closed by server."), StoreDown),
        (ConnectionRefusedError(111, "refused"), StoreDown),
        (exceptions.ResponseError("WRONGTYPE of value"), StoreError),
        (exceptions.AuthenticationError("invalid username-password pair"), Denied),
        (exceptions.NoPermissionError("this user has no permissions"), Denied),
        (Fenced("already ours"), Fenced),
    ],
)
def test_each_error_has_its_meaning(raised: Exception, meant: type[StoreError]) -> None:
    assert type(translated(raised)) is meant


def test_an_error_without_text_still_says_something() -> None:
    assert str(translated(OSError())) == "OSError"
